"""find() against a plain scan over the rows (naive.py), and the counts beside the filters against find()."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from directory.database import db
from directory.search.catalog import get_catalog
from directory.search.criteria import FILTERS, Criteria
from directory.search.facets import known_values
from directory.search.find import PAGE_SIZE, Results, count, find
from tests.search.asking import EVERYTHING, criteria_of
from tests.search.naive import naive_ids, read_listings

# In the site's zone: Monday noon, Tuesday half past one at night, Friday nine in the evening, and the
# day on which the clocks go back.
MOMENTS = {
    "noon": dt.datetime(2026, 11, 23, 17, 0, tzinfo=dt.UTC),
    "night": dt.datetime(2026, 11, 24, 6, 30, tzinfo=dt.UTC),
    "evening": dt.datetime(2026, 11, 28, 2, 0, tzinfo=dt.UTC),
    "clocks-back": dt.datetime(2026, 11, 1, 16, 0, tzinfo=dt.UTC),
}
NOW = MOMENTS["noon"]
# Each ends with a full stop, so that the last word is taken as finished.
WORDS = ("nami.", "support.", "depression.", "family groups.", "peer.", "online meeting.", "library.", "O'Brien.")
PLACES = ("40202", "40507", "10001", "94103", "99501")


Check = Callable[..., Results]


@pytest.fixture(scope="module")
def check(seeded_app: Flask) -> Iterator[Check]:
    """check(criteria, now): find() what a scan finds, and give the results back."""
    with seeded_app.app_context():
        find(Criteria(), NOW)
        listings = read_listings()

        def compare(criteria: Criteria, now: dt.datetime = NOW) -> Results:
            results = find(criteria, now, page_size=EVERYTHING)
            expected = naive_ids(listings, criteria, results.now)
            found = {card.id for card in results.cards}
            assert found == expected, f"{criteria}: {found ^ expected}"
            assert results.total == len(expected)
            assert count(criteria, now) == len(expected)
            return results

        yield compare
        db.session.remove()


def _every_value() -> list[tuple[str, str]]:
    catalog = get_catalog()
    return [(name, value) for name in FILTERS for value in known_values(catalog, name)]


def test_everything_is_what_is_published(check: Check) -> None:
    assert check(Criteria()).total > 250


@pytest.mark.parametrize("name", [name for name in FILTERS if name != "when"])
def test_each_value_of_a_filter_finds_what_a_scan_finds(check: Check, name: str) -> None:
    totals = [check(criteria_of(**{name: value})).total for value in known_values(get_catalog(), name)]
    assert any(totals)


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS)
@pytest.mark.parametrize("when", ["today", "tonight", "week"])
@pytest.mark.parametrize("zone", ["", "America/Los_Angeles", "Asia/Kolkata"], ids=["here", "west", "east"])
def test_a_stretch_of_time_finds_what_a_scan_finds(check: Check, when: str, now: dt.datetime, zone: str) -> None:
    assert check(criteria_of(when=when, zone=zone), now).total


def test_pairs_of_filters_find_what_a_scan_finds(check: Check) -> None:
    values = _every_value()
    chosen = random.Random(4).sample(list(itertools.combinations(values, 2)), 80)
    totals = []
    for (name, value), (other, more) in chosen:
        asked = {name: (value, more)} if name == other else {name: (value,), other: (more,)}
        totals.append(check(Criteria(filters=asked)).total)
    assert sum(map(bool, totals)) > 15


@pytest.mark.parametrize("near", PLACES)
@pytest.mark.parametrize("within", [5, 25, 100])
def test_a_place_finds_what_a_scan_finds(check: Check, near: str, within: int) -> None:
    everything = check(criteria_of(near=near, within=within))
    groups = check(criteria_of(near=near, within=within, kind="group", format=("online", "in-person")))
    assert everything.total > groups.total > 0


@pytest.mark.parametrize("q", WORDS)
def test_words_find_what_a_scan_finds(check: Check, q: str) -> None:
    assert check(criteria_of(q, exact=True)).total or q == "O'Brien."
    check(criteria_of(q, exact=True, kind=("group", "program"), near="40202"))


def _asked() -> dict[str, Callable[[], Criteria]]:
    return {
        "nothing": lambda: criteria_of(),
        "kind": lambda: criteria_of(kind="group"),
        "two-kinds": lambda: criteria_of(kind=("group", "role")),
        "need": lambda: criteria_of(need="i-feel-alone"),
        "three-filters": lambda: criteria_of(kind="group", format="online", free="yes"),
        "tonight": lambda: criteria_of(when="tonight"),
        "day-and-place": lambda: criteria_of(day=("tu", "th"), near="40507"),
        "place": lambda: criteria_of(near="40202", within=50),
        "word": lambda: criteria_of("depression"),
        "misspelling": lambda: criteria_of("depresion", kind="community"),
        "two-words": lambda: criteria_of("family support"),
        "two-words-and-filter": lambda: criteria_of("family support", kind="group"),
        "words-that-meet-nowhere": lambda: criteria_of("veterans painting lexington"),
        "words-that-meet-elsewhere": lambda: criteria_of("family depression", kind="role"),
        "word-place-filter": lambda: criteria_of("anxiety", near="40202", format="online"),
    }


@pytest.mark.parametrize("asked", _asked().values(), ids=_asked())
def test_the_count_beside_a_value_is_what_it_leads_to(seeded: Flask, asked: Callable[[], Criteria]) -> None:
    criteria = asked()
    shown = 0
    for facet in find(criteria, NOW).facets:
        for value in facet.values:
            alone = criteria.without_filter(facet.name).with_value(facet.name, value.value)
            leads_to = find(alone, NOW, page_size=1)
            assert leads_to.total == value.count, (facet.name, value)
            assert leads_to.cards or value.is_chosen, (facet.name, value)
            shown += 1
    assert shown > 5


def test_one_more_value_of_a_filter_in_use_never_leads_to_an_empty_page(seeded: Flask) -> None:
    for asked in _asked().values():
        criteria = asked()
        for facet in find(criteria, NOW).facets:
            for value in facet.values:
                if facet.chosen_count and not value.is_chosen:
                    more = find(criteria.with_value(facet.name, value.value), NOW)
                    assert len(more.cards) == min(more.total, PAGE_SIZE) > 0, (criteria, facet.name, value)


def test_what_is_only_loosely_met_says_so_and_what_finds_nothing_does_not(seeded: Flask) -> None:
    assert find(criteria_of("veterans painting lexington"), NOW).loosened
    nothing = find(criteria_of("veterans painting", platform="discord", day="mo"), NOW)
    assert not nothing.total and not nothing.loosened


def test_a_value_that_leads_nowhere_is_not_shown(seeded: Flask) -> None:
    criteria = criteria_of(kind="helpline", near="40202")
    shown = {(facet.name, value.value) for facet in find(criteria, NOW).facets for value in facet.values}
    hidden = [pair for pair in _every_value() if pair not in shown]
    assert hidden
    for name, value in hidden:
        assert not find(criteria.without_filter(name).with_value(name, value), NOW).cards, (name, value)
