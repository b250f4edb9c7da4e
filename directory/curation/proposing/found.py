"""What a contributor finds on their page: the listings entrusted to them, and what they sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from directory.curation.checking.due import due_listings, of_organizations
from directory.curation.checking.views import age_words
from directory.curation.field_words import Names, field_label
from directory.curation.proposing.parts import names_of_parts
from directory.curation.wording import Piece, compare_words
from directory.database import db
from directory.models import Listing, Publication, Suggestion
from directory.suggesting import label_of

MOST_SENT = 50


@dataclass(frozen=True)
class OwnListing:
    """A listing of theirs. age: that it is due a check, in words; has_waiting: whether what they sent of it waits."""

    id: int
    name: str
    kind: str
    publication: str
    age: str | None
    has_waiting: bool


@dataclass(frozen=True)
class SentPart:
    """A part of a proposal. pieces: old and new in one; decision: None while it waits."""

    label: str
    told: str
    pieces: list[Piece]
    decision: dict[str, Any] | None


def own_listings(organizations: Collection[int], waiting: Collection[int]) -> list[OwnListing]:
    """The listings of some organizations, each organization before its groups. waiting: ids of those told about."""
    found = select(Listing.id, Listing.name, Listing.kind, Listing.publication).where(
        of_organizations(organizations), Listing.publication != Publication.CLOSED
    )
    rows = db.session.execute(found).all()
    ages = {one.id: age_words(one.since, 0) for one in due_listings(organizations)}
    listings = [OwnListing(*row, ages.get(row.id), row.id in waiting) for row in rows]
    return sorted(listings, key=lambda one: (one.kind != "organization", one.name.casefold(), one.id))


def sent_suggestions(person_id: int) -> Sequence[Suggestion]:
    """What a contributor has sent, the latest first, with its listings."""
    found = select(Suggestion).where(Suggestion.person_id == person_id).options(joinedload(Suggestion.listing))
    return db.session.scalars(found.order_by(Suggestion.created_at.desc(), Suggestion.id.desc()).limit(MOST_SENT)).all()


def find_sent(suggestion_id: int, person_id: int) -> Suggestion | None:
    """One of them; None for what others sent, as for what there is not."""
    found = select(Suggestion).where(Suggestion.id == suggestion_id, Suggestion.person_id == person_id)
    return db.session.scalars(found).first()


def sent_labels(suggestions: Sequence[Suggestion]) -> dict[int, list[str]]:
    """The id of a proposal → what its parts are called."""
    names = names_of_parts(key for one in suggestions for key in one.fields)
    return {one.id: [_label(key, part, names) for key, part in one.fields.items()] for one in suggestions}


def sent_parts(suggestion: Suggestion) -> list[SentPart]:
    """The parts of a proposal, each with what became of it."""
    names = names_of_parts(suggestion.fields)
    return [
        SentPart(
            _label(key, part, names),
            str(part["told"]),
            compare_words(str(part["was"]), str(part["told"])) if part["was"] else [],
            suggestion.decisions.get(key),
        )
        for key, part in suggestion.fields.items()
    ]


def _label(key: str, part: Mapping[str, Any], names: Names) -> str:
    return field_label(key, names) if "content" in part else label_of(key)
