"""Today, tonight and this week, seen by a visitor."""

import datetime as dt
from typing import Any

import pytest
from pyroaring import BitMap

from directory.models.schedule import DateException, Pattern
from directory.search.catalog import Catalog, pattern_values
from directory.search.facts import pattern_to_json
from directory.search.moments import DAYS, meeting_in, meeting_on, stretch
from tests.models.patterns import make_pattern, moment

NOON = "2026-11-23 12:00"  # a Monday
ALWAYS = {"freq": "DAILY", "byday": (), "opens_at": "00:00", "closes_at": "00:00"}


def catalog_of(*patterns: Pattern) -> Catalog:
    """A catalog of one listing for each pattern, numbered from 1."""
    sets: dict[tuple[str, Any], BitMap] = {}
    for number, pattern in enumerate(patterns, 1):
        for key in pattern_values([pattern_to_json(pattern)]):
            sets[key] = sets.get(key, BitMap()) | BitMap([number])
    return Catalog(sets=sets)


def meets(pattern: Pattern, when: str, now: str, zone: str = "America/New_York") -> bool:
    """Whether a listing with one pattern is found."""
    return 1 in meeting_in(catalog_of(pattern), when, moment(now, zone))


@pytest.mark.parametrize(
    ("when", "now", "starts", "ends"),
    [
        pytest.param("today", NOON, NOON, "2026-11-24 00:00", id="today-ends-at-midnight"),
        pytest.param("today", "2026-11-23 00:00", "2026-11-23 00:00", "2026-11-24 00:00", id="today-from-midnight"),
        pytest.param("today", "2026-12-31 23:59", "2026-12-31 23:59", "2027-01-01 00:00", id="today-at-new-year"),
        pytest.param("tonight", NOON, "2026-11-23 17:00", "2026-11-24 04:00", id="tonight-seen-at-noon"),
        pytest.param("tonight", "2026-11-23 20:00", "2026-11-23 20:00", "2026-11-24 04:00", id="tonight-has-begun"),
        pytest.param("tonight", "2026-11-24 00:30", "2026-11-24 00:30", "2026-11-24 04:00", id="tonight-past-midnight"),
        pytest.param("tonight", "2026-11-24 03:59", "2026-11-24 03:59", "2026-11-24 04:00", id="tonight-at-its-end"),
        pytest.param("tonight", "2026-11-24 04:00", "2026-11-24 17:00", "2026-11-25 04:00", id="tonight-is-the-next"),
        pytest.param("week", NOON, NOON, "2026-11-30 12:00", id="week-is-seven-days"),
    ],
)
def test_stretch_lasts_from_when_to_when(when: str, now: str, starts: str, ends: str) -> None:
    assert stretch(when, moment(now)) == (moment(starts), moment(ends))


@pytest.mark.parametrize(
    ("when", "now", "hours"),
    [
        pytest.param("today", "2026-11-01 00:00", 25, id="today-of-the-longer-day"),
        pytest.param("today", "2027-03-14 00:00", 23, id="today-of-the-shorter-day"),
        pytest.param("tonight", "2026-10-31 12:00", 12, id="tonight-of-the-longer-night"),
        pytest.param("tonight", "2027-03-13 12:00", 10, id="tonight-of-the-shorter-night"),
        pytest.param("week", "2026-10-28 12:00", 7 * 24 + 1, id="week-of-the-longer-day"),
    ],
)
def test_stretch_follows_the_clocks_when_they_change(when: str, now: str, hours: int) -> None:
    starts, ends = stretch(when, moment(now))
    assert ends.astimezone(dt.UTC) - starts.astimezone(dt.UTC) == dt.timedelta(hours=hours)


@pytest.mark.parametrize(
    ("values", "when", "now", "found"),
    [
        pytest.param({"byday": ("MO",)}, "today", NOON, True, id="today"),
        pytest.param({"byday": ("TU",)}, "today", NOON, False, id="tomorrow-is-not-today"),
        pytest.param({"byday": ("MO",)}, "today", "2026-11-23 19:30", True, id="still-on"),
        pytest.param({"byday": ("MO",)}, "today", "2026-11-23 20:00", False, id="just-ended"),
        pytest.param({"byday": ("MO",), "opens_at": "10:00", "closes_at": "11:00"}, "today", NOON, False, id="over"),
        pytest.param({"byday": ("TU",), "opens_at": "00:00"}, "today", NOON, False, id="at-midnight-is-tomorrow"),
        pytest.param({"byday": ("MO",)}, "tonight", NOON, True, id="tonight"),
        pytest.param(
            {"byday": ("MO",), "opens_at": "16:00", "closes_at": "17:00"}, "tonight", NOON, False, id="before-five"
        ),
        pytest.param(
            {"byday": ("MO",), "opens_at": "16:30", "closes_at": "17:30"}, "tonight", NOON, True, id="lasts-past-five"
        ),
        pytest.param(
            {"byday": ("TU",), "opens_at": "01:00", "closes_at": "02:00"}, "tonight", NOON, True, id="after-midnight"
        ),
        pytest.param(
            {"byday": ("TU",), "opens_at": "04:00", "closes_at": "05:00"}, "tonight", NOON, False, id="at-four"
        ),
        pytest.param(
            {"byday": ("MO",), "opens_at": "23:00", "closes_at": "01:00"},
            "tonight",
            "2026-11-24 00:30",
            True,
            id="last-nights-meeting-is-still-on",
        ),
        pytest.param(
            {"byday": ("MO",), "opens_at": "23:00", "closes_at": "01:00"},
            "today",
            "2026-11-24 00:30",
            True,
            id="last-nights-meeting-is-on-today",
        ),
        pytest.param(
            {"byday": ("MO",), "opens_at": "23:00", "closes_at": "01:00"},
            "tonight",
            "2026-11-24 01:00",
            False,
            id="last-nights-meeting-is-over",
        ),
        pytest.param({"byday": ("TU",)}, "tonight", "2026-11-24 02:00", False, id="next-evening-is-not-tonight"),
        pytest.param({"byday": ("SU",)}, "week", NOON, True, id="sunday-of-this-week"),
        pytest.param(
            {"byday": ("MO",), "opens_at": "10:00", "closes_at": "11:00"}, "week", NOON, True, id="same-day-next-week"
        ),
        pytest.param({"freq": "MONTHLY", "byday": ("1TU",)}, "week", NOON, False, id="a-day-too-late"),
        pytest.param({"freq": "MONTHLY", "byday": ("4TU",)}, "week", NOON, True, id="nth-weekday-this-week"),
        pytest.param(
            {"byday": ("MO",), "exceptions": (DateException("2026-11-23", "cancelled"),)},
            "today",
            NOON,
            False,
            id="cancelled-today",
        ),
        pytest.param(
            {"byday": ("TU",), "exceptions": (DateException("2026-11-24", "moved", to_date="2026-11-23"),)},
            "today",
            NOON,
            True,
            id="moved-to-today",
        ),
        pytest.param(ALWAYS, "tonight", NOON, True, id="day-and-night"),
        pytest.param(ALWAYS | {"until": "2026-11-01"}, "tonight", NOON, False, id="day-and-night-until-it-ended"),
    ],
)
def test_listing_is_found_when_it_meets_in_the_stretch(values: dict, when: str, now: str, found: bool) -> None:
    assert meets(make_pattern(**values), when, now) is found


def test_today_is_that_of_the_visitor_and_not_of_the_listing() -> None:
    evening_in_new_york = make_pattern(byday=("MO",), opens_at="21:00", closes_at="22:00")
    assert meets(evening_in_new_york, "today", "2026-11-24 09:00", zone="Asia/Tokyo")


def test_meeting_of_the_listings_today_may_be_the_visitors_tomorrow() -> None:
    evening_in_honolulu = make_pattern(byday=("MO",), timezone="Pacific/Honolulu")
    assert not meets(evening_in_honolulu, "today", NOON, zone="America/New_York")


def test_tonight_is_that_of_the_visitor() -> None:
    afternoon_in_los_angeles = make_pattern(
        byday=("MO",), opens_at="15:00", closes_at="16:00", timezone="America/Los_Angeles"
    )
    assert meets(afternoon_in_los_angeles, "tonight", NOON, zone="America/New_York")


def test_in_the_second_of_two_hours_a_meeting_of_the_first_is_over() -> None:
    night = make_pattern(freq="DAILY", byday=(), opens_at="00:30", closes_at="01:30")
    second = moment("2026-11-01 01:15").replace(fold=1)
    assert 1 not in meeting_in(catalog_of(night), "tonight", second)


def test_all_listings_of_a_pattern_are_found() -> None:
    key = ("pattern", pattern_to_json(make_pattern(byday=("MO",))))
    assert meeting_in(Catalog(sets={key: BitMap([3, 5])}), "today", moment(NOON)) == BitMap([3, 5])


def test_an_empty_catalog_meets_never() -> None:
    assert meeting_in(Catalog(), "week", moment(NOON)) == BitMap()


@pytest.mark.parametrize(
    ("values", "days"),
    [
        pytest.param({"byday": ("MO", "TH")}, ("mo", "th"), id="weekly"),
        pytest.param({"freq": "MONTHLY", "byday": ("2TU", "-1FR")}, ("tu", "fr"), id="nth-weekdays"),
        pytest.param({"byday": (), "dtstart": "2026-11-26"}, ("th",), id="weekday-of-the-first-day"),
        pytest.param({"freq": "DAILY", "byday": ()}, DAYS, id="daily"),
        pytest.param({"freq": "MONTHLY", "byday": (), "bymonthday": (15,)}, (), id="day-of-the-month"),
    ],
)
def test_listing_meets_on_the_weekdays_of_its_pattern(values: dict, days: tuple[str, ...]) -> None:
    catalog = catalog_of(make_pattern(**values))
    assert tuple(day for day in DAYS if 1 in meeting_on(catalog, day)) == days
