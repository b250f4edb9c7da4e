"""Who serves a place: those near it, those of its state, and those of the whole country."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pyroaring import BitMap

from directory.models.location import WORLDWIDE
from directory.search.catalog import Catalog, cell_of
from directory.search.places import Spot
from directory.search.sphere import Vector, miles_of, squared_of, vector_of

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
    (x, y, z), farthest = vector_of(point), squared_of(within)
    near: dict[int, float] = {}
    for cell in cells:
        for listing_id, (own_x, own_y, own_z) in _places_in(catalog, cell):
            # chord_squared(), written out: it is computed for thousands.
            squared = (x - own_x) ** 2 + (y - own_y) ** 2 + (z - own_z) ** 2
            if squared <= farthest and squared < near.get(listing_id, math.inf):
                near[listing_id] = squared
    return {listing_id: miles_of(squared) for listing_id, squared in near.items()}


def _places_in(catalog: Catalog, cell: tuple[int, int]) -> list[tuple[int, Vector]]:
    """The shown places of the listings in a cell. A listing with several may bring one that lies elsewhere."""
    found = catalog.places.get(cell)
    if found is None:
        ids, entries = catalog.having("cell", cell), catalog.entries
        found = catalog.places[cell] = [(id, vector) for id in ids for vector in entries[id].vectors]
    return found
