"""Crisis, safety, privacy, about and leave: pages about the directory itself."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, current_app, redirect
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from directory.database import db
from directory.dialling import dialled
from directory.pages import render_page
from directory.search import SHOWN_FROM, WEEKS_KEPT, Card, all_terms, count_published, find_crisis_lines
from directory.site_settings import current_crisis_lines, site_setting
from directory.site_zone import now_here

blueprint = Blueprint("site", __name__)


@blueprint.get("/crisis")
def show_crisis() -> Response:
    """Who to call now, and what happens then."""
    now = now_here()
    try:
        lines, terms = _other_lines(find_crisis_lines(now)), all_terms()
    except SQLAlchemyError:
        # Who to call now, and what happens then, must be there even when the database is not, or is damaged.
        db.session.rollback()
        current_app.logger.exception("The crisis page is shown without the listings")
        lines, terms = [], {}
    return render_page("site/crisis.html", "site/crisis.html", lines=lines, now=now, terms=terms)


@blueprint.get("/about")
def show_about() -> Response:
    """What this directory is, and who keeps it."""
    return render_page("site/about.html", "site/about.html", counts=count_published())


@blueprint.get("/safety")
def show_safety() -> Response:
    """What the leave button and quiet mode do, and what nothing here can do."""
    return render_page("site/safety.html", "site/safety.html")


@blueprint.get("/privacy")
def show_privacy() -> Response:
    """What is kept of visitors (nothing), what the log says, and what an address tells."""
    page = "site/privacy.html"
    return render_page(page, page, shown_from=SHOWN_FROM, weeks_kept=WEEKS_KEPT)


@blueprint.get("/leave")
def leave() -> AnyResponse:
    """Away to a neutral site, and nothing of ours left in the browser."""
    response = redirect(site_setting("LEAVE_URL"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _other_lines(lines: list[Card]) -> list[Card]:
    """Without the line that the page begins with. One that is a key away from it ("Press 1") is another."""
    number = dialled(current_crisis_lines().call)

    def is_first(phone: Mapping[str, str]) -> bool:
        return phone["type"] == "voice" and dialled(phone["number"]) == number and "menu" not in phone

    return [line for line in lines if not any(map(is_first, line.phones))]
