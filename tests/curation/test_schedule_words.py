"""A schedule said back: tables of contents and sentences, and what the clocks do to "next"."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from directory.curation.lint import lint
from directory.curation.schedule_words import describe
from tests.curation.lint.contents import make_content
from tests.models.patterns import moment

LOUISVILLE = {"opens_at": "19:00", "closes_at": "20:30", "timezone": "America/Kentucky/Louisville"}
ZONE = "Louisville time (Eastern Time)"
NOW = moment("2026-11-20 12:00")  # a Friday


@pytest.mark.parametrize(
    ("schedule", "sentence"),
    [
        (
            {"freq": "MONTHLY", "byday": ["2TU", "4TU"]},
            f"2nd and 4th Tuesday of the month, 7:00–8:30 PM, {ZONE}; next: 24 Nov, 8 Dec, 22 Dec",
        ),
        (
            {"freq": "MONTHLY", "byday": ["-1FR"]},
            f"last Friday of the month, 7:00–8:30 PM, {ZONE}; next: 27 Nov, 25 Dec, 29 Jan 2027",
        ),
        (
            {"freq": "WEEKLY", "byday": ["MO", "TH"]},
            f"Every Monday and Thursday, 7:00–8:30 PM, {ZONE}; next: Mon 23 Nov, Thu 26 Nov, Mon 30 Nov",
        ),
        (
            {"freq": "WEEKLY", "dtstart": "2026-11-24"},
            f"Every Tuesday, 7:00–8:30 PM, {ZONE}, from 24 Nov 2026; next: 24 Nov, 1 Dec, 8 Dec",
        ),
        (
            {"freq": "WEEKLY", "interval": 2, "byday": ["TU"], "dtstart": "2026-11-17", "until": "2026-12-20"},
            f"Every other Tuesday, 7:00–8:30 PM, {ZONE}, from 17 Nov 2026, until 20 Dec 2026; next: 1 Dec, 15 Dec",
        ),
        (
            {"freq": "DAILY", "mode": "online", "closes_at": None},
            f"Every day, 7:00 PM, online, {ZONE}; next: Fri 20 Nov, Sat 21 Nov, Sun 22 Nov",
        ),
        (
            {"freq": "DAILY", "dtstart": "2026-12-22", "until": "2026-12-22"},
            f"Once, on Tuesday, 22 Dec 2026, 7:00–8:30 PM, {ZONE}",
        ),
        (
            {"freq": "DAILY", "dtstart": "2026-11-17", "until": "2026-11-17"},
            f"Once, on Tuesday, 17 Nov 2026, 7:00–8:30 PM, {ZONE}; no date in the coming year",
        ),
        (
            {"freq": "DAILY", "byday": ["SA", "SU"]},
            f"Every Saturday and Sunday, 7:00–8:30 PM, {ZONE}; next: Sat 21 Nov, Sun 22 Nov, Sat 28 Nov",
        ),
        (
            {"freq": "DAILY", "interval": 3, "byday": ["SA"], "dtstart": "2026-11-21"},
            f"Every 3 days, if that is a Saturday, 7:00–8:30 PM, {ZONE}, from 21 Nov 2026; "
            "next: 21 Nov, 12 Dec, 2 Jan 2027",
        ),
        (
            {"freq": "MONTHLY", "bymonthday": [1, -1]},
            f"1st and last of the month, 7:00–8:30 PM, {ZONE}; next: Mon 30 Nov, Tue 1 Dec, Thu 31 Dec",
        ),
        (
            {"freq": "MONTHLY", "byday": ["FR"], "bymonthday": [13]},
            f"13th of the month, if that is a Friday, 7:00–8:30 PM, {ZONE}; next: 13 Aug 2027",
        ),
        (
            {"freq": "MONTHLY", "interval": 3, "dtstart": "2026-10-05"},
            f"5th of every 3 months, 7:00–8:30 PM, {ZONE}, from 5 Oct 2026; "
            "next: Tue 5 Jan 2027, Mon 5 Apr 2027, Mon 5 Jul 2027",
        ),
        (
            {"freq": "WEEKLY", "byday": ["TU"], "until": "2026-11-19"},
            f"Every Tuesday, 7:00–8:30 PM, {ZONE}, until 19 Nov 2026; no date in the coming year",
        ),
        (
            {"freq": "WEEKLY", "byday": ["TU"], "until": "2026-11-25", "description": "Not in heavy snow"},
            f"Every Tuesday, 7:00–8:30 PM, {ZONE}, until 25 Nov 2026, Not in heavy snow; next: 24 Nov",
        ),
        ({"freq": "DAILY", "opens_at": "00:00", "closes_at": "00:00"}, "Day and night, every day"),
        ({"description": "When the moon is full"}, "When the moon is full"),
    ],
)
def test_a_schedule_is_said_back(schedule: dict[str, Any], sentence: str) -> None:
    assert describe(LOUISVILLE | schedule, NOW).sentence == sentence


@pytest.mark.parametrize(
    ("exception", "words", "dates"),
    [
        (
            {"date": "2026-11-24", "kind": "cancelled", "note": "Closed"},
            "not on 24 Nov 2026 (Closed)",
            ("1 Dec", "8 Dec", "15 Dec"),
        ),
        (
            {"date": "2026-11-24", "kind": "moved", "to_date": "2026-11-25", "opens_at": "18:00"},
            "on 25 Nov 2026, 6:00–7:30 PM, instead of 24 Nov 2026",
            ("25 Nov, 6:00–7:30 PM", "1 Dec", "8 Dec"),
        ),
        (
            {"date": "2026-11-24", "kind": "moved", "opens_at": "18:00"},
            "on 24 Nov 2026 at another time, 6:00–7:30 PM",
            ("24 Nov, 6:00–7:30 PM", "1 Dec", "8 Dec"),
        ),
        (
            {"date": "2026-11-26", "kind": "extra"},
            "also on 26 Nov 2026, 7:00–8:30 PM",
            ("24 Nov", "26 Nov", "1 Dec"),
        ),
    ],
)
def test_dates_that_differ_are_said(exception: dict[str, Any], words: str, dates: tuple[str, ...]) -> None:
    said = describe(LOUISVILLE | {"freq": "WEEKLY", "byday": ["TU"], "exceptions": [exception]}, NOW)
    assert (said.exceptions, said.dates) == ((words,), dates)
    assert f"; {words}; next: " in said.sentence


def test_dates_that_are_over_are_not_said() -> None:
    over = {"date": "2026-11-17", "kind": "cancelled"}
    assert not describe(LOUISVILLE | {"freq": "WEEKLY", "byday": ["TU"], "exceptions": [over]}, NOW).exceptions


@pytest.mark.parametrize(
    ("zone", "now", "opens_at", "dates"),
    [
        # Clocks go forward on 14 March 2027: seven in the evening stays that, and half past two is half past three.
        ("America/New_York", "2027-03-13 12:00", "19:00", ("Sat 13 Mar", "Sun 14 Mar", "Mon 15 Mar")),
        ("America/New_York", "2027-03-13 12:00", "02:30", ("Sun 14 Mar, 3:30 AM", "Mon 15 Mar", "Tue 16 Mar")),
        # They go back on 1 November 2026.
        ("America/New_York", "2026-10-31 12:00", "19:00", ("Sat 31 Oct", "Sun 1 Nov", "Mon 2 Nov")),
        ("America/New_York", "2026-10-31 12:00", "01:30", ("Sun 1 Nov", "Mon 2 Nov", "Tue 3 Nov")),
        ("America/Phoenix", "2027-03-13 12:00", "02:30", ("Sun 14 Mar", "Mon 15 Mar", "Tue 16 Mar")),
        ("America/Phoenix", "2026-10-31 12:00", "19:00", ("Sat 31 Oct", "Sun 1 Nov", "Mon 2 Nov")),
    ],
)
def test_the_clocks_of_the_place_count(zone: str, now: str, opens_at: str, dates: tuple[str, ...]) -> None:
    daily = {"freq": "DAILY", "opens_at": opens_at, "timezone": zone}
    assert describe(daily, moment(now, zone)).dates == dates


def test_today_is_that_of_the_place() -> None:
    """Eight in the evening in Honolulu is the next morning in New York."""
    daily = {"freq": "DAILY", "opens_at": "22:00", "timezone": "Pacific/Honolulu"}
    assert describe(daily, moment("2026-12-31 23:00")).dates[0] == "Thu 31 Dec"
    assert describe(daily, moment("2027-01-01 01:00")).dates[0] == "Thu 31 Dec"


@pytest.mark.parametrize(
    "changes",
    [
        {"freq": "WEEKLY"},
        {"freq": "WEEKLY", "byday": ["TU"], "dtstart": "2026-11-24", "until": "2026-11-01"},
        {"freq": "MONTHLY", "byday": ["2TU"], "timezone": "Nowhere"},
        {"freq": "WEEKLY", "byday": ["TU"], "opens_at": "late"},
        {"freq": "WEEKLY", "byday": ["TU"], "timezone": None},
        {},
    ],
)
def test_what_cannot_be_told_has_the_sentences_of_the_lint(changes: dict[str, Any]) -> None:
    schedule = LOUISVILLE | changes
    said = describe(schedule, NOW)
    assert not said.dates and said.sentence == ""
    assert [p.message for p in said.problems] == [f.message for f in lint(make_content(schedules=[schedule]))]
    assert said.problems


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        describe(LOUISVILLE, dt.datetime(2026, 11, 20))
