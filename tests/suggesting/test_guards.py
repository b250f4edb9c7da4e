"""What keeps floods out, and that whoever is stopped by it loses nothing of what they typed. v5.0.0-2.4.1, F-37."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter

import pytest
from altcha import Challenge, Payload, solve_challenge
from flask import Flask

from directory.database import db
from directory.models import Listing, SpentChallenge, SuggestionLimit
from directory.suggesting import proof as proof_of_work
from tests.clients import Client, Console
from tests.page import Page
from tests.suggesting.sending import Visitor, all_suggestions, tell_many

CLOSED = "/listings/circle/problem/closed"
TOLD = "The door is locked, and a sign says that they moved."


@pytest.fixture
def light_puzzle(monkeypatch: pytest.MonkeyPatch) -> None:
    """A puzzle that is solved at once."""
    monkeypatch.setattr(proof_of_work, "COST", 5)


def typed(page: Page) -> str:
    """What stands in the field of a page."""
    return page.find("[name=message]").text_content().strip()


def solved(page: Page) -> str:
    """What the script of a page with a puzzle writes into its form."""
    challenge = Challenge.from_dict(json.loads(page.find("[data-proof]").attrib["data-proof"]))
    solution = solve_challenge(challenge)
    assert solution is not None
    return Payload(challenge, solution).to_base64()


def test_a_form_sent_twice_is_one_suggestion_with_one_link(visitor: Visitor, circle: Listing) -> None:
    """Fault F-29."""
    page = visitor.client.get(CLOSED)
    visitor.clock.shift(60)
    first, again = (visitor.send(page, message=TOLD).response.headers["Location"] for _ in range(2))
    assert first == again
    (kept,) = all_suggestions()
    assert (kept.times, len(kept.receipts)) == (1, 1)


def test_a_form_sent_again_with_other_words_is_not_lost(visitor: Visitor, circle: Listing) -> None:
    page = visitor.client.get(CLOSED)
    visitor.clock.shift(60)
    links = {visitor.send(page, message=words).response.headers["Location"] for words in (TOLD, "They are back!")}
    assert len(links) == len(all_suggestions()) == 2


def test_the_same_told_by_two_is_one_suggestion_with_a_link_for_each(visitor: Visitor, circle: Listing) -> None:
    first = visitor.tell(CLOSED, message=TOLD)
    second = visitor.tell(CLOSED, message=f"  {TOLD.upper()}", contact="sam@example.org")
    assert first.response.headers["Location"] != second.response.headers["Location"]
    (kept,) = all_suggestions()
    assert (kept.times, [receipt.contact for receipt in kept.receipts]) == (2, [None, "sam@example.org"])


def test_what_fills_in_the_trap_is_held_back_and_told_nothing_else(visitor: Visitor, circle: Listing) -> None:
    sent = visitor.tell(CLOSED, message=TOLD, homepage="https://spam.example.org")
    assert visitor.follow(sent).h1 == "Thank you"
    assert [(kept.state, kept.held_because) for kept in all_suggestions()] == [("held", "trap")]


def test_the_trap_says_what_it_is_to_those_who_hear_the_page(client: Client, circle: Listing) -> None:
    page = client.get(CLOSED)
    label = page.find("label[for=homepage]")
    assert "Leave this one empty" in label.text_content() and "trap for programs" in label.text_content()
    assert page.find("#homepage").attrib["tabindex"] == "-1"


def test_who_is_too_fast_sends_it_once_more_with_all_that_was_typed(visitor: Visitor, circle: Listing) -> None:
    page = visitor.send(visitor.client.get(CLOSED), 422, message=TOLD)
    assert "That was very fast" in page.main_text and typed(page) == TOLD
    assert all_suggestions() == []
    visitor.clock.shift(3)
    visitor.send(page)
    assert len(all_suggestions()) == 1


@pytest.mark.parametrize("stamp", [None, "", "nonsense"], ids=["old", "empty", "forged"])
def test_a_form_that_is_old_or_not_ours_is_sent_once_more(visitor: Visitor, circle: Listing, stamp: str | None) -> None:
    page = visitor.client.get(CLOSED)
    visitor.clock.shift(dt.timedelta(days=1, seconds=1))
    again = visitor.send(page, 422, message=TOLD, **({} if stamp is None else {"stamp": stamp}))
    assert typed(again) == TOLD and all_suggestions() == []
    visitor.clock.shift(60)
    visitor.send(again)
    assert len(all_suggestions()) == 1


def test_one_network_is_told_when_to_try_again_and_others_are_not_concerned(
    app: Flask, visitor: Visitor, circle: Listing
) -> None:
    app.config["SUGGESTIONS_PER_NETWORK"] = 1
    visitor.tell(CLOSED, message="First")
    visitor.address = "192.0.2.200"  # the same network
    page = visitor.tell(CLOSED, 429, message=TOLD)
    assert typed(page) == TOLD and "Please send it again in 58 minutes" in page.main_text
    assert 57 * 60 < int(page.response.headers["Retry-After"]) <= 58 * 60
    visitor.address = "192.0.3.7"
    visitor.send(page)
    visitor.address = "192.0.2.7"
    visitor.clock.shift(dt.timedelta(hours=1))
    visitor.send(page, message="An hour later")
    assert len(all_suggestions()) == 3


def test_no_address_is_kept_and_what_is_counted_goes_with_its_hour(visitor: Visitor, circle: Listing) -> None:
    visitor.tell(CLOSED)
    before = {row.key for row in db.session.query(SuggestionLimit)}
    assert len(before) == 3 and all(len(key) == 64 for key in before)
    visitor.clock.shift(dt.timedelta(days=1))
    visitor.tell(CLOSED, message="The next day")
    assert before.isdisjoint({row.key for row in db.session.query(SuggestionLimit)})


def test_a_thousand_scripted_suggestions_are_held_back_and_what_is_unsafe_stands_first(
    clock: object, console: Console
) -> None:
    assert tell_many(1_000) == 1_000
    assert tell_many(1, address="203.0.113.7", kind="unsafe") == 1
    assert Counter(kept.state for kept in all_suggestions()) == {"waiting": 200, "held": 801}
    page = console.get("/manage/suggestions")
    assert "801 held back" in page.main_text and len(page.select(".row")) <= 100
    assert 0 < page.main_text.index("1 says that something is not safe") < page.main_text.index("Has closed")


def test_beyond_ten_times_what_is_read_in_a_day_nothing_is_kept(app: Flask, clock: object) -> None:
    app.config["SUGGESTIONS_A_DAY"] = 5
    assert tell_many(60) == 50
    assert Counter(kept.state for kept in all_suggestions()) == {"waiting": 5, "held": 45}


def test_links_without_words_are_held_back(visitor: Visitor, circle: Listing) -> None:
    visitor.tell(CLOSED, message="https://spam.example.org/a www.spam.example.org/b")
    visitor.tell("/listings/circle/problem/wrong?part=url", told_url="https://ring.example.org")
    assert [kept.held_because for kept in all_suggestions()] == ["links", None]


@pytest.mark.usefixtures("light_puzzle")
def test_in_a_flood_a_puzzle_must_be_solved_and_counts_once(app: Flask, visitor: Visitor, circle: Listing) -> None:
    app.config["SUGGESTION_FLOOD"] = 1
    visitor.tell(CLOSED, message="Before the flood")
    page = visitor.client.get(CLOSED)
    proof = solved(page)
    visitor.clock.shift(60)
    visitor.send(page, message=TOLD, proof=proof)
    replayed = visitor.send(page, 422, message="Once more", proof=proof)
    assert "The puzzle was used before" in replayed.main_text and typed(replayed) == "Once more"
    assert len(all_suggestions()) == 2


@pytest.mark.parametrize("proof", ["", "nonsense", "bnVsbA==", "e30="], ids=["none", "no-base64", "null", "empty"])
def test_in_a_flood_whoever_has_no_script_keeps_their_words_and_can_write_a_mail(
    app: Flask, visitor: Visitor, circle: Listing, proof: str
) -> None:
    app.config |= {"SUGGESTION_FLOOD": 0, "CONTACT_EMAIL": "desk@example.org"}
    page = visitor.tell(CLOSED, 422, message=TOLD, proof=proof)
    assert typed(page) == TOLD and page.link("Write a mail instead") == "mailto:desk@example.org"
    assert all_suggestions() == []


@pytest.mark.usefixtures("light_puzzle")
def test_a_puzzle_that_was_not_solved_or_has_run_out_is_not_taken(
    app: Flask, visitor: Visitor, circle: Listing
) -> None:
    app.config["SUGGESTION_FLOOD"] = 0
    page = visitor.client.get(CLOSED)
    proof = solved(page)
    challenge = Payload.from_base64(proof).challenge
    easier = Challenge.from_dict({**challenge.to_dict(), "parameters": {**challenge.parameters.to_dict(), "cost": 1}})
    solution = solve_challenge(easier)
    assert solution is not None
    visitor.clock.shift(60)
    visitor.send(page, 422, message=TOLD, proof=Payload(easier, solution).to_base64())
    visitor.clock.shift(dt.timedelta(hours=1))
    visitor.send(page, 422, message=TOLD, proof=proof)
    assert all_suggestions() == []


def test_outside_of_a_flood_no_puzzle_and_no_script_for_it_is_sent(client: Client, circle: Listing) -> None:
    page = client.get(CLOSED)
    assert not page.select("[data-proof]") and "proof-" not in page.response.text


@pytest.mark.usefixtures("light_puzzle")
def test_spent_puzzles_are_forgotten_when_they_would_not_be_taken_anyway(
    app: Flask, visitor: Visitor, circle: Listing
) -> None:
    app.config["SUGGESTION_FLOOD"] = 0
    for hour in range(2):
        page = visitor.client.get(CLOSED)
        proof = solved(page)
        visitor.clock.shift(60)
        visitor.send(page, message=f"Hour {hour}", proof=proof)
        visitor.clock.shift(dt.timedelta(hours=2))
    assert db.session.query(SpentChallenge).count() == 1


def test_the_counts_are_the_same_on_both_databases(any_app: Flask, clock: object) -> None:
    any_app.config |= {"SUGGESTIONS_PER_NETWORK": 2, "SUGGESTIONS_A_DAY": 1}
    assert tell_many(4, address="192.0.2.9") == 2
    assert [kept.state for kept in all_suggestions()] == ["waiting", "held"]
