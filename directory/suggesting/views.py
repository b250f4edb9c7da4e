"""The pages on which anyone can tell us something, and the private page that says what became of it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from directory.forms import problems_of
from directory.listings import find_listing, find_new_slug
from directory.models import Listing, Publication
from directory.pages import render_page
from directory.search import all_terms
from directory.site_zone import now_here
from directory.suggesting.alike import find_alike
from directory.suggesting.forms import ClosedForm, NewForm, TellingForm, UnsafeForm, change_form
from directory.suggesting.limits import is_flood
from directory.suggesting.parts import PARTS, label_of, present_words
from directory.suggesting.proof import make_challenge
from directory.suggesting.receiving import BUSY, UNREADABLE, NotTaken, receive
from directory.suggesting.stamps import find_stamp, write_stamp
from directory.suggesting.telling import find_receipt

# Of suggestions about a listing.
KINDS = ("change", "unsafe", "closed")
blueprint = Blueprint("suggesting", __name__)
blueprint.add_app_template_global(label_of, "part_label")
blueprint.add_app_template_filter(label_of, "part_label")


@blueprint.get("/listings/<slug>/problem/wrong")
def show_change(slug: str) -> AnyResponse:
    """What is wrong with a listing: first which parts, then only those."""
    listing = _get_listing(slug)
    if not (parts := _known_parts(request.args.getlist("part"))):
        return _choice(listing, is_sent="part" in request.args or "next" in request.args)
    return _page("suggesting/change.html", change_form(None, parts, listing), listing=listing, parts=parts)


@blueprint.post("/listings/<slug>/problem/wrong")
def send_change(slug: str) -> AnyResponse:
    """Keep what should stand there instead."""
    listing = _get_listing(slug)
    if not (parts := _known_parts(request.form.getlist("part"))):
        return _choice(listing, is_sent=True)
    form = change_form(request.form, parts, listing)
    return _receive("suggesting/change.html", form, listing=listing, parts=parts)


@blueprint.get("/listings/<slug>/problem/unsafe")
def show_unsafe(slug: str) -> AnyResponse:
    """Where to say that something is not safe; help in a crisis stands first."""
    return _page("suggesting/unsafe.html", UnsafeForm(), listing=_get_listing(slug))


@blueprint.post("/listings/<slug>/problem/unsafe")
def send_unsafe(slug: str) -> AnyResponse:
    """Keep what happened."""
    return _receive("suggesting/unsafe.html", UnsafeForm(request.form), listing=_get_listing(slug))


@blueprint.get("/listings/<slug>/problem/closed")
def show_closed(slug: str) -> AnyResponse:
    """Where to say that there is no more of it."""
    return _page("suggesting/closed.html", ClosedForm(), listing=_get_listing(slug))


@blueprint.post("/listings/<slug>/problem/closed")
def send_closed(slug: str) -> AnyResponse:
    """Keep that it has closed."""
    return _receive("suggesting/closed.html", ClosedForm(request.form), listing=_get_listing(slug))


@blueprint.get("/suggest")
def show_new() -> AnyResponse:
    """Where to propose a listing; to htmx what we have already under such a name."""
    form = NewForm(request.args)
    return _page("suggesting/new.html", form, "suggesting/_alike.html", alike=_alike(form), terms=all_terms())


@blueprint.post("/suggest")
def send_new() -> AnyResponse:
    """Keep a proposed listing. What looks like one that we have is asked about first."""
    form = NewForm(request.form)
    values: dict[str, Any] = {"terms": all_terms()}
    if form.validate() and not form.is_another.data and (alike := _alike(form)):
        question = _("We may have this one already. Please look below. If it is another one, tick that and send again.")
        return _page("suggesting/new.html", form, status=UNREADABLE, alike=alike, refusal=question, **values)
    return _receive("suggesting/new.html", form, alike=[], **values)


@blueprint.get("/suggestions/<token>")
def show_status(token: str) -> AnyResponse:
    """What became of a suggestion, for whoever has its link; without what was told, in case others see it."""
    receipt = find_receipt(token) or abort(404)
    page = "suggesting/status.html"
    suggestion = receipt.suggestion
    response = render_page(page, page, suggestion=suggestion, token=token, is_new="sent" in request.args)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _receive(page: str, form: TellingForm, *, listing: Listing | None = None, **values: Any) -> AnyResponse:
    """Keep a form and lead to its private page, or show it again with all that was typed."""
    if not form.validate():
        return _page(page, form, status=UNREADABLE, listing=listing, **values)
    try:
        token = receive(form, listing.id if listing else None)
    except NotTaken as refusal:
        response = _page(page, form, status=refusal.status, listing=listing, refusal=refusal.sentence, **values)
        if refusal.wait_s:
            response.headers["Retry-After"] = str(refusal.wait_s)
        return response
    return redirect(url_for("suggesting.show_status", token=token, sent="yes"), 303)


def _page(
    page: str,
    form: TellingForm,
    fragment: str | None = None,
    *,
    status: int = 200,
    listing: Listing | None = None,
    refusal: str = "",
    **values: Any,
) -> Response:
    """A page with a form. The stamp of a form that comes again stays, so that what is sent twice is known as one."""
    listing_id = listing.id if listing else None
    stamp = find_stamp(form.stamp.data or "", form.kind, listing_id)
    if stamp is None or stamp.is_old:
        form.stamp.data = write_stamp(form.kind, listing_id, listing.version if listing else None)
    form.proof.data = ""
    # A busy database is not asked once more. If there is a flood, the next try is told so.
    challenge = make_challenge() if status != BUSY and is_flood() else ""
    return render_page(
        page,
        fragment or page,
        status=status,
        form=form,
        listing=listing,
        refusal=refusal,
        challenge=challenge,
        problems=list(problems_of(form)),
        **values,
    )


def _choice(listing: Listing, *, is_sent: bool) -> Response:
    page = "suggesting/choose.html"
    present = {key: present_words(listing, key) for key in PARTS}
    status = UNREADABLE if is_sent else 200
    return render_page(page, page, status=status, listing=listing, present=present, is_sent=is_sent)


def _known_parts(asked: list[str]) -> list[str]:
    return [key for key in PARTS if key in asked]


def _alike(form: NewForm) -> list[Any]:
    now = now_here()
    return find_alike(form.name.data or "", now)


def _get_listing(slug: str) -> Listing:
    """The listing that visitors see under a slug; answers with 404 or the way to its new page if there is none.

    What is sent is taken also under a former slug and for a listing that was hidden since, or it would be lost.
    """
    listing = find_listing(slug)
    if listing is None and (new_slug := find_new_slug(slug)):
        if request.method == "GET":
            abort(redirect(url_for(str(request.endpoint), slug=new_slug), 301))
        listing = find_listing(new_slug)
    if listing is not None and any(find_stamp(request.form.get("stamp", ""), kind, listing.id) for kind in KINDS):
        return listing
    if listing is not None and listing.publication == Publication.CLOSED:
        abort(redirect(url_for("listings.show_problem", slug=listing.slug), 303))
    if listing is None or not listing.is_public:
        abort(404)
    return listing
