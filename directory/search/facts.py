"""What filters and order need to know of a listing, small enough to be kept in memory for all."""

from __future__ import annotations

import dataclasses
import json
from functools import lru_cache
from typing import Any

from directory.models import Kind, Listing, checked_since
from directory.models.location import Location
from directory.models.schedule import DateException, Pattern
from directory.search.words import fold, split_words

Facts = dict[str, Any]


def facts_of(listing: Listing) -> Facts:
    """The facts of a published listing.

    needs: term ids, what it is for first. points: [latitude, longitude] of places that may be shown;
    a hidden place is in no fact, so that no distance gives it away. patterns: JSON of each
    schedule. numbers: of a crisis line, those that lead to it without another key.
    """
    shown = [place for place in listing.locations if place.visibility != "hidden"]
    return {
        "kind": listing.kind,
        "name": fold(listing.name),
        "called": sorted({name_key(name) for name in (listing.name, *(alias.name for alias in listing.aliases))}),
        "terms": [row.term_id for row in listing.listing_terms],
        "needs": [row.term_id for row in listing.listing_terms if row.term.taxonomy_slug == "need"],
        "free": bool(listing.is_free),
        "crisis": is_crisis_line(listing),
        "numbers": _numbers(listing) if is_crisis_line(listing) else [],
        "points": [point for place in shown if (point := point_of(place))],
        "states": sorted({place.state for place in shown}),
        "areas": [area.extent for area in listing.service_areas],
        "patterns": patterns_of(listing),
        "checked": day_of_check(listing),
    }


def _numbers(listing: Listing) -> list[str]:
    return sorted({phone.number for phone in listing.phones if not phone.menu})


def day_of_check(listing: Listing) -> str | None:
    """The day since when nobody has made sure that a listing is right, as YYYY-MM-DD; None if nobody ever did.

    A day and not an age, so that nothing must be written anew when time goes by (directory/freshness.py).
    """
    since = checked_since(listing.checks)
    return since.isoformat() if since else None


def name_key(name: str) -> str:
    """A whole name without spaces and marks, so that "S&PAA" and "spaa" are one."""
    return "".join(split_words(name))


def is_crisis_line(listing: Listing) -> bool:
    """Whether a listing is a line for people in danger."""
    return listing.kind == Kind.HELPLINE and listing.has_term("helpline_type", "crisis-line")


def point_of(place: Location) -> list[float] | None:
    """Latitude and longitude as they may be shown.

    Where the street is not shown they are rounded to a tenth of a degree, about seven miles.
    """
    if place.latitude is None or place.longitude is None:
        return None
    digits = 5 if place.visibility == "full" else 1
    return [round(place.latitude, digits), round(place.longitude, digits)]


def patterns_of(listing: Listing) -> list[str]:
    """The schedules that dates can be made of, each as JSON; none while it is closed for a time."""
    if listing.status != "active":
        return []
    return [pattern_to_json(pattern) for schedule in listing.schedules if (pattern := schedule.pattern)]


def pattern_to_json(pattern: Pattern) -> str:
    """A pattern as text, without what is not set; equal patterns give equal text."""
    values = {name: value for name, value in dataclasses.asdict(pattern).items() if value not in (None, (), [])}
    return json.dumps(values, separators=(",", ":"), sort_keys=True)


@lru_cache(maxsize=20_000)
def pattern_from_json(text: str) -> Pattern:
    """The pattern that pattern_to_json() wrote."""
    values = json.loads(text)
    for name in ("byday", "bymonthday"):
        values[name] = tuple(values.get(name, ()))
    values["exceptions"] = tuple(DateException(**exception) for exception in values.get("exceptions", ()))
    return Pattern(**values)
