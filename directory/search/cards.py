"""What a result shows: written when a listing changes, read twenty at a time when someone looks.

card_of() makes the stored form of public columns only, so a private note cannot reach a result.
Card is that form on the way to the page.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from directory.database import utc_now
from directory.freshness import Age, age_of
from directory.models import PARTS_OF_ALL, Kind, Listing, Occurrence
from directory.models.location import WORLDWIDE, Location
from directory.models.schedule import Pattern, next_start, occurrences
from directory.search.facts import (
    day_of_check,
    is_crisis_line,
    pattern_from_json,
    patterns_of,
    point_of,
)

# Further ahead nobody asks how long it stays open.
LONGEST_OPEN = dt.timedelta(days=7)
# The answers that help to choose, shown on the card itself.
TOLD_ON_CARD = {
    Kind.ROLE: ("time", "lived-experience", "paid", "remote"),
    Kind.COMMUNITY: ("who-can-read", "moderated"),
    Kind.GROUP: ("just-listen",),
}


def card_of(listing: Listing) -> dict[str, Any]:
    """The stored form of a published listing's card."""
    organization = listing.public_organization
    return {
        "slug": listing.slug,
        "kind": listing.kind,
        "name": listing.name,
        "summary": listing.summary,
        "organization": [organization.name, organization.slug] if organization else None,
        "aliases": [alias.name for alias in listing.aliases],
        "url": listing.url,
        "email": listing.email,
        "phones": [_phone(phone) for phone in listing.phones],
        "links": [[link.label, link.url] for link in listing.links],
        "places": [_place(place) for place in listing.locations if place.visibility != "hidden"],
        "areas": [area.extent for area in listing.service_areas],
        "patterns": patterns_of(listing),
        "when": [s.description for s in listing.schedules if s.description and not s.pattern],
        "hours": next((phone.hours for phone in listing.phones if phone.hours), None),
        "status": listing.status,
        "alert": listing.alert,
        "free": listing.is_free,
        "fees": listing.fees_description,
        "terms": [row.term_id for row in listing.listing_terms],
        "crisis": is_crisis_line(listing),
        "told": _told(listing),
        "check": _check(listing),
        "since": day_of_check(listing),
        "source": listing.source,
    }


def _check(listing: Listing) -> list[Any] | None:
    """The latest check: day, way, and what was checked (nothing more to say if that is all of it)."""
    if not listing.checks:
        return None
    day, method = listing.checks[0].checked_on, listing.checks[0].method
    areas = {check.area for check in listing.checks if (check.checked_on, check.method) == (day, method)}
    told = [] if "all" in areas or areas >= {*PARTS_OF_ALL} else [area for area in PARTS_OF_ALL if area in areas]
    return [day.isoformat(), method, told]


def _phone(phone: Any) -> dict[str, Any]:
    names = ("number", "extension", "type", "label", "menu", "text_body")
    return {name: value for name in names if (value := getattr(phone, name))}


def _place(place: Location) -> dict[str, Any]:
    shown = {"city": place.city, "state": place.state, "point": point_of(place)}
    if place.visibility == "full":
        shown |= {
            "name": place.name,
            "address_1": place.address_1,
            "postal_code": place.postal_code,
        }
    return {name: value for name, value in shown.items() if value}


def _told(listing: Listing) -> dict[str, list[str | None]]:
    wanted = TOLD_ON_CARD.get(Kind(listing.kind), ())
    return {a.question_key: [a.value, a.note] for a in listing.answers if a.question_key in wanted}


@dataclass(frozen=True)
class Reason:
    """Why a listing was found. kind: alias, term or text. alias, term_id: what of the listing met what was typed."""

    kind: str
    typed: str
    alias: str = ""
    term_id: int | None = None


@dataclass
class Card:
    """One result on its way to the page.

    next: the next occurrence, in the visitor's zone. miles: to the nearest shown place, if a place was
    asked for. why: what of the search it met.
    """

    id: int
    stored: dict[str, Any]
    next: Occurrence | None = None
    is_open_now: bool = False
    is_always_open: bool = False
    miles: float | None = None
    reach: str = ""
    """How it serves the place asked for: near, state, everywhere; empty without a place."""
    why: list[Reason] = field(default_factory=list)
    seen_on: tuple[dt.date, str] | None = None
    """The day and the zone in which its times are told."""

    @property
    def looks(self) -> tuple[Any, ...]:
        """All that changes with time and place: with equal looks a card is drawn alike, but for why it was found."""
        starts_at = self.next.starts_at if self.next else None
        miles = None if self.miles is None else round(self.miles, 1)
        return self.is_open_now, starts_at, self.seen_on, miles, self.reach

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["stored"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def age(self) -> Age:
        """How old its check is on the day on which it is seen."""
        today = self.seen_on[0] if self.seen_on else utc_now().date()
        return age_of(self.since, today)

    @property
    def has_voice(self) -> bool:
        """Whether one can call."""
        return any(phone["type"] == "voice" for phone in self.phones)

    def open_until(self, now: dt.datetime) -> dt.datetime | None:
        """When what is on now ends, in the zone of *now* (aware); None if nothing is on, or it never ends."""
        return None if self.is_always_open else ends_at([pattern_from_json(text) for text in self.patterns], now)

    @property
    def is_worldwide(self) -> bool:
        """Whether people in every country can use it."""
        return WORLDWIDE in self.areas

    @property
    def is_everywhere(self) -> bool:
        """Whether people anywhere in the country can use it."""
        return any(extent == WORLDWIDE or len(extent) == 2 for extent in self.areas)


@dataclass(frozen=True)
class Times:
    """When some schedules are on, seen from a moment."""

    next: Occurrence | None = None
    is_open_now: bool = False
    is_always_open: bool = False


def times_seen(texts: tuple[str, ...], now: dt.datetime) -> Times:
    """When schedules are on, the next start told in the zone of *now* (aware). texts: patterns as JSON."""
    patterns = [pattern_from_json(text) for text in texts]
    if any(pattern.is_always_open for pattern in patterns):
        return Times(is_open_now=True, is_always_open=True)
    return Times(in_zone(next_start(patterns, now), now.tzinfo), is_on(patterns, now))


def is_on(patterns: list[Pattern], now: dt.datetime) -> bool:
    """Whether one of the patterns is meeting, or open, at this moment."""
    # In UTC, because moments of one zone are compared by their wall time, and an hour of it is twice.
    now, moment = now.astimezone(dt.UTC), dt.timedelta(microseconds=1)
    return any(o.starts_at <= now for p in patterns for o in occurrences(p, now, now + moment))


def ends_at(patterns: list[Pattern], now: dt.datetime) -> dt.datetime | None:
    """When what is on at this moment ends, with what follows it without a break; None if nothing is on, or for long.

    now: aware. Returns: aware, in the same zone.
    """
    moment, last = now.astimezone(dt.UTC), now.astimezone(dt.UTC) + LONGEST_OPEN
    on = [o for pattern in patterns for o in occurrences(pattern, moment, last)]
    times = [(o.starts_at.astimezone(dt.UTC), o.ends_at.astimezone(dt.UTC)) for o in on]
    until = moment
    while later := max((end for start, end in times if start <= until < end), default=None):
        until = later
    return until.astimezone(now.tzinfo) if moment < until < last else None


def in_zone(occurrence: Occurrence | None, zone: dt.tzinfo | None) -> Occurrence | None:
    """The same occurrence on the clocks of another zone."""
    if occurrence is None:
        return None
    starts_at, ends_at = (
        occurrence.starts_at.astimezone(zone),
        occurrence.ends_at.astimezone(zone),
    )
    return Occurrence(starts_at, ends_at, occurrence.mode, occurrence.note)
