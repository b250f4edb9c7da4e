"""Crisis, about and leave: pages about the directory itself."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, redirect
from werkzeug.wrappers import Response as AnyResponse

from directory.pages import render_page
from directory.search import count_published, find_crisis_lines

blueprint = Blueprint("site", __name__)


@blueprint.get("/crisis")
def show_crisis() -> Response:
    """Who to call now, and what happens then."""
    return render_page(
        "site/crisis.html", "site/crisis.html", lines=find_crisis_lines()
    )


@blueprint.get("/about")
def show_about() -> Response:
    """What this directory is, who keeps it, and what it keeps of visitors (nothing)."""
    return render_page("site/about.html", "site/about.html", counts=count_published())


@blueprint.get("/leave")
def leave() -> AnyResponse:
    """Away to a neutral site, and nothing of ours left in the browser."""
    response = redirect(current_app.config["LEAVE_URL"], 303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
