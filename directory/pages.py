"""Pages and fragments: the only code that knows htmx's headers.

One address, one view, one pair of templates: whoever asks with htmx gets the fragment that the page
includes, everybody else the page.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_babel import get_locale

from directory.crisis import crisis_lines

# Results depend on these, so no cache may give a fragment to someone who wants a page.
VARY = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


def init_app(app: Flask) -> None:
    """Give every template what stands on every page."""

    @app.context_processor
    def on_every_page() -> dict[str, Any]:
        return {
            "site_name": current_app.config["SITE_NAME"],
            "is_demo": current_app.config["DEMO"],
            "crisis": crisis_lines(current_app.config["CRISIS_COUNTRY"]),
            "locale": str(get_locale() or "en"),
        }


def wants_fragment() -> bool:
    """Whether only the fragment is wanted: asked with htmx, not boosted, not restored from history."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_page(
    page: str,
    fragment: str,
    /,
    *,
    status: int = 200,
    address: str | None = None,
    **values: Any,
) -> Response:
    """The page, or the fragment alone for htmx. address: what the browser's address line shall show."""
    template = fragment if wants_fragment() else page
    response = make_response(render_template(template, **values), status)
    response.vary.update(VARY)
    if address and wants_fragment():
        response.headers["HX-Replace-Url"] = address
    return response
