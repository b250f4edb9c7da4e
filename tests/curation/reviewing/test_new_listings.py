"""A listing that somebody proposes becomes a draft, or is refused with a reason."""

from __future__ import annotations

from directory.database import db
from directory.models import Listing
from tests.clients import Console
from tests.curation.reviewing.opening import open_first, the_listing
from tests.suggesting.sending import Visitor


def test_a_proposed_listing_becomes_a_draft_with_what_was_told(console: Console, visitor: Visitor) -> None:
    told = {"what": "program", "name": "Fern Evenings", "reach": "859-555-0144", "place": "Fernley", "about": "Tea."}
    sent = visitor.tell("/suggest", **told)
    console.submit(open_first(console), "form[action$='/draft']")
    listing = the_listing()
    assert (listing.name, listing.kind, listing.publication, listing.slug) == (
        "Fern Evenings", "program", "draft", "fern-evenings",
    )  # fmt: skip
    assert listing.description == "Tea." and [phone.number for phone in listing.phones] == ["859-555-0144"]
    assert "Where it is: Fernley" in (listing.private_notes or "")
    visitor.client.get("/listings/fern-evenings", 404)
    assert "We took it over" in visitor.follow(sent).main_text


def test_a_proposed_listing_is_refused_with_a_reason(console: Console, visitor: Visitor) -> None:
    sent = visitor.tell("/suggest", what="group", name="Fern Evenings", reach="859-555-0144")
    console.submit(open_first(console), "form[action$='/refusal']", own="They ended in May.")
    told = visitor.follow(sent).main_text
    assert "We did not change it" in told and "They ended in May." in told
    assert the_listing() is None


def test_making_a_draft_twice_makes_one(console: Console, visitor: Visitor) -> None:
    visitor.tell("/suggest", what="group", name="Fern Evenings", reach="859-555-0144")
    page = open_first(console)
    console.submit(page, "form[action$='/draft']")
    console.submit(page, "form[action$='/draft']", status=404)
    assert db.session.query(Listing).count() == 1
