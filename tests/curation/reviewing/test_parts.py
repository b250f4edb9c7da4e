"""What a coordinator sees of a suggestion and decides part by part, and what the sender learns of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from directory.database import db
from directory.models import Revision
from tests.clients import Console
from tests.curation.reviewing.opening import CIRCLE, DECISIONS, decide, open_first, the_listing, the_suggestion
from tests.factories import commit
from tests.page import read_text
from tests.suggesting.sending import Visitor


def test_the_list_says_what_waits_the_unsafe_first(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/closed", message="A sign says so.")
    visitor.tell(f"{CIRCLE}/unsafe", message="They want my card.")
    page = console.get("/manage/suggestions")
    kinds = [read_text(row) for row in page.select(".row__kind")]
    assert kinds == ["Not safe", "Has closed"]
    assert "2 wait to be read." in page.main_text and "1 says that something is not safe." in page.main_text


def test_old_and_new_are_marked_word_by_word_and_said_to_who_hears_it(
    console: Console, visitor: Visitor, circle: int
) -> None:
    visitor.tell(f"{CIRCLE}/wrong?part=summary", told_summary="A calm evening to talk.")
    page = open_first(console)
    assert page.find("del").text_content() == "gone: hour end "
    assert page.find("ins").text_content() == "new: evening end "


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
    assert page.find("[name=part_url-text]").text_content().strip() == "javascript:alert(1)"
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
    assert again.find("[name=part_name-own]").attrib["value"] == "As told"
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
    assert not page.select("[name=part_name-verdict]") and page.select("[name=part_other-verdict]")


def test_deciding_nothing_is_answered_with_what_to_do(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/closed")
    answer = console.follow(decide(console, open_first(console)))
    assert "Nothing is decided yet" in answer.text


def test_closed_is_accepted_with_a_reason_for_visitors(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/closed", message="my friend sam said so")
    decide(console, open_first(console), part_closed="accept", **{"part_closed-text": "The hosts moved away."})
    assert "The hosts moved away." in visitor.client.get("/listings/circle", 410).main_text
