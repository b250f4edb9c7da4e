"""Who serves a place: those near it, those of its state, and those of the whole country."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pyroaring import BitMap

from directory.models.location import WORLDWIDE
from directory.search.catalog import NOTHING, Catalog, cell_of
from directory.search.places import Spot
from directory.search.sphere import chord_squared, miles_of, squared_of, vector_of

MILES_PER_DEGREE = 69.0
COUNTRY = "US"


@dataclass(frozen=True)
class Reach:
    """How listings serve a place, the nearest first. near: listing → miles."""

    near: dict[int, float]
    state: BitMap
    everywhere: BitMap

    @property
    def all(self) -> BitMap:
        """Everyone who serves the place."""
        return BitMap(self.near) | self.state | self.everywhere

    def word(self, listing_id: int) -> str:
        """How one listing serves it: near, state or everywhere."""
        return "near" if listing_id in self.near else "state" if listing_id in self.state else "everywhere"

    def split(self, ids: BitMap) -> list[BitMap]:
        """Listings by how they serve the place: near, then the state, then everywhere."""
        near = BitMap(self.near)
        return [ids & near, (ids & self.state) - near, ids - near - self.state]


def find_reach(catalog: Catalog, spot: Spot, within: int) -> Reach:
    """Who serves a place. within: miles. A whole state has nobody near, only those in it or for it."""
    near = _near(catalog, spot.point, within) if spot.point else {}
    served = catalog.having("area", f"{COUNTRY}-{spot.state}")
    if spot.point is None:
        served = served | catalog.having("state", spot.state)
    return Reach(near, served, catalog.having("area", COUNTRY) | catalog.having("area", WORLDWIDE))


def _near(catalog: Catalog, point: tuple[float, float], within: int) -> dict[int, float]:
    """Listings within so many miles of a point, with the miles to their nearest place."""
    latitude, longitude = point
    high = within / MILES_PER_DEGREE
    wide = high / max(0.2, math.cos(math.radians(latitude)))
    south, west = cell_of(latitude - high, longitude - wide)
    north, east = cell_of(latitude + high, longitude + wide)
    cells = ((row, column) for row in range(south, north + 1) for column in range(west, east + 1))
    candidates = BitMap.union(NOTHING, *(catalog.having("cell", cell) for cell in cells))
    here, farthest, entries = vector_of(point), squared_of(within), catalog.entries
    chords = ((id, min(chord_squared(here, own) for own in entries[id].vectors)) for id in candidates)
    return {id: miles_of(squared) for id, squared in chords if squared <= farthest}
