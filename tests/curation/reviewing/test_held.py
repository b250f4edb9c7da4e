"""What was held back: let in, shown as one line of a flood, deleted, and where the sender's address stands."""

from __future__ import annotations

from flask import Flask

from tests.clients import Console
from tests.curation.reviewing.opening import CIRCLE, open_first, the_suggestion
from tests.suggesting.sending import Visitor, all_suggestions, tell_many


def test_what_was_held_back_by_mistake_is_let_in(console: Console, visitor: Visitor, circle: int) -> None:
    visitor.tell(f"{CIRCLE}/closed", homepage="x", message="The autofill did it.")
    page = console.get(console.get("/manage/suggestions/held").find(".row a").attrib["href"])
    console.submit(page, "form[action$='/release']")
    assert the_suggestion().state == "waiting"
    assert open_first(console).h1.startswith("Has closed")


def test_a_flood_is_one_line_of_the_list_and_can_be_deleted(app: Flask, console: Console, clock: object) -> None:
    app.config["SUGGESTIONS_A_DAY"] = 2
    tell_many(8)
    tell_many(1, kind="unsafe")
    page = console.get("/manage/suggestions")
    assert len(page.select(".row")) == 2 and "7 held back" in page.main_text
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
