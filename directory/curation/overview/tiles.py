"""A map of the states as squares of one size, each about where the state lies.

One size for all, since a number counts alike in a large state and in a small one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from directory.models.location import STATES

_MAP = """
    AK .. .. .. .. .. .. .. .. .. ME
    .. .. .. .. .. WI .. .. .. VT NH
    WA ID MT ND MN IL MI .. NY MA RI
    OR NV WY SD IA IN OH PA NJ CT ..
    CA UT CO NE MO KY WV VA MD DE ..
    .. AZ NM KS AR TN NC SC DC .. ..
    .. .. .. OK LA MS AL GA .. .. ..
    HI .. .. TX .. .. .. .. FL .. PR
"""
TILE = 40
"""The side of a square with its gap, in units of the picture."""
SIDE = 37
# A number belongs to a step if it is not above it; what is above all has the last one.
STEPS = (0, 2, 9)


@dataclass(frozen=True)
class Tile:
    """One state on the map. x, y: its upper left corner; step: how strong its color is, 0 to len(STEPS)."""

    code: str
    number: int
    x: int
    y: int
    step: int
    is_chosen: bool

    @property
    def name(self) -> str:
        """The state's name."""
        return STATES[self.code]


@dataclass(frozen=True)
class TileMap:
    """All states. width, height: units of the picture."""

    tiles: tuple[Tile, ...]
    width: int
    height: int


def tile_map(numbers: Mapping[str, int], chosen: tuple[str, ...] = ()) -> TileMap:
    """The map for numbers by state; what is missing is 0."""
    rows = [line.split() for line in _MAP.split("\n") if line.strip()]
    tiles = tuple(
        Tile(code, number, column * TILE, row * TILE, step_of(number), code in chosen)
        for row, codes in enumerate(rows)
        for column, code in enumerate(codes)
        if code in STATES
        for number in [numbers.get(code, 0)]
    )
    return TileMap(tiles, len(rows[0]) * TILE, len(rows) * TILE)


def step_of(number: int) -> int:
    """How strong the color of a number is, 0 for none."""
    return next((step for step, most in enumerate(STEPS) if number <= most), len(STEPS))
