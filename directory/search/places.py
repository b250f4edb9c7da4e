"""A place as people type it: a ZIP code, a town, a state, or two rounded coordinates.

Everything is looked up in the gazetteer table; no service is ever asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from directory.database import db
from directory.models import Place
from directory.models.location import STATES
from directory.search.sphere import miles_between
from directory.search.words import fold, split_words

MOST_CHOICES = 8
# Plain columns, since a place is only read: an object for each row takes longer than the statement.
_PLACES = select(
    Place.type, Place.key, Place.city, Place.state, Place.latitude, Place.longitude, Place.timezone, Place.size
)
_STATE_CODES = {fold(name): code for code, name in STATES.items()} | {code.lower(): code for code in STATES}
_ZIP = re.compile(r"^(?:.*[\s,])?(\d{5})(?:-\d{4})?\s*$")
_CODE_ALONE = re.compile(r"\d{5}(?:-\d{4})?", re.ASCII)
_COORDINATES = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$")


@dataclass(frozen=True)
class Spot:
    """A place that was found. point is None for a whole state. timezone: IANA, or None. city: empty for a state."""

    label: str
    state: str
    point: tuple[float, float] | None = None
    timezone: str | None = None
    city: str = ""


@dataclass(frozen=True)
class PlaceFound:
    """What became of a place as typed: a spot, or choices between several, or neither (unknown)."""

    typed: str
    spot: Spot | None = None
    choices: tuple[Spot, ...] = ()


def find_place(typed: str) -> PlaceFound:
    """What the gazetteer knows under the words typed. One SQL statement at the most."""
    typed = " ".join(typed.split())
    if coordinates := _COORDINATES.match(typed):
        return _nearest(typed, float(coordinates[1]), float(coordinates[2]))
    if code := _ZIP.match(typed):
        row = db.session.execute(_PLACES.where(Place.type == "postal_code", Place.key == code[1])).first()
        return PlaceFound(typed, _spot(row, f"{row.city}, {row.state} {row.key}") if row else None)
    if (state := state_code(typed)) and typed.lower() != "new york":
        return PlaceFound(typed, Spot(STATES[state], state))
    return _town(typed)


def find_state_of_code(country: str, postal_code: str) -> str | None:
    """The state in which a postal code lies; None if the gazetteer does not know it. country: ISO code."""
    if country != "US" or not _CODE_ALONE.fullmatch(postal_code):
        return None
    spot = find_place(postal_code).spot
    return spot.state if spot else None


def town_key(name: str) -> str:
    """A town's name as it is looked up: folded, "Saint" written as "st", in one piece.

    The gazetteer has "Coeur D Alene", "O Fallon" and "Mc Lean"; people write "Coeur d'Alene" and "McLean".
    """
    return "".join({"saint": "st", "fort": "ft", "mount": "mt"}.get(word, word) for word in split_words(name))


def state_code(text: str) -> str | None:
    """The two letters of a state, from its name or code in any case; None for anything else."""
    return _STATE_CODES.get(fold(text).strip())


def _town(typed: str) -> PlaceFound:
    """A town, with or without its state: "Lexington, KY", "lexington kentucky", "Lexington"."""
    words = split_words(typed)
    readings: dict[str, str | None] = {town_key(typed): None}
    for length in (1, 2):
        if len(words) > length and (state := state_code(" ".join(words[-length:]))):
            readings[town_key(" ".join(words[:-length]))] = state
    rows = db.session.execute(
        _PLACES.where(Place.type == "town", Place.key.in_(readings)).order_by(Place.size.desc(), Place.state)
    ).all()
    fitting = [row for row in rows if readings[row.key] in (None, row.state)]
    if len(fitting) == 1:
        return PlaceFound(typed, _spot(fitting[0]))
    return PlaceFound(typed, choices=tuple(_spot(row) for row in fitting[:MOST_CHOICES]))


def _nearest(typed: str, latitude: float, longitude: float) -> PlaceFound:
    reach = 0.5  # degrees: about 35 miles
    rows = db.session.execute(
        _PLACES.where(
            Place.type == "postal_code",
            Place.latitude.between(latitude - reach, latitude + reach),
            Place.longitude.between(longitude - reach, longitude + reach),
        )
    ).all()
    here = (latitude, longitude)
    row = min(
        rows,
        key=lambda row: miles_between(here, (row.latitude, row.longitude)),
        default=None,
    )
    if row is None:
        return PlaceFound(typed)
    return PlaceFound(typed, Spot(f"{row.city}, {row.state}", row.state, here, row.timezone, row.city))


def _spot(row: Any, label: str = "") -> Spot:
    return Spot(
        label or f"{row.city}, {row.state}",
        row.state,
        (row.latitude, row.longitude),
        row.timezone,
        row.city,
    )
