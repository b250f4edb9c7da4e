"""Rows for tests, valid by default; a test names what it depends on. All of it is fictional."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from sqlalchemy import select

from directory.database import begin_writing, db
from directory.models import (
    Alias,
    Check,
    Listing,
    ListingTerm,
    Location,
    Person,
    Phone,
    Role,
    Schedule,
    ServiceArea,
    Synonym,
    Taxonomy,
    Term,
    TermLabel,
)

_numbers = itertools.count(1)


def make_term(taxonomy: str = "need", slug: str | None = None, label: str | None = None, **values: Any) -> Term:
    """A term with an English label. synonyms: {reason: [phrase, …]}. A need gets a group as parent."""
    synonyms = values.pop("synonyms", {})
    slug = slug or f"term-{next(_numbers)}"
    if db.session.get(Taxonomy, taxonomy) is None:
        db.session.add(Taxonomy(slug=taxonomy, label=taxonomy))
        db.session.flush()
    if taxonomy == "need" and "parent" not in values:
        values["parent"] = make_term(taxonomy, label="Group", parent=None)
    term = Term(taxonomy_slug=taxonomy, slug=slug, **values)
    term.labels = [TermLabel(locale="en", label=label or slug.replace("-", " "))]
    term.synonyms = [Synonym(phrase=phrase, reason=why) for why, phrases in synonyms.items() for phrase in phrases]
    db.session.add(term)
    db.session.flush()
    return term


def make_listing(name: str = "Larkspur Circle", *, terms: tuple[Term, ...] = (), **values: Any) -> Listing:
    """A published support group. aliases: names; phones, locations, schedules, checks: rows."""
    aliases = values.pop("aliases", ())
    areas = values.pop("service_areas", ())
    values.setdefault("kind", "group")
    values.setdefault("publication", "published")
    values.setdefault("slug", f"listing-{next(_numbers)}")
    listing = Listing(name=name, **values)
    listing.aliases = [Alias(name=alias) for alias in aliases]
    listing.service_areas = [ServiceArea(extent=extent) for extent in areas]
    listing.listing_terms = [ListingTerm(term=term, position=number) for number, term in enumerate(terms)]
    db.session.add(listing)
    db.session.flush()
    return listing


def make_person(name: str = "Robin Larkspur", role: str = "coordinator", **values: Any) -> Person:
    """Somebody who curates. entrusted_with: organizations of a contributor."""
    values.setdefault("email", f"person-{next(_numbers)}@example.org")
    roles = db.session.scalars(select(Role).where(Role.name == role)).all()
    person = Person(name=name, roles=list(roles), **values)
    db.session.add(person)
    db.session.flush()
    return person


def make_phone(number: str = "859-555-0123", **values: Any) -> Phone:
    """A fictional number."""
    return Phone(number=number, **values)


def make_location(city: str = "Lexington", state: str = "KY", **values: Any) -> Location:
    """A place in the middle of Lexington unless told otherwise."""
    values.setdefault("latitude", 38.05)
    values.setdefault("longitude", -84.5)
    return Location(city=city, state=state, **values)


def make_schedule(**values: Any) -> Schedule:
    """Every Tuesday from seven to eight in the evening, New York time, in person. Times as "19:00"."""
    if "freq" not in values:
        values |= {"freq": "WEEKLY", "byday": values.get("byday", ["TU"])}
    opens_at = values.pop("opens_at", "19:00")
    closes_at = values.pop("closes_at", "20:00")
    values.setdefault("timezone", "America/New_York")
    values.setdefault("mode", "in_person")
    ends = dt.time.fromisoformat(closes_at) if closes_at else None
    return Schedule(opens_at=dt.time.fromisoformat(opens_at), closes_at=ends, **values)


def make_check(days_ago: int = 10, today: dt.date | None = None, **values: Any) -> Check:
    """A check by phone of everything."""
    values.setdefault("method", "phone")
    day = (today or dt.datetime.now(dt.UTC).date()) - dt.timedelta(days=days_ago)
    return Check(checked_on=day, **values)


def commit() -> None:
    """Commit what a test made, as the edge does: this writes the index."""
    db.session.commit()


def begin() -> None:
    """Begin a transaction that writes, after what was only read."""
    db.session.rollback()
    begin_writing()
