"""What waits for a coordinator: the most urgent first, and how much is held back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import contains_eager

from directory.database import db, utc_now
from directory.models import Listing, Receipt, Suggestion

MOST_ROWS = 100


@dataclass(frozen=True)
class Waiting:
    """What waits, as far as a page shows it, and the counts of all of it. held_urgent: of the held, unsafe ones."""

    rows: Sequence[Suggestion]
    total: int
    urgent: int
    held: int
    held_urgent: int


def waiting_suggestions(limit: int = MOST_ROWS) -> Waiting:
    """What waits for a decision: unsafe first, then what speaks of self-harm, then the oldest; with their listings."""
    of_state = select(Suggestion.state, func.count(), func.sum(Suggestion.is_urgent.cast(db.Integer))).where(
        Suggestion.state.in_(("waiting", "held"))
    )
    counted = {state: tuple(counts) for state, *counts in db.session.execute(of_state.group_by(Suggestion.state))}
    waits, held = counted.get("waiting", (0, 0)), counted.get("held", (0, 0))
    rows = db.session.scalars(_in_state("waiting").limit(limit)).all()
    return Waiting(rows, *waits, *held)


def held_suggestions(limit: int = MOST_ROWS) -> Sequence[Suggestion]:
    """What is held back as probable spam, in the same order."""
    return db.session.scalars(_in_state("held").limit(limit)).all()


def decided_suggestions(limit: int = MOST_ROWS) -> Sequence[Suggestion]:
    """What was decided, the latest first."""
    found = _with_listing().where(Suggestion.decided_at.is_not(None)).order_by(Suggestion.decided_at.desc())
    return db.session.scalars(found.limit(limit)).all()


def forget_contacts(days: int) -> tuple[int, int]:
    """Delete the mail addresses of what was decided so many days ago, and what was held back for as long.

    Returns: how many addresses, how many suggestions. Call begin_writing() first; the edge commits.
    """
    before = utc_now() - dt.timedelta(days=days)
    past = select(Suggestion.id).where(Suggestion.decided_at < before)
    found = select(Receipt).where(Receipt.contact.is_not(None), Receipt.suggestion_id.in_(past))
    receipts = db.session.scalars(found).all()
    for receipt in receipts:
        receipt.contact = None
    db.session.flush()
    held = db.session.execute(delete(Suggestion).where(Suggestion.state == "held", Suggestion.created_at < before))
    return len(receipts), held.rowcount  # type: ignore[attr-defined]


def _in_state(state: str) -> Select[Suggestion]:
    order = (Suggestion.is_urgent.desc(), Suggestion.speaks_of_self_harm.desc(), Suggestion.created_at, Suggestion.id)
    return _with_listing().where(Suggestion.state == state).order_by(*order)


def _with_listing() -> Select[Suggestion]:
    return select(Suggestion).outerjoin(Listing).options(contains_eager(Suggestion.listing))
