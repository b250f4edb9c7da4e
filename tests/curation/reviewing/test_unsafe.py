"""A listing that is said to be unsafe is hidden at once, and who reads of self-harm is cared for."""

from __future__ import annotations

from sqlalchemy import select

from directory.database import db
from directory.models import AuditEvent, Revision
from tests.clients import Console
from tests.curation.reviewing.opening import CIRCLE, open_first, the_listing
from tests.page import read_text
from tests.suggesting.sending import Visitor


def test_an_unsafe_listing_is_hidden_at_once_and_shown_again(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/unsafe", message="They want my card.")
    page = open_first(console)
    page = console.follow(console.submit(page, "form[action$='/hiding']"))
    visitor.client.get("/listings/circle", 404)
    assert visitor.client.get("/find?q=larkspur").card_names() == []
    console.submit(page, "form[action$='/showing']")
    assert visitor.client.get("/listings/circle").h1 == "Larkspur Circle"
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(event.event, event.made_by) for event in events] == [
        ("listing-hidden", "Robin Larkspur"), ("listing-shown", "Robin Larkspur"),
    ]  # fmt: skip
    reasons = db.session.scalars(select(Revision.reason).order_by(Revision.version)).all()
    assert reasons[-2:] == ["Hidden while a report is looked into", "Shown again after a report"]


def test_hiding_twice_hides_once(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/unsafe", message="They want my card.")
    page = open_first(console)
    for _ in range(2):
        console.submit(page, "form[action$='/hiding']")
    assert (the_listing().publication, the_listing().version) == ("hidden", 2)


def test_the_reviewer_is_cared_for_where_it_may_speak_of_self_harm(
    console: Console, visitor: Visitor, circle: int
) -> None:
    visitor.tell(f"{CIRCLE}/unsafe", message="I do not want to live any more.")
    page = open_first(console)
    assert "You need not do this alone." in read_text(page.find(".care"))
    assert page.select(".care a[href='tel:988']")
    assert page.response.text.index("Before you read on") < page.response.text.index("I do not want to live")


def test_no_box_of_care_stands_where_it_is_not_needed(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/closed")
    assert not open_first(console).select(".care")
