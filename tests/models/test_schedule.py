"""When a group meets: the recurrences of directory.models.schedule, without a database."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from directory.models.schedule import Pattern, next_start, occurrences, upcoming
from tests.factories import make_schedule
from tests.models.patterns import make_pattern, meetings, moment, starts


@pytest.mark.parametrize(
    ("values", "after", "expected"),
    [
        pytest.param({"byday": ("TU",)}, "2026-11-23 12:00", "2026-11-24 19:00", id="weekly"),
        pytest.param({"byday": ("MO", "TH")}, "2026-11-23 20:00", "2026-11-26 19:00", id="several-days"),
        pytest.param({"freq": "DAILY", "byday": ()}, "2026-11-23 19:30", "2026-11-24 19:00", id="daily"),
        pytest.param({"freq": "MONTHLY", "byday": ("2TU",)}, "2026-11-11 12:00", "2026-12-08 19:00", id="2nd-tuesday"),
        pytest.param(
            {"freq": "MONTHLY", "byday": ("2TU", "4TU")}, "2026-11-11 12:00", "2026-11-24 19:00", id="2nd-4th"
        ),
        pytest.param({"freq": "MONTHLY", "byday": ("-1FR",)}, "2026-11-23 12:00", "2026-11-27 19:00", id="last-friday"),
        pytest.param({"freq": "MONTHLY", "byday": ("5MO",)}, "2026-11-30 20:00", "2027-03-29 19:00", id="fifth-monday"),
        pytest.param(
            {"freq": "MONTHLY", "byday": (), "bymonthday": (15,)}, "2026-11-23 12:00", "2026-12-15 19:00", id="15th"
        ),
        pytest.param(
            {"freq": "MONTHLY", "byday": (), "bymonthday": (31,)}, "2027-01-31 20:00", "2027-03-31 19:00", id="31st"
        ),
        pytest.param(
            {"freq": "MONTHLY", "byday": (), "bymonthday": (-1,)}, "2027-02-01 12:00", "2027-02-28 19:00", id="last-day"
        ),
        pytest.param(
            {"byday": ("TU",), "dtstart": "2027-02-09"}, "2026-11-23 12:00", "2027-02-09 19:00", id="begins-later"
        ),
        pytest.param(
            {"byday": (), "dtstart": "2026-11-19"}, "2026-11-23 12:00", "2026-11-26 19:00", id="weekday-of-first-day"
        ),
        pytest.param(
            {"freq": "MONTHLY", "byday": (), "dtstart": "2026-09-09"},
            "2026-11-23 12:00",
            "2026-12-09 19:00",
            id="day-of-month-of-first-day",
        ),
    ],
)
def test_next_start_follows_the_recurrence(values: dict, after: str, expected: str) -> None:
    found = next_start([make_pattern(**values)], moment(after))
    assert found is not None
    assert found.starts_at == moment(expected)


def test_every_other_week_counts_from_its_first_day() -> None:
    pattern = make_pattern(byday=("TU",), interval=2, dtstart="2026-11-03")
    assert starts(pattern, "2026-11-10", "2026-12-20") == ["2026-11-17 19:00", "2026-12-01 19:00", "2026-12-15 19:00"]


def test_every_other_week_of_the_other_phase_takes_the_weeks_between() -> None:
    pattern = make_pattern(byday=("TU",), interval=2, dtstart="2026-11-10")
    assert starts(pattern, "2026-11-11", "2026-12-20") == ["2026-11-24 19:00", "2026-12-08 19:00"]


def test_days_of_one_week_share_the_phase_of_the_first() -> None:
    pattern = make_pattern(byday=("MO", "TH"), interval=2, dtstart="2026-11-05")  # a Thursday
    assert starts(pattern, "2026-11-01", "2026-11-25") == ["2026-11-05 19:00", "2026-11-16 19:00", "2026-11-19 19:00"]


def test_last_day_of_a_series_is_part_of_it() -> None:
    pattern = make_pattern(byday=("TU",), until="2026-11-24")
    assert starts(pattern, "2026-11-16", "2026-12-31") == ["2026-11-17 19:00", "2026-11-24 19:00"]


def test_series_that_is_over_has_no_next_start() -> None:
    assert next_start([make_pattern(byday=("TU",), until="2026-11-10")], moment("2026-11-23 12:00")) is None


def test_no_patterns_have_no_next_start() -> None:
    assert next_start([], moment("2026-11-23 12:00")) is None


def test_next_start_is_the_earliest_of_all_patterns() -> None:
    online = make_pattern(freq="MONTHLY", byday=("2TU",), mode="online")
    library = make_pattern(freq="MONTHLY", byday=("4TU",), mode="in_person")
    found = next_start([online, library], moment("2026-11-23 12:00"))
    assert found is not None
    assert found.mode == "in_person"


def test_next_start_passes_over_a_meeting_that_begins_right_now() -> None:
    found = next_start([make_pattern(byday=("TU",))], moment("2026-11-24 19:00"))
    assert found is not None
    assert found.starts_at == moment("2026-12-01 19:00")


def test_two_modes_alternate_in_what_is_upcoming() -> None:
    online = make_pattern(freq="MONTHLY", byday=("2TU",), mode="online")
    library = make_pattern(freq="MONTHLY", byday=("4TU",), mode="in_person")
    found = upcoming([online, library], moment("2026-11-01 12:00"), 4)
    assert [(o.starts_at.date().isoformat(), o.mode) for o in found] == [
        ("2026-11-10", "online"),
        ("2026-11-24", "in_person"),
        ("2026-12-08", "online"),
        ("2026-12-22", "in_person"),
    ]


def test_upcoming_begins_with_the_meeting_that_is_still_on() -> None:
    found = upcoming([make_pattern(byday=("TU",))], moment("2026-11-24 19:45"), 2)
    assert [o.starts_at for o in found] == [moment("2026-11-24 19:00"), moment("2026-12-01 19:00")]


def test_upcoming_leaves_out_the_meeting_that_has_just_ended() -> None:
    found = upcoming([make_pattern(byday=("TU",))], moment("2026-11-24 20:00"), 1)
    assert [o.starts_at for o in found] == [moment("2026-12-01 19:00")]


def test_upcoming_gives_no_more_than_asked() -> None:
    daily = make_pattern(freq="DAILY", byday=())
    assert len(upcoming([daily, daily], moment("2026-11-24 12:00"), 3)) == 3


def test_meeting_after_midnight_ends_on_the_next_day() -> None:
    pattern = make_pattern(byday=("FR",), opens_at="22:30", closes_at="00:30")
    assert meetings(pattern, "2026-11-27", "2026-11-29") == ["2026-11-27 22:30 – 2026-11-28 00:30"]


def test_meeting_after_midnight_is_still_on_past_midnight() -> None:
    pattern = make_pattern(byday=("MO",), opens_at="22:30", closes_at="00:30")
    found = list(occurrences(pattern, moment("2026-12-01 00:10"), moment("2026-12-01 00:11")))
    assert [o.starts_at for o in found] == [moment("2026-11-30 22:30")]


def test_equal_times_last_the_whole_day_round() -> None:
    pattern = make_pattern(byday=("SA",), opens_at="00:00", closes_at="00:00")
    assert meetings(pattern, "2026-11-27", "2026-11-30") == ["2026-11-28 00:00 – 2026-11-29 00:00"]


def test_meeting_without_an_end_ends_as_it_starts() -> None:
    pattern = make_pattern(byday=("TU",), closes_at=None)
    assert meetings(pattern, "2026-11-24", "2026-11-25") == ["2026-11-24 19:00 – 2026-11-24 19:00"]


def test_day_and_night_every_day_is_always_open() -> None:
    assert make_pattern(freq="DAILY", byday=(), opens_at="00:00", closes_at="00:00").is_always_open


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"closes_at": "23:00"}, id="closes-at-night"),
        pytest.param({"closes_at": None}, id="no-closing-time"),
        pytest.param({"interval": 2}, id="every-other-day"),
        pytest.param({"freq": "WEEKLY", "byday": ("SA",)}, id="weekly"),
        pytest.param({"byday": ("MO", "TU", "WE", "TH", "FR")}, id="working-days"),
        pytest.param({"until": "2026-01-31"}, id="ended"),
        pytest.param({"dtstart": "2027-01-01"}, id="not-begun"),
    ],
)
def test_what_pauses_begins_or_ends_is_not_always_open(values: dict) -> None:
    always = {"freq": "DAILY", "byday": (), "opens_at": "00:00", "closes_at": "00:00"}
    assert not make_pattern(**always | values).is_always_open


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda p: next_start([p], dt.datetime(2026, 11, 23)), id="next_start"),
        pytest.param(lambda p: next_start([], dt.datetime(2026, 11, 23)), id="next_start-of-nothing"),
        pytest.param(lambda p: upcoming([p], dt.datetime(2026, 11, 23), 3), id="upcoming"),
        pytest.param(lambda p: starts(p, dt.datetime(2026, 11, 23), moment("2026-12-01")), id="occurrences-after"),
        pytest.param(lambda p: starts(p, moment("2026-11-23"), dt.datetime(2026, 12, 1)), id="occurrences-before"),
    ],
)
def test_naive_datetimes_are_refused(ask: Callable[[Pattern], object]) -> None:
    with pytest.raises(ValueError, match="time zone"):
        ask(make_pattern())


def test_a_row_of_words_alone_has_no_pattern() -> None:
    assert make_schedule(freq=None, byday=None, description="Call for the next date.").pattern is None


def test_a_row_becomes_the_pattern_of_its_columns() -> None:
    row = make_schedule(freq="MONTHLY", byday=["2TU"], dtstart=dt.date(2026, 11, 10), opens_at="19:00", mode="online")
    assert row.pattern == Pattern(
        freq="MONTHLY",
        timezone="America/New_York",
        opens_at="19:00",
        closes_at="20:00",
        byday=("2TU",),
        dtstart="2026-11-10",
        mode="online",
    )


def test_starts_are_on_the_clocks_of_the_schedule() -> None:
    found = next_start([make_pattern(byday=("TU",))], dt.datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Tokyo")))
    assert found is not None
    assert found.starts_at.isoformat() == "2026-11-24T19:00:00-05:00"
