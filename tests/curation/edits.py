"""Edits as the edge makes them, and the rows that they name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from directory.curation import revert, save
from directory.curation.editing import Reverted
from directory.database import db
from directory.models import Listing, Question, QuestionLabel, Revision
from directory.models.content import Content, whole_content_of
from tests.factories import begin, commit, make_listing, make_term

HOUSE, PARK = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
NEEDS = ("i-feel-alone", "housing", "grief")
QUESTIONS = ("come-late", "bring-someone")
EVENING = {"freq": "WEEKLY", "byday": ["TU"], "opens_at": "19:00", "closes_at": "20:30", "timezone": "America/New_York"}
CLOSED = {"date": "2026-12-22", "kind": "cancelled", "note": "Closed for the holidays"}
MOVED = {"date": "2026-12-29", "kind": "moved", "to_date": "2026-12-30", "opens_at": "18:00"}
FIELDS: dict[str, Any] = {
    "slug": "fernley-walk",
    "kind": "program",
    "name": "Fernley Walk",
    "summary": "We walk.",
    "description": "Along the river.",
    "url": "https://walk.example.org",
    "email": "walk@example.org",
    "status": "temporarily closed",
    "alert": "The bridge is closed.",
    "application_process": "Come.\nWalk.",
    "eligibility_description": "Adults",
    "fees_description": "A dollar",
    "is_free": False,
    "minimum_age": 18,
    "maximum_age": 99,
    "publication": "closed",
    "publish_at": "2026-12-01T15:00:00+00:00",
    "closed_reason": "The group has ended.",
    "private_notes": "Call Ana first.",
    "source_url": "https://walk.example.org/about",
    "organization": HOUSE,
    "successor": PARK,
    "aliases": ["River Walk", "The Walk"],
    "phones": [{"number": "859-555-0100", "type": "text", "languages": ["es"], "hours": "Weekdays"}],
    "links": [{"label": "Chat", "url": "https://chat.example.org"}],
    "locations": [{"city": "Lexington", "state": "KY", "latitude": 38.05, "longitude": -84.5, "visibility": "city"}],
    "service_areas": ["US-KY", "US-OH"],
    "schedules": [{**EVENING, "exceptions": [MOVED, CLOSED]}, {"description": "When the moon is full"}],
    "terms": {"need": ["housing", "i-feel-alone"], "language": ["en"]},
    "answers": {"come-late": {"value": "yes", "note": "By the side door"}},
}


def make_vocabulary() -> None:
    """Terms, questions and two organizations to point at."""
    for slug in NEEDS:
        make_term("need", slug)
    make_term("language", "en")
    for key in QUESTIONS:
        question = Question(key=key, shape="yes_no", kinds=["group"], labels=[QuestionLabel(label=key)])
        db.session.add(question)
    make_listing("Quartz House", kind="organization", slug="quartz-house", hsds_id=HOUSE)
    make_listing("Park House", kind="organization", slug="park-house", hsds_id=PARK)
    commit()


def version_of(listing_id: int) -> int:
    """The version that a listing is at."""
    return db.session.scalars(select(Listing.version).where(Listing.id == listing_id)).one()


def content_of(listing_id: int) -> Content:
    """The whole content as the database has it."""
    db.session.expire_all()
    return whole_content_of(db.session.get_one(Listing, listing_id))


def edit(listing_id: int, *, by: str = "Ana", version: int | None = None, **changes: Any) -> Revision | None:
    """Save and commit; version: the present one unless told otherwise."""
    begin()
    made = save(listing_id, changes, by=by, version=version or version_of(listing_id))
    commit()
    return made


def go_back(listing_id: int, revision_id: int, *, by: str = "Ben") -> Reverted:
    """Revert and commit."""
    begin()
    made = revert(listing_id, revision_id, by=by, version=version_of(listing_id))
    commit()
    return made
