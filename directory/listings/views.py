"""The page of one listing, and the page that says how to tell that something is wrong with it."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from directory.listings.queries import find_answers, find_listing, find_new_slug
from directory.models import Listing, Publication
from directory.models.schedule import Occurrence, Pattern, upcoming
from directory.pages import render_page
from directory.search import all_terms, find_similar, guides_to_read_before, load_cards
from directory.site_settings import site_setting
from directory.site_zone import now_here

MOST_DATES = 5
blueprint = Blueprint("listings", __name__, url_prefix="/listings")


@blueprint.get("/<slug>")
def show_listing(slug: str) -> AnyResponse:
    """All that a visitor needs to decide, and to go."""
    listing = _listing_or_answer(slug)
    if not isinstance(listing, Listing):
        return listing
    now = now_here()
    patterns = [pattern for schedule in listing.schedules if (pattern := schedule.pattern)]
    return render_page(
        "listings/listing.html",
        "listings/listing.html",
        listing=listing,
        card=load_cards([listing.id], now)[0],
        answers=find_answers(listing),
        dates=_dates(listing, patterns, now),
        patterns=patterns,
        now=now,
        needs=listing.terms_of("need"),
        similar=find_similar(listing, now),
        guides=guides_to_read_before(listing),
        terms=all_terms(),
    )


@blueprint.get("/<slug>/problem")
def show_problem(slug: str) -> AnyResponse:
    """How to tell the coordinators that something is wrong or unsafe, and what to do in danger."""
    listing = _listing_or_answer(slug)
    if not isinstance(listing, Listing):
        return listing
    page = "listings/problem.html"
    return render_page(page, page, listing=listing, report_mail=_report_mail(listing))


def _listing_or_answer(slug: str) -> Listing | AnyResponse:
    """The published listing under a slug, or what is answered instead; 404 if there is neither."""
    listing = find_listing(slug)
    if listing is None:
        new_slug = find_new_slug(slug)
        return redirect(url_for(str(request.endpoint), slug=new_slug), 301) if new_slug else abort(404)
    if listing.publication == Publication.CLOSED:
        return _show_closed(listing)
    return listing if listing.is_public else abort(404)


def _report_mail(listing: Listing) -> str | None:
    """A mail that names the listing by its address alone; its subject tells nothing. None if nobody reads any."""
    if not (recipient := site_setting("CONTACT_EMAIL")):
        return None
    address = url_for("listings.show_listing", slug=listing.slug, list=None, quiet=None, _external=True)
    # Source: RFC 6068, which wants lines to end like this.
    body = f"{address}\r\n\r\n{_('What is wrong:')}\r\n"
    return f"mailto:{recipient}?subject={quote(_('About a listing'))}&body={quote(body, safe='')}"


def _dates(listing: Listing, patterns: list[Pattern], now: dt.datetime) -> list[Occurrence]:
    if listing.status != "active":
        return []
    return upcoming([pattern for pattern in patterns if not pattern.is_always_open], now, MOST_DATES)


def _show_closed(listing: Listing) -> Response:
    successor = listing.successor if listing.successor and listing.successor.is_public else None
    return render_page(
        "listings/closed.html",
        "listings/closed.html",
        status=410,
        listing=listing,
        successor=successor,
    )
