"""The screens with which a coordinator makes and edits listings. A save commits here; everything else only reads."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from directory.curation.editing import BadChange, StaleEdit
from directory.curation.editor.conflicts import clashes, merged
from directory.curation.editor.creating import new_key
from directory.curation.editor.edit import Edit, filled_form, find_edit, new_edit, number_in
from directory.curation.editor.listed import find_rows
from directory.curation.editor.pages import allow_larger_form, beside, render_conflict, render_form
from directory.curation.editor.saving import blocking, make_listing, planned_problem, save_edit
from directory.curation.editor.steps import find_step, take_step
from directory.curation.editor.telling import publication_word
from directory.curation.history import find_revision
from directory.database import db
from directory.forms import clean_line
from directory.models import KINDS, PUBLICATIONS
from directory.models.content import Content
from directory.pages import render_page
from directory.people import kept_form, needs, signed_in

blueprint = Blueprint("editing", __name__, url_prefix="/manage/listings")
blueprint.add_app_template_global(publication_word)
blueprint.url_value_preprocessor(allow_larger_form)


@blueprint.get("")
@needs("listing.see")
def show_listings() -> Response:
    """All listings, found by name, kind and state."""
    typed = clean_line(request.args.get("q"))[:200]
    kind, publication = request.args.get("kind", ""), request.args.get("publication", "")
    found = find_rows(typed, kind, publication, request.args.get("page", 1, int))
    asked = {name: value for name, value in (("q", typed), ("kind", kind), ("publication", publication)) if value}
    return render_page(
        "curation/listings.html", "curation/_listings.html",
        found=found, asked=asked, kinds=KINDS, publications=PUBLICATIONS,
    )  # fmt: skip


@blueprint.get("/new")
@needs("listing.edit")
def show_new() -> Response:
    """An empty form of a kind, or the kinds to choose from."""
    kind = request.args.get("kind", "")
    if kind not in KINDS:
        return render_page("curation/new.html", "curation/new.html", kinds=KINDS)
    kept = kept_form()
    edit = new_edit(kind, kept)
    if kept is None:
        edit.form.key.data = new_key()
        edit.form.phones.append_entry()
        if kind in ("group", "program"):
            edit.form.schedules.append_entry()
    edit.settle()
    return render_form(edit)


@blueprint.post("/new")
@needs("listing.edit")
def make_new() -> Response:
    """Make a listing, or take a step in its form. The address is that of the form, which can be opened again."""
    edit = _new_or_404(request.args.get("kind", ""))
    if answered := _step_or_problems(edit):
        return answered
    try:
        listing_id, is_made_now = make_listing(edit, signed_in().name)
    except BadChange as bad:
        return _again(edit, [str(bad)], 422)
    except OperationalError:
        return _busy(edit)
    if not is_made_now:
        # The same form once more: with other text it is an edit of the first version, and nothing of it is lost.
        return _save(_edit_or_404(listing_id), 1)
    flash(_("Made. It is on no page before you publish it.") if _is_draft(edit) else _("Made."), "done")
    return redirect(url_for("editing.edit_listing", listing_id=listing_id), 303)


@blueprint.post("/new/<kind>/preview")
@needs("listing.edit")
def preview_new(kind: str) -> Response:
    """The card, the findings and the schedules in words, for what stands in the form of a new listing."""
    return _preview(_new_or_404(kind))


@blueprint.get("/<int:listing_id>/edit")
@needs("listing.edit")
def edit_listing(listing_id: int) -> Response:
    """The form of a listing."""
    edit = find_edit(listing_id, kept_form()) or abort(404)
    edit.settle()
    return render_form(edit)


@blueprint.post("/<int:listing_id>/edit")
@needs("listing.edit")
def save_listing(listing_id: int) -> Response:
    """Save a listing, or take a step in its form."""
    edit = _edit_or_404(listing_id)
    if answered := _step_or_problems(edit):
        return answered
    return _save(edit, edit.version)


@blueprint.post("/<int:listing_id>/preview")
@needs("listing.edit")
def preview_listing(listing_id: int) -> Response:
    """The card, the findings and the schedules in words, for what stands in the form."""
    return _preview(_edit_or_404(listing_id))


@blueprint.post("/<int:listing_id>/conflict")
@needs("listing.edit")
def resolve_conflict(listing_id: int) -> Response:
    """Save what was chosen of both texts."""
    edit = _edit_or_404(listing_id)
    edit.settle()
    if not edit.is_valid() or edit.listing is None or edit.present is None:
        return render_form(edit, status=422)
    mine, version = edit.content(), edit.version
    known = find_revision(listing_id, version)
    theirs = edit.present if version == edit.listing.version else known.content if known else None
    if theirs is None:
        return _save(edit, version)
    based_on = number_in(request.form.get("based_on"))
    before = find_revision(listing_id, based_on)
    was = before.content if before else None
    said = {name.removeprefix("choice-"): value for name, value in request.form.items() if name.startswith("choice-")}
    other = edit.normal(theirs)
    chosen = merged(other, mine, clashes(edit.normal(was) if was else None, other, mine), said)
    if chosen is None:
        stale = StaleEdit(version, theirs, was, known.made_by if known else "", edit.listing.updated_at)
        return render_conflict(edit, mine, stale, was, based_on, missing=True)
    return _save(edit, version, chosen)


def _new_or_404(kind: str) -> Edit:
    return new_edit(kind, request.form) if kind in KINDS else abort(404)


def _edit_or_404(listing_id: int) -> Edit:
    return find_edit(listing_id, request.form) or abort(404)


def _step_or_problems(edit: Edit) -> Response | None:
    """The form again, if a button was pressed that saves nothing or something is wrong; None: it can be saved."""
    if step := find_step(request.form):
        take_step(edit.form, *step)
        edit.settle()
        return render_form(edit)
    edit.settle()
    if not edit.is_valid():
        return render_form(edit, status=422)
    if problem := planned_problem(edit):
        edit.form.publish_on.errors = [problem]
        return render_form(edit, status=422)
    if blocked := blocking(edit.whole_content(), edit.present):
        return render_form(edit, status=422, blocked=blocked)
    return None


def _save(edit: Edit, version: int, chosen: Content | None = None) -> Response:
    """Save, and answer: the form again with "saved", both texts if somebody was faster, or why it could not be."""
    listing_id = edit.listing_id
    changes = edit.changes() if chosen is None and version == getattr(edit.listing, "version", None) else edit.content()
    mine = chosen or edit.content()
    try:
        made = save_edit(edit, chosen or changes, version, signed_in().name)
    except StaleEdit as stale:
        return _both_texts(listing_id, mine, stale, version)
    except BadChange as bad:
        return _again(_edit_or_404(listing_id), [str(bad)], 422)
    except LookupError:
        abort(404)
    except OperationalError:
        return _busy(_edit_or_404(listing_id))
    flash(_("Saved.") if made else _("There was nothing to save: it says so already."), "done")
    return redirect(url_for("editing.edit_listing", listing_id=listing_id), 303)


def _both_texts(listing_id: int, mine: Content, stale: StaleEdit, version: int) -> Response:
    db.session.rollback()
    edit = _edit_or_404(listing_id)
    reason = edit.form.reason.data
    # What is carried along is what was made of it so far, which need not be what was sent.
    edit.form = filled_form(edit.kind, {**(edit.present or {}), **mine}, edit.choices)
    edit.form.reason.data = reason
    edit.settle()
    if not clashes(None, edit.normal(stale.current), mine):
        flash(_("There was nothing to save: it says so already."), "done")
        return redirect(url_for("editing.edit_listing", listing_id=listing_id), 303)
    return render_conflict(edit, mine, stale, stale.based_on, version)


def _again(edit: Edit, sentences: list[str], status: int) -> Response:
    db.session.rollback()
    edit.settle()
    edit.also = sentences
    return render_form(edit, status=status)


def _busy(edit: Edit) -> Response:
    return _again(edit, [_("The directory is busy just now. Nothing is lost: wait a little and save again.")], 503)


def _preview(edit: Edit) -> Response:
    edit.settle()
    return render_page("curation/_live.html", "curation/_live.html", **beside(edit))


def _is_draft(edit: Edit) -> bool:
    return bool(edit.form.publication.data == "draft")
