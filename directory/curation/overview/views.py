"""The pictures: how fresh the directory is, where there is help, which words found nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from directory.curation.overview import ages, missed_words
from directory.curation.overview.choice import read_choice
from directory.curation.overview.grid import make_grid
from directory.curation.overview.shapes import bar_parts, columns_of
from directory.curation.overview.tiles import SIDE, tile_map
from directory.database import begin_writing, db
from directory.models import KINDS
from directory.models.location import STATES
from directory.pages import render_page
from directory.people import needs, signed_in
from directory.search import SHOWN_FROM, WEEKS_KEPT, all_terms, count_coverage
from directory.site_zone import today_here

PAGE_SIZE = 50
# Where a listing is made and a word becomes a synonym: pages of the console that may not be there.
NEW_LISTING = "/manage/listings/new"
WORDS = "/manage/words"
blueprint = Blueprint("pictures", __name__, url_prefix="/manage/overview")


@blueprint.app_template_global()
def age_query(age: str, kind: str = "", page: int = 1) -> str:
    """The part of the address of show_listings() behind the question mark."""
    own = [("kind", kind)] if kind else []
    return urlencode([("age", age), *own, *([("page", page)] if page > 1 else [])])


@blueprint.app_template_global()
def word_query(word: str) -> str:
    """A visitor's search for a word, as part of the address of /find."""
    return urlencode({"q": word})


@blueprint.get("")
@needs("picture.see")
def show_pictures() -> Response:
    """How long ago listings were checked, and how many were each week."""
    rows = ages.count_ages(today_here())
    weeks = ages.count_checks(today_here())
    return _render(
        "freshness",
        rows=rows,
        bars=[(row, bar_parts(row.counts)) for row in rows],
        labels=ages.age_labels(),
        weeks=weeks,
        weeks_kept=WEEKS_KEPT,
        columns=columns_of(weeks),
        checks=sum(weeks.values()),
        busiest=max(weeks.values()),
    )


@blueprint.get("/listings")
@needs("picture.see")
def show_listings() -> Response:
    """The listings whose check has one age."""
    age, kind = request.args.get("age", ""), request.args.get("kind", "")
    labels = ages.age_labels()
    if age not in labels or kind not in ("", *KINDS):
        abort(404)
    found = ages.find_of_age(age, kind, today_here())
    pages = max(1, -(-len(found) // PAGE_SIZE))
    number = min(max(1, request.args.get("page", 1, int)), pages)
    shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return _render(
        "listings", label=labels[age], age=age, kind=kind, total=len(found), listings=shown, number=number, pages=pages,
        queue_url=_find_address("queue.show_queue") if signed_in().may("queue.see") else None,
    )  # fmt: skip


@blueprint.get("/coverage")
@needs("picture.see")
def show_coverage() -> Response:
    """Needs × states, and a map for one need or all."""
    choice = read_choice(request.args, {term.slug for term in all_terms().values() if term.taxonomy_slug == "need"})
    coverage = count_coverage(choice.kind)
    need = next((need for need in coverage.needs if need.slug == choice.need), None)
    numbers = {code: coverage.local.get((need.id, code), 0) for code in STATES} if need else coverage.states
    return _render(
        "coverage",
        choice=choice,
        coverage=coverage,
        grid=make_grid(coverage, choice),
        need=need,
        map=tile_map(numbers, choice.states),
        side=SIDE,
        states=STATES,
        kinds=KINDS,
        new_listing=NEW_LISTING,
    )


@blueprint.get("/words")
@needs("picture.see")
def show_words() -> Response:
    """The words that found nothing."""
    words = missed_words.find_missed_words(today_here())
    return _render(
        "words",
        words=[(word, columns_of(word.weeks)) for word in words],
        is_counting=current_app.config["COUNT_EMPTY_SEARCHES"],
        has_counts=missed_words.has_counts(),
        shown_from=SHOWN_FROM,
        weeks_kept=WEEKS_KEPT,
        words_url=WORDS,
    )


@blueprint.post("/words/<digest>/forget")
@needs("vocabulary.edit")
def forget_word(digest: str) -> Answer:
    """Forget one word."""
    begin_writing()
    missed_words.forget_word(digest)
    db.session.commit()
    flash(_("The word is forgotten."), "done")
    return redirect(url_for("pictures.show_words"), 303)


@blueprint.post("/words/forget")
@needs("vocabulary.edit")
def forget_all_words() -> Answer:
    """Forget every word."""
    begin_writing()
    missed_words.forget_all_words()
    db.session.commit()
    flash(_("All counted words are forgotten."), "done")
    return redirect(url_for("pictures.show_words"), 303)


def _find_address(endpoint: str) -> str | None:
    """The address of a page of the console, if this application has it."""
    return url_for(endpoint) if endpoint in current_app.view_functions else None


def _render(name: str, **values: Any) -> Response:
    page = f"curation/overview/{name}.html"
    return render_page(page, page, **values)
