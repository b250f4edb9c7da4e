"""The page of what somebody had typed, for forms that cannot take it back by themselves."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from directory.pages import render_page
from directory.people.access import needs_signed_in, signed_in
from directory.people.kept import find_kept

blueprint = Blueprint("kept", __name__, url_prefix="/manage/kept")


@blueprint.get("/<key>")
@needs_signed_in
def show_kept(key: str) -> Response:
    """What was typed, to be looked at and sent again."""
    kept = find_kept(key, signed_in().id)
    if kept is None:
        abort(404)
    page = "people/kept.html"
    return render_page(page, page, kept=kept, shown=[pair for pair in kept.fields if pair[1].strip()])
