"""A schedule as calendar programs read it: a series with a rule, dates left out of it, and dates of their own.

Programs do not agree on a start that a change of clocks skips (RFC 5545 drops it from a series, many move it), nor
on how long a meeting lasts across a change. Such dates are left out of the series and told by themselves, so that
all of them show what the page of the listing says.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from directory.models import Listing, Occurrence, Schedule
from directory.models.schedule import HORIZON, WEEKDAYS, DateException, Pattern, occurrences

_WHOLE_DAY = dt.timedelta(days=1)
# A beginning that no series reaches: what is left are the exceptions.
_NEVER = "9999-12-31"


@dataclass(frozen=True)
class DateApart:
    """A date beside the series. kind: moved, extra, cancelled, or clocks (it starts or ends otherwise than usual)."""

    kind: str
    day: dt.date
    """The date it is known by: of a moved one, that which it had."""
    occurrence: Occurrence


@dataclass(frozen=True)
class Series:
    """A schedule seen from a moment. Starts are aware, in the schedule's zone.

    first: the first date of the series, None when there is none to come. rule: RRULE as a dict; None where the RFC
    has no rule like it, then *more* has the further starts. without: starts that the rule gives and that are not.
    """

    first: Occurrence | None
    rule: dict[str, Any] | None
    more: tuple[dt.datetime, ...]
    without: tuple[dt.datetime, ...]
    apart: tuple[DateApart, ...]

    @property
    def has_dates(self) -> bool:
        """Whether anything is to come; a cancelled date alone is nothing."""
        return self.first is not None or any(apart.kind != "cancelled" for apart in self.apart)


def dated_schedules(listing: Listing) -> list[Schedule]:
    """The schedules that can be in a calendar: none of a listing that is closed for now, or that is always open."""
    if listing.status != "active":
        return []
    schedules = [schedule for schedule in listing.schedules if schedule.pattern]
    return [] if any(s.pattern and s.pattern.is_always_open for s in schedules) else schedules


def series_of(pattern: Pattern, now: dt.datetime) -> Series:
    """The series of a pattern from the first date on that has not ended at *now* (aware)."""
    off = {e.date for e in pattern.exceptions if e.kind in ("cancelled", "moved")}
    coming = list(occurrences(replace(pattern, exceptions=()), now, now + HORIZON))
    standing = [o for o in coming if o.starts_at.date().isoformat() not in off]
    usual = [o for o in standing if _is_usual(pattern, o)]
    odd = [DateApart("clocks", o.starts_at.date(), o) for o in standing if not _is_usual(pattern, o)]
    apart = (*odd, *_exceptions(pattern, coming, now))
    if not usual:
        return Series(None, None, (), (), apart)
    first, last = usual[0], coming[-1].starts_at.date()
    rule = _rule(pattern, first.starts_at.date())
    # Of dates beyond those looked at it is not known whether they are in the series; leaving them out does no harm.
    given = {o.starts_at.date() for o in coming}
    left_out = {dt.date.fromisoformat(day) for day in off} | {date.day for date in odd}
    without = [d for d in sorted(left_out) if d > first.starts_at.date() and (d in given or d > last)] if rule else []
    return Series(
        first=first,
        rule=rule,
        more=() if rule else tuple(o.starts_at for o in usual[1:]),
        without=tuple(_wall(pattern, day) for day in without),
        apart=apart,
    )


def _is_usual(pattern: Pattern, occurrence: Occurrence) -> bool:
    """Whether it starts at the time of the schedule and lasts as long as on any day without a change of clocks."""
    starts, ends = (dt.datetime.fromisoformat(f"2000-01-01 {t}") for t in (pattern.opens_at, _closes_at(pattern)))
    usual = (ends - starts) % _WHOLE_DAY
    if pattern.closes_at == pattern.opens_at:
        usual = _WHOLE_DAY
    starts_at, ends_at = occurrence.order
    return occurrence.starts_at.time() == starts.time() and ends_at - starts_at == usual


def _closes_at(pattern: Pattern) -> str:
    return pattern.closes_at or pattern.opens_at


def _wall(pattern: Pattern, day: dt.date) -> dt.datetime:
    """The start as the rule gives it, also where clocks skip it."""
    return dt.datetime.combine(day, dt.time.fromisoformat(pattern.opens_at), ZoneInfo(pattern.timezone))


def _exceptions(pattern: Pattern, coming: list[Occurrence], now: dt.datetime) -> list[DateApart]:
    """The dates that differ and have not ended: moved and extra ones as they now are, cancelled ones as they were."""
    in_series = {o.starts_at.date().isoformat(): o for o in coming}
    found = []
    for exception in pattern.exceptions:
        day = dt.date.fromisoformat(exception.date)
        if exception.kind == "cancelled":
            if was := in_series.get(exception.date):
                found.append(DateApart("cancelled", day, replace(was, note=exception.note)))
        elif is_now := _changed(pattern, exception, now):
            found.append(DateApart(exception.kind, day, is_now))
    return found


def _changed(pattern: Pattern, exception: DateException, now: dt.datetime) -> Occurrence | None:
    """Where a moved or extra date now is, unless it has ended."""
    alone = replace(pattern, dtstart=_NEVER, until=None, exceptions=(exception,))
    around = _wall(pattern, dt.date.fromisoformat(exception.to_date or exception.date))
    window = (max(now, around - 2 * _WHOLE_DAY), around + 2 * _WHOLE_DAY)
    return next(occurrences(alone, *window), None)


def _rule(pattern: Pattern, first: dt.date) -> dict[str, Any] | None:
    """The RRULE of a pattern, every day of it written out; None where RFC 5545 has none that is the same."""
    byday, bymonthday = list(pattern.byday), list(pattern.bymonthday)
    if pattern.freq != "MONTHLY":
        byday = list(dict.fromkeys(day[-2:] for day in byday))
    if not byday and not bymonthday and pattern.freq != "DAILY":
        if not pattern.dtstart and pattern.interval == 1:
            return None
        byday, bymonthday = ([WEEKDAYS[first.weekday()]], []) if pattern.freq == "WEEKLY" else ([], [first.day])
    if pattern.freq == "WEEKLY" and bymonthday:
        return None
    rule: dict[str, Any] = {"freq": pattern.freq, "interval": pattern.interval, "byday": byday}
    rule |= {"bymonthday": bymonthday, "wkst": "MO" if pattern.freq == "WEEKLY" and pattern.interval > 1 else None}
    if pattern.until:
        rule["until"] = _wall(pattern, dt.date.fromisoformat(pattern.until)).astimezone(dt.UTC)
    return {name: value for name, value in rule.items() if value and (name, value) != ("interval", 1)}
