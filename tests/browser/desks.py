"""What there is to do in the journeys through the console (make_desk in conftest.py)."""

from __future__ import annotations

from directory.database import db
from directory.models import Suggestion
from tests.factories import make_listing, make_phone, make_schedule, make_term

TOLD = {
    "name": {"was": "Larkspur Circle", "told": "Larkspur Circle of Friends"},
    "summary": {"was": "We talk.", "told": "A calm hour to talk."},
}


def make_groups(*names: str) -> None:
    """Public groups that lack nothing and that nobody has checked."""
    need = make_term("need", "i-feel-alone", "I feel alone")
    for name in names or ("Larkspur Circle",):
        values = {"summary": "We talk.", "application_process": "Just come.", "schedules": [make_schedule()]}
        make_listing(name, terms=(need,), phones=[make_phone()], **values)


def make_told_group() -> None:
    """A group about which somebody has told two things that are wrong."""
    make_groups()
    db.session.add(Suggestion(kind="change", listing_id=1, fields=TOLD, text_hash="0" * 64))
