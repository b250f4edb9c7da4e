"""Schedules that no calendar has, and those that nobody could come to. ASVS 2.2.3: rules across fields."""

from __future__ import annotations

from typing import Any

import pytest

from directory.curation.lint import lint
from directory.curation.lint.schedules import schedule_problems
from tests.curation.lint.contents import TUESDAYS, fields, make_content

CANCELLED = {"date": "2026-11-24", "kind": "cancelled"}  # a Tuesday


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"freq": "DAILY", "byday": None},
        {"freq": "MONTHLY", "byday": ["2TU", "-1FR"]},
        {"freq": "MONTHLY", "byday": None, "bymonthday": [-1]},
        {"freq": "MONTHLY", "byday": ["FR"], "bymonthday": [13]},
        {"freq": "MONTHLY", "byday": ["-1FR"], "bymonthday": [22]},
        {"freq": "MONTHLY", "byday": ["5TU"], "bymonthday": [-1]},
        {"freq": "MONTHLY", "byday": None, "bymonthday": [29]},
        {"byday": None, "dtstart": "2026-11-24"},
        {"interval": 2, "dtstart": "2026-11-24"},
        {"dtstart": "2026-11-24", "until": "2026-11-24"},
        {"opens_at": "22:00", "closes_at": "01:00"},
        {"closes_at": None},
        {"exceptions": [CANCELLED]},
        {"exceptions": [{"date": "2026-11-24", "kind": "moved", "to_date": "2026-11-25"}]},
        {"exceptions": [{"date": "2026-11-26", "kind": "extra"}]},
        {"freq": None, "byday": None, "description": "When the moon is full"},
        # No date of the series, but one that is extra.
        {"dtstart": "2026-11-25", "until": "2026-11-26", "exceptions": [{"date": "2026-11-26", "kind": "extra"}]},
    ],
)
def test_schedules_that_a_calendar_has(changes: dict[str, Any]) -> None:
    assert lint(make_content(schedules=[TUESDAYS | changes])) == []


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"byday": None}, "byday", "no-day"),
        ({"freq": "MONTHLY", "byday": None}, "byday", "no-day"),
        ({"byday": ["2TU"]}, "byday", "nth-day"),
        ({"bymonthday": [3]}, "bymonthday", "nth-day"),
        ({"dtstart": "2026-11-24", "until": "2026-11-23"}, "until", "until"),
        ({"dtstart": "2026-11-25", "until": "2026-11-30"}, "byday", "no-dates"),
        ({"freq": "MONTHLY", "byday": ["1MO"], "bymonthday": [20]}, "byday", "no-dates"),
        ({"freq": "MONTHLY", "byday": ["-1MO"], "bymonthday": [20, -8]}, "byday", "no-dates"),
        ({"freq": "YEARLY"}, "freq", "frequency"),
        ({"timezone": "Lexington"}, "timezone", "time-zone"),
        ({"interval": 0}, "interval", "interval"),
        ({"byday": ["6TU"]}, "byday", "weekday"),
        ({"freq": "MONTHLY", "byday": None, "bymonthday": [0]}, "bymonthday", "day-of-month"),
        ({"dtstart": "24 Nov"}, "dtstart", "date"),
        ({"until": "2026-02-30"}, "until", "date"),
        ({"opens_at": "7 PM"}, "opens_at", "time"),
        ({"closes_at": "24:30"}, "closes_at", "time"),
        ({"exceptions": [{"date": "", "kind": "cancelled"}]}, "exceptions.0.date", "date"),
        ({"exceptions": [CANCELLED | {"kind": "off"}]}, "exceptions.0.kind", "exception"),
        ({"exceptions": [CANCELLED | {"kind": "moved"}]}, "exceptions.0.to_date", "exception"),
        ({"exceptions": [CANCELLED | {"opens_at": "late"}]}, "exceptions.0.opens_at", "time"),
    ],
)
def test_schedules_that_no_calendar_has_are_blocked(changes: dict[str, Any], field: str, rule: str) -> None:
    [problem] = [p for p in schedule_problems(TUESDAYS | changes, "schedules.0") if p.is_blocking]
    assert (problem.field, problem.rule) == (f"schedules.0.{field}", rule)
    assert problem.message.endswith(".")


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"timezone": None}, "timezone", "time-zone"),
        ({"opens_at": None, "closes_at": None}, "opens_at", "start-time"),
        ({"interval": 2}, "dtstart", "first-date"),
        ({"freq": None, "byday": None, "opens_at": None, "closes_at": None}, "freq", "empty-schedule"),
        ({"opens_at": "19:00", "closes_at": "08:00"}, "closes_at", "long-meeting"),
        ({"exceptions": [CANCELLED, CANCELLED]}, "exceptions.1.date", "exception"),
        ({"exceptions": [CANCELLED | {"date": "2026-11-25"}]}, "exceptions.0.date", "exception"),
        ({"exceptions": [CANCELLED | {"kind": "extra"}]}, "exceptions.0.date", "exception"),
    ],
)
def test_schedules_that_say_too_little_are_a_note(changes: dict[str, Any], field: str, rule: str) -> None:
    findings = lint(make_content(schedules=[TUESDAYS | changes]))
    assert [(f.field, f.rule, f.is_blocking) for f in findings] == [(f"schedules.0.{field}", rule, False)]


def test_a_helpline_may_be_open_all_night() -> None:
    night = TUESDAYS | {"opens_at": "17:00", "closes_at": "09:00"}
    assert not fields("long-meeting", kind="helpline", schedules=[night])


def test_a_group_says_when_it_meets() -> None:
    assert fields("no-schedule", schedules=[]) == ["schedules"]
    assert not fields("no-schedule", kind="role", schedules=[])


def test_asvs_2_2_3_a_meeting_online_has_a_link() -> None:
    """v5.0.0-2.2.3"""
    online = TUESDAYS | {"mode": "online"}
    assert fields("online-link", schedules=[TUESDAYS, online], url=None) == ["schedules.1.mode"]
    assert not fields(
        "online-link", schedules=[online], url=None, links=[{"label": "Join", "url": "https://a.example"}]
    )
    assert not fields("online-link", schedules=[online])


def test_asvs_2_2_3_a_time_has_its_zone_and_a_series_ends_after_it_starts() -> None:
    """v5.0.0-2.2.3"""
    assert fields("time-zone", schedules=[TUESDAYS | {"timezone": ""}]) == ["schedules.0.timezone"]
    assert fields("until", schedules=[TUESDAYS | {"dtstart": "2027-01-05", "until": "2026-01-05"}])


def test_a_meeting_by_phone_has_a_number() -> None:
    by_phone = TUESDAYS | {"mode": "phone"}
    assert fields("phone-number", schedules=[by_phone], url=None, phones=[]) == ["schedules.0.mode"]
    assert not fields("phone-number", schedules=[by_phone])
