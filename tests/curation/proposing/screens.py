"""What somebody who looks after an organization sees, and how a coordinator sees what they sent."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import Listing
from tests.factories import commit, make_person
from tests.shown import Screens, ShowingConsole, show_as, shown

FORM = ".editor__form"


def screens_of_proposing(app: Flask) -> Screens:
    """The form of a contributor, their own page, and what they sent in review."""
    listing = db.session.scalars(select(Listing).where(Listing.slug == "demo-mood-circle")).one()
    path = f"/manage/listings/{listing.id}/proposal"
    kim = make_person("Kim Fern", "contributor", entrusted_with=[listing])
    commit()
    kim_id = kim.id
    contributor = ShowingConsole(app, kim)
    yield shown("mine-none-sent", contributor.get("/manage/mine"))
    page = contributor.get(path)
    yield shown("proposal", page)
    yield shown("proposal-problems", contributor.submit(page, FORM, 422, name=""))
    sent = contributor.submit(page, FORM, name="Mood Circle of Kim", reason="They told me.", add=None)
    yield shown("proposal-sent", contributor.follow(sent))
    yield shown("mine", contributor.get("/manage/mine"))
    yield shown("proposal-waits", contributor.get(path))
    console = show_as(app, "admin", "Wren Larkspur")
    review = console.get("/manage/suggestions").link("Mood Circle")
    yield shown("proposal-in-review", console.get(review))
    yield shown("person-of-an-organization", console.get(f"/manage/people/{kim_id}"))
