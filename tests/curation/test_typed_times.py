"""Times and dates as people type them: tables of input and output."""

from __future__ import annotations

import datetime as dt

import pytest

from directory.curation.typed_times import read_date, read_time

TODAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("7:30 pm", "19:30"),
        ("7:30PM", "19:30"),
        ("7.30 p.m.", "19:30"),
        ("7:30\u202fPM", "19:30"),
        ("7p", "19:00"),
        ("7 PM", "19:00"),
        ("7 am", "07:00"),
        ("12 am", "00:00"),
        ("12:30 am", "00:30"),
        ("12 pm", "12:00"),
        ("19.30", "19:30"),
        ("19:30", "19:30"),
        ("1930", "19:30"),
        ("0730 pm", "19:30"),
        ("19h30", "19:30"),
        ("19", "19:00"),
        ("07:30", "07:30"),
        ("10:30", "10:30"),
        ("0:15", "00:15"),
        ("24:00", "00:00"),
        ("7 o'clock pm", "19:00"),
        (" Noon ", "12:00"),
        ("midnight", "00:00"),
    ],
)
def test_a_time_is_read_as_typed(typed: str, time: str) -> None:
    assert read_time(typed) == time


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("7", "Morning or evening"),
        ("7:30", "7:30 AM or 7:30 PM"),
        ("12", "12:00 AM or 12:00 PM"),
        ("7:75 pm", "on the clock"),
        ("25:00", "on the clock"),
        ("24:30", "on the clock"),
        ("15 am", "on the clock"),
        ("0 pm", "on the clock"),
        ("7 m", "7:30 PM"),
        ("evening", "7:30 PM"),
        ("7:30 pm to 9", "7:30 PM"),
        ("", "7:30 PM"),
    ],
)
def test_a_time_that_is_none_or_two_says_how_to_write_it(typed: str, hint: str) -> None:
    with pytest.raises(ValueError, match=hint):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2026-11-24", "2026-11-24"),
        ("11/24/2026", "2026-11-24"),
        ("11/24/26", "2026-11-24"),
        ("24/11/2026", "2026-11-24"),
        ("3/4/2027", "2027-03-04"),
        ("24.11.2026", "2026-11-24"),
        ("Nov 24 2026", "2026-11-24"),
        ("November 24th, 2026", "2026-11-24"),
        ("24 Nov", "2026-11-24"),
        ("Nov. 24", "2026-11-24"),
        ("11/24", "2026-11-24"),
        ("Tue, 24 Nov 2026", "2026-11-24"),
        ("Sept 1", "2027-09-01"),
        ("20 Nov", "2026-11-20"),
        ("19 Nov", "2027-11-19"),
        ("29 February", "2028-02-29"),
        ("today", "2026-11-20"),
        ("Tomorrow", "2026-11-21"),
    ],
)
def test_a_date_is_read_as_typed(typed: str, date: str) -> None:
    assert read_date(typed, TODAY) == date


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("30 Feb", "no such day"),
        ("13/13/2026", "no such day"),
        ("2026-11-31", "no such day"),
        ("24 Nov 1926", "year"),
        ("Mon 24 Nov 2026", "is a Tuesday"),
        ("next week", "24 Nov 2026"),
        ("24 Smarch", "24 Nov 2026"),
        ("", "24 Nov 2026"),
    ],
)
def test_a_date_that_is_none_says_how_to_write_it(typed: str, hint: str) -> None:
    with pytest.raises(ValueError, match=hint):
        read_date(typed, TODAY)
