"""Opening the console's page of a suggestion and deciding there, and what the database then says."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from directory.database import db
from directory.models import Listing, Suggestion
from tests.clients import Console
from tests.page import Page
from tests.suggesting.sending import all_suggestions

DECISIONS = "form[action$='/decisions']"

DECISIONS = "form[action$='/decisions']"
CIRCLE = "/listings/circle/problem"


def the_listing() -> Listing:
    """The listing as it is in the database now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Listing).order_by(Listing.id)).first()  # type: ignore[return-value]


def the_suggestion() -> Suggestion:
    """The only suggestion as it is in the database now."""
    db.session.expire_all()
    (only,) = all_suggestions()
    return only


def open_first(console: Console) -> Page:
    """The page of the suggestion that stands first in the list."""
    return console.get(console.get("/manage/suggestions").find(".row a").attrib["href"])


def decide(console: Console, page: Page, status: int = 303, **values: Any) -> Page:
    """Send the decisions of a page: part_name="accept" and so on, or a field by its whole name."""
    sent = {f"{key}-verdict" if value in ("accept", "refuse") else key: value for key, value in values.items()}
    return console.submit(page, DECISIONS, status, **sent)
