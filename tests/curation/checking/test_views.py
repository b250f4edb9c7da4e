"""The working card: what is asked, what is kept, what comes next."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import Check, CheckTry, Claim, Listing, Person
from tests.clients import Client, Console
from tests.conftest import sign_in
from tests.factories import commit, make_listing, make_location, make_person, make_phone, make_schedule
from tests.page import fields_of


@pytest.fixture(autouse=True)
def standing_clock(clock: time_machine.Coordinates) -> None:
    """Before anybody signs in: a session of tomorrow is none."""


@pytest.fixture
def listing_id(app: Flask) -> int:
    """A group with all that a call is about."""
    listing = make_listing(
        "Larkspur Circle",
        phones=[make_phone()],
        schedules=[make_schedule()],
        locations=[make_location(name="Library")],
        application_process="Just come.",
        private_notes="Ask for Ana.",
    )
    commit()
    return listing.id


def checks() -> list[tuple[str, str, str | None, str | None]]:
    """What is kept: area, way, person, note."""
    db.session.rollback()
    return [(c.area, c.method, c.made_by, c.note) for c in db.session.scalars(select(Check).order_by(Check.id))]


def test_the_card_says_whom_to_call_and_what_to_ask(console: Console, listing_id: int) -> None:
    page = console.get(f"/manage/checks/{listing_id}")
    assert page.find(".work__call").attrib["href"] == "tel:+18595550123"
    for said in ("859-555-0123", "Every Tuesday, 7:00–8:00 PM", "Library", "Just come.", "Ask for Ana."):
        assert said in page.main_text
    assert len(page.select("input[name=areas][checked]")) == 3
    assert page.find("input[name=method][checked]").attrib["value"] == "phone"


def test_one_tap_keeps_that_all_of_it_is_right(console: Console, listing_id: int) -> None:
    page = console.get(f"/manage/checks/{listing_id}")
    answer = console.submit(page, ".work__form", outcome="right")
    assert answer.response.headers["Location"] == "/manage"
    assert checks() == [("all", "phone", "Robin Larkspur", None)]
    assert "Kept: Larkspur Circle is still right." in console.follow(answer).text


def test_only_what_was_ticked_is_kept_with_the_way_and_the_note(console: Console, listing_id: int) -> None:
    page = console.get(f"/manage/checks/{listing_id}")
    console.submit(page, ".work__form", areas=["schedule"], method="visit", note="New door.", outcome="right")
    assert checks() == [("schedule", "visit", "Robin Larkspur", "New door.")]


def test_nothing_ticked_is_a_sentence_and_nothing_typed_is_lost(console: Console, listing_id: int) -> None:
    page = console.get(f"/manage/checks/{listing_id}")
    again = console.submit(page, ".work__form", 422, areas=None, note="They moved.", outcome="right")
    assert "Tick what is still right" in again.main_text
    assert again.find("input[name=note]").attrib["value"] == "They moved."
    assert checks() == []


def test_what_was_changed_meanwhile_is_shown_again_before_it_counts(console: Console, listing_id: int) -> None:
    page = console.get(f"/manage/checks/{listing_id}")
    db.session.get_one(Listing, listing_id).application_process = "Call first."
    commit()
    again = console.submit(page, ".work__form", 409, outcome="right", note="Fine.")
    assert "Somebody has changed this listing" in again.main_text
    assert "Call first." in again.main_text
    assert checks() == []
    console.submit(again, ".work__form", outcome="right")
    assert checks() == [("all", "phone", "Robin Larkspur", "Fine.")]


def test_no_answer_is_counted_and_the_third_time_asks_more(
    console: Console, listing_id: int, clock: time_machine.Coordinates
) -> None:
    said = []
    for _ in range(3):
        page = console.get(f"/manage/checks/{listing_id}")
        said.append(console.follow(console.submit(page, ".work__form", outcome="no-answer")).text)
        clock.shift(dt.timedelta(days=1))
        console.sign_in_again()
    assert "comes up again another day" in said[1]
    assert "3 times now. Does it still exist?" in said[2]
    assert len(db.session.scalars(select(CheckTry)).all()) == 3
    assert "Nobody answered 3 times." in console.get(f"/manage/checks/{listing_id}").main_text
    assert checks() == []


def test_a_mistake_is_taken_back_by_who_made_it(console: Console, listing_id: int) -> None:
    console.submit(console.get(f"/manage/checks/{listing_id}"), ".work__form", outcome="right")
    page = console.get(f"/manage/checks/{listing_id}")
    assert "You checked this today." in page.main_text
    console.submit(page, f"form[action='/manage/checks/{listing_id}/take-back']")
    assert checks() == []


def test_the_next_of_ones_five_comes_by_itself_and_the_queue_after_the_last(
    app: Flask, console: Console, listing_id: int
) -> None:
    second = make_listing("Fernley Walk").id
    commit()
    queue = console.get("/manage")
    path = console.submit(queue, "form[action='/manage/handful']").response.headers["Location"]
    met = []
    while path != "/manage":
        met.append(path)
        path = console.submit(console.get(path), ".work__form", outcome="right").response.headers["Location"]
    assert met == [f"/manage/checks/{second}", f"/manage/checks/{listing_id}"]
    assert "Nothing needs you today" not in console.get("/manage").main_text  # the note of the first
    assert len(checks()) == 2


def test_who_has_it_in_hand_is_said_and_one_may_still_work(console: Console, listing_id: int) -> None:
    until = dt.datetime(2026, 11, 23, 20, 40, tzinfo=dt.UTC)
    db.session.add(Claim(listing_id=listing_id, person_id=make_person("Ben").id, until=until))
    commit()
    page = console.get(f"/manage/checks/{listing_id}")
    assert "Ben has this until 3:40 PM" in page.main_text
    console.submit(page, ".work__form", outcome="right")
    assert len(checks()) == 1


def test_htmx_gets_the_card_alone_and_its_address(console: Console, listing_id: int) -> None:
    answer = console.get_fragment(f"/manage/checks/{listing_id}")
    assert answer.response.headers["HX-Replace-Url"] == f"/manage/checks/{listing_id}"


def test_htmx_goes_to_the_whole_queue_after_the_last(console: Console, listing_id: int) -> None:
    page = console.get(f"/manage/checks/{listing_id}")
    sent = {**fields_of(page.find(".work__form")), "outcome": "right"}
    answer = console.send(f"/manage/checks/{listing_id}", sent, 200, HX_Request="true")
    assert answer.response.headers["HX-Redirect"] == "/manage"
    assert answer.response.text == ""


def test_a_listing_without_a_phone_offers_what_it_has(console: Console) -> None:
    listing = make_listing("Peer Rooms", url="https://rooms.example.org")
    commit()
    page = console.get(f"/manage/checks/{listing.id}")
    assert page.find(".work__call").attrib["href"] == "https://rooms.example.org"
    assert page.find("input[name=method][checked]").attrib["value"] == "web"


def test_there_is_no_card_of_no_listing(console: Console) -> None:
    console.get("/manage/checks/99", 404)


def test_a_contributor_does_not_check(app: Flask, listing_id: int) -> None:
    console = sign_in(app, "contributor")
    console.get(f"/manage/checks/{listing_id}", 403)


def test_a_stranger_does_not_check(app: Flask, listing_id: int) -> None:
    assert Client(app).open(f"/manage/checks/{listing_id}", "POST").status_code == 401
    assert db.session.scalars(select(Person)).all() == []
    assert checks() == []
