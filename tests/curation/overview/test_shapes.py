"""Shapes: parts that fill a bar, columns that keep their proportion."""

from __future__ import annotations

import pytest

from directory.curation.overview.shapes import bar_parts, columns_of
from directory.curation.overview.tiles import step_of, tile_map
from directory.models.location import STATES


def test_the_parts_of_a_bar_lie_side_by_side_and_fill_it() -> None:
    parts = bar_parts({"fresh": 1, "due": 0, "old": 3})
    assert [(part.key, part.start, part.width) for part in parts] == [("fresh", 0, 25), ("old", 25, 75)]


def test_a_bar_of_nothing_has_no_parts() -> None:
    assert bar_parts({"fresh": 0}) == []


def test_a_column_is_as_high_as_its_part_of_the_highest() -> None:
    assert [(column.height, column.top) for column in columns_of({1: 0, 2: 5, 3: 10})] == [(0, 100), (50, 50), (100, 0)]


def test_columns_of_nothing_are_flat() -> None:
    assert {column.height for column in columns_of({1: 0, 2: 0})} == {0}


def test_every_state_has_a_square_of_its_own_on_the_map() -> None:
    tiles = tile_map({}).tiles
    assert sorted(tile.code for tile in tiles) == sorted(STATES)
    assert len({(tile.x, tile.y) for tile in tiles}) == len(STATES)


@pytest.mark.parametrize(("number", "step"), [(0, 0), (1, 1), (2, 1), (3, 2), (9, 2), (10, 3), (10_000, 3)])
def test_more_listings_have_a_stronger_color(number: int, step: int) -> None:
    assert step_of(number) == step
