"""Which listings a change of many is for: found by words, kind, need, state and organization."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select

from directory.database import db
from directory.forms import clean_line
from directory.models import KINDS, PUBLICATIONS, Alias, Listing, ListingTerm, Term

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Chosen:
    """What was looked for; empty is no filter. state: of publication; house: id of an organization."""

    q: str = ""
    kind: str = ""
    need: str = ""
    state: str = ""
    house: int | None = None

    @property
    def arguments(self) -> dict[str, str]:
        """The same as an address or a form says it."""
        said = {"q": self.q, "kind": self.kind, "need": self.need, "state": self.state, "house": self.house}
        return {name: str(value) for name, value in said.items() if value}


@dataclass(frozen=True)
class Found:
    """The first of the listings that fit, by name, and how many fit in all."""

    rows: list[Listing]
    total: int


def read_chosen(values: Mapping[str, str]) -> Chosen:
    """What an address or a form looks for; what makes no sense is no filter."""
    kind, state, house = values.get("kind", ""), values.get("state", ""), values.get("house", "")
    return Chosen(
        clean_line(values.get("q"))[:200],
        kind if kind in KINDS else "",
        values.get("need", "")[:60],
        state if state in PUBLICATIONS else "",
        int(house) if house.isascii() and house.isdigit() and len(house) < 10 else None,
    )


def find_chosen(chosen: Chosen) -> Found:
    """The listings that fit, by name; of very many the first ones."""
    wanted = _wanted(chosen)
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = wanted.order_by(func.lower(Listing.name), Listing.id).limit(MOST_AT_ONCE)
    return Found(list(db.session.scalars(rows)), total)


def organizations() -> list[tuple[int, str, str]]:
    """(id, hsds_id, name) of every organization that is not closed, by name."""
    found = select(Listing.id, Listing.hsds_id, Listing.name).where(
        Listing.kind == "organization", Listing.publication != "closed"
    )
    return [(row.id, row.hsds_id, row.name) for row in db.session.execute(found.order_by(func.lower(Listing.name)))]


def _wanted(chosen: Chosen) -> Select[Listing]:
    wanted = select(Listing)
    if chosen.q:
        typed = chosen.q.lower()
        named = select(Alias.listing_id).where(func.lower(Alias.name).contains(typed, autoescape=True))
        is_called = func.lower(Listing.name).contains(typed, autoescape=True)
        wanted = wanted.where(or_(is_called, Listing.slug.contains(typed, autoescape=True), Listing.id.in_(named)))
    if chosen.kind:
        wanted = wanted.where(Listing.kind == chosen.kind)
    if chosen.state:
        wanted = wanted.where(Listing.publication == chosen.state)
    if chosen.house:
        wanted = wanted.where(Listing.organization_id == chosen.house)
    if chosen.need:
        term = select(Term.id).where(Term.taxonomy_slug == "need", Term.slug == chosen.need)
        wanted = wanted.where(Listing.id.in_(select(ListingTerm.listing_id).where(ListingTerm.term_id.in_(term))))
    return wanted
