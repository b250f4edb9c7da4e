"""The dates of our calendar files, read by a program that knows nothing of us, are those that our pages tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from directory.database import db
from directory.exchange.calendar import Maker
from directory.exchange.recurrence import dated_schedules
from directory.models import Listing
from directory.models.schedule import DateException, Pattern, upcoming
from tests.exchange.reading import STARTS, calendar_of, events_of, listing_with, starts_seen, zone_told
from tests.models.patterns import make_pattern, moment
from tests.models.test_schedule_series import PATTERNS

# The clocks of New York change on 1 November 2026 and 14 March 2027, those of Sydney on 4 October and 4 April.
MOMENTS = {
    "before-summer-in-the-south": dt.datetime(2026, 10, 2, 12, tzinfo=dt.UTC),
    "before-winter": dt.datetime(2026, 10, 30, 12, tzinfo=dt.UTC),
    "first-of-two-hours": dt.datetime(2026, 11, 1, 5, 40, tzinfo=dt.UTC),
    "second-of-two-hours": dt.datetime(2026, 11, 1, 6, 40, tzinfo=dt.UTC),
    "before-summer": dt.datetime(2027, 3, 13, 12, tzinfo=dt.UTC),
    "just-before-the-skip": dt.datetime(2027, 3, 14, 6, 59, tzinfo=dt.UTC),
    "after-the-skip": dt.datetime(2027, 3, 14, 7, 45, tzinfo=dt.UTC),
    "before-winter-in-the-south": dt.datetime(2027, 4, 2, 12, tzinfo=dt.UTC),
}
DAILY = {"freq": "DAILY", "byday": ()}
ODD = {
    "skipped-time": DAILY | {"opens_at": "02:30", "closes_at": "03:30"},
    "skipped-start-alone": DAILY | {"opens_at": "02:30", "closes_at": "03:00"},
    "doubled-time": DAILY | {"opens_at": "01:30", "closes_at": "02:30"},
    "doubled-time-without-an-end": DAILY | {"opens_at": "01:30", "closes_at": None},
    "sundays-at-the-skipped-time": {"byday": ("SU",), "opens_at": "02:15", "closes_at": "04:00"},
    "over-midnight": {"byday": ("SA",), "opens_at": "22:00", "closes_at": "06:00"},
    "after-midnight": {"byday": ("SU",), "opens_at": "00:15", "closes_at": "01:45"},
    "whole-day-of-the-week": {"byday": ("SU",), "opens_at": "00:00", "closes_at": "00:00"},
    "no-end": {"closes_at": None},
    "no-summer-time": DAILY | {"timezone": "America/Phoenix"},
    "half-hour-zone": DAILY | {"timezone": "Asia/Kolkata"},
    "south": DAILY | {"timezone": "Australia/Sydney", "opens_at": "02:30", "closes_at": "03:15"},
    "half-hour-change": DAILY | {"timezone": "Australia/Lord_Howe", "opens_at": "02:10", "closes_at": "03:00"},
    "change-at-midnight": DAILY | {"timezone": "America/Havana", "opens_at": "00:30", "closes_at": "01:30"},
    "change-by-the-moon": DAILY | {"timezone": "Africa/Casablanca", "opens_at": "02:30", "closes_at": "03:30"},
    "every-other-week-without-a-beginning": {"interval": 2},
    "every-other-day-without-a-beginning": DAILY | {"interval": 2},
    "every-other-month-without-a-beginning": {"freq": "MONTHLY", "interval": 2, "byday": ("-1FR",)},
    "every-fifth-month-of-no-day": {"freq": "MONTHLY", "interval": 5, "byday": ()},
    "every-third-week-of-no-day": {"freq": "WEEKLY", "interval": 3, "byday": ()},
    "weekly-of-no-day": {"byday": ()},
    "monthly-of-no-day": {"freq": "MONTHLY", "byday": ()},
    "weekly-with-days-of-the-month": {"byday": ("FR",), "bymonthday": (13, 27)},
    "numbers-in-a-week": {"byday": ("2MO", "-1FR")},
    "working-days-of-the-month-begin": {"freq": "DAILY", "byday": ("MO", "TU"), "bymonthday": (1, 2, 3)},
    "begins-later": {"byday": ("MO", "TH"), "interval": 2, "dtstart": "2027-03-10"},
    "begins-at-the-skip": DAILY | {"dtstart": "2027-03-14", "opens_at": "02:30", "closes_at": "03:30"},
    "begins-beyond-sight": {"dtstart": "2029-01-01"},
    "ended": {"until": "2026-09-01"},
    "ends-at-the-double": DAILY | {"until": "2026-11-01", "opens_at": "01:30", "closes_at": "02:00"},
    "ends-at-the-skip": DAILY | {"until": "2027-03-14", "opens_at": "02:30", "closes_at": "03:30"},
    "ends-late-in-the-evening": {"byday": ("SU",), "until": "2026-11-01", "opens_at": "23:30", "closes_at": "00:30"},
    "one-date": DAILY | {"dtstart": "2026-11-01", "until": "2026-11-01"},
}


def changed(kind: str, date: str, **values: str) -> DateException:
    """One exception."""
    return DateException(date, kind, **values)


CHANGED = {
    "cancelled": (changed("cancelled", "2026-11-03"), changed("cancelled", "2027-03-16")),
    "cancelled-first": (changed("cancelled", "2026-10-06"), changed("cancelled", "2026-10-13")),
    "cancelled-twice": (changed("cancelled", "2026-11-03"), changed("cancelled", "2026-11-03")),
    "cancelled-off-the-series": (changed("cancelled", "2026-11-04"),),
    "cancelled-far-ahead": (changed("cancelled", "2028-11-07"),),
    "moved-by-a-day": (changed("moved", "2026-11-03", to_date="2026-11-01"),),
    "moved-onto-the-skip": (changed("moved", "2027-03-16", to_date="2027-03-14", opens_at="02:30", closes_at="04:00"),),
    "moved-onto-the-double": (changed("moved", "2026-11-03", to_date="2026-11-01", opens_at="01:30"),),
    "moved-within-its-day": (changed("moved", "2026-11-03", opens_at="20:00"),),
    "moved-nowhere": (changed("moved", "2026-11-03"),),
    "moved-from-far-ahead": (changed("moved", "2028-11-07", to_date="2026-11-05"),),
    "moved-off-the-series": (changed("moved", "2026-11-05", to_date="2026-11-06"),),
    "moved-onto-another-date": (changed("moved", "2026-11-03", to_date="2026-11-10", opens_at="10:00"),),
    "extra": (changed("extra", "2026-11-01", opens_at="10:00", closes_at="11:00"),),
    "two-extra-on-a-day": (
        changed("extra", "2026-11-05", opens_at="10:00"),
        changed("extra", "2026-11-05", opens_at="15:00"),
    ),
    "cancelled-and-extra-on-a-day": (
        changed("cancelled", "2026-11-03"),
        changed("extra", "2026-11-03", opens_at="10:00"),
    ),
    "extra-at-the-time-of-the-series": (changed("extra", "2026-11-03"),),
}
TABLE = {
    **PATTERNS,
    **ODD,
    **{name: {"exceptions": exceptions} for name, exceptions in CHANGED.items()},
    "every-date-to-come-is-cancelled": {
        "until": "2026-11-03",
        "exceptions": (changed("cancelled", "2026-11-03"), changed("cancelled", "2026-10-27")),
    },
    "exceptions-of-a-series-without-rule": {
        "byday": (),
        "exceptions": (
            changed("cancelled", "2026-11-08"),
            changed("moved", "2026-11-15", to_date="2026-11-16"),
            changed("extra", "2026-11-17"),
        ),
    },
}


@pytest.fixture
def asked(seeded_app: Flask) -> Iterator[None]:
    """A request from outside."""
    with seeded_app.test_request_context("/"):
        yield
        db.session.remove()


def starts_told(patterns: list[Pattern], now: dt.datetime) -> list[dt.datetime]:
    """The next starts that our own pages tell, in UTC."""
    return [occurrence.starts_at.astimezone(dt.UTC) for occurrence in upcoming(patterns, now, STARTS)]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("values", TABLE.values(), ids=TABLE.keys())
def test_next_starts_are_those_of_a_calendar_program(values: dict) -> None:
    pattern = make_pattern(**values)
    for name, now in MOMENTS.items():
        file = Maker(now, "Lean On").make([listing_with(pattern)])
        assert starts_seen(file, now) == starts_told([pattern], now), name


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("values", TABLE.values(), ids=TABLE.keys())
def test_a_file_that_was_saved_before_the_change_of_clocks_is_right_after_it(values: dict) -> None:
    pattern = make_pattern(**values)
    saved = Maker(MOMENTS["before-winter"], "Lean On").make([listing_with(pattern)])
    for now in (MOMENTS["second-of-two-hours"], MOMENTS["just-before-the-skip"], MOMENTS["after-the-skip"]):
        assert starts_seen(saved, now, 8) == starts_told([pattern], now)[:8]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("name", ["before-winter", "before-summer"])
def test_every_listing_of_the_seed_and_the_demo_has_its_dates_in_its_file(name: str) -> None:
    now, compared = MOMENTS[name], 0
    for listing in db.session.scalars(select(Listing).options(selectinload(Listing.schedules))):
        patterns = [pattern for schedule in dated_schedules(listing) if (pattern := schedule.pattern)]
        if patterns:
            file = Maker(now, "Lean On", is_discreet=True).make([listing])
            assert starts_seen(file, now) == starts_told(patterns, now), listing.slug
            compared += 1
    assert compared > 50


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("values", TABLE.values(), ids=TABLE.keys())
def test_a_series_begins_with_a_date_of_its_own_that_takes_place(values: dict) -> None:
    pattern = make_pattern(**values)
    now = MOMENTS["before-winter"]
    told = {o.starts_at for o in upcoming([pattern], now, 500)}
    file = Maker(now, "Lean On").make([listing_with(pattern)])
    for event in events_of(calendar_of(file)) if file else ():
        if "RRULE" in event or "RDATE" in event:
            assert event["DTSTART"].dt in told
            assert f"{event['DTSTART'].dt:%H:%M}" == pattern.opens_at


@pytest.mark.usefixtures("asked")
def test_what_clocks_skip_or_stretch_stands_beside_the_series() -> None:
    pattern = make_pattern(**DAILY, opens_at="02:30", closes_at="03:30")
    file = Maker(MOMENTS["before-winter"], "Lean On").make([listing_with(pattern)])
    series, odd, *_ = events_of(calendar_of(file))
    assert b"EXDATE;TZID=America/New_York:20270314T023000" in (file or b"")
    assert "RRULE" in series
    assert odd["DTSTART"].dt == moment("2027-03-14 03:30")


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    "zone",
    [
        "America/New_York",
        "America/Phoenix",
        "Europe/Dublin",
        "Australia/Sydney",
        "Australia/Lord_Howe",
        "America/Havana",
        "Africa/Casablanca",
        "Asia/Jerusalem",
        "Asia/Kolkata",
    ],
)
def test_a_file_tells_the_whole_time_zone(zone: str) -> None:
    file = Maker(MOMENTS["before-winter"], "Lean On").make([listing_with(make_pattern(timezone=zone))])
    told = zone_told(file or b"", zone)
    for local in wall_times_to_look_at(zone):
        assert local.replace(tzinfo=told).utcoffset() == local.replace(tzinfo=ZoneInfo(zone)).utcoffset(), local


def wall_times_to_look_at(zone: str) -> Iterator[dt.datetime]:
    """Noon on one day of each month of eight years, and around each change of clocks every half hour that is once."""
    day, info = dt.datetime(2026, 1, 2, 12), ZoneInfo(zone)
    while day.year < 2034:
        before, after = (moment.replace(tzinfo=info).utcoffset() for moment in (day - dt.timedelta(days=1), day))
        if day.day == 1:
            yield day
        for halves in range(72) if before != after else ():
            local = day - dt.timedelta(minutes=30 * halves)
            if local.replace(tzinfo=info).utcoffset() == local.replace(tzinfo=info, fold=1).utcoffset():
                yield local
        day += dt.timedelta(days=1)


@pytest.mark.usefixtures("asked")
def test_a_zone_with_a_yearly_rule_is_right_for_ever() -> None:
    file = Maker(MOMENTS["before-winter"], "Lean On").make([listing_with(make_pattern())])
    told = zone_told(file or b"", "America/New_York")
    for local in (dt.datetime(2060, 1, 15, 12), dt.datetime(2060, 7, 15, 12)):
        assert local.replace(tzinfo=told).utcoffset() == moment(str(local)).utcoffset()
