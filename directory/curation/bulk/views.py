"""The pages of a change of many listings: choosing, what it would do, and doing it. It is undone in the history."""

from __future__ import annotations

import re

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from directory.curation.bulk.applying import apply, plan
from directory.curation.bulk.forms import BulkForm
from directory.curation.bulk.selecting import MOST_AT_ONCE, find_chosen, organizations, read_chosen
from directory.curation.editing import BadChange
from directory.database import begin_writing, db
from directory.forms import problems_of
from directory.models import KINDS, PUBLICATIONS
from directory.pages import page_locale, render_page
from directory.people import needs, signed_in
from directory.search import all_terms

UNREADABLE = 422
_PICK = re.compile(r"([0-9]{1,9})(?::([0-9]{1,9}))?")
blueprint = Blueprint("bulk", __name__, url_prefix="/manage/bulk")


@blueprint.get("")
@needs("listing.edit")
def show_bulk() -> Response:
    """Listings to choose from, and what may be set in them."""
    return _choosing_page(_form())


@blueprint.post("/preview")
@needs("listing.edit")
def preview() -> Response:
    """What would become of each: old and new. Nothing is changed yet."""
    form = _form()
    found = find_chosen(read_chosen(request.form))
    ids = [listing.id for listing in found.rows] if "all" in request.form else list(_picks())
    if not form.validate() or not ids:
        missing = "" if ids else _("Choose at least one listing.")
        return _choosing_page(form, missing, UNREADABLE)
    if len(ids) > MOST_AT_ONCE:
        return _choosing_page(form, _("Choose no more than %(most)s at once.", most=MOST_AT_ONCE), UNREADABLE)
    page = "curation/bulk_preview.html"
    return render_page(page, page, plan=plan(ids, form.wanted), form=form, chosen=read_chosen(request.form))


@blueprint.post("/changes")
@needs("listing.edit")
def make_changes() -> Response:
    """Do it, in one transaction; what somebody changed meanwhile is left as it is and named."""
    form, picked = _form(), {id: version for id, version in _picks().items() if version}
    if not form.validate() or not picked or len(picked) > MOST_AT_ONCE:
        return _choosing_page(form, _("Choose the listings once more."), UNREADABLE)
    operation = form.wanted
    db.session.rollback()
    begin_writing()
    try:
        applied = apply(picked, operation, by=signed_in().name)
    except BadChange as bad:
        db.session.rollback()
        return _choosing_page(_form(), str(bad), UNREADABLE)
    db.session.commit()
    for one in applied.left:
        flash(f"{one.name}: {one.why}", "problem")
    if not applied.count:
        flash(_("Nothing was changed."), "problem")
        return redirect(url_for("bulk.show_bulk"), 303)
    done = ngettext("%(num)d listing is changed.", "%(num)d listings are changed.", applied.count)
    flash(f"{done} {_('You can undo it here.')}", "done")
    return redirect(url_for("history.show_batch", batch=applied.batch), 303)


def _form() -> BulkForm:
    form = BulkForm()
    terms = sorted(all_terms().values(), key=lambda term: (term.taxonomy_slug, term.position, term.id))
    # A group of needs is no need of its own.
    usable = [term for term in terms if term.taxonomy_slug != "need" or term.parent_id is not None]
    form.offer(usable, [(hsds_id, name) for _id, hsds_id, name in organizations()], page_locale())
    return form


def _picks() -> dict[int, int]:
    """Listing id → the version that was seen, 0 if none was sent."""
    found = (_PICK.fullmatch(text) for text in request.form.getlist("pick"))
    return {int(match[1]): int(match[2] or 0) for match in found if match}


def _choosing_page(form: BulkForm, refusal: str = "", status: int = 200) -> Response:
    chosen = read_chosen(request.values)
    locale = page_locale()
    needs_of = [term for term in all_terms().values() if term.taxonomy_slug == "need" and term.parent_id is not None]
    return render_page(
        "curation/bulk.html", "curation/_bulk_found.html",
        status=status, form=form, chosen=chosen, found=find_chosen(chosen), picked=_picks(), refusal=refusal,
        takes_all="all" in request.form, problems=list(problems_of(form)), kinds=KINDS, states=PUBLICATIONS,
        needs=sorted(((term.slug, term.label_in(locale).label) for term in needs_of), key=lambda need: need[1]),
        houses=[(id, name) for id, _hsds_id, name in organizations()],
    )  # fmt: skip
