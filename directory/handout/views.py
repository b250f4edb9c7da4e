"""The hand-out, the results of a search as a hand-out, short addresses, and the worker of kept pages."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, current_app, redirect, request, send_from_directory, url_for
from werkzeug.wrappers import Response as AnyResponse

from directory.carried import CARRIED, carry, with_query
from directory.config import ROOT
from directory.handout.adding import adding, count_words, handout_size
from directory.handout.codes import MOST_LISTINGS, read_codes, write_code, write_codes
from directory.handout.qr import make_qr_code
from directory.handout.queries import Handout, find_handout, find_slug
from directory.pages import render_page
from directory.search import find_first_ids
from directory.site_zone import now_here

MOST_PRINTED = 20
blueprint = Blueprint("handout", __name__)
blueprint.add_app_template_filter(write_code, "listing_code")
for function in (adding, count_words, handout_size):
    blueprint.add_app_template_global(function)
blueprint.add_app_template_global(lambda: MOST_LISTINGS, "most_listings")


@blueprint.get("/handout")
def show_handout() -> Response:
    """The listings that the address names, ready to be put in order, printed and sent."""
    now = now_here()
    handout = find_handout(request.args.get("list", ""), now)
    codes = ".".join(handout.codes)
    # What could not be shown is said once, and then forgotten.
    carry("list", codes)
    link = url_for("handout.show_handout", list=codes or None, quiet=None, _external=True)
    size = "large" if request.args.get("size") == "large" else None
    return render_page(
        "handout/handout.html",
        "handout/_handout.html",
        address=lambda: url_for("handout.show_handout", size=size),
        handout=handout,
        size=size,
        before=_before(handout),
        link=link,
        qr=make_qr_code(link) if handout.lines else None,
        calendar_url=_calendar_url(),
        most=MOST_LISTINGS,
        now=now,
    )


@blueprint.get("/find/handout")
def print_results() -> AnyResponse:
    """The first results of a search as a hand-out. Its address is that of the search, with /handout behind the path."""
    ids = find_first_ids(request.args, MOST_PRINTED)
    if ids:
        return redirect(url_for("handout.show_handout", list=write_codes(ids)))
    asked = [(name, value) for name, value in request.args.items(multi=True) if name not in CARRIED]
    return redirect(with_query(url_for("search.show_find"), urlencode([*asked, ("nothing", "to-print")])))


@blueprint.get("/l/<code>")
def open_short(code: str) -> AnyResponse:
    """The short address of a listing, as it stands on paper."""
    slug = find_slug(code)
    return redirect(url_for("listings.show_listing", slug=slug)) if slug else abort(404)


@blueprint.get("/worker.js")
def worker() -> Response:
    """The script that opens kept pages without a connection. At the root, because it answers for the whole site."""
    response = send_from_directory(ROOT / "static", "worker.js", mimetype="text/javascript", max_age=0)
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.app_template_global()
def short_address(code: str) -> str:
    """The short address of a listing, with host and all."""
    return url_for("handout.open_short", code=code, _external=True)


@blueprint.app_template_filter()
def on_paper(address: str) -> str:
    """An address as it is written by hand: without https://."""
    return address.partition("://")[2]


@blueprint.app_template_filter()
def moved(codes: list[str], code: str, by: int) -> str:
    """The parameter `list` with one listing further up (-1) or down (1)."""
    others = [other for other in codes if other != code]
    others.insert(codes.index(code) + by, code)
    return ".".join(others)


@blueprint.app_template_filter()
def without_code(codes: list[str], code: str) -> str | None:
    """The parameter `list` without one listing; None when nothing is left."""
    return ".".join(other for other in codes if other != code) or None


def _before(handout: Handout) -> str | None:
    """The list before a listing was taken off, to put it back; None if nothing was."""
    before = write_codes(read_codes(request.args.get("was", "")).ids)
    return before if before and set(before.split(".")) > set(handout.codes) else None


def _calendar_url() -> str | None:
    if "exchange.show_calendar" not in current_app.view_functions:
        return None
    return url_for("exchange.show_calendar")
