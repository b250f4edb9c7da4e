"""What kinds, filters and their values are called on screen, and the small words of the search pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from babel.dates import get_day_names
from flask import Blueprint
from flask_babel import lazy_gettext as _

from directory.models import Term
from directory.pages import page_locale
from directory.search.criteria import FILTERS, TAXONOMY_FILTERS, Criteria
from directory.search.moments import DAYS
from directory.search.understanding import Understanding

Terms = dict[int, Term]
KIND_ICONS = {
    "organization": "building",
    "group": "people",
    "program": "book",
    "helpline": "phone",
    "role": "heart",
    "community": "chat",
}
KIND_LABELS = {
    "organization": _("Organization"),
    "group": _("Support group"),
    "program": _("Program or class"),
    "helpline": _("Helpline"),
    "role": _("Way to give back"),
    "community": _("Online community"),
}
FILTER_LABELS = {
    "kind": _("What"),
    "when": _("When"),
    "day": _("Day"),
    "format": _("How"),
    "need": _("What would help"),
    "condition": _("What it is about"),
    "audience": _("Who it is for"),
    "free": _("Cost"),
    "language": _("Language"),
    "role": _("Kind of role"),
    "platform": _("Platform"),
    "preference": _("Preferences"),
    "place": _("Where"),
    "within": _("Distance"),
    "sort": _("Order"),
}
MOMENT_LABELS = {
    "today": _("Today"),
    "tonight": _("Tonight"),
    "week": _("In the next 7 days"),
}
SORT_LABELS = {"best": _("Best fit"), "soonest": _("Soonest"), "name": _("A to Z")}
METHOD_LABELS = {
    "phone": _("by phone"),
    "email": _("by e-mail"),
    "web": _("on their web site"),
    "visit": _("by a visit"),
    "organization": _("by the group itself"),
}
FREE_LABEL = _("Free")
_PLAIN_LABELS = {
    "filter": FILTER_LABELS,
    "free": {"yes": FREE_LABEL},
    "kind": KIND_LABELS,
    "method": METHOD_LABELS,
    "sort": SORT_LABELS,
    "when": MOMENT_LABELS,
}


def init_labels(blueprint: Blueprint) -> None:
    """Give the words to every template."""
    for function in (
        exactly,
        meanings,
        method_words,
        near_to,
        on_page,
        sort_words,
        sorted_by,
        term_label,
        terms_in,
        with_old,
    ):
        blueprint.add_app_template_filter(function)
    blueprint.add_app_template_filter(without_filters)
    for words in (filter_label, kind_icon, kind_label, value_label):
        blueprint.add_app_template_global(words)


def kind_icon(kind: str) -> str:
    """The name of the drawing that stands beside listings of a kind."""
    return KIND_ICONS[kind]


def kind_label(kind: str) -> str:
    """One listing of a kind."""
    return _plain_label("kind", kind, page_locale())


def filter_label(name: str) -> str:
    """The heading of a filter."""
    return _plain_label("filter", name, page_locale())


def value_label(name: str, value: str, terms: Terms, term_id: int | None = None) -> str:
    """What one value of a filter is called. terms: id → term."""
    return term_label(terms[term_id]) if term_id is not None else _plain_label(name, value, page_locale())


def term_label(term: Term) -> str:
    """The short name of a term, in the visitor's language."""
    return _term_label(term, page_locale())


@lru_cache(maxsize=1_000)
def _plain_label(name: str, value: str, locale: str) -> str:
    """What is not a term; a locale has one name for it, so each is looked up once."""
    if name == "day":
        return str(get_day_names("wide", locale=locale)[DAYS.index(value)])
    return str(_PLAIN_LABELS[name][value])


@lru_cache(maxsize=5_000)
def _term_label(term: Term, locale: str) -> str:
    # Terms are made anew whenever one of them changes, so a label cannot go stale here.
    label = term.label_in(locale)
    return label.short or label.label


def criteria_chips(
    criteria: Criteria, terms: Terms, term_ids: dict[tuple[str, str], int]
) -> list[tuple[str, Criteria]]:
    """(label, the search without it) for every filter value in use."""
    return [
        (
            value_label(
                name,
                value,
                terms,
                term_ids.get((TAXONOMY_FILTERS.get(name, ""), value)),
            ),
            without,
        )
        for name in FILTERS
        for value in criteria.chosen(name)
        for without in [criteria.without_value(name, value)]
    ]


def terms_in(term_ids: Iterable[int], terms: Terms, *taxonomies: str) -> list[str]:
    """The names of those terms that belong to some taxonomies."""
    found = (terms[id] for id in term_ids if id in terms)
    return [term_label(term) for term in found if term.taxonomy_slug in taxonomies]


def meanings(understanding: Understanding, terms: Terms) -> list[str]:
    """The needs and other terms that a search was read as, and when, each once."""
    found = (
        [str(MOMENT_LABELS[unit.moment])]
        if unit.moment
        else [term_label(terms[id]) for id in sorted(unit.term_ids) if id in terms]
        for unit in understanding.units
    )
    return list(dict.fromkeys(label for labels in found for label in labels))


def method_words(method: str) -> str:
    """How something was checked."""
    return _plain_label("method", method, page_locale())


def sort_words(sort: str) -> str:
    """The name of an order."""
    return _plain_label("sort", sort, page_locale())


def sorted_by(criteria: Criteria, sort: str) -> str:
    """The address part of the same search in another order."""
    return criteria.query_string(sort=sort, page=1)


def on_page(criteria: Criteria, page: int) -> str:
    """The address part of another page of the same search."""
    return criteria.query_string(page=page)


def exactly(criteria: Criteria) -> str:
    """The address part of the same search, taken as typed."""
    return replace(criteria, exact=True, page=1).query_string()


def with_old(criteria: Criteria, old: bool) -> str:
    """The address part of the same search, with or without what has not been checked for long."""
    return replace(criteria, old=old, page=1).query_string()


def near_to(criteria: Criteria, place: str) -> str:
    """The address part of the same search near another place."""
    return replace(criteria, near=place, page=1).query_string()


def without_filters(criteria: Criteria) -> str:
    """The address part of the same words and place without any filter."""
    return replace(criteria, filters={}, page=1).query_string()
