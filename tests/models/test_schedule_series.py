"""Two years of many patterns against a matcher that looks at one day after the other."""

import calendar
import datetime as dt

import pytest

from directory.models.schedule import WEEKDAYS, Pattern, occurrences
from tests.models.patterns import make_pattern, moment

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2027, 12, 31)
PATTERNS = {
    "daily": {"freq": "DAILY", "byday": ()},
    "every-third-day": {"freq": "DAILY", "byday": (), "interval": 3, "dtstart": "2025-12-20"},
    "weekly": {"byday": ("WE",)},
    "working-days": {"byday": ("MO", "TU", "WE", "TH", "FR")},
    "weekday-of-dtstart": {"byday": (), "dtstart": "2026-03-05"},
    "every-other-week": {"byday": ("TU",), "interval": 2, "dtstart": "2025-12-30"},
    "every-other-week-from-midweek": {"byday": ("MO", "TH"), "interval": 2, "dtstart": "2026-01-08"},
    "every-fourth-week-from-a-sunday": {"byday": ("SU", "MO"), "interval": 4, "dtstart": "2026-02-01"},
    "second-tuesday": {"freq": "MONTHLY", "byday": ("2TU",)},
    "second-and-fourth-tuesday": {"freq": "MONTHLY", "byday": ("2TU", "4TU")},
    "second-tuesday-from-midmonth": {"freq": "MONTHLY", "byday": ("2TU",), "dtstart": "2026-02-11"},
    "last-friday": {"freq": "MONTHLY", "byday": ("-1FR",)},
    "fifth-monday": {"freq": "MONTHLY", "byday": ("5MO",)},
    "second-to-last-sunday": {"freq": "MONTHLY", "byday": ("-2SU",)},
    "first-and-last-of-different-days": {"freq": "MONTHLY", "byday": ("1SA", "-1TH")},
    "every-wednesday-by-month": {"freq": "MONTHLY", "byday": ("WE",)},
    "days-of-month": {"freq": "MONTHLY", "byday": (), "bymonthday": (1, 15)},
    "thirty-first": {"freq": "MONTHLY", "byday": (), "bymonthday": (31,)},
    "last-day-of-month": {"freq": "MONTHLY", "byday": (), "bymonthday": (-1,)},
    "day-of-dtstart": {"freq": "MONTHLY", "byday": (), "dtstart": "2026-01-30"},
    "friday-the-thirteenth": {"freq": "MONTHLY", "byday": ("FR",), "bymonthday": (13,)},
    "every-other-month": {"freq": "MONTHLY", "byday": ("3TH",), "interval": 2, "dtstart": "2025-11-20"},
    "every-third-month-on-the-31st": {
        "freq": "MONTHLY",
        "byday": (),
        "bymonthday": (31,),
        "interval": 3,
        "dtstart": "2025-10-31",
    },
    "with-a-beginning-and-an-end": {"byday": ("TU",), "dtstart": "2026-05-06", "until": "2027-02-02"},
}


@pytest.mark.parametrize("values", PATTERNS.values(), ids=PATTERNS.keys())
def test_two_years_of_a_series_are_the_days_that_match_one_by_one(values: dict) -> None:
    pattern = make_pattern(**values)
    found = occurrences(pattern, moment(str(FIRST)), moment(str(LAST + dt.timedelta(days=1))))
    assert [o.starts_at.date() for o in found] == [day for day in _all_days() if _matches(pattern, day)]


@pytest.mark.parametrize("values", PATTERNS.values(), ids=PATTERNS.keys())
def test_a_series_asked_day_by_day_is_the_series_asked_at_once(values: dict) -> None:
    pattern = make_pattern(**values)
    days = [day for day in _all_days() if day.year == 2026]
    day_by_day = [
        occurrence
        for day in days
        for occurrence in occurrences(pattern, moment(str(day)), moment(str(day + dt.timedelta(days=1))))
    ]
    assert day_by_day == list(occurrences(pattern, moment("2026-01-01"), moment("2027-01-01")))


def _all_days() -> list[dt.date]:
    return [FIRST + dt.timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


def _matches(pattern: Pattern, day: dt.date) -> bool:
    """Whether the series falls on a day, by RFC 5545 read literally."""
    start = dt.date.fromisoformat(pattern.dtstart) if pattern.dtstart else None
    if (start and day < start) or (pattern.until and day > dt.date.fromisoformat(pattern.until)):
        return False
    if pattern.interval > 1 and _periods_since(pattern.freq, start or FIRST, day) % pattern.interval:
        return False
    if pattern.bymonthday and not _is_day_of_month(pattern.bymonthday, day):
        return False
    if pattern.byday:
        return any(_is_weekday(which, day) for which in pattern.byday)
    if pattern.bymonthday or pattern.freq == "DAILY" or start is None:
        return True
    return day.weekday() == start.weekday() if pattern.freq == "WEEKLY" else day.day == start.day


def _periods_since(freq: str, start: dt.date, day: dt.date) -> int:
    if freq == "DAILY":
        return (day - start).days
    if freq == "WEEKLY":
        return ((day - dt.timedelta(day.weekday())) - (start - dt.timedelta(start.weekday()))).days // 7
    return (day.year - start.year) * 12 + day.month - start.month


def _is_day_of_month(numbers: tuple[int, ...], day: dt.date) -> bool:
    length = calendar.monthrange(day.year, day.month)[1]
    return day.day in numbers or day.day - length - 1 in numbers


def _is_weekday(which: str, day: dt.date) -> bool:
    if WEEKDAYS[day.weekday()] != which[-2:]:
        return False
    length = calendar.monthrange(day.year, day.month)[1]
    from_start, from_end = (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)
    return which[:-2] == "" or int(which[:-2]) in (from_start, from_end)
