"""Files for other programs: calendars, feeds, and the outline of the site for search engines."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from directory.exchange import queries
from directory.exchange.addresses import canonical_address, subscription_address, whole_address
from directory.exchange.calendar import Maker
from directory.exchange.feeds import MOST_ENTRIES, make_feed
from directory.exchange.linked_data import linked_data
from directory.exchange.outline import KEPT_OUT, count_files, list_pages
from directory.handout import MOST_LISTINGS as MOST_ON_A_HAND_OUT
from directory.handout import read_codes, write_code
from directory.listings import find_listing, find_new_slug
from directory.models import Listing, Publication
from directory.pages import page_locale, render_page
from directory.search import all_terms, find_first_ids, find_local
from directory.site_zone import now_here

MOST_LISTINGS = 100
blueprint = Blueprint("exchange", __name__)
blueprint.add_app_template_global(canonical_address)
blueprint.add_app_template_global(linked_data)
blueprint.add_app_template_filter(write_code, "short_code")
blueprint.add_app_template_filter(subscription_address, "webcal")


@blueprint.get("/listings/<slug>.ics")
def show_listing_calendar(slug: str) -> AnyResponse:
    """The dates of one listing as a calendar file."""
    listing = find_listing(slug)
    if listing is None:
        new_slug = find_new_slug(slug)
        # Whoever subscribed discreetly stays so.
        asked = {"slug": new_slug, "discreet": request.args.get("discreet")}
        return redirect(whole_address("exchange.show_listing_calendar", **asked), 301) if new_slug else abort(404)
    if listing.publication == Publication.CLOSED:
        abort(410)
    if not listing.is_public:
        abort(404)
    return _calendar([listing])


@blueprint.get("/find.ics")
def show_search_calendar() -> AnyResponse:
    """The dates of the first listings of a search that have any. Parameters: as of /find."""
    return _calendar(queries.find_scheduled(find_first_ids(request.args, MOST_LISTINGS, with_dates=True)))


@blueprint.get("/calendar.ics")
def show_calendar() -> AnyResponse:
    """The dates of the listings of a hand-out. list: their short codes; an address without a name in it."""
    return _calendar(queries.find_scheduled(list(read_codes(request.args.get("list", "")).ids[:MOST_ON_A_HAND_OUT])))


def _calendar(listings: Sequence[Listing]) -> Response:
    """A calendar file; a plain page where there are no dates to put into it.

    With 404: a program that subscribed takes the page for no calendar, keeps what it has and asks again.
    """
    now = now_here()
    is_discreet = request.args.get("discreet") == "yes"
    file = Maker(now, current_app.config["SITE_NAME"], is_discreet).make(listings)
    if file is None:
        only = listings[0] if len(listings) == 1 else None
        return render_page("exchange/no_dates.html", "exchange/no_dates.html", status=404, listing=only)
    response = Response(file, content_type="text/calendar; charset=utf-8")
    # What a phone lists among its downloads names nobody either.
    response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    return _unless_known(response)


@blueprint.get("/feed.atom")
def show_feed() -> Response:
    """New and changed listings. near: only those near a place or for its state."""
    near = request.args.get("near")
    asked = {"near": near} if near else {}
    if near:
        about, ids = find_local(near)
        newest = queries.find_newest_among(ids, MOST_ENTRIES)
    else:
        about, newest = _("All listings"), queries.find_newest(MOST_ENTRIES)
    if about is None:  # a place that nobody knows
        abort(404)
    addresses = (whole_address(name, **asked) for name in ("exchange.show_feed", "search.show_find"))
    return _feed(newest, about, *addresses)


@blueprint.get("/needs/<slug>/feed.atom")
def show_need_feed(slug: str) -> Response:
    """New and changed listings that help with a need."""
    need = next((t for t in all_terms().values() if (t.taxonomy_slug, t.slug) == ("need", slug) and t.parent_id), None)
    if need is None:
        abort(404)
    newest = queries.find_newest_for(need, MOST_ENTRIES)
    addresses = (whole_address(name, slug=slug) for name in ("exchange.show_need_feed", "search.show_need"))
    return _feed(newest, need.label_in(page_locale()).label, *addresses)


def _feed(newest: Sequence[Listing], about: str, address: str, page: str) -> Response:
    feed = make_feed(newest, about=about, address=address, page=page)
    response = _xml("exchange/feed.xml", "application/atom+xml", feed=feed)
    response.last_modified = feed.changed_at
    return _unless_known(response)


@blueprint.get("/sitemap.xml")
def show_sitemap() -> Response:
    """Every page that search engines may know; a list of such lists where one file cannot hold them."""
    if (files := count_files()) == 1:
        return _xml("exchange/sitemap.xml", "application/xml", pages=list_pages(1))
    parts = [whole_address("exchange.show_sitemap_part", part=part) for part in range(1, files + 1)]
    return _xml("exchange/sitemaps.xml", "application/xml", parts=parts)


@blueprint.get("/sitemap-<int:part>.xml")
def show_sitemap_part(part: int) -> Response:
    """One of several lists of pages."""
    pages = list_pages(part) if 0 < part <= count_files() else []
    return _xml("exchange/sitemap.xml", "application/xml", pages=pages) if pages else abort(404)


@blueprint.get("/robots.txt")
def show_robots() -> Response:
    """Which addresses programs shall leave alone."""
    text = render_template("exchange/robots.txt", kept_out=KEPT_OUT, sitemap=whole_address("exchange.show_sitemap"))
    return Response(text, content_type="text/plain; charset=utf-8")


def _xml(template: str, mimetype: str, **values: object) -> Response:
    return Response(render_template(template, **values), content_type=f"{mimetype}; charset=utf-8")


def _unless_known(response: Response) -> Response:
    """The answer, or 304 for a program that has it already."""
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]
