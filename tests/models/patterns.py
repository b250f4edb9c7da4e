"""Patterns for tests of schedules, and their occurrences as text. All times are those of New York unless told."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from directory.models.schedule import Pattern, occurrences

NEW_YORK = "America/New_York"


def make_pattern(**values: Any) -> Pattern:
    """Every Tuesday from seven to eight in the evening in New York, unless told otherwise."""
    usual = {"freq": "WEEKLY", "byday": ("TU",), "timezone": NEW_YORK, "opens_at": "19:00", "closes_at": "20:00"}
    return Pattern(**usual | values)


def moment(text: str, zone: str = NEW_YORK) -> dt.datetime:
    """ "2026-11-24 19:00" or "2026-11-24", on the clocks of a zone."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def starts(pattern: Pattern, after: str | dt.datetime, before: str | dt.datetime) -> list[str]:
    """The starts between two moments, as "2026-11-24 19:00" by the pattern's own clocks."""
    return [_text(o.starts_at) for o in occurrences(pattern, _moment(pattern, after), _moment(pattern, before))]


def meetings(pattern: Pattern, after: str, before: str) -> list[str]:
    """The occurrences between two moments, as "2026-11-24 19:00 – 2026-11-24 20:00"."""
    found = occurrences(pattern, _moment(pattern, after), _moment(pattern, before))
    return [f"{_text(o.starts_at)} – {_text(o.ends_at)}" for o in found]


def _moment(pattern: Pattern, value: str | dt.datetime) -> dt.datetime:
    return moment(value, pattern.timezone) if isinstance(value, str) else value


def _text(value: dt.datetime) -> str:
    return value.strftime("%Y-%m-%d %H:%M")
