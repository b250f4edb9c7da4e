"""The pages of duplicates: which listings may be one, and two of them side by side."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from directory.curation.duplicates import find_duplicates, tell_apart
from directory.curation.editing import BadChange, StaleEdit
from directory.curation.field_words import Names, field_label, lines_of
from directory.curation.merging.plan import LEFT, RIGHT, choices_between
from directory.curation.merging.saving import Wanted, count_dependents, merge
from directory.curation.naming import names_for
from directory.database import begin_writing, db
from directory.forms import clean_line
from directory.models import Listing, SlugRedirect
from directory.models.content import whole_content_of
from directory.pages import render_page
from directory.people import needs, signed_in

MOST_SHOWN = 50
STALE, UNREADABLE = 409, 422
blueprint = Blueprint("merging", __name__, url_prefix="/manage/duplicates")


@blueprint.get("")
@needs("listing.merge")
def show_duplicates() -> Response:
    """The pairs that may be one, and a way to name two that are not among them."""
    typed = {name: clean_line(request.args.get(name))[:300] for name in ("first", "second")}
    found = {name: _named(text) for name, text in typed.items()}
    first, second = found["first"], found["second"]
    if first and second and first.id != second.id:
        return redirect(url_for("merging.show_merge", left_id=first.id, right_id=second.id), 303)
    pairs = find_duplicates(MOST_SHOWN)
    ids = {id for pair in pairs for id in (pair.first_id, pair.second_id)}
    listings = {row.id: row for row in db.session.scalars(select(Listing).where(Listing.id.in_(ids)))}
    return render_page(
        "curation/duplicates.html", "curation/duplicates.html",
        status=UNREADABLE if any(typed.values()) else 200, typed=typed, is_same=bool(first and first is second),
        unknown=[name for name in typed if any(typed.values()) and not found[name]],
        pairs=[(pair, listings[pair.first_id], listings[pair.second_id]) for pair in pairs],
    )  # fmt: skip


@blueprint.post("/<int:first_id>/<int:second_id>/difference")
@needs("listing.merge")
def keep_apart(first_id: int, second_id: int) -> Response:
    """Remember that two listings are two."""
    begin_writing()
    try:
        tell_apart(first_id, second_id, by=signed_in().name)
    except LookupError:
        abort(404)
    db.session.commit()
    flash(_("Noted: they are two. They are not offered again."), "done")
    return redirect(url_for("merging.show_duplicates"), 303)


@blueprint.get("/<int:left_id>/<int:right_id>")
@needs("listing.merge")
def show_merge(left_id: int, right_id: int) -> Response:
    """Two listings side by side, field by field."""
    left, right = _both(left_id, right_id)
    stays = request.args.get("stays", "")
    return _page(left, right, stays if stays in (LEFT, RIGHT) else _better(left, right))


@blueprint.post("/<int:left_id>/<int:right_id>")
@needs("listing.merge")
def save_merge(left_id: int, right_id: int) -> Response:
    """Make one of the two, or show both again with what was chosen."""
    stays = request.form.get("stays", "")
    if stays not in (LEFT, RIGHT):
        return _again(left_id, right_id, LEFT, UNREADABLE, _("Choose which of the two stays."))
    versions = (_number("left_version"), _number("right_version"))
    reason = clean_line(request.form.get("reason"))[:200]
    begin_writing()
    try:
        batch = merge(Wanted(left_id, right_id, versions, stays, _said(), reason), by=signed_in().name)
    except StaleEdit as stale:
        sentence = _(
            "%(name)s has changed one of the two meanwhile. Below is what they say now. Your choices are kept.",
            name=stale.changed_by,
        )
        return _again(left_id, right_id, stays, STALE, sentence)
    except BadChange as bad:
        return _again(left_id, right_id, stays, UNREADABLE, str(bad))
    except LookupError:
        abort(404)
    db.session.commit()
    flash(_("They are one now. Nothing is lost: you can undo it here."), "done")
    return redirect(url_for("history.show_batch", batch=batch), 303)


def _again(left_id: int, right_id: int, stays: str, status: int, refusal: str) -> Response:
    db.session.rollback()
    return _page(*_both(left_id, right_id), stays, status=status, refusal=refusal)


def _page(left: Listing, right: Listing, stays: str, *, status: int = 200, refusal: str = "") -> Response:
    contents = whole_content_of(left), whole_content_of(right)
    names = names_for(contents)
    choices = choices_between(*contents, stays=stays, said=_said())
    return render_page(
        "curation/merge.html", "curation/merge.html",
        status=status, left=left, right=right, stays=stays, choices=choices, refusal=refusal,
        lines=_lines(names), label=_label(names), sides=((LEFT, left), (RIGHT, right)),
        dependents=count_dependents(right.id if stays == LEFT else left.id),
        reason=request.form.get("reason", ""),
    )  # fmt: skip


def _lines(names: Names) -> Any:
    return lambda name, value: lines_of(name, value, names)


def _label(names: Names) -> Any:
    return lambda name: field_label(name, names)


def _both(left_id: int, right_id: int) -> tuple[Listing, Listing]:
    left, right = db.session.get(Listing, left_id), db.session.get(Listing, right_id)
    return (left, right) if left and right and left is not right else abort(404)


def _better(left: Listing, right: Listing) -> str:
    """Which of the two is proposed to stay: what visitors see, what was checked, what is older."""

    def worth(listing: Listing) -> tuple[bool, bool, int]:
        return listing.is_public, bool(listing.checks), -listing.id

    return LEFT if worth(left) >= worth(right) else RIGHT


def _said() -> dict[str, str]:
    return {name.removeprefix("choice-"): value for name, value in request.form.items() if name.startswith("choice-")}


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _named(typed: str) -> Listing | None:
    """The listing of a page address, or of its last part, also of one that it had before."""
    try:
        slug = urlsplit(typed).path.rstrip("/").rpartition("/")[2]
    except ValueError:  # "http://["
        slug = ""
    found = db.session.scalars(select(Listing).where(Listing.slug == slug)).first()
    redirected = db.session.get(SlugRedirect, slug) if slug and not found else None
    return redirected.listing if redirected else found
