"""What filters, their values and kinds are called on screen, and the icon beside each kind."""

from __future__ import annotations

from typing import Any

from babel.dates import get_day_names
from flask_babel import get_locale
from flask_babel import gettext as _

from directory.search.criteria import DEFAULT_DISTANCE, FILTERS, Criteria
from directory.search.moments import DAYS

KIND_ICONS = {
    "organization": "building",
    "group": "people",
    "program": "book",
    "helpline": "phone",
    "role": "heart",
    "community": "chat",
}


def kind_label(kind: str) -> str:
    """One listing of a kind."""
    return {
        "organization": _("Organization"),
        "group": _("Support group"),
        "program": _("Program or class"),
        "helpline": _("Helpline"),
        "role": _("Way to give back"),
        "community": _("Online community"),
    }[kind]


def filter_label(name: str) -> str:
    """The heading of a filter."""
    return {
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
    }[name]


def value_label(
    name: str, value: str, terms: dict[int, Any], term_id: int | None = None
) -> str:
    """What one value of a filter is called. terms: id → term."""
    if term_id is not None:
        label = terms[term_id].label_in(str(get_locale() or "en"))
        return str(label.short or label.label)
    if name == "kind":
        return kind_label(value)
    if name == "day":
        return str(
            get_day_names("wide", locale=get_locale() or "en")[DAYS.index(value)]
        )
    return {
        "today": _("Today"),
        "tonight": _("Tonight"),
        "week": _("In the next 7 days"),
        "yes": _("Free"),
    }[value]


def criteria_chips(
    criteria: Criteria, terms: dict[int, Any], term_ids: dict[tuple[str, str], int]
) -> list[tuple]:
    """(label, the search without it) for every filter value in use."""
    from directory.search.criteria import TAXONOMY_FILTERS

    chips = []
    for name in FILTERS:
        for value in criteria.chosen(name):
            term_id = term_ids.get((TAXONOMY_FILTERS.get(name, ""), value))
            chips.append(
                (
                    value_label(name, value, terms, term_id),
                    criteria.without_value(name, value),
                )
            )
    return chips


__all__ = [
    "DEFAULT_DISTANCE",
    "KIND_ICONS",
    "criteria_chips",
    "filter_label",
    "kind_label",
    "value_label",
]
