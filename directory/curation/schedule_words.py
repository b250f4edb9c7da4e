"""A schedule said back in words and dates, while it is entered: what was meant is seen before it is saved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from babel import Locale
from flask_babel import gettext as _

from directory.curation.lint.findings import Finding
from directory.curation.lint.schedules import schedule_problems
from directory.formatting import date, day_of_month, hours, limits_words, mode_words, pattern_words, zone_name
from directory.models.content import Content, pattern_of
from directory.models.only_day import find_only_day
from directory.models.schedule import DateException, Occurrence, Pattern, hours_of, upcoming
from directory.pages import page_locale

SHOWN_DATES = 3


@dataclass(frozen=True)
class Described:
    """What a schedule says. words: how often, when, whose clocks; dates: the next ones; exceptions: dates to come
    that differ; problems: what keeps it from being told, in the sentences of the lint."""

    words: str
    dates: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    problems: tuple[Finding, ...] = ()
    is_series: bool = True

    @property
    def sentence(self) -> str:
        """All of it in one line: "2nd Tuesday of the month, 7:00 PM, Chicago time (Central Time); next: 8 Dec"."""
        if not self.is_series:
            return self.words
        dates = _("next: %(dates)s", dates=", ".join(self.dates)) if self.dates else _("no date in the coming year")
        return "; ".join((self.words, *self.exceptions, dates))


def describe(schedule: Content, now: dt.datetime) -> Described:
    """One schedule of a content in words, and its next dates as seen from *now*, an aware datetime.

    A schedule that no calendar has is not described: its problems say what to do. Raises ValueError for a naive
    datetime.
    """
    if now.tzinfo is None:
        raise ValueError("A schedule is described as seen from an aware datetime: give it a time zone.")
    problems = tuple(schedule_problems(schedule))
    description = (schedule.get("description") or "").strip()
    if any(problem.is_blocking for problem in problems):
        return Described(description, problems=problems, is_series=False)
    pattern = pattern_of(schedule)
    if pattern is None:
        return Described(description, problems=problems, is_series=False)
    words = ", ".join((pattern_words(pattern), *_circumstances(pattern), *([description] if description else ())))
    if pattern.is_always_open:
        return Described(words, problems=problems, is_series=False)
    dates = tuple(_next_date(pattern, found, now) for found in upcoming([pattern], now, SHOWN_DATES))
    # What takes place once says its only date already, unless that is over or was changed.
    is_series = not (find_only_day(pattern) and dates and not pattern.exceptions)
    return Described(words, dates, _exceptions(pattern, now), problems, is_series)


def _circumstances(pattern: Pattern) -> list[str]:
    """How one meets, on whose clocks, from when until when."""
    mode = [mode_words(pattern.mode)] if pattern.mode else []
    if pattern.is_always_open:
        return mode
    return [
        *([mode_words(pattern.mode)] if pattern.mode else ()),
        _zone_words(pattern.timezone),
        *limits_words(pattern),
    ]


def _zone_words(zone: str) -> str:
    """A zone by a city in it and by its own name: "Louisville time (Eastern Time)"."""
    region, _slash, name = zone.rpartition("/")
    if not region:
        return zone
    known = Locale.parse(page_locale()).time_zones.get(zone) or {}
    city = str(known.get("city") or name.replace("_", " "))
    return _("%(city)s time (%(zone)s)", city=city, zone=zone_name(zone))


def _next_date(pattern: Pattern, occurrence: Occurrence, now: dt.datetime) -> str:
    """A date to come: with its weekday if that could be several, with its time if that is not the usual one."""
    starts_at = occurrence.starts_at
    is_usual = starts_at.time().isoformat("minutes") == pattern.opens_at
    day = day_of_month(starts_at.date(), now.astimezone(starts_at.tzinfo).date(), len(pattern.weekdays) != 1)
    if is_usual:
        return day
    ends_at = occurrence.ends_at
    return f"{day}, {hours(starts_at.time(), None if ends_at == starts_at else ends_at.time())}"


def _exceptions(pattern: Pattern, now: dt.datetime) -> tuple[str, ...]:
    """The dates that differ and are not over, in words."""
    today = now.astimezone(ZoneInfo(pattern.timezone)).date().isoformat()
    return tuple(_exception(pattern, e) for e in pattern.exceptions if max(e.date, e.to_date or "") >= today)


def _exception(pattern: Pattern, exception: DateException) -> str:
    """One date that differs: "not on 22 Dec 2026 (Closed)", "on 30 Dec 2026 instead of 29 Dec 2026"."""
    note = f" ({exception.note})" if exception.note else ""
    day = date(exception.date)
    if exception.kind == "cancelled":
        return _("not on %(day)s", day=day) + note
    opens_at, closes_at = hours_of(pattern, exception)
    when = hours(dt.time.fromisoformat(opens_at), dt.time.fromisoformat(closes_at) if closes_at else None)
    if exception.kind == "extra":
        return _("also on %(day)s, %(hours)s", day=date(exception.to_date or exception.date), hours=when) + note
    if exception.to_date in (None, exception.date):
        return _("on %(day)s at another time, %(hours)s", day=day, hours=when) + note
    moved_to = date(exception.to_date or exception.date)
    return _("on %(moved_to)s, %(hours)s, instead of %(day)s", moved_to=moved_to, hours=when, day=day) + note
