"""Calendar files (RFC 5545) of listings: with what they are, or discreet.

A discreet file says "Appointment" and when, and nothing else: no name, place, text or address. Its ids are those of
the file with names, so that a program that has the one and gets the other replaces the events.
Only public columns are read, and a place only as its page shows it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from icalendar import Calendar, Event, vUri

from directory.exchange.addresses import listing_address
from directory.exchange.recurrence import DateApart, Series, dated_schedules, series_of
from directory.exchange.texts import file_text
from directory.exchange.zones import time_zone
from directory.formatting import date
from directory.models import Listing, Location, Occurrence, Schedule

# How often a program that subscribed asks again.
REFRESH = dt.timedelta(days=1)


@dataclass(frozen=True)
class Maker:
    """What all events of one file have in common. now: aware. name: what the calendar is called."""

    now: dt.datetime
    name: str
    is_discreet: bool = False

    def make(self, listings: Sequence[Listing]) -> bytes | None:
        """The file with the dates of some listings, or None if none has any to come."""
        events: list[Event] = []
        zones: dict[str, None] = {}
        for listing in listings:
            for schedule, series in _series(listing, self.now):
                events += self._events(listing, schedule, series)
                zones[schedule.timezone or ""] = None
        if not events:
            return None
        calendar = self._head()
        for zone in zones:
            calendar.add_component(time_zone(zone, self.now.year - 1))
        for event in events:
            calendar.add_component(event)
        return calendar.to_ical()

    def _head(self) -> Calendar:
        calendar = Calendar()
        name = _("Appointments") if self.is_discreet else file_text(self.name)
        calendar.add("version", "2.0")
        calendar.add("prodid", "-//Calendar//EN" if self.is_discreet else f"-//{name}//Calendar//EN")
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "P1D")
        return calendar

    def _events(self, listing: Listing, schedule: Schedule, series: Series) -> Iterator[Event]:
        if series.first:
            event = self._event(listing, schedule, "", series.first)
            if series.rule:
                event.add("rrule", series.rule)
            for name, moments in (("rdate", series.more), ("exdate", series.without)):
                if moments:
                    event.add(name, list(moments))
            yield event
        for apart in series.apart:
            yield self._apart(listing, schedule, apart)

    def _apart(self, listing: Listing, schedule: Schedule, apart: DateApart) -> Event:
        """A date beside the series, as an event of its own."""
        key = f"{apart.kind}/{apart.day}/{apart.occurrence.starts_at:%H:%M}"
        told = [apart.occurrence.note or ""]
        if apart.kind == "moved":
            told.insert(0, _("Moved from %(day)s.", day=date(apart.day)))
        if apart.kind != "cancelled":
            return self._event(listing, schedule, key, apart.occurrence, told=told)
        # In the name as well: many programs on phones do not show the status.
        name = _("Canceled: %(name)s", name=listing.name)
        event = self._event(listing, schedule, key, apart.occurrence, name=name, told=told)
        event.add("status", "CANCELLED")
        event.add("transp", "TRANSPARENT")
        return event

    def _event(
        self,
        listing: Listing,
        schedule: Schedule,
        key: str,
        occurrence: Occurrence,
        *,
        name: str = "",
        told: Sequence[str] = (),
    ) -> Event:
        """What every event has. key: which of the schedule's events it is. told: what its description begins with."""
        event = Event()
        event.add("uid", _uid(listing, schedule, key))
        # Without METHOD, DTSTAMP says when the dates were last changed (RFC 5545, 3.8.7.2): equal files stay equal.
        event.add("dtstamp", listing.updated_at)
        event.add("last-modified", listing.updated_at)
        event.add("sequence", listing.version)
        event.add("dtstart", occurrence.starts_at)
        if occurrence.ends_at != occurrence.starts_at:
            event.add("dtend", occurrence.ends_at)
        event.add("class", "PRIVATE")
        if self.is_discreet:
            event.add("summary", _("Appointment"))
            return event
        event.add("summary", file_text(name or listing.name))
        event.add("url", vUri(listing_address(listing)))
        if description := _description(listing, told):
            event.add("description", description)
        if place := _place(listing, schedule.mode):
            event.add("location", place)
        return event


def _series(listing: Listing, now: dt.datetime) -> Iterator[tuple[Schedule, Series]]:
    for schedule in dated_schedules(listing):
        if schedule.pattern and (series := series_of(schedule.pattern, now)).has_dates:
            yield schedule, series


def _uid(listing: Listing, schedule: Schedule, key: str) -> str:
    """The same for as long as the schedule is there; it does not tell whose it is."""
    return str(uuid.uuid5(uuid.UUID(listing.hsds_id), f"schedule/{schedule.id}/{key}".rstrip("/")))


def _description(listing: Listing, told: Sequence[str]) -> str:
    steps = [_("How to join:"), *(f"{number}. {step}" for number, step in enumerate(listing.join_steps, 1))]
    parts = [*told, listing.summary, "\n".join(steps) if listing.join_steps else ""]
    return "\n\n".join(text for part in parts if (text := file_text(part)))


def _place(listing: Listing, mode: str | None) -> str:
    """Where one goes, as far as it is shown."""
    if mode == "online":
        return _("Online")
    if mode == "phone":
        return _("By phone")
    places = [address_line(place) for place in listing.locations if place.visibility != "hidden"]
    return "; ".join(places)


def address_line(place: Location) -> str:
    """A shown place in one line; only its town where no more is shown."""
    street = [place.name, place.address_1] if place.visibility == "full" else []
    state = f"{place.state} {place.postal_code}" if place.visibility == "full" and place.postal_code else place.state
    return ", ".join(file_text(part) for part in (*street, place.city, state) if part)
