"""The pages of the history: all changes, the versions of one listing, one version before it is brought back."""

from __future__ import annotations

from flask import Blueprint, abort, flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from directory.curation import batches
from directory.curation.changes.exporting import changes_table, versions_document, versions_table
from directory.curation.changes.forms import BringBackForm
from directory.curation.changes.found import Asked, find_changes, read_asked, who_changed, words_between
from directory.curation.editing import BadChange, StaleEdit, revert
from directory.curation.field_words import source_words
from directory.curation.history import find_revision, revisions_of
from directory.curation.lint import missing_for_publication
from directory.database import begin_writing, db, utc_now
from directory.forms import problems_of
from directory.models import KINDS, SOURCES, Listing, Revision
from directory.models.content import whole_content_of
from directory.pages import render_page
from directory.people import needs, record_event, signed_in

STALE, UNREADABLE = 409, 422
EDIT_PAGE = "editing.edit_listing"
blueprint = Blueprint("history", __name__, url_prefix="/manage")
blueprint.add_app_template_global(source_words)


@blueprint.get("/changes")
@needs("history.see")
def show_changes() -> Response:
    """All changes of all listings, the newest first, filtered as the address says."""
    asked = read_asked(request.args)
    found = find_changes(asked, request.args.get("page", 1, int))
    return render_page(
        "curation/changes.html", "curation/_changes.html",
        found=found, asked=asked, who=who_changed(), sources=SOURCES, kinds=KINDS,
    )  # fmt: skip


@blueprint.get("/changes.csv")
@needs("history.export")
def export_changes() -> Response:
    """The changes that the address asks for, for a spreadsheet."""
    asked = read_asked(request.args)
    _record_export("changes", asked=asked.arguments)
    return _file(changes_table(asked), f"changes-{utc_now():%Y-%m-%d}.csv")


@blueprint.get("/changes/together/<batch>")
@needs("history.see")
def show_batch(batch: str) -> Response:
    """What was changed together, and a way to undo it."""
    return _batch_page(batch)


@blueprint.post("/changes/together/<batch>/undoing")
@needs("listing.edit")
def undo_batch(batch: str) -> Response:
    """Give all listings of a batch what they said before; what somebody changed since is left and named."""
    begin_writing()
    try:
        undone = batches.undo_batch(batch, by=signed_in().name)
    except LookupError:
        abort(404)
    except BadChange as bad:
        db.session.rollback()
        return _batch_page(batch, refusal=str(bad), status=UNREADABLE)
    db.session.commit()
    for sentence in (*(f"{one.name}: {one.why}" for one in undone.left), *undone.notes):
        flash(sentence, "problem")
    if not undone.names:
        return _batch_page(batch, refusal=_("Nothing was undone."), status=STALE)
    counted = len(undone.names)
    flash(
        ngettext("%(num)d listing is as it was before.", "%(num)d listings are as they were before.", counted), "done"
    )
    return redirect(url_for("history.show_batch", batch=undone.batch), 303)


@blueprint.get("/listings/<int:listing_id>/history")
@needs("history.see")
def show_history(listing_id: int) -> Response:
    """All versions of a listing, each with what it changed, and any two of them compared."""
    listing = _listing(listing_id)
    versions = list(db.session.scalars(
        select(Revision.version).where(Revision.listing_id == listing_id).order_by(Revision.version.desc())
    ))  # fmt: skip
    old, new = (request.args.get(name, type=int) for name in ("from", "to"))
    revisions = [find_revision(listing_id, version) for version in (old, new) if version in versions]
    compared = None
    if len(revisions) == 2 and (first := revisions[0]) and (second := revisions[1]):
        compared = words_between(first.content, second.content)
    merged = select(Listing).where(Listing.successor_id == listing_id, Listing.publication == "closed")
    return render_page(
        "curation/history.html", "curation/history.html",
        listing=listing, versions=versions, compared=compared, old=old, new=new,
        found=find_changes(Asked(listing_id=listing_id), request.args.get("page", 1, int)),
        merged=db.session.scalars(merged.order_by(Listing.name)).all(),
    )  # fmt: skip


@blueprint.get("/listings/<int:listing_id>/history/<int:version>")
@needs("history.see")
def show_version(listing_id: int, version: int) -> Response:
    """What would change if a listing said again what it said at a version, and the button for it."""
    return _version_page(_listing(listing_id), version, BringBackForm())


@blueprint.post("/listings/<int:listing_id>/history/<int:version>")
@needs("listing.edit")
def bring_back(listing_id: int, version: int) -> Response:
    """Give a listing what it said at a version, as a new version; what cannot come back is named."""
    form, listing = BringBackForm(), _listing(listing_id)
    revision = find_revision(listing_id, version) or abort(404)
    revision_id = revision.id
    if not form.validate():
        return _version_page(listing, version, form, status=UNREADABLE)
    db.session.rollback()
    begin_writing()
    reason = form.reason.data or _("Back to version %(number)s.", number=version)
    try:
        made = revert(listing_id, revision_id, by=signed_in().name, version=form.based_on, reason=reason)
    except StaleEdit as stale:
        db.session.rollback()
        form.version.data = str(stale.version)
        refusal = _(
            "%(name)s has changed this listing meanwhile. Below is what would change now. Nothing is lost.",
            name=stale.changed_by,
        )
        return _version_page(_listing(listing_id), version, form, status=STALE, refusal=refusal)
    except BadChange as bad:
        db.session.rollback()
        return _version_page(_listing(listing_id), version, form, status=UNREADABLE, refusal=str(bad))
    content = made.revision.content if made.revision else None
    db.session.commit()
    _tell(version, content, made.left_out)
    return redirect(url_for("history.show_history", listing_id=listing_id), 303)


@blueprint.get("/listings/<int:listing_id>/history.json")
@needs("history.export")
def export_versions(listing_id: int) -> Response:
    """All versions of a listing as JSON."""
    listing = _listing(listing_id)
    name = listing.slug
    _record_export("history", listing=name, format="json")
    response = jsonify(versions_document(_listing(listing_id), revisions_of(listing_id)))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-history.json"'
    return response


@blueprint.get("/listings/<int:listing_id>/history.csv")
@needs("history.export")
def export_versions_table(listing_id: int) -> Response:
    """All versions of a listing for a spreadsheet."""
    name = _listing(listing_id).slug
    _record_export("history", listing=name, format="csv")
    return _file(versions_table(_listing(listing_id), revisions_of(listing_id)), f"{name}-history.csv")


def _listing(listing_id: int) -> Listing:
    return db.session.get(Listing, listing_id) or abort(404)


def _record_export(what: str, **detail: object) -> None:
    """A line of the audit log; the transaction that read before is ended."""
    db.session.rollback()
    begin_writing()
    record_event("export", signed_in().name, what=what, **detail)
    db.session.commit()


def _file(text: str, name: str) -> Response:
    response = Response(text, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _batch_page(batch: str, refusal: str = "", status: int = 200) -> Response:
    found = find_changes(Asked(batch=batch), request.args.get("page", 1, int))
    if not found.total:
        abort(404)
    is_merge = batches.kind_of(batch) == batches.MERGE
    return render_page(
        "curation/batch.html", "curation/batch.html",
        status=status, batch=batch, found=found, refusal=refusal, is_merge=is_merge,
    )  # fmt: skip


def _version_page(
    listing: Listing, version: int, form: BringBackForm, *, status: int = 200, refusal: str = ""
) -> Response:
    revision = find_revision(listing.id, version) or abort(404)
    if not form.version.data:
        form.version.data = str(listing.version)
    return render_page(
        "curation/version.html", "curation/version.html",
        status=status, listing=listing, revision=revision, form=form, refusal=refusal,
        problems=list(problems_of(form)), changes=words_between(whole_content_of(listing), revision.content),
    )  # fmt: skip


def _tell(version: int, content: dict[str, object] | None, left_out: tuple[str, ...]) -> None:
    """Say what came back, what could not, and what the page of the listing lacks now."""
    if content is None:
        flash(_("There was nothing to bring back: it says so already."), "done")
    else:
        flash(_("Version %(number)s is back, as a new version.", number=version), "done")
    for sentence in left_out:
        flash(_("This could not come back: %(sentence)s", sentence=sentence), "problem")
    if content and content.get("publication") == "published":
        for finding in missing_for_publication(content):
            flash(_("It is published, but something is missing. %(sentence)s", sentence=finding.message), "problem")
