"""The pages of the search: home, find and need."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from directory.carried import carried, with_query
from directory.database import utc_now
from directory.models import Term
from directory.pages import answer_with, page_locale, render_page, wants_fragment
from directory.search.browsing import all_guides
from directory.search.catalog import Catalog, get_catalog
from directory.search.criteria import DISTANCES, SORTS, Criteria
from directory.search.drawing import cards_before_guides, draw_cards, draw_filters
from directory.search.empty_searches import note_search, write_afterwards
from directory.search.find import PAGE_SIZE, count, find
from directory.search.forms import SearchForm
from directory.search.guides import guides_for_need
from directory.search.labels import (
    criteria_chips,
    init_labels,
)
from directory.search.loosening import loosened_searches
from directory.search.places_meant import find_places_meant
from directory.search.successors import find_successor

GUIDES_BEFORE_A_NEED = 2
blueprint = Blueprint("search", __name__)


init_labels(blueprint)
blueprint.add_app_template_global(draw_cards)
blueprint.add_app_template_global(draw_filters)


@blueprint.get("/")
def show_home() -> Response:
    """The one question: what would help today?"""
    tonight = Criteria(filters={"kind": ("group",), "when": ("tonight",)})
    return render_page(
        "search/home.html",
        "search/home.html",
        groups=_need_groups(),
        has_meetings_tonight=count(tonight) > 0,
    )


@blueprint.get("/find")
def show_find() -> Response:
    """The listings that meet what was asked, with filters."""
    catalog = get_catalog()
    form = SearchForm(request.args, catalog)
    criteria = form.criteria()
    if not form.is_chosen or carried() or wants_fragment():
        return write_afterwards(_find_page(catalog, form, criteria))
    minute = utc_now().replace(second=0, microsecond=0)
    # With the host, since a page tells its own address: one with another Host must not be given to others.
    key = (request.query_string, request.root_url, page_locale())
    page = catalog.pages.get(minute, key, lambda: _find_page(catalog, form, criteria).get_data(as_text=True))
    return answer_with(page)


def _find_page(catalog: Catalog, form: SearchForm, criteria: Criteria) -> Response:
    results = find(criteria, catalog=catalog)
    note_search(results)
    return render_page(
        "search/find.html",
        "search/_results.html",
        address=lambda: _address(results.criteria),
        form=form,
        results=results,
        chips=criteria_chips(results.criteria, catalog.terms, catalog.term_ids),
        loosened=loosened_searches(results) if results.total == 0 else [],
        distances=DISTANCES,
        sorts=SORTS,
        cards_before_guides=cards_before_guides(results),
        places_meant=find_places_meant(results.place),
        page_size=PAGE_SIZE,
    )


@blueprint.get("/needs/<slug>")
def show_need(slug: str) -> AnyResponse:
    """One need in the person's words, and what helps."""
    catalog = get_catalog()
    need = catalog.terms.get(catalog.term_ids.get(("need", slug), 0))
    if need is None or need.parent_id is None:
        return _lead_on(slug)
    form = SearchForm(request.args, catalog)
    asked = form.criteria()
    criteria = replace(asked, q="", filters={"need": (slug,)})
    results = find(criteria, catalog=catalog)
    near = [term for term in catalog.terms.values() if term.parent_id == need.parent_id and term.id != need.id]
    return render_page(
        "search/need.html",
        "search/need.html",
        need=need,
        group=catalog.terms[need.parent_id],
        results=results,
        others=near,
        cards_before_guides=None,
        page_size=PAGE_SIZE,
        guides=guides_for_need(all_guides(), need.id)[:GUIDES_BEFORE_A_NEED],
    )


def _lead_on(slug: str) -> AnyResponse:
    """To the need in whose place a need was taken out; 404 if there is none."""
    successor = find_successor("need", slug)
    return redirect(url_for("search.show_need", slug=successor), 301) if successor else abort(404)


def _need_groups() -> list[tuple[Term, list[Term]]]:
    """(group, its needs that lead somewhere), in order."""
    catalog = get_catalog()
    needs = [term for term in catalog.terms.values() if term.taxonomy_slug == "need"]
    groups = [term for term in needs if term.parent_id is None]
    return [
        (
            group,
            [need for need in needs if need.parent_id == group.id and catalog.having("term", need.id)],
        )
        for group in groups
    ]


def _address(criteria: Criteria) -> str:
    return with_query(url_for("search.show_find"), criteria.query_string())
