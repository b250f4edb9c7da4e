"""The pages of a contributor: their listings, the form to propose a change with, what they sent and what came of it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from directory.curation.editor.edit import Edit, find_edit
from directory.curation.editor.pages import allow_larger_form, beside, render_form
from directory.curation.editor.saving import blocking
from directory.curation.editor.steps import find_step, take_step
from directory.curation.proposing.found import find_sent, own_listings, sent_labels, sent_parts, sent_suggestions
from directory.curation.proposing.sending import lay_over, send
from directory.database import begin_writing, db
from directory.models import Listing, Publication
from directory.pages import render_page
from directory.people import kept_form, needs, require_entrusted, signed_in
from directory.suggesting import find_waiting, withdraw

blueprint = Blueprint("proposing", __name__, url_prefix="/manage")
blueprint.url_value_preprocessor(allow_larger_form)


@blueprint.get("/mine")
@needs("listing.propose")
def show_mine() -> Response:
    """The listings entrusted to a contributor, and what they sent."""
    person = signed_in()
    sent = sent_suggestions(person.id)
    waiting = {one.listing_id for one in sent if one.state == "waiting" and one.listing_id}
    names = select(Listing.name).where(Listing.id.in_(person.organizations)).order_by(Listing.name)
    page = "curation/mine.html"
    return render_page(
        page, page,
        organizations=db.session.scalars(names).all(), listings=own_listings(person.organizations, waiting), sent=sent,
        labels=sent_labels(sent),
    )  # fmt: skip


@blueprint.get("/mine/<int:suggestion_id>")
@needs("listing.propose")
def show_sent(suggestion_id: int) -> Response:
    """What became of each part of a proposal of one's own."""
    suggestion = find_sent(suggestion_id, signed_in().id) or abort(404)
    page = "curation/sent.html"
    return render_page(page, page, suggestion=suggestion, listing=suggestion.listing, parts=sent_parts(suggestion))


@blueprint.post("/mine/<int:suggestion_id>/withdrawal")
@needs("listing.propose")
def take_back(suggestion_id: int) -> Response:
    """Take back what nobody has decided on."""
    begin_writing()
    sent = find_sent(suggestion_id, signed_in().id) or abort(404)
    waiting = find_waiting(sent.listing_id or 0, signed_in().id, to_change=True)
    if waiting is None or waiting.id != suggestion_id:
        db.session.rollback()
        flash(_("All of it is decided already, so there is nothing to take back."), "problem")
        return redirect(url_for("proposing.show_sent", suggestion_id=suggestion_id), 303)
    withdraw(waiting)
    db.session.commit()
    flash(_("Taken back. Nothing of it waits now."), "done")
    return redirect(url_for("proposing.show_mine"), 303)


@blueprint.get("/listings/<int:listing_id>/proposal")
@needs("listing.propose")
def show_proposal(listing_id: int) -> Response:
    """The form of a listing, with what waits already."""
    kept = kept_form()
    edit = _get_edit(listing_id, is_sent=False)
    waiting = find_waiting(listing_id, signed_in().id)
    if waiting and kept is None:
        lay_over(edit, waiting)
    edit.settle()
    return render_form(edit, waiting=waiting)


@blueprint.post("/listings/<int:listing_id>/proposal")
@needs("listing.propose")
def send_proposal(listing_id: int) -> Response:
    """Send what the form says otherwise to the coordinators, or take a step in it."""
    edit = _get_edit(listing_id)
    if answered := _step_or_problems(edit):
        return answered
    try:
        sent = send(edit, signed_in())
    except OperationalError:
        db.session.rollback()
        edit = _get_edit(listing_id)
        edit.settle()
        edit.also = [_("The directory is busy just now. Nothing is lost: wait a little and send it again.")]
        return render_form(edit, status=503)
    if sent.suggestion_id is None:
        flash(
            _("Taken back. Nothing of it waits now.")
            if sent.was_waiting
            else _("There was nothing to send: the listing says so already."),
            "done",
        )
        return redirect(url_for("proposing.show_mine"), 303)
    flash(_("Sent to the coordinators. You can see here what became of it."), "done")
    return redirect(url_for("proposing.show_sent", suggestion_id=sent.suggestion_id), 303)


@blueprint.post("/listings/<int:listing_id>/proposal/preview")
@needs("listing.propose")
def preview_proposal(listing_id: int) -> Response:
    """The card, the findings and the schedules in words, for what stands in the form."""
    edit = _get_edit(listing_id)
    edit.settle()
    return render_page("curation/_live.html", "curation/_live.html", **beside(edit))


def _get_edit(listing_id: int, *, is_sent: bool = True) -> Edit:
    """The edit of a listing that is entrusted to whoever is signed in; 404 for all others, and for what has closed."""
    edit = find_edit(listing_id, request.form if is_sent else kept_form(), is_proposal=True)
    require_entrusted(edit.listing if edit else None)
    if edit is None or edit.listing is None or edit.listing.publication == Publication.CLOSED:
        abort(404)
    return edit


def _step_or_problems(edit: Edit) -> Response | None:
    """The form again, if a button was pressed that sends nothing or something is wrong; None: it can be sent."""
    waiting = find_waiting(edit.listing_id, signed_in().id)
    if step := find_step(request.form):
        take_step(edit.form, *step)
        edit.settle()
        return render_form(edit, waiting=waiting)
    edit.settle()
    if not edit.is_valid():
        return render_form(edit, status=422, waiting=waiting)
    if blocked := blocking(edit.whole_content(), edit.present):
        return render_form(edit, status=422, blocked=blocked, waiting=waiting)
    return None
