"""Times and dates as people type them, made those of a content: "7:30 pm" → "19:30", "Nov 24 2026" → "2026-11-24".

What could be meant in two ways is not guessed: the sentence says how to write it.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from babel.dates import get_day_names, get_month_names
from flask_babel import gettext as _

_WORDS = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
_HALF = r"\s*(?P<half>[ap])?\.?\s?(?:m\.?)?"
_TIME = re.compile(rf"(?P<hour>\d{{1,2}})(?:\s*[:.h]\s*(?P<minute>\d{{2}})?)?\s*(?:o'?clock)?{_HALF}")
_PLAIN_TIME = re.compile(rf"(?P<hour>[01]\d|2[0-4])(?P<minute>[0-5]\d){_HALF}")
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_NUMBERS = re.compile(r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second>\d{1,2})(?:[-/.](?P<year>\d{4}|\d{2}))?\.?")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})"
_YEAR = r"(?:\s+(?P<year>\d{4}))?"
_NAMED = (
    re.compile(rf"{_DAY}\s+(?:of )?{_MONTH}{_YEAR}"),
    re.compile(rf"{_MONTH}\s+{_DAY}{_YEAR}"),
)
_YEARS = range(2000, 2101)
_LEAP_YEARS_COME_WITHIN = 8


def read_time(text: str) -> str:
    """The time of day that was typed, as "19:30".

    "7:30 pm", "7.30p", "19.30", "1930", "noon", "midnight". Two digits in front ("07:30", as browsers send it) are
    those of a clock of 24 hours; "7:30" could be the morning or the evening. Raises ValueError with a sentence.
    """
    typed = " ".join(text.casefold().replace("\u202f", " ").split())
    if typed in _WORDS:
        return _WORDS[typed]
    # A bare "19" or "7p" is an hour; "1930" is both.
    found = _PLAIN_TIME.fullmatch(typed) or _TIME.fullmatch(typed)
    if not found or (typed.endswith("m") and not found["half"]):
        raise ValueError(_("This is no time. Write it like 7:30 PM."))
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if minute > 59 or hour > 24 or (hour == 24 and minute) or (half and hour == 0 and half == "p"):
        raise ValueError(_("There is no such time on the clock. Write it like 7:30 PM."))
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half == "a" and hour > 12:
        raise ValueError(_("There is no such time on the clock. Write it like 7:30 PM."))
    elif not half and _could_be_evening(found["hour"], found["minute"]):
        shown = f"{hour}:{minute:02}"
        raise ValueError(_("Morning or evening? Write %(time)s AM or %(time)s PM.", time=shown))
    return f"{hour % 24:02}:{minute:02}"


def read_date(text: str, today: dt.date) -> str:
    """The date that was typed, as "2026-11-24".

    "Nov 24 2026", "24 Nov", "Tue, November 24th", "2026-11-24", "24.11.2026", "11/24/2026": month first, as in
    the USA.
    today: without a year, the next such date from it on is meant. Raises ValueError with a sentence.
    """
    typed = " ".join(re.sub(r"[,]|(?<=[a-z])\.", " ", text.casefold()).split())
    near = {"today": 0, "tomorrow": 1}
    if typed in near:
        return (today + dt.timedelta(days=near[typed])).isoformat()
    weekday, typed = _split_weekday(typed)
    year, month, day = _parts(typed)
    found = _date(year, month, day) if year else _coming(month, day, today)
    if weekday is not None and found.weekday() != weekday:
        name = str(get_day_names("wide", locale="en")[found.weekday()])
        raise ValueError(_("That date is a %(weekday)s. Correct the date or the weekday.", weekday=name))
    return found.isoformat()


def _could_be_evening(hour: str, minute: str | None) -> bool:
    """Whether a time without AM or PM could be meant on a clock of twelve hours."""
    if minute is None:
        return 1 <= int(hour) <= 12
    return len(hour) == 1 and hour != "0"


def _split_weekday(typed: str) -> tuple[int | None, str]:
    """The weekday in front, if there is one, and what follows."""
    first, _space, rest = typed.partition(" ")
    if rest and first in _names_of_days():
        return _names_of_days()[first], rest
    return None, typed


def _parts(typed: str) -> tuple[int | None, int, int]:
    """Year (None: not said), month and day of a typed date."""
    if found := _ISO.fullmatch(typed):
        return int(found["year"]), int(found["month"]), int(found["day"])
    if found := _NUMBERS.fullmatch(typed):
        first, second = int(found["first"]), int(found["second"])
        # With dots the day comes first; else in the USA the month, unless it cannot be one.
        day_first = found["sign"] == "." or first > 12
        month, day = (second, first) if day_first else (first, second)
        year = found["year"]
        return (int(year) + (2000 if len(year) == 2 else 0) if year else None), month, day
    for form in _NAMED:
        if (found := form.fullmatch(typed)) and found["month"] in _names_of_months():
            year = found["year"]
            return (int(year) if year else None), _names_of_months()[found["month"]], int(found["day"])
    raise ValueError(_("This is no date. Write it like 24 Nov 2026."))


def _date(year: int, month: int, day: int) -> dt.date:
    if year not in _YEARS:
        raise ValueError(_("Look at the year again. Write the date like 24 Nov 2026."))
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(_("There is no such day in the calendar. Write it like 24 Nov 2026.")) from None


def _coming(month: int, day: int, today: dt.date) -> dt.date:
    """The next such date from today on; 29 February may be years away."""
    for year in range(today.year, today.year + _LEAP_YEARS_COME_WITHIN):
        try:
            found = dt.date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return _date(today.year, month, day)


@cache
def _names_of_months() -> dict[str, int]:
    """English names of months, whole and short, and "sept", which many write."""
    wide = {number: str(name).casefold() for number, name in get_month_names("wide", locale="en").items()}
    short = {name[:3]: number for number, name in wide.items()}
    return {**short, "sept": 9, **{name: number for number, name in wide.items()}}


@cache
def _names_of_days() -> dict[str, int]:
    wide = {number: str(name).casefold() for number, name in get_day_names("wide", locale="en").items()}
    short = {name[:length]: number for number, name in wide.items() for length in (3, 4, 5)}
    return {**short, **{name: number for number, name in wide.items()}}
