"""What is due: by the areas, the days and the settings, the most urgent first."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask

from directory.curation.checking.due import count_by_age, due_listings
from directory.curation.checking.recording import record_try
from directory.freshness import Age, age_of
from directory.models import Check, checked_since, is_wholly_checked
from tests.factories import begin, commit, make_check, make_listing

TODAY = dt.date(2026, 11, 23)


def checks(**days_ago: int) -> list[Check]:
    """A check of each area so many days ago."""
    return [make_check(days, TODAY, area=area) for area, days in days_ago.items()]


@pytest.mark.parametrize(
    ("made", "since", "is_whole"),
    [
        ({}, None, False),
        ({"all": 10}, 10, True),
        ({"contact": 10}, 10, False),
        ({"all": 100, "contact": 10}, 100, True),
        ({"contact": 10, "schedule": 20, "joining": 30}, 30, True),
        ({"contact": 10, "schedule": 20}, 20, False),
    ],
)
def test_time_counts_from_the_area_that_was_checked_longest_ago(
    made: dict[str, int], since: int | None, is_whole: bool
) -> None:
    rows = checks(**made)
    assert checked_since(rows) == (None if since is None else TODAY - dt.timedelta(days=since))
    assert is_wholly_checked(rows) is is_whole


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (None, Age.NEVER),
        ("2026-11-23", Age.FRESH),
        ("2026-05-23", Age.FRESH),
        ("2026-05-22", Age.DUE),
        ("2025-11-23", Age.DUE),
        ("2025-11-22", Age.OVERDUE),
        ("2025-05-23", Age.OVERDUE),
        ("2025-05-22", Age.OLD),
    ],
)
def test_a_check_grows_old_by_whole_months(app: Flask, day: str | None, age: Age) -> None:
    assert age_of(day, TODAY) is age


def test_a_setting_of_nothing_means_never(app: Flask) -> None:
    app.config |= {"CHECK_HIDE_MONTHS": 0, "CHECK_MARK_MONTHS": 0}
    assert age_of("2001-01-01", TODAY) is Age.DUE


def test_the_most_urgent_come_first_and_what_is_fresh_or_hidden_not_at_all(
    app: Flask, clock: time_machine.Coordinates
) -> None:
    make_listing("Never group")
    make_listing("Never line", kind="helpline")
    make_listing("In part", kind="role", checks=checks(contact=5))
    make_listing("Due", checks=checks(all=200))
    make_listing("Overdue", checks=checks(all=400))
    make_listing("Old", checks=checks(all=700))
    make_listing("Fresh", checks=checks(all=5))
    make_listing("Hidden", publication="hidden")
    commit()
    found = due_listings()
    assert [one.name for one in found] == ["Old", "Overdue", "Due", "Never line", "Never group", "In part"]
    assert count_by_age(found) == {Age.OLD: 1, Age.OVERDUE: 1, Age.DUE: 1, Age.NEVER: 3}


def test_what_was_tried_today_comes_last_and_tomorrow_as_before(app: Flask, clock: time_machine.Coordinates) -> None:
    first = make_listing("A")
    make_listing("B")
    commit()
    begin()
    record_try(first.id, by="Ana")
    commit()
    assert [(one.name, one.tries) for one in due_listings()] == [("B", 0), ("A", 1)]
    clock.shift(dt.timedelta(days=1))
    assert [one.name for one in due_listings()] == ["A", "B"]


def test_only_some_organizations_if_asked(app: Flask, clock: time_machine.Coordinates) -> None:
    house = make_listing("House", kind="organization")
    make_listing("Circle", organization=house)
    make_listing("Other")
    commit()
    assert {one.name for one in due_listings({house.id})} == {"House", "Circle"}
    assert due_listings(set()) == []
