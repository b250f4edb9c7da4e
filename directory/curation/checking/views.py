"""The working card: one listing, whom to call, what to ask, and what came of it. Then the next of one's handful."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, abort, current_app, flash, get_flashed_messages, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from directory.curation.checking.claims import find_claim, in_hand
from directory.curation.checking.forms import CheckForm, usual_way
from directory.curation.checking.recording import (
    TRIES_BEFORE_TOLD,
    count_tries,
    record_check,
    record_try,
    take_back,
)
from directory.database import begin_writing, db
from directory.formatting import date, hours
from directory.models import Check, Listing
from directory.models.listing import with_children
from directory.pages import go_to, render_page, wants_fragment
from directory.people import needs, signed_in
from directory.site_zone import on_clock_here, today_here

EDIT = "editing.edit_listing"
blueprint = Blueprint("checking", __name__, url_prefix="/manage/checks")


@blueprint.get("/<int:listing_id>")
@needs("listing.check")
def show_work(listing_id: int) -> Response:
    """Whom to call, what we say of it, and what to tap when that is still right."""
    listing = _get_listing(listing_id)
    form = CheckForm(None, method=usual_way(listing))
    return _page(listing, form)


@blueprint.post("/<int:listing_id>")
@needs("listing.check")
def record(listing_id: int) -> Response:
    """Keep that it is still right, or that nobody answered; then the next."""
    begin_writing()
    listing = _get_listing(listing_id)
    form = CheckForm()
    if request.form.get("outcome") == "no-answer":
        return _no_answer(listing)
    if not form.validate():
        return _page(listing, form, 422)
    if form.version.data != str(listing.version):
        return _page(listing, form, 409, is_changed=True)
    method, note = str(form.method.data), form.note.data
    record_check(listing_id, form.areas.data or [], method, by=signed_in().name, note=note)
    name = listing.name
    db.session.commit()
    flash(_("Kept: %(name)s is still right.", name=name), "done")
    return _next(listing_id)


@blueprint.post("/<int:listing_id>/take-back")
@needs("listing.check")
def undo(listing_id: int) -> Response:
    """Take back one's own checks of today."""
    begin_writing()
    _get_listing(listing_id)
    if take_back(listing_id, by=signed_in().name):
        flash(_("Taken back. It is to be checked again."), "done")
    db.session.commit()
    return redirect(url_for("checking.show_work", listing_id=listing_id), 303)


def _no_answer(listing: Listing) -> Response:
    tries, name, listing_id = record_try(listing.id, by=signed_in().name), listing.name, listing.id
    db.session.commit()
    if tries >= TRIES_BEFORE_TOLD:
        flash(
            _("Nobody at %(name)s answered, %(tries)s times now. Does it still exist?", name=name, tries=tries),
            "problem",
        )
    else:
        flash(_("Kept: nobody answered. %(name)s comes up again another day.", name=name), "done")
    return _next(listing_id)


def _next(done_id: int) -> Response:
    """The next of the handful, or the queue."""
    rest = [id for id in in_hand(signed_in().id) if id != done_id]
    if rest:
        return redirect(url_for("checking.show_work", listing_id=rest[0]), 303)
    return go_to(url_for("queue.show_queue"))


def _get_listing(listing_id: int) -> Listing:
    found = select(Listing).where(Listing.id == listing_id).options(joinedload(Listing.organization), *with_children())
    return db.session.scalars(found.execution_options(populate_existing=True)).first() or abort(404)


def _page(listing: Listing, form: CheckForm, status: int = 200, *, is_changed: bool = False) -> Response:
    person, claim = signed_in(), find_claim(listing.id)
    mine = in_hand(person.id)
    form.version.data = form.version.raw_data = None
    form.version.process_data(str(listing.version))
    return render_page(
        "checking/work.html",
        "checking/_work.html",
        status=status,
        address=lambda: url_for("checking.show_work", listing_id=listing.id),
        listing=listing,
        form=form,
        is_changed=is_changed,
        holder=holder_words(claim.person.name, claim.until) if claim and claim.person_id != person.id else None,
        left=len(mine) if listing.id in mine else 0,
        tries=count_tries([listing.id]).get(listing.id, 0),
        is_told_often=TRIES_BEFORE_TOLD,
        mine=[check for check in listing.checks if _is_mine(check, person.name)],
        said=get_flashed_messages(with_categories=True) if wants_fragment() else [],
        may_edit=EDIT in current_app.view_functions,
    )


def holder_words(name: str, until: dt.datetime) -> str:
    """Who has a listing in hand: "Robin has this until 3:40 PM"."""
    here = on_clock_here(until)
    return _("%(name)s has this until %(time)s", name=name, time=hours(here.time(), None))


def age_words(since: dt.date | None, tries: int) -> str:
    """Why a listing is to be checked, as a line: "Last checked 12 Mar 2026 · nobody answered twice"."""
    told = _("Last checked %(day)s", day=date(since)) if since else _("Never checked")
    if not tries:
        return told
    return f"{told} · " + ngettext("nobody answered once", "nobody answered %(num)s times", tries)


def _is_mine(check: Check, name: str) -> bool:
    return check.made_by == name and check.checked_on == today_here() and check.source == "person"
