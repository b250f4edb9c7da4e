"""The page of one listing."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, current_app, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from directory.database import utc_now
from directory.listings.queries import find_answers, find_listing, find_new_slug
from directory.models import Listing, Publication
from directory.models.schedule import Occurrence, Pattern, upcoming
from directory.pages import render_page
from directory.search import all_terms, find_similar, guides_to_read_before, load_cards

MOST_DATES = 5
blueprint = Blueprint("listings", __name__, url_prefix="/listings")


@blueprint.get("/<slug>")
def show_listing(slug: str) -> AnyResponse:
    """All that a visitor needs to decide, and to go."""
    listing = find_listing(slug)
    if listing is None:
        new_slug = find_new_slug(slug)
        return redirect(url_for("listings.show_listing", slug=new_slug), 301) if new_slug else abort(404)
    if listing.publication == Publication.CLOSED:
        return _show_closed(listing)
    if not listing.is_public:
        abort(404)
    now = utc_now().astimezone(ZoneInfo(current_app.config["SITE_TIMEZONE"]))
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
