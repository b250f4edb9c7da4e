"""How many listings there are for each need, in each state and for the whole country.

Counted from the catalog, as a search for the state would: what a coordinator sees as a gap is one for visitors.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pyroaring import BitMap

from directory.models import Term
from directory.models.location import STATES, WORLDWIDE
from directory.search.catalog import NOTHING, Catalog, get_catalog
from directory.search.reach import COUNTRY


@dataclass(frozen=True)
class Coverage:
    """Numbers of published listings. A need is given by its term id, a state by its two letters.

    What has an address in a state, or names the state as its area, is local there. What serves the whole country or the
    world is everywhere. A listing may be both.
    """

    needs: tuple[Term, ...] = ()
    """Every need, group by group, in the order of the home page."""
    groups: dict[int, Term] = field(default_factory=dict)
    everywhere: dict[int, int] = field(default_factory=dict)
    local: dict[tuple[int, str], int] = field(default_factory=dict)
    """(need, state) → number; what is missing is 0."""
    states: dict[str, int] = field(default_factory=dict)
    """State → its local listings for any need or none; only states that have one."""


def count_coverage(kind: str = "") -> Coverage:
    """How many listings of a kind, or of any, there are for each need and state. One SQL statement."""
    catalog = get_catalog()
    base = catalog.having("kind", kind) if kind else catalog.everything
    everywhere = base & (catalog.having("area", COUNTRY) | catalog.having("area", WORLDWIDE))
    local = {code: found for code in STATES if (found := base & _local_to(catalog, code))}
    terms = [term for term in catalog.terms.values() if term.taxonomy_slug == "need"]
    needs = tuple(term for term in terms if term.parent_id is not None)
    carrying = {need.id: catalog.having("term", need.id) for need in needs}
    return Coverage(
        needs=needs,
        groups={term.id: term for term in terms if term.parent_id is None},
        everywhere={id: ids.intersection_cardinality(everywhere) for id, ids in carrying.items()},
        local={
            (id, code): number
            for id, ids in carrying.items()
            for code, found in local.items()
            if (number := ids.intersection_cardinality(found))
        },
        states={code: len(found) for code, found in local.items()},
    )


def _local_to(catalog: Catalog, code: str) -> BitMap:
    return BitMap.union(NOTHING, catalog.having("area", f"{COUNTRY}-{code}"), catalog.having("state", code))
