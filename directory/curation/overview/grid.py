"""Needs × states as rows of numbers, and the gaps among them."""

from __future__ import annotations

from dataclasses import dataclass

from directory.curation.overview.choice import Choice, in_order
from directory.curation.overview.tiles import step_of
from directory.models import Term
from directory.models.location import STATES
from directory.search import Coverage


@dataclass(frozen=True)
class Cell:
    """One number. state: two letters, or "" for everywhere; query: what a visitor would search for."""

    state: str
    number: int
    query: str

    @property
    def step(self) -> int:
        """How strong its color is, 0 for none."""
        return step_of(self.number)


@dataclass(frozen=True)
class GridRow:
    """One need: how many listings for it are everywhere, then in each column's state."""

    need: Term
    everywhere: Cell
    cells: tuple[Cell, ...]

    @property
    def all_cells(self) -> tuple[Cell, ...]:
        """Its numbers as they stand in the table."""
        return (self.everywhere, *self.cells)


@dataclass(frozen=True)
class Grid:
    """All needs by group. states: the columns behind "everywhere"; others: states without a column."""

    states: tuple[str, ...]
    groups: tuple[tuple[Term, tuple[GridRow, ...]], ...]
    others: tuple[str, ...]

    def gaps(self, state: str) -> list[tuple[Term, Cell]]:
        """The needs for which a state has no listing of its own."""
        place = self.states.index(state)
        rows = [row for _group, rows in self.groups for row in rows]
        return [(row.need, row.cells[place]) for row in rows if not row.cells[place].number]


def make_grid(coverage: Coverage, choice: Choice) -> Grid:
    """The grid for what was chosen: the states that have listings of their own, and those asked for."""
    states = in_order({*coverage.states, *choice.states})
    rows = {need.id: _row(coverage, choice, need, states) for need in coverage.needs}
    groups = tuple(
        (group, tuple(rows[need.id] for need in coverage.needs if need.parent_id == group.id))
        for group in coverage.groups.values()
    )
    return Grid(states, tuple(group for group in groups if group[1]), in_order(STATES.keys() - {*states}))


def _row(coverage: Coverage, choice: Choice, need: Term, states: tuple[str, ...]) -> GridRow:
    cells = tuple(
        Cell(code, coverage.local.get((need.id, code), 0), choice.find_query(need.slug, code)) for code in states
    )
    return GridRow(need, Cell("", coverage.everywhere[need.id], choice.find_query(need.slug)), cells)
