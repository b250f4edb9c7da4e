"""Opening the form of a listing and sending it, and what came of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from directory.database import db
from directory.models import Place, Revision
from tests.clients import Console
from tests.factories import commit
from tests.page import Page

FORM = ".editor__form"


def edit(console: Console, listing_id: int) -> Page:
    """The form of a listing."""
    return console.get(f"/manage/listings/{listing_id}/edit")


def saved(console: Console, listing_id: int, status: int = 303, **values: Any) -> Page:
    """Save the form with other values; the answer."""
    return console.submit(edit(console, listing_id), FORM, status, **values)


def revisions(listing_id: int) -> int:
    """How many versions are kept."""
    counted = select(func.count()).select_from(Revision).where(Revision.listing_id == listing_id)
    return db.session.scalar(counted) or 0


def add_places(*towns: tuple[str, str]) -> None:
    """A gazetteer with a few towns of a name, and the ZIP code 40508."""
    for number, (city, state) in enumerate(towns):
        place = {"city": city, "state": state, "latitude": 40.0 + number, "longitude": -90.0, "size": 5}
        db.session.add(Place(type="town", key=city.lower(), timezone="America/Chicago", **place))
    lexington = {"city": "Lexington", "state": "KY", "latitude": 38.04, "longitude": -84.49}
    db.session.add(Place(type="postal_code", key="40508", timezone="America/New_York", **lexington))
    commit()
