"""The console's pages of suggestions: the list, what is held back, and one suggestion with what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from directory.curation.editing import BadChange, StaleEdit
from directory.curation.field_words import Names, field_label
from directory.curation.proposing.parts import names_of_parts, present_part
from directory.curation.reviewing import deciding
from directory.curation.reviewing.forms import RefusalForm, ReviewForm, reason_of, review_form
from directory.curation.wording import Piece, compare_words
from directory.database import begin_writing, db
from directory.forms import problems_of
from directory.models import Suggestion
from directory.pages import render_page
from directory.people import needs, signed_in
from directory.suggesting import (
    DANGERS,
    decided_suggestions,
    digest_of,
    held_suggestions,
    label_of,
    present_words,
    waiting_suggestions,
)

STALE, UNREADABLE = 409, 422
EDIT_PAGE = "editing.edit_listing"
blueprint = Blueprint("reviewing", __name__, url_prefix="/manage/suggestions")


@dataclass(frozen=True)
class PartShown:
    """One part on the page. form: None once it is decided, then there is a decision."""

    key: str
    label: str
    present: str
    was: str
    told: str
    pieces: list[Piece]
    is_direct: bool
    is_whole: bool
    form: Any
    decision: dict[str, Any] | None


@blueprint.get("")
@needs("suggestion.review")
def show_suggestions() -> Response:
    """What waits for a decision, the most urgent first."""
    page = "curation/suggestions.html"
    return render_page(page, page, waiting=waiting_suggestions(), decided=decided_suggestions(10))


@blueprint.get("/held")
@needs("suggestion.review")
def show_held() -> Response:
    """What is held back as probable spam."""
    page = "curation/held.html"
    return render_page(page, page, held=held_suggestions(), waiting=waiting_suggestions(0))


@blueprint.post("/held/deletion")
@needs("suggestion.review")
def delete_held() -> Response:
    """Delete what is held back."""
    begin_writing()
    count = deciding.delete_held(by=signed_in().name)
    db.session.commit()
    flash(ngettext("%(num)d note was deleted.", "%(num)d notes were deleted.", count), "done")
    return redirect(url_for("reviewing.show_suggestions"), 303)


@blueprint.get("/<int:suggestion_id>")
@needs("suggestion.review")
def show_suggestion(suggestion_id: int) -> Response:
    """One suggestion: part by part what the listing says and what was told."""
    return _page(_get(suggestion_id))


@blueprint.post("/<int:suggestion_id>/decisions")
@needs("suggestion.review")
def decide(suggestion_id: int) -> Response:
    """Accept or refuse parts. A listing that was changed meanwhile is shown again with what it says now."""
    suggestion = _get(suggestion_id)
    form = _form(suggestion, sent=True)
    if not form.validate():
        return _page(suggestion, form, UNREADABLE)
    version, verdicts = form.version.data or "", form.verdicts()
    if not verdicts and form.keys:
        flash(_("Nothing is decided yet. Choose “Accept” or “Refuse” for at least one part."), "problem")
        return redirect(url_for("reviewing.show_suggestion", suggestion_id=suggestion_id), 303)
    db.session.rollback()
    begin_writing()
    try:
        # A version that makes no sense is no version of the listing: what it says now is shown.
        number = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
        seen = form.seen.data or ""
        state = deciding.decide(suggestion_id, verdicts, by=signed_in().name, version=number, seen=seen).state
    except LookupError:
        db.session.rollback()
        flash(_("The sender has taken it back. There is nothing to decide any more."), "problem")
        return redirect(url_for("reviewing.show_suggestions"), 303)
    except deciding.ChangedSuggestion:
        db.session.rollback()
        changed = _("The sender has changed what they propose. What it says now is shown below.")
        return _page(_get(suggestion_id), status=STALE, refusal=changed)
    except StaleEdit as stale:
        db.session.rollback()
        changed = _(
            "%(name)s has changed this listing meanwhile. What it says now is shown below.", name=stale.changed_by
        )
        form.version.data = str(stale.version)
        return _page(_get(suggestion_id), form, STALE, refusal=changed)
    except BadChange as bad:
        db.session.rollback()
        return _page(_get(suggestion_id), form, UNREADABLE, refusal=str(bad))
    db.session.commit()
    flash(_("Kept. The sender can see it.") if state == "waiting" else _("Decided. The sender can see it."), "done")
    return _back(suggestion_id, is_done=state != "waiting")


@blueprint.post("/<int:suggestion_id>/draft")
@needs("suggestion.review")
def make_draft(suggestion_id: int) -> Response:
    """Make a draft of a proposed listing."""
    begin_writing()
    try:
        listing = deciding.make_draft(suggestion_id, by=signed_in().name, reason=_("Thank you, we have put it right."))
    except LookupError:
        abort(404)
    listing_id, name = listing.id, listing.name
    db.session.commit()
    flash(_("“%(name)s” is a draft now. Fill in what is missing, then publish it.", name=name), "done")
    address = edit_address(listing_id)
    return redirect(address, 303) if address else _back(suggestion_id)


@blueprint.post("/<int:suggestion_id>/refusal")
@needs("suggestion.review")
def refuse_new(suggestion_id: int) -> Response:
    """Refuse a proposed listing."""
    verdict = deciding.Verdict(False, reason_of(RefusalForm()))
    begin_writing()
    try:
        deciding.decide(suggestion_id, {"listing": verdict}, by=signed_in().name, version=None)
    except LookupError:
        abort(404)
    db.session.commit()
    flash(_("Decided. The sender can see it."), "done")
    return _back(suggestion_id, is_done=True)


@blueprint.post("/<int:suggestion_id>/hiding")
@needs("listing.hide")
def hide(suggestion_id: int) -> Response:
    """Take the listing out of sight at once."""
    return _do(suggestion_id, deciding.hide, _("The listing is hidden. Only we can see it now."))


@blueprint.post("/<int:suggestion_id>/showing")
@needs("listing.hide")
def unhide(suggestion_id: int) -> Response:
    """Let visitors see the listing again."""
    return _do(suggestion_id, deciding.unhide, _("The listing can be seen again."))


@blueprint.post("/<int:suggestion_id>/release")
@needs("suggestion.review")
def release(suggestion_id: int) -> Response:
    """It is no spam: let it wait with the others."""
    begin_writing()
    try:
        deciding.release(suggestion_id)
    except LookupError:
        abort(404)
    db.session.commit()
    flash(_("It is in the list now."), "done")
    return _back(suggestion_id)


def edit_address(listing_id: int) -> str | None:
    """Where a listing is edited, if this program has such a page."""
    if EDIT_PAGE not in current_app.view_functions:
        return None
    return url_for(EDIT_PAGE, listing_id=listing_id)


def _do(suggestion_id: int, action: Any, sentence: str) -> Response:
    begin_writing()
    try:
        is_done = action(suggestion_id, by=signed_in().name)
    except LookupError:
        abort(404)
    db.session.commit()
    if is_done:
        flash(sentence, "done")
    return _back(suggestion_id)


def _back(suggestion_id: int, is_done: bool = False) -> Response:
    if is_done:
        return redirect(url_for("reviewing.show_suggestions"), 303)
    return redirect(url_for("reviewing.show_suggestion", suggestion_id=suggestion_id), 303)


def _get(suggestion_id: int) -> Suggestion:
    return db.session.get(Suggestion, suggestion_id) or abort(404)


def _form(suggestion: Suggestion, *, sent: bool = False) -> ReviewForm:
    told = {key: str(suggestion.fields[key]["told"]) for key in _open_fields(suggestion)}
    edited = frozenset(key for key, text in told.items() if _is_edited(suggestion, key, text))
    form = review_form(request.form if sent else None, told, edited)
    if not sent:
        form.version.data = str(suggestion.listing.version) if suggestion.listing else ""
        form.seen.data = digest_of(suggestion)
    return form


def _is_edited(suggestion: Suggestion, key: str, text: str) -> bool:
    """Whether the words that the coordinator leaves in the form become the listing's own."""
    is_direct = deciding.changes_of(suggestion, key, text) is not None
    return is_direct and not deciding.is_whole(key, suggestion.fields[key])


def _open_fields(suggestion: Suggestion) -> list[str]:
    """The parts with a decision of their own; a new listing is decided as a whole."""
    is_open = deciding.open_parts(suggestion)
    if suggestion.kind == "new":
        return []
    return [key for key in suggestion.fields if key in is_open]


def _page(suggestion: Suggestion, form: ReviewForm | None = None, status: int = 200, refusal: str = "") -> Response:
    form = form or _form(suggestion)
    forms, names = dict(form.parts()), names_of_parts(suggestion.fields)
    return render_page(
        "curation/suggestion.html",
        "curation/suggestion.html",
        status=status,
        suggestion=suggestion,
        listing=suggestion.listing,
        form=form,
        refusal_form=RefusalForm(),
        problems=list(problems_of(form)),
        refusal=refusal,
        parts=[_shown(suggestion, key, forms.get(key), names) for key in suggestion.fields],
        dangers=[DANGERS[key] for key in suggestion.dangers if key in DANGERS],
        is_open=bool(deciding.open_parts(suggestion)),
        edit_url=edit_address(suggestion.listing_id) if suggestion.listing_id else None,
    )


def _shown(suggestion: Suggestion, key: str, form: Any, names: Names) -> PartShown:
    part = suggestion.fields[key]
    listing, told, is_proposed = suggestion.listing, str(part["told"]), "content" in part
    present = ""
    if listing and suggestion.kind == "change":
        present = present_part(listing, key, names) if is_proposed else present_words(listing, key, is_public=False)
    is_direct = bool(form) and deciding.changes_of(suggestion, key, told) is not None
    pieces = compare_words(present, told) if present and is_direct else []
    label = field_label(key, names) if is_proposed else label_of(key)
    decision, is_whole = suggestion.decisions.get(key), deciding.is_whole(key, part)
    return PartShown(key, label, present, part["was"], told, pieces, is_direct, is_whole, form, decision)
