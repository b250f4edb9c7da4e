"""Schedules across changes of clocks and between zones."""

import datetime as dt

import pytest

from directory.models.schedule import Occurrence, Pattern, next_start, occurrences
from directory.search.cards import is_on
from tests.models.patterns import make_pattern, meetings, moment


def in_utc(pattern: Pattern, after: str, before: str) -> list[str]:
    """The starts between two moments as UTC."""
    found = occurrences(pattern, moment(after, pattern.timezone), moment(before, pattern.timezone))
    return [o.starts_at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M") for o in found]


@pytest.mark.parametrize(
    ("zone", "after", "before", "expected"),
    [
        pytest.param(
            "America/New_York", "2027-03-13", "2027-03-15", ["2027-03-14 00:00", "2027-03-14 23:00"], id="spring-2027"
        ),
        pytest.param(
            "America/New_York", "2026-10-31", "2026-11-02", ["2026-10-31 23:00", "2026-11-02 00:00"], id="autumn-2026"
        ),
        pytest.param(
            "America/New_York", "2027-11-06", "2027-11-08", ["2027-11-06 23:00", "2027-11-08 00:00"], id="autumn-2027"
        ),
        pytest.param(
            "America/Phoenix", "2027-03-13", "2027-03-15", ["2027-03-14 02:00", "2027-03-15 02:00"], id="arizona"
        ),
        pytest.param(
            "Australia/Sydney", "2026-10-03", "2026-10-05", ["2026-10-03 09:00", "2026-10-04 08:00"], id="south-spring"
        ),
        pytest.param(
            "Australia/Sydney", "2027-04-03", "2027-04-05", ["2027-04-03 08:00", "2027-04-04 09:00"], id="south-autumn"
        ),
    ],
)
def test_seven_in_the_evening_stays_seven_on_both_sides_of_a_change(
    zone: str, after: str, before: str, expected: list[str]
) -> None:
    daily = make_pattern(freq="DAILY", byday=(), opens_at="19:00", timezone=zone)
    assert in_utc(daily, after, before) == expected


def test_time_that_the_clocks_skip_is_moved_on_by_an_hour() -> None:
    night = make_pattern(freq="DAILY", byday=(), opens_at="02:30", closes_at="04:00")
    assert meetings(night, "2027-03-14", "2027-03-15") == ["2027-03-14 03:30 – 2027-03-14 04:00"]


def test_time_is_as_usual_the_day_after_the_clocks_skipped_it() -> None:
    night = make_pattern(freq="DAILY", byday=(), opens_at="02:30", closes_at="04:00")
    assert meetings(night, "2027-03-15", "2027-03-16") == ["2027-03-15 02:30 – 2027-03-15 04:00"]


def test_meeting_never_ends_before_the_start_that_was_moved_on() -> None:
    night = make_pattern(freq="DAILY", byday=(), opens_at="02:30", closes_at="03:00")
    assert meetings(night, "2027-03-14", "2027-03-15") == ["2027-03-14 03:30 – 2027-03-14 04:00"]


@pytest.mark.parametrize(
    ("day", "start"),
    [
        pytest.param("2026-11-01", "2026-11-01 05:30", id="2026"),
        pytest.param("2027-11-07", "2027-11-07 05:30", id="2027"),
    ],
)
def test_time_that_is_twice_is_the_first_of_the_two(day: str, start: str) -> None:
    night = make_pattern(freq="DAILY", byday=(), opens_at="01:30", closes_at="02:30")
    assert in_utc(night, day, f"{day} 12:00") == [start]


def test_start_in_the_first_of_two_hours_is_over_in_the_second() -> None:
    night = make_pattern(freq="DAILY", byday=(), opens_at="01:30", closes_at="02:30")
    second_quarter_past_one = moment("2026-11-01 01:15").replace(fold=1)
    found = next_start([night], second_quarter_past_one)
    assert found is not None
    assert found.starts_at == moment("2026-11-02 01:30")


def test_meeting_begun_in_the_first_of_two_hours_is_on_in_the_second() -> None:
    night = make_pattern(freq="DAILY", byday=(), opens_at="01:30", closes_at="02:30")
    assert is_on([night], moment("2026-11-01 01:15").replace(fold=1))


def test_meeting_ended_in_the_first_of_two_hours_is_not_on_in_the_second() -> None:
    night = make_pattern(freq="DAILY", byday=(), opens_at="00:30", closes_at="01:30")
    assert not is_on([night], moment("2026-11-01 01:15").replace(fold=1))


def test_night_of_the_longer_day_lasts_an_hour_longer() -> None:
    night = make_pattern(byday=("SA",), opens_at="22:00", closes_at="06:00")
    assert _lengths(night, "2026-10-31", "2026-11-02") == [dt.timedelta(hours=9)]


def test_night_of_the_shorter_day_lasts_an_hour_less() -> None:
    night = make_pattern(byday=("SA",), opens_at="22:00", closes_at="06:00")
    assert _lengths(night, "2027-03-13", "2027-03-15") == [dt.timedelta(hours=7)]


def test_a_visitor_in_another_zone_gets_the_same_moment() -> None:
    late = make_pattern(byday=("TU",), opens_at="19:00", timezone="America/Los_Angeles")
    found = next_start([late], moment("2026-11-24 21:30", "America/New_York"))
    assert found is not None
    assert found.starts_at == moment("2026-11-24 22:00", "America/New_York")


def test_a_visitor_across_the_date_line_gets_todays_meeting_of_yesterday() -> None:
    evening = make_pattern(byday=("TU",), opens_at="19:00")
    found = next_start([evening], moment("2026-11-25 08:00", "Asia/Tokyo"))
    assert found is not None
    assert found.starts_at == moment("2026-11-25 09:00", "Asia/Tokyo")


def test_earliest_is_told_by_moment_and_not_by_wall_time() -> None:
    east = make_pattern(byday=("TU",), opens_at="19:00", timezone="America/New_York")
    west = make_pattern(byday=("TU",), opens_at="17:00", timezone="America/Los_Angeles")
    found = next_start([west, east], moment("2026-11-24 12:00"))
    assert found is not None
    assert found.starts_at == moment("2026-11-24 19:00", "America/New_York")


def _lengths(pattern: Pattern, after: str, before: str) -> list[dt.timedelta]:
    return [_length(o) for o in occurrences(pattern, moment(after), moment(before))]


def _length(occurrence: Occurrence) -> dt.timedelta:
    return occurrence.ends_at.astimezone(dt.UTC) - occurrence.starts_at.astimezone(dt.UTC)
