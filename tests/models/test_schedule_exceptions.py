"""Dates that differ: cancelled, moved and extra."""

from directory.models.schedule import DateException, next_start
from tests.models.patterns import make_pattern, meetings, moment, starts


def test_cancelled_date_is_left_out() -> None:
    pattern = make_pattern(byday=("TU",), exceptions=(DateException("2026-11-24", "cancelled"),))
    assert starts(pattern, "2026-11-17", "2026-12-02") == ["2026-11-17 19:00", "2026-12-01 19:00"]


def test_cancelling_a_date_that_is_not_in_the_series_changes_nothing() -> None:
    pattern = make_pattern(byday=("TU",), exceptions=(DateException("2026-11-25", "cancelled"),))
    assert starts(pattern, "2026-11-23", "2026-11-30") == ["2026-11-24 19:00"]


def test_moved_meeting_is_on_its_new_date_only() -> None:
    pattern = make_pattern(byday=("TU",), exceptions=(DateException("2026-11-24", "moved", to_date="2026-11-25"),))
    assert starts(pattern, "2026-11-23", "2026-11-30") == ["2026-11-25 19:00"]


def test_meeting_moved_within_its_date_has_its_other_hours() -> None:
    moved = DateException("2026-11-24", "moved", to_date="2026-11-24", opens_at="17:30", closes_at="18:15")
    pattern = make_pattern(byday=("TU",), exceptions=(moved,))
    assert meetings(pattern, "2026-11-23", "2026-11-30") == ["2026-11-24 17:30 – 2026-11-24 18:15"]


def test_meeting_moved_without_a_new_date_keeps_its_date() -> None:
    pattern = make_pattern(byday=("TU",), exceptions=(DateException("2026-11-24", "moved", opens_at="18:00"),))
    assert starts(pattern, "2026-11-23", "2026-11-30") == ["2026-11-24 18:00"]


def test_meeting_moved_to_another_start_alone_lasts_as_long_as_usual() -> None:
    moved = DateException("2026-11-24", "moved", to_date="2026-11-24", opens_at="20:30")
    pattern = make_pattern(byday=("TU",), opens_at="19:00", closes_at="20:15", exceptions=(moved,))
    assert meetings(pattern, "2026-11-23", "2026-11-30") == ["2026-11-24 20:30 – 2026-11-24 21:45"]


def test_meeting_moved_late_lasts_as_long_as_usual_past_midnight() -> None:
    moved = DateException("2026-11-24", "moved", to_date="2026-11-24", opens_at="23:30")
    pattern = make_pattern(byday=("TU",), opens_at="19:00", closes_at="20:00", exceptions=(moved,))
    assert meetings(pattern, "2026-11-23", "2026-11-30") == ["2026-11-24 23:30 – 2026-11-25 00:30"]


def test_meeting_moved_to_another_end_alone_starts_as_usual() -> None:
    moved = DateException("2026-11-24", "moved", to_date="2026-11-24", closes_at="19:30")
    pattern = make_pattern(byday=("TU",), exceptions=(moved,))
    assert meetings(pattern, "2026-11-23", "2026-11-30") == ["2026-11-24 19:00 – 2026-11-24 19:30"]


def test_meeting_moved_into_the_next_month_is_found_there() -> None:
    pattern = make_pattern(byday=("MO",), exceptions=(DateException("2026-11-30", "moved", to_date="2026-12-02"),))
    assert starts(pattern, "2026-11-28", "2026-12-08") == ["2026-12-02 19:00", "2026-12-07 19:00"]


def test_meeting_moved_into_the_month_before_is_found_there() -> None:
    pattern = make_pattern(byday=("TU",), exceptions=(DateException("2026-12-01", "moved", to_date="2026-11-29"),))
    assert starts(pattern, "2026-11-28", "2026-12-09") == ["2026-11-29 19:00", "2026-12-08 19:00"]


def test_meeting_moved_far_ahead_is_the_next_start_when_it_comes_first() -> None:
    moved = DateException("2027-06-01", "moved", to_date="2026-11-24")
    pattern = make_pattern(freq="MONTHLY", byday=("1TU",), exceptions=(moved,))
    found = next_start([pattern], moment("2026-11-23 12:00"))
    assert found is not None
    assert found.starts_at == moment("2026-11-24 19:00")


def test_extra_meeting_comes_on_top_of_the_series() -> None:
    extra = DateException("2026-11-27", "extra", opens_at="10:00", closes_at="11:00")
    pattern = make_pattern(byday=("TU",), exceptions=(extra,))
    assert meetings(pattern, "2026-11-23", "2026-11-30") == [
        "2026-11-24 19:00 – 2026-11-24 20:00",
        "2026-11-27 10:00 – 2026-11-27 11:00",
    ]


def test_extra_meeting_stands_in_order_with_the_series() -> None:
    extra = DateException("2026-11-24", "extra", opens_at="10:00", closes_at="11:00")
    pattern = make_pattern(byday=("TU",), exceptions=(extra,))
    assert starts(pattern, "2026-11-23", "2026-11-30") == ["2026-11-24 10:00", "2026-11-24 19:00"]


def test_extra_meeting_outlives_the_end_of_the_series() -> None:
    pattern = make_pattern(byday=("TU",), until="2026-11-24", exceptions=(DateException("2026-12-24", "extra"),))
    assert starts(pattern, "2026-11-25", "2027-01-31") == ["2026-12-24 19:00"]


def test_note_of_an_exception_stands_with_its_meeting() -> None:
    extra = DateException("2026-11-26", "extra", note="Shared meal")
    found = next_start([make_pattern(byday=("TU",), exceptions=(extra,))], moment("2026-11-25 12:00"))
    assert found is not None
    assert found.note == "Shared meal"


def test_series_moves_on_when_its_next_date_is_cancelled() -> None:
    pattern = make_pattern(freq="MONTHLY", byday=("4TU",), exceptions=(DateException("2026-11-24", "cancelled"),))
    found = next_start([pattern], moment("2026-11-23 12:00"))
    assert found is not None
    assert found.starts_at == moment("2026-12-22 19:00")


def test_cancelling_the_evening_cancels_what_lasts_past_midnight() -> None:
    cancelled = DateException("2026-11-27", "cancelled")
    pattern = make_pattern(byday=("FR",), opens_at="22:00", closes_at="02:00", exceptions=(cancelled,))
    assert meetings(pattern, "2026-11-28 00:30", "2026-11-28 12:00") == []
