"""Today, tonight and this week: stretches of time in the visitor's zone, and who meets in them."""

from __future__ import annotations

import datetime as dt

from pyroaring import BitMap

from directory.models.schedule import WEEKDAYS, Pattern, occurrences
from directory.search.catalog import Catalog

EVENING = dt.time(17)
NIGHT_ENDS = dt.time(4)
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
    """The listings that meet, or are open, in a stretch of time."""
    starts, ends = stretch(moment, now)
    return BitMap.union(
        BitMap(),
        *(ids for pattern, ids in catalog.patterns() if _falls_in(pattern, starts, ends)),
    )


def meeting_on(catalog: Catalog, day: str) -> BitMap:
    """The listings that can meet on a weekday ("mo" … "su"), by their own clocks."""
    return BitMap.union(
        BitMap(),
        *(ids for pattern, ids in catalog.patterns() if day.upper() in pattern.weekdays),
    )


def _falls_in(pattern: Pattern, starts: dt.datetime, ends: dt.datetime) -> bool:
    return pattern.is_always_open or next(occurrences(pattern, starts, ends), None) is not None


def _at(now: dt.datetime, day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, now.tzinfo)
