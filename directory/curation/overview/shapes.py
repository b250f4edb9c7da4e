"""The shapes of pictures, in percent of the space that they get: bars in parts, and columns.

Percent, so that a picture fits a phone and a wide screen while its letters keep their size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

NARROWEST_WITH_NUMBER = 9.0
"""Below this many percent of a phone's width a number has no room."""
GAP_OF_COLUMNS = 0.25
"""The part of a column's room that stays empty."""
Key = TypeVar("Key")


@dataclass(frozen=True)
class Part(Generic[Key]):
    """One part of a bar. start, width, middle: percent."""

    key: Key
    number: int
    start: float
    width: float

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.start + self.width / 2, 3)

    @property
    def has_room(self) -> bool:
        """Whether its number fits in."""
        return self.width >= NARROWEST_WITH_NUMBER


@dataclass(frozen=True)
class Column(Generic[Key]):
    """One column. start, width, top, height: percent; top counts from above."""

    key: Key
    number: int
    start: float
    width: float
    top: float
    height: float


def bar_parts(counts: Mapping[Key, int]) -> list[Part[Key]]:
    """The parts of a bar from side to side, in the order given; what is 0 has none."""
    total = sum(counts.values())
    parts: list[Part[Key]] = []
    before = 0
    for key, number in counts.items():
        if number:
            start, end = 100 * before / total, 100 * (before + number) / total
            parts.append(Part(key, number, round(start, 3), round(end - start, 3)))
            before += number
    return parts


def columns_of(counts: Mapping[Key, int]) -> list[Column[Key]]:
    """A column for each number, 0 included, the highest as high as there is room."""
    room = 100 / max(1, len(counts))
    highest = max([*counts.values(), 1])
    heights: Sequence[float] = [round(100 * number / highest, 3) for number in counts.values()]
    return [
        Column(
            key,
            number,
            start=round(place * room + room * GAP_OF_COLUMNS / 2, 3),
            width=round(room * (1 - GAP_OF_COLUMNS), 3),
            top=round(100 - height, 3),
            height=height,
        )
        for place, ((key, number), height) in enumerate(zip(counts.items(), heights, strict=True))
    ]
