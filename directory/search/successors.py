"""Terms that were taken out, and what took their place: their addresses lead on."""

from __future__ import annotations

from sqlalchemy import select

from directory.database import db
from directory.models import ContentRevision


def find_successor(taxonomy: str, slug: str) -> str | None:
    """The slug of the term in whose favor one was taken out, or None. That one may have been taken out in turn."""
    key = f"{taxonomy}/{slug}"
    found = select(ContentRevision.content).filter_by(subject_kind="term", subject_key=key)
    content = db.session.scalar(found.order_by(ContentRevision.version.desc()).limit(1)) or {}
    moved_to = content.get("moved_to")
    return str(moved_to) if moved_to else None
