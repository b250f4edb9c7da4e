"""VTIMEZONE: a time zone as a calendar file tells it (RFC 5545, 3.6.5).

Read from the zone's own changes of clocks, for the years covered; where they follow a yearly rule, the rule is
told, so that a series without an end stays right after those years too. Not Timezone.from_tzid() of the package
icalendar: it tells the begin of summer time in the time after the change, one hour late.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from directory.models.schedule import WEEKDAYS

YEARS = 10
_DAY, _SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)


@dataclass(frozen=True)
class _Clock:
    """How a zone's clocks go for a while."""

    offset: dt.timedelta
    name: str
    is_daylight: bool


@dataclass(frozen=True)
class _Change:
    """Clocks that change, always in the same way. onsets: wall times before the change."""

    before: dt.timedelta
    clock: _Clock
    onsets: tuple[dt.datetime, ...]


def time_zone(zone: str, first_year: int) -> Timezone:
    """The VTIMEZONE of an IANA zone, complete from *first_year* for YEARS years."""
    component = Timezone()
    component.add("tzid", zone)
    for change in _changes(zone, first_year):
        part = TimezoneDaylight() if change.clock.is_daylight else TimezoneStandard()
        part.add("dtstart", change.onsets[0])
        part.add("tzoffsetfrom", change.before)
        part.add("tzoffsetto", change.clock.offset)
        part.add("tzname", change.clock.name)
        if rule := _yearly_rule(change.onsets, first_year + YEARS):
            part.add("rrule", rule)
        elif len(change.onsets) > 1:
            part.add("rdate", list(change.onsets[1:]))
        component.add_component(part)
    return component


@lru_cache(maxsize=200)
def _changes(zone: str, first_year: int) -> tuple[_Change, ...]:
    """The clocks at the beginning, then every change, those of one kind together."""
    info = ZoneInfo(zone)
    begin = dt.datetime(first_year, 1, 1, tzinfo=info)
    first = _clock(begin, info)
    onsets: dict[tuple[dt.timedelta, _Clock], list[dt.datetime]] = {}
    for before, after, moment in _transitions(info, begin, dt.datetime(first_year + YEARS + 1, 1, 1, tzinfo=dt.UTC)):
        onsets.setdefault((before.offset, after), []).append((moment + before.offset).replace(tzinfo=None))
    found = [_Change(before, clock, tuple(moments)) for (before, clock), moments in onsets.items()]
    return _Change(first.offset, first, (begin.replace(tzinfo=None),)), *found


def _transitions(info: ZoneInfo, begin: dt.datetime, end: dt.datetime) -> Iterator[tuple[_Clock, _Clock, dt.datetime]]:
    """Every change of clocks between two moments: the clock before, the clock after, the moment in UTC."""
    moment = begin.astimezone(dt.UTC)
    while moment < end:
        before, after = _clock(moment, info), _clock(moment + _DAY, info)
        if before != after:
            low, high = moment, moment + _DAY
            while high - low > _SECOND:
                middle = (low + (high - low) / 2).replace(microsecond=0)
                low, high = (middle, high) if _clock(middle, info) == before else (low, middle)
            yield before, after, high
        moment += _DAY


def _clock(moment: dt.datetime, info: ZoneInfo) -> _Clock:
    local = moment.astimezone(info)
    return _Clock(local.utcoffset() or dt.timedelta(), local.tzname() or "", bool(local.dst()))


def _yearly_rule(onsets: Sequence[dt.datetime], last_year: int) -> vRecur | None:
    """The rule that the onsets follow year by year up to *last_year*, such as the second Sunday of March."""
    years = [onset.year for onset in onsets]
    same = {(onset.month, onset.weekday(), onset.time()) for onset in onsets}
    if len(years) < YEARS - 1 or years != list(range(years[0], last_year + 1)) or len(same) != 1:
        return None
    from_start = {(onset.day - 1) // 7 + 1 for onset in onsets}
    from_end = {-((calendar.monthrange(onset.year, onset.month)[1] - onset.day) // 7 + 1) for onset in onsets}
    number = next((numbers.pop() for numbers in (from_start, from_end) if len(numbers) == 1), None)
    if number is None:
        return None
    return vRecur(freq="YEARLY", bymonth=onsets[0].month, byday=f"{number}{WEEKDAYS[onsets[0].weekday()]}")
