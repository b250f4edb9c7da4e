"""The queue: everything that waits for coordinators, the most urgent first."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.curation.checking.asking import answer, find_link, make_link
from directory.curation.queue import parts
from directory.curation.queue.parts import Part, Row
from directory.database import db
from directory.models import Claim, Listing
from directory.people import SignedIn
from tests.clients import Console
from tests.conftest import sign_in
from tests.factories import begin, commit, make_check, make_listing, make_person
from tests.page import Page, read_text

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def standing_clock(clock: time_machine.Coordinates) -> None:
    """All of it today."""


def headings(page: Page) -> list[str]:
    """The parts and how much is in each, in order."""
    return [read_text(heading) for heading in page.select(".queue__title")]


def rows(page: Page, part: str) -> list[str]:
    """What stands in a part."""
    return [read_text(row) for row in page.select(f"section[aria-labelledby=part-{part}] .queue__what")]


def tell(listing: Listing, said: str, words: str = "") -> None:
    """What a group says by its link, committed."""
    begin()
    answer(find_link(make_link(listing, "desk@example.org")), said, words)
    commit()


def test_when_nothing_waits_the_queue_thanks(console: Console) -> None:
    page = console.get("/manage")
    assert "Nothing needs you today. Thank you." in page.main_text
    assert not page.select("form[action='/manage/handful']")


def test_the_most_urgent_part_comes_first(console: Console) -> None:
    make_listing("Noted", private_notes="Withheld.", checks=[make_check(today=TODAY)])
    told = make_listing("Told", checks=[make_check(today=TODAY)])
    make_listing("Unchecked")
    commit()
    tell(told, "changed", "We moved.")
    page = console.get("/manage")
    assert headings(page) == ["Suggestions 1", "Is it still right? 1", "Notes and withheld facts 1"]


def test_a_part_that_others_add_stands_where_its_urgency_says(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reports(_person: SignedIn) -> Part:
        return Part("reports", "Reports", 0, "alert", (Row("A report", "Unsafe", "/manage"),), 7)

    monkeypatch.setattr(parts, "QUEUE_PARTS", (*parts.QUEUE_PARTS, reports))
    make_listing("Unchecked")
    commit()
    assert headings(console.get("/manage")) == ["Reports 7", "Is it still right? 1"]


def test_a_row_says_why_it_is_there(console: Console) -> None:
    listing = make_listing("Overdue", checks=[make_check(400, TODAY)])
    make_listing("Unchecked")
    until = dt.datetime(2026, 11, 23, 20, 40, tzinfo=dt.UTC)
    db.session.add(Claim(listing_id=listing.id, person_id=make_person("Ben").id, until=until))
    commit()
    page = console.get("/manage")
    assert rows(page, "checks") == [
        "Overdue Last checked 19 Oct 2025 · Ben has this until 3:40 PM",
        "Unchecked Never checked",
    ]
    assert "1 overdue · 1 never checked" in page.main_text


def test_many_rows_have_a_page_of_their_own(console: Console) -> None:
    for number in range(60):
        make_listing(f"Group {number:02}")
    commit()
    page = console.get("/manage")
    assert len(rows(page, "checks")) == 5
    whole = console.get(page.link("Show all 60"))
    assert len(whole.select(".queue__row")) == 50
    last = console.get(whole.link("Next"))
    assert len(last.select(".queue__row")) == 10
    assert "Group 59" in last.main_text


def test_a_part_that_is_empty_or_unknown_leads_back(console: Console) -> None:
    assert console.open("/manage/queue/checks").headers["Location"] == "/manage"
    assert console.open("/manage/queue/nothing").headers["Location"] == "/manage"


@pytest.mark.parametrize(
    ("said", "why"),
    [("closed", "It has closed, says the group."), ("changed", "Something has changed, says the group.")],
)
def test_what_a_group_said_is_one_row_that_leads_to_where_it_is_decided(console: Console, said: str, why: str) -> None:
    listing = make_listing("Larkspur Circle", checks=[make_check(today=TODAY)])
    commit()
    tell(listing, said, "We stopped in May.")
    page = console.get("/manage")
    assert headings(page) == ["Suggestions 1"]
    assert rows(page, "suggestions") == [f"Larkspur Circle {why}"]
    assert "We stopped in May." in console.get(page.link("Larkspur Circle")).main_text


def test_a_note_is_dealt_with_and_stays_with_its_listing(console: Console) -> None:
    listing = make_listing("Noted", private_notes="Withheld until checked: a number.", checks=[make_check(today=TODAY)])
    commit()
    console.submit(console.get("/manage"), ".queue__done")
    assert "Notes and withheld facts" not in console.get("/manage").main_text
    db.session.expire_all()
    assert db.session.get_one(Listing, listing.id).private_notes == "Withheld until checked: a number."
    db.session.get_one(Listing, listing.id).private_notes = "Withheld until checked: another number."
    commit()
    assert "Notes and withheld facts" in console.get("/manage").main_text


def test_a_note_that_was_changed_while_it_was_read_stays_on_the_list(console: Console) -> None:
    listing = make_listing("Noted", private_notes="One.", checks=[make_check(today=TODAY)])
    commit()
    page = console.get("/manage")
    listing.private_notes = "Two."
    commit()
    assert "Please read it again." in console.follow(console.submit(page, ".queue__done")).text
    assert "Two." in console.get("/manage").main_text


def test_a_handful_is_in_ones_hands_until_given_back(console: Console) -> None:
    for number in range(7):
        make_listing(f"Group {number}")
    commit()
    console.submit(console.get("/manage"), "form[action='/manage/handful']")
    page = console.get("/manage")
    assert "5 in your hands until 1:00 PM" in page.main_text
    console.submit(page, "form[action='/manage/handful/back']")
    assert db.session.scalars(select(Claim)).all() == []


def test_a_contributor_comes_to_their_own_listings_instead(app: Flask) -> None:
    make_listing("Other", private_notes="Canary")
    commit()
    contributor = sign_in(app, "contributor")
    assert contributor.open("/manage").headers["Location"] == "/manage/mine"
    assert contributor.open("/manage/queue/checks").status_code == 403


@pytest.mark.parametrize("path", ["/manage/handful", "/manage/handful/back"])
def test_a_contributor_cannot_do_what_coordinators_do(app: Flask, path: str) -> None:
    console = sign_in(app, "contributor")
    console.send(path, {"csrf_token": console.token()}, 403)


@pytest.mark.parametrize("path", ["/manage/notes/9/x/done"])
def test_what_there_is_not_cannot_be_done_with(console: Console, path: str) -> None:
    make_listing("Unchecked")
    commit()
    token = console.get("/manage").find("input[name=csrf_token]").attrib["value"]
    console.send(path, {"csrf_token": token}, 404)
