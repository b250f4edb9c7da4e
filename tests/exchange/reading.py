"""Our files as other programs read them: calendars with icalendar and recurring-ical-events."""

from __future__ import annotations

import datetime as dt
import io
from itertools import islice, takewhile
from typing import Any

import recurring_ical_events
from dateutil.tz import tzical
from icalendar import Calendar, Event
from werkzeug.test import TestResponse

from directory.models import Listing, Schedule, ScheduleException
from directory.models.schedule import HORIZON, Pattern
from tests.clients import Client
from tests.factories import make_listing, make_schedule

STARTS = 20


def calendar_of(file: bytes | None) -> Calendar:
    """A file, parsed; fails if there is none."""
    assert file is not None, "there is no file"
    return Calendar.from_ical(file)


def events_of(calendar: Calendar) -> list[Event]:
    """The events that stand in a file."""
    return list(calendar.walk("VEVENT"))


def starts_seen(file: bytes | None, now: dt.datetime, count: int = STARTS) -> list[dt.datetime]:
    """The next starts that a calendar program shows at a moment, in UTC; what is cancelled is none."""
    if file is None:
        return []
    # From two days before: the package compares an hour that is twice by its wall time.
    seen = recurring_ical_events.of(calendar_of(file)).after(now - dt.timedelta(days=2))
    starts = (_start(event) for event in seen if event.get("STATUS") != "CANCELLED" and _end(event) > now)
    return list(islice(takewhile(lambda start: start < now + HORIZON, starts), count))


def open_file(client: Client, path: str) -> TestResponse:
    """A calendar file; fails if the answer is none."""
    response = client.open(path)
    assert response.status_code == 200, response.status
    assert response.content_type == "text/calendar; charset=utf-8"
    return response


def read(client: Client, path: str) -> Calendar:
    """The same, parsed."""
    return calendar_of(open_file(client, path).data)


def make_circle(**values: object) -> Listing:
    """A group at /listings/circle that meets every Tuesday at seven."""
    values.setdefault("schedules", [make_schedule()])
    return make_listing("Larkspur Circle", slug="circle", **values)


def zone_told(file: bytes, zone: str) -> dt.tzinfo:
    """A time zone as the file itself tells it, read by dateutil: nothing is taken from what the machine knows."""
    found = tzical(io.StringIO(file.decode().replace("\r\n ", "").replace("\r\n", "\n"))).get(zone)
    assert found is not None, f"the file does not tell {zone}"
    return found


def listing_with(*patterns: Pattern, **values: Any) -> Listing:
    """A published listing that is in no database, with schedules that have these patterns."""
    usual = {
        "hsds_id": "8e1f5d0c-2f3e-4a52-9a55-0d6a4b7a1c11",
        "slug": "circle",
        "kind": "group",
        "name": "Larkspur Circle",
        "summary": "A warm room.",
        "status": "active",
        "version": 1,
        "updated_at": dt.datetime(2026, 10, 1, tzinfo=dt.UTC),
    }
    listing = Listing(**usual | values)
    listing.schedules = [_schedule(number, pattern) for number, pattern in enumerate(patterns, 1)]
    return listing


def _schedule(number: int, pattern: Pattern) -> Schedule:
    schedule = Schedule(
        id=number,
        freq=pattern.freq,
        interval=pattern.interval,
        byday=list(pattern.byday),
        bymonthday=list(pattern.bymonthday),
        dtstart=_date(pattern.dtstart),
        until=_date(pattern.until),
        opens_at=_time(pattern.opens_at),
        closes_at=_time(pattern.closes_at),
        timezone=pattern.timezone,
        mode=pattern.mode,
    )
    schedule.exceptions = [
        ScheduleException(
            date=_date(exception.date),
            kind=exception.kind,
            to_date=_date(exception.to_date),
            opens_at=_time(exception.opens_at),
            closes_at=_time(exception.closes_at),
            note=exception.note,
        )
        for exception in pattern.exceptions
    ]
    assert schedule.pattern == pattern
    return schedule


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _time(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def _start(event: Event) -> dt.datetime:
    start: dt.datetime = event["DTSTART"].dt
    return start.astimezone(dt.UTC)


def _end(event: Event) -> dt.datetime:
    end = event.get("DTEND") or event["DTSTART"]
    return end.dt
