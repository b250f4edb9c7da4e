"""Today, tonight and this week: stretches of time in the visitor's zone, and who meets in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from pyroaring import BitMap

from directory.models.schedule import WEEKDAYS, occurrences
from directory.search.catalog import Catalog

EVENING = dt.time(17)
NIGHT_ENDS = dt.time(4)
AGENDA_LENGTH = dt.timedelta(days=8, hours=2)
DAYS = tuple(day.lower() for day in WEEKDAYS)


def stretch(moment: str, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """From when to when *today*, *tonight* or *week* lasts, seen from *now* (aware, visitor's zone).

    Today ends at midnight. Tonight begins at five in the afternoon and ends at four in the morning;
    before four it is still last night's. A week is seven days from now.
    """
    if moment == "today":
        return now, _at(now, now.date() + dt.timedelta(days=1), dt.time())
    if moment == "tonight":
        evening = now.date() - dt.timedelta(days=1) if now.time() < NIGHT_ENDS else now.date()
        return max(now, _at(now, evening, EVENING)), _at(now, evening + dt.timedelta(days=1), NIGHT_ENDS)
    return now, now + dt.timedelta(days=7)


def meeting_in(catalog: Catalog, moment: str, now: dt.datetime) -> BitMap:
    """The listings that meet, or are open, in a stretch of time, to the minute."""
    starts, ends = stretch(moment, now.replace(second=0, microsecond=0))
    key = ("met", starts.timestamp(), ends.timestamp())
    return catalog.remember(key, lambda: _meeting_between(_agenda(catalog, starts), starts, ends))


def meeting_in_turn(catalog: Catalog, now: dt.datetime) -> Iterator[BitMap]:
    """The listings by when they meet, to the minute: those that are on, then set by set those that start next.

    It ends with what starts in a week. A listing that meets often is in several sets.
    """
    minute = now.replace(second=0, microsecond=0)
    agenda, moment = _agenda(catalog, minute), minute.timestamp()
    yield BitMap.union(agenda.always, *(ids for begins, stops, ids in agenda.meetings if begins <= moment < stops))
    coming = (meeting for meeting in agenda.meetings if meeting[0] > moment)
    for _, together in groupby(coming, key=itemgetter(0)):
        yield BitMap.union(*(ids for _, _, ids in together))


def meeting_on(catalog: Catalog, day: str) -> BitMap:
    """The listings that can meet on a weekday ("mo" … "su"), by their own clocks."""
    return catalog.having("day", day.upper())


@dataclass(frozen=True)
class _Agenda:
    """What happens in the days after an hour: (start, end, who), sorted by the start, in POSIX seconds."""

    always: BitMap
    meetings: list[tuple[float, float, BitMap]]


def _agenda(catalog: Catalog, starts: dt.datetime) -> _Agenda:
    """The agenda from the hour of *starts*; made once an hour for all visitors."""
    hour = starts.astimezone(dt.UTC).replace(minute=0)
    return catalog.remember(("agenda", hour.timestamp()), lambda: _make_agenda(catalog, hour))


def _make_agenda(catalog: Catalog, hour: dt.datetime) -> _Agenda:
    always: list[BitMap] = []
    meetings: list[tuple[float, float, BitMap]] = []
    for pattern, ids in catalog.patterns():
        if pattern.is_always_open:
            always.append(ids)
            continue
        for occurrence in occurrences(pattern, hour, hour + AGENDA_LENGTH):
            meetings.append((occurrence.starts_at.timestamp(), occurrence.ends_at.timestamp(), ids))
    meetings.sort(key=lambda meeting: meeting[:2])
    return _Agenda(BitMap.union(BitMap(), *always), meetings)


def _meeting_between(agenda: _Agenda, starts: dt.datetime, ends: dt.datetime) -> BitMap:
    first, last = starts.timestamp(), ends.timestamp()
    found = (ids for begins, stops, ids in agenda.meetings if begins < last and stops > first)
    return BitMap.union(agenda.always, *found)


def _at(now: dt.datetime, day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, now.tzinfo)
