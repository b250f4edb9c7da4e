"""What is entrusted to a contributor: the organizations whose listings they may propose changes to."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, select

from directory.database import db
from directory.models import Listing, Person
from directory.people.audit import record_event


def organization_names() -> list[str]:
    """The names of the organizations that can be entrusted to somebody."""
    return sorted({listing.name for listing in db.session.scalars(_organizations())})


def find_organization(name: str | None) -> Listing | None:
    """The organization of a name, however its letters are written; None if there is none, or several."""
    wanted = (name or "").casefold()
    same = [listing for listing in db.session.scalars(_organizations()) if listing.name.casefold() == wanted]
    return same[0] if wanted and len(same) == 1 else None


def entrust(person: Person, organizations: Iterable[Listing], by: str) -> bool:
    """Let a person look after these organizations and no others; whether that is something new. The edge commits."""
    wanted = {listing.id: listing for listing in organizations}
    if wanted.keys() == {listing.id for listing in person.entrusted_with}:
        return False
    before, now = (sorted(listing.name for listing in group) for group in (person.entrusted_with, wanted.values()))
    record_event("entrusted", by, person=person.name, to=now, before=before)
    person.entrusted_with = list(wanted.values())
    return True


def _organizations() -> Select[Listing]:
    return select(Listing).where(Listing.kind == "organization", Listing.publication == "published")
