"""The console's pages of suggestions: what a coordinator sees and decides, and what the sender learns of it."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from flask import Flask, g
from sqlalchemy import select

from directory.database import db
from directory.models import AuditEvent, Listing, Revision, Suggestion
from tests.clients import Client, Console
from tests.conftest import sign_in
from tests.factories import commit, make_listing, make_phone, make_schedule
from tests.page import Page
from tests.suggesting.sending import Visitor, all_suggestions, tell_many

DECISIONS = "form[action$='/decisions']"
CIRCLE = "/listings/circle/problem"


@pytest.fixture
def console(app: Flask, clock: time_machine.Coordinates) -> Console:
    """A signed-in coordinator who, like everyone here, lives by the clock; visitors come between their requests."""

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        # All requests of a test share its context; on a server each has its own.
        for name in list(g):
            g.pop(name)

    return sign_in(app)


@pytest.fixture
def circle(app: Flask) -> int:
    """The id of a group that can be told about."""
    values = {"phones": [make_phone("859-555-0123")], "schedules": [make_schedule()]}
    listing = make_listing("Larkspur Circle", slug="circle", summary="A calm hour to talk.", **values)
    commit()
    return listing.id


@pytest.fixture
def visitor(app: Flask, clock: time_machine.Coordinates) -> Visitor:
    """Somebody who tells us something."""
    return Visitor(Client(app), clock)


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
    return console.get(str(console.get("/manage/suggestions").find(".row a")["href"]))


def decide(console: Console, page: Page, status: int = 303, **values: Any) -> Page:
    """Send the decisions of a page: part_name="accept" and so on, or a field by its whole name."""
    sent = {f"{key}-verdict" if value in ("accept", "refuse") else key: value for key, value in values.items()}
    return console.submit(page, DECISIONS, status, **sent)


def test_the_list_says_what_waits_the_unsafe_first(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/closed", message="A sign says so.")
    visitor.tell(f"{CIRCLE}/unsafe", message="They want my card.")
    page = console.get("/manage/suggestions")
    kinds = [row.get_text(" ", strip=True) for row in page.soup.select(".row__kind")]
    assert kinds == ["Not safe", "Has closed"]
    assert "2 wait to be read." in page.main_text and "1 says that something is not safe." in page.main_text


def test_old_and_new_are_marked_word_by_word_and_said_to_who_hears_it(
    console: Console, visitor: Visitor, circle: int
) -> None:
    visitor.tell(f"{CIRCLE}/wrong?part=summary", told_summary="A calm evening to talk.")
    page = open_first(console)
    assert page.find("del").get_text() == "gone: hour end "
    assert page.find("ins").get_text() == "new: evening end "


def test_a_suggestion_is_accepted_in_part_and_its_link_says_so(console: Console, visitor: Visitor, circle: int) -> None:
    """Shows 4 of the console: a visitor without script, the queue, a decision for each field, the status link."""
    sent = visitor.tell(
        f"{CIRCLE}/wrong?part=name&part=phones&part=schedules",
        told_name="Larkspur Ring",
        told_phones="859-555-0199",
        told_schedules="Wednesdays",
    )
    answers = {"part_phones-reason": "0", "part_name-own": "They told us their name."}
    page = open_first(console)
    done = decide(console, page, part_phones="accept", part_name="refuse", part_schedules="refuse", **answers)
    assert done.response.headers["Location"] == "/manage/suggestions"
    listing = the_listing()
    assert (listing.name, [phone.number for phone in listing.phones]) == ("Larkspur Circle", ["859-555-0199"])
    told = visitor.follow(sent).main_text
    assert "We took over a part of it" in told
    assert "The phone Taken over We checked, and it is so." in told
    assert "The name Not taken over They told us their name." in told
    suggestion = the_suggestion()
    assert (suggestion.state, suggestion.decided_by) == ("partly", "Robin Larkspur")


def test_what_is_accepted_is_a_revision_that_says_from_where(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/wrong?part=name", told_name="Larkspur Ring")
    decide(console, open_first(console), part_name="accept")
    revision = db.session.scalars(select(Revision).order_by(Revision.version.desc())).first()
    assert revision is not None
    assert (revision.source, revision.made_by, revision.reason) == (
        "suggestion", "Robin Larkspur", "Suggested: The name",
    )  # fmt: skip


def test_words_are_edited_before_they_are_taken_over(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/wrong?part=name", told_name="larkspur ring!!")
    decide(console, open_first(console), part_name="accept", **{"part_name-text": "Larkspur\nRing"})
    assert the_listing().name == "Larkspur Ring"


def test_what_cannot_stand_in_a_listing_is_not_taken_over_and_stays_on_the_page(
    console: Console, visitor: Visitor, circle: int
) -> None:
    visitor.tell(f"{CIRCLE}/wrong?part=url", told_url="javascript:alert(1)")
    page = decide(console, open_first(console), 422, part_url="accept")
    assert "A web page begins with https://" in page.main_text
    assert page.find("[name=part_url-text]").get_text().strip() == "javascript:alert(1)"
    assert the_suggestion().state == "waiting"


def test_who_decides_on_an_older_text_is_shown_what_it_says_now(
    console: Console, visitor: Visitor, circle: int
) -> None:
    visitor.tell(f"{CIRCLE}/wrong?part=name", told_name="Larkspur Ring")
    page = open_first(console)
    the_listing().name = "Larkspur Round"
    commit()
    again = decide(console, page, 409, part_name="accept", **{"part_name-own": "As told"})
    assert "has changed this listing meanwhile" in again.main_text and "Larkspur Round" in again.main_text
    assert again.find("[name=part_name-own]")["value"] == "As told"
    assert the_listing().name == "Larkspur Round"
    console.submit(again, DECISIONS)
    assert the_listing().name == "Larkspur Ring"


def test_what_was_there_when_it_was_sent_is_told_if_it_differs(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/wrong?part=name", told_name="Larkspur Ring")
    the_listing().name = "Larkspur Round"
    commit()
    assert "When it was sent, it said: Larkspur Circle" in open_first(console).main_text


@pytest.mark.parametrize(
    "version", ["", "²", "-1", "9" * 5_000], ids=["empty", "no-digit", "less-than-none", "endless"]
)
def test_a_decision_on_no_version_accepts_nothing_unseen(
    console: Console, visitor: Visitor, circle: int, version: str
) -> None:
    """v5.0.0-2.2.1, 2.3.4: nothing is noted as accepted while the listing stays what it was."""
    visitor.tell(f"{CIRCLE}/wrong?part=name", told_name="Larkspur Ring")
    page = decide(console, open_first(console), 409, part_name="accept", version=version)
    assert (the_suggestion().decisions, the_listing().version) == ({}, 1)
    console.submit(page, DECISIONS)
    assert the_listing().name == "Larkspur Ring"


def test_a_decision_sent_twice_is_one(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/wrong?part=name", told_name="Larkspur Ring")
    page = open_first(console)
    for verdict in ("accept", "refuse"):
        decide(console, page, part_name=verdict)
    assert the_suggestion().decisions["name"]["is_accepted"] is True
    assert the_listing().version == 2


def test_a_part_may_wait_until_later(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/wrong?part=name&part=other", told_name="Larkspur Ring", told_other="The bell is broken.")
    decide(console, open_first(console), part_name="accept")
    assert the_suggestion().state == "waiting"
    page = open_first(console)
    assert not page.soup.select("[name=part_name-verdict]") and page.soup.select("[name=part_other-verdict]")


def test_deciding_nothing_is_answered_with_what_to_do(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/closed")
    answer = console.follow(decide(console, open_first(console)))
    assert "Nothing is decided yet" in answer.text


def test_closed_is_accepted_with_a_reason_for_visitors(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/closed", message="my friend sam said so")
    decide(console, open_first(console), part_closed="accept", **{"part_closed-text": "The hosts moved away."})
    assert "The hosts moved away." in visitor.client.get("/listings/circle", 410).main_text


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
    assert "You need not do this alone." in page.find(".care").get_text(" ", strip=True)
    assert page.find(".care a[href='tel:988']")
    assert page.response.text.index("Before you read on") < page.response.text.index("I do not want to live")


def test_no_box_of_care_stands_where_it_is_not_needed(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/closed")
    assert not open_first(console).soup.select(".care")


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


def test_what_was_held_back_by_mistake_is_let_in(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/closed", homepage="x", message="The autofill did it.")
    page = console.get(str(console.get("/manage/suggestions/held").find(".row a")["href"]))
    console.submit(page, "form[action$='/release']")
    assert the_suggestion().state == "waiting"
    assert open_first(console).h1.startswith("Has closed")


def test_a_flood_is_one_line_of_the_list_and_can_be_deleted(app: Flask, console: Console, clock: object) -> None:
    app.config["SUGGESTIONS_A_DAY"] = 2
    tell_many(8)
    tell_many(1, kind="unsafe")
    page = console.get("/manage/suggestions")
    assert len(page.soup.select(".row")) == 2 and "7 held back" in page.main_text
    console.submit(console.get("/manage/suggestions/held"), "form[action$='/deletion']")
    left = [(kept.kind, kept.state) for kept in all_suggestions()]
    assert left == [("closed", "waiting"), ("closed", "waiting"), ("unsafe", "held")]


def test_the_address_of_the_sender_stands_on_the_page_of_the_suggestion_alone(
    console: Console, visitor: Visitor, circle: int
) -> None:
    visitor.tell(f"{CIRCLE}/closed", contact="sam@example.org")
    assert "sam@example.org" not in console.get("/manage/suggestions").text
    assert "deleted 90 days after" in open_first(console).main_text
    assert open_first(console).link("sam@example.org") == "mailto:sam@example.org"


def test_markup_in_what_was_told_stays_text(console: Console, visitor: Visitor, circle: int) -> None:
    """Fault F-27 on the coordinator's side."""
    polyglot = "\"'><script>alert(1)</script>{{7*7}}<b data-hx-get=/x>"
    visitor.tell(f"{CIRCLE}/wrong?part=name&part=other", told_name=polyglot, told_other=polyglot)
    page = open_first(console)
    assert not page.soup.select("main script, main [data-hx-get]")
    assert page.main_text.count("{{7*7}}") >= 3


@pytest.mark.parametrize("path", ["", "/held", "/1"])
def test_a_contributor_sees_nothing_of_it(app: Flask, path: str) -> None:
    assert sign_in(app, "contributor").open(f"/manage/suggestions{path}").status_code == 403


@pytest.mark.parametrize("action", ["decisions", "draft", "refusal", "hiding", "showing", "release"])
@pytest.mark.usefixtures("console")
def test_a_contributor_and_a_stranger_decide_nothing(app: Flask, visitor: Visitor, circle: int, action: str) -> None:
    """ASVS 8.2.1."""
    visitor.tell(f"{CIRCLE}/unsafe", message="They want my card.")
    path = f"/manage/suggestions/{the_suggestion().id}/{action}"
    app.config["WTF_CSRF_METHODS"] = ()  # so that the role alone is what stops them
    assert sign_in(app, "contributor").open(path, "POST").status_code == 403
    assert visitor.client.open(path, "POST").status_code == 401
    assert (the_suggestion().state, the_listing().publication) == ("waiting", "published")


def test_without_the_token_of_our_own_page_nothing_is_decided(console: Console, visitor: Visitor, circle: int) -> None:
    """Fault F-30."""
    visitor.tell(f"{CIRCLE}/unsafe", message="They want my card.")
    assert console.open(f"/manage/suggestions/{the_suggestion().id}/hiding", "POST").status_code == 403
    assert the_listing().publication == "published"


def test_a_suggestion_that_there_is_not_answers_404(console: Console) -> None:
    console.get("/manage/suggestions/99", 404)
