"""The queue: what needs somebody today. The first page of a coordinator after signing in."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from directory.curation.checking.claims import find_claim, give_back, in_hand, take_handful
from directory.curation.queue.notes import finish_note as close_note
from directory.curation.queue.parts import URGENT, parts_for
from directory.database import begin_writing, db
from directory.formatting import hours
from directory.pages import render_page
from directory.people import needs, needs_signed_in, signed_in
from directory.site_zone import on_clock_here

ROWS_SHOWN = 5
ROWS_OF_PAGE = 50
blueprint = Blueprint("queue", __name__, url_prefix="/manage")


@blueprint.get("")
@needs_signed_in
def show_queue() -> Response:
    """All parts with their first rows, and what one has in hand; a contributor goes on to their own listings."""
    person = signed_in()
    if not person.may("queue.see"):
        return redirect(url_for("proposing.show_mine"), 303)
    parts = parts_for(person)
    page = "queue/queue.html"
    return render_page(
        page,
        page,
        # Who may be in danger and who waits for us comes before what we look after by ourselves.
        urgent=[part for part in parts if part.urgency < URGENT],
        later=[part for part in parts if part.urgency >= URGENT],
        rows_shown=ROWS_SHOWN,
        hand=_hand(),
        may_take=any(part.key == "checks" for part in parts),
    )


@blueprint.get("/queue/<key>")
@needs("queue.see")
def show_part(key: str) -> Response:
    """All rows of one part, page by page."""
    part = next((part for part in parts_for(signed_in()) if part.key == key), None)
    if part is None:
        return redirect(url_for("queue.show_queue"), 303)
    pages = max(1, -(-len(part.rows) // ROWS_OF_PAGE))
    number = min(max(1, request.args.get("page", 1, int)), pages)
    rows = part.rows[(number - 1) * ROWS_OF_PAGE : number * ROWS_OF_PAGE]
    page = "queue/part.html"
    return render_page(page, page, part=part, rows=rows, number=number, pages=pages)


@blueprint.post("/handful")
@needs("listing.check")
def take() -> Response:
    """Take a handful, and begin with the first."""
    begin_writing()
    mine = take_handful(signed_in().id)
    db.session.commit()
    if not mine:
        flash(_("All of it is in other hands just now, or was tried today. Thank you for asking."), "done")
        return redirect(url_for("queue.show_queue"), 303)
    return redirect(url_for("checking.show_work", listing_id=mine[0]), 303)


@blueprint.post("/handful/back")
@needs("listing.check")
def put_back() -> Response:
    """Let others have what one has in hand."""
    begin_writing()
    give_back(signed_in().id)
    db.session.commit()
    flash(_("Given back. Thank you for what you did."), "done")
    return redirect(url_for("queue.show_queue"), 303)


@blueprint.post("/notes/<int:listing_id>/<hash>/done")
@needs("listing.edit")
def finish_note(listing_id: int, hash: str) -> Response:
    """The notes of a listing are dealt with, as they were read. They stay where they are."""
    begin_writing()
    try:
        is_done = close_note(listing_id, hash, by=signed_in().name)
    except LookupError:
        abort(404)
    db.session.commit()
    if is_done:
        flash(_("Off the list. The note stays with the listing."), "done")
    else:
        flash(_("The note was changed since you read it. Please read it again."), "problem")
    return redirect(url_for("queue.show_queue"), 303)


def _hand() -> tuple[list[int], str] | None:
    """The listings that one has in hand, and until when in words; None if there are none."""
    mine = in_hand(signed_in().id)
    claim = find_claim(mine[0]) if mine else None
    if claim is None:
        return None
    until = on_clock_here(claim.until)
    return mine, hours(until.time(), None)
