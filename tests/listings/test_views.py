"""The page of one listing: what it says, what it never says, and where old addresses lead."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import (
    KINDS,
    Answer,
    Link,
    Listing,
    Question,
    QuestionLabel,
    ScheduleException,
    SlugRedirect,
)
from tests.clients import Client
from tests.factories import (
    commit,
    make_check,
    make_listing,
    make_location,
    make_phone,
    make_schedule,
    make_term,
)
from tests.page import Page, read_text

CANARY = "zqcanary"
SOURCE = "https://www.larkspur.example.org/groups"
# The clock of the tests stands at Monday 23 November 2026, noon, Eastern Time.
TUESDAY = dt.datetime(2026, 11, 24, 19, 0, tzinfo=dt.timezone(dt.timedelta(hours=-5)))


def make_question(key: str = "just-listen", label: str = "Can I just listen?", **values: object) -> Question:
    """A question asked of groups."""
    question = Question(key=key, kinds=["group"], shape="yes_no", **values)
    question.labels = [QuestionLabel(label=label, yes="Yes, you can", no="No, all take part")]
    db.session.add(question)
    db.session.flush()
    return question


def answers_of(page: Page) -> dict[str, str]:
    """Question → what the page answers."""
    rows = page.select(".answers__one")
    return {read_text(row.find("dt")): read_text(row.find("dd")) for row in rows}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_page(client: Client, kind: str) -> None:
    make_listing("Larkspur Circle", slug="circle", kind=kind, summary="A warm room.")
    commit()
    page = client.get("/listings/circle")
    assert page.h1 == "Larkspur Circle"
    assert "A warm room." in page.main_text


@pytest.mark.parametrize("kind", KINDS)
def test_listings_of_the_demo_have_pages(seeded: Flask, seeded_client: Client, kind: str) -> None:
    chosen = select(Listing).where(Listing.kind == kind, Listing.publication == "published", Listing.source == "demo")
    for listing in db.session.scalars(chosen.order_by(Listing.id).limit(3)):
        assert seeded_client.get(f"/listings/{listing.slug}").h1 == listing.name


def test_an_unknown_address_offers_a_search(client: Client) -> None:
    page = client.get("/listings/nothing-here", status=404)
    assert page.select("main form[action='/find'] input[name=q]")


def test_a_listing_that_was_renamed_leads_to_its_new_address(client: Client) -> None:
    listing = make_listing(slug="new-name")
    db.session.add(SlugRedirect(slug="old-name", listing=listing))
    commit()
    response = client.open("/listings/old-name")
    assert (response.status_code, response.headers["Location"]) == (301, "/listings/new-name")
    client.get("/listings/new-name")


def test_a_closed_listing_says_why_and_names_its_successor(client: Client) -> None:
    successor = make_listing("Walking Group", slug="walk")
    make_listing(slug="lunch", publication="closed", closed_reason="The hosts moved away.", successor=successor)
    commit()
    page = client.get("/listings/lunch", status=410)
    assert "The hosts moved away." in page.main_text
    assert page.link("Walking Group") == "/listings/walk"


def test_a_closed_listing_names_no_successor_that_visitors_may_not_see(client: Client) -> None:
    successor = make_listing("Walking Group", slug="walk", publication="draft")
    make_listing(slug="lunch", publication="closed", successor=successor)
    commit()
    assert "Walking Group" not in client.get("/listings/lunch", status=410).text


@pytest.mark.parametrize("publication", ["draft", "hidden"])
def test_what_is_not_published_looks_like_what_is_not_there(client: Client, publication: str) -> None:
    make_listing("Larkspur Circle", slug="circle", publication=publication)
    commit()
    assert "Larkspur Circle" not in client.get("/listings/circle", status=404).text


def test_an_organization_that_visitors_may_not_see_is_not_named(client: Client) -> None:
    organization = make_listing("Secret League", kind="organization", publication="draft")
    make_listing(slug="circle", organization=organization)
    make_listing(
        "Draft Circle", slug="draft", organization=make_listing("Open League", slug="open"), publication="draft"
    )
    commit()
    assert "Secret League" not in client.get("/listings/circle").text
    assert "Draft Circle" not in client.get("/listings/open").text


def test_private_fields_are_on_no_page(client: Client) -> None:
    need = make_term(slug="i-feel-alone", label="I feel alone")
    private = {"name": f"{CANARY} house", "address_1": f"1 {CANARY} Road", "directions": CANARY, "postal_code": "99901"}
    shown_town = make_location("Lexington", visibility="city", **private)
    hidden_town = make_location(f"{CANARY}ville", visibility="hidden", **private)
    make_listing(
        "Larkspur Circle",
        slug="circle",
        terms=(need,),
        locations=[shown_town, hidden_town],
        private_notes=f"{CANARY} note",
        seed_key=f"{CANARY}-key",
        source=f"{CANARY}-import",
    )
    commit()
    assert "Lexington" in client.get("/listings/circle").main_text
    for path in ("/", "/find", "/find?q=larkspur", "/needs/i-feel-alone", "/listings/circle", "/crisis", "/about"):
        html = client.get(path).response.text
        assert CANARY not in html, f"{path} tells what is private"
        assert "99901" not in html, f"{path} tells a private address"


@pytest.mark.parametrize("words", [CANARY, f"{CANARY}ville", f"{CANARY}-key"])
def test_private_fields_are_not_found_by_a_search(client: Client, words: str) -> None:
    hidden = make_location(f"{CANARY}ville", address_1=f"1 {CANARY} Road", visibility="hidden")
    make_listing(locations=[hidden], private_notes=f"{CANARY} note", seed_key=f"{CANARY}-key")
    make_listing("Other Circle")
    commit()
    assert client.get(f"/find?q={words}").card_names() == []


def test_a_hidden_address_is_explained(client: Client) -> None:
    make_listing(slug="shelter", locations=[make_location("Canaryville", visibility="hidden")])
    commit()
    assert "The address is kept private" in client.get("/listings/shelter").main_text


def test_a_listing_that_nobody_checked_says_so_and_where_it_was_read(client: Client) -> None:
    make_listing(slug="circle", source_url=SOURCE)
    commit()
    page = client.get("/listings/circle")
    assert "Not yet checked by this directory · from larkspur.example.org" in page.main_text
    assert page.link("larkspur.example.org") == SOURCE


def test_a_check_says_what_when_and_how(client: Client) -> None:
    today = dt.date(2026, 11, 23)
    checks = [make_check(5, today, area="schedule"), make_check(72, today, method="web")]
    make_listing(slug="circle", checks=checks, source_url=SOURCE)
    commit()
    page = client.get("/listings/circle")
    assert "Times: checked 18 Nov 2026 by phone" in page.main_text
    assert "All of it: checked 12 Sep 2026" in page.main_text
    assert "Not yet checked" not in page.main_text


def test_questions_are_answered_honestly(client: Client) -> None:
    for position, key in enumerate(("just-listen", "cost", "register", "camera")):
        make_question(key, f"Question {key}?", position=position)
    answers = [
        Answer(question_key="just-listen", value="yes", note="Many do."),
        Answer(question_key="cost", value="no"),
        Answer(question_key="camera", value="ask"),
    ]
    make_listing(slug="circle", answers=answers)
    commit()
    page = client.get("/listings/circle")
    assert list(answers_of(page).items()) == [
        ("Question just-listen?", "Yes, you can Many do."),
        ("Question cost?", "No, all take part"),
        ("Question camera?", "It depends – ask them"),
    ]
    [unknown] = page.select(".answers__rest")
    assert read_text(unknown.find("summary")) == "1 question has no answer here yet. You can ask it."
    assert read_text(unknown.find(".//li")) == "Question register?"


def test_a_question_is_asked_only_where_it_makes_sense(client: Client) -> None:
    make_question("camera", "Must my camera be on?", formats=["online"])
    online = make_term("format", "online", "Online")
    make_listing(slug="in-a-room")
    make_listing(slug="on-a-screen", terms=(online,))
    make_listing(slug="line", kind="helpline")
    commit()
    assert not client.get("/listings/in-a-room").select(".answers__rest")
    assert not client.get("/listings/line").select(".answers__rest")
    asked = client.get("/listings/on-a-screen").select(".answers__rest li")
    assert [read_text(question) for question in asked] == ["Must my camera be on?"]


@pytest.mark.parametrize(
    ("phone", "address"),
    [
        ({"number": "988"}, "tel:988"),
        ({"number": "859-555-0123"}, "tel:+18595550123"),
        ({"number": "859-555-0123", "extension": "7"}, "tel:+18595550123,7"),
        ({"number": "741741", "type": "text", "text_body": "HOME"}, "sms:741741?&body=HOME"),
        ({"number": "741741", "type": "text"}, "sms:741741"),
    ],
    ids=["short-code", "long-number", "extension", "word-to-send", "text"],
)
def test_a_number_is_called_or_texted_as_dialed(client: Client, phone: dict[str, str], address: str) -> None:
    make_listing(slug="line", kind="helpline", phones=[make_phone(**phone)])
    commit()
    assert client.get("/listings/line").find(".contact a").attrib["href"] == address


def test_an_address_that_runs_a_script_is_never_a_link(client: Client) -> None:
    script = "java\nscript:alert(1)"
    make_listing(slug="circle", url=script, source_url=script, links=[Link(label="Chat", url=script)])
    commit()
    for path in ("/listings/circle", "/find"):
        page = client.get(path)
        assert not [link for link in page.select("a[href]") if "script" in link.attrib["href"]]


def test_words_of_a_listing_are_never_markup(client: Client) -> None:
    evil = "<script>alert(1)</script>"
    make_listing(f"Circle {evil}", slug="circle", summary=evil, description=evil, aliases=(evil,), alert=evil)
    commit()
    for path in ("/listings/circle", "/find"):
        page = client.get(path)
        assert evil in page.main_text
        assert evil not in page.response.text


def test_a_listing_closed_for_now_says_so_and_promises_no_meeting(client: Client) -> None:
    make_listing(
        slug="circle", status="temporarily closed", alert="Back in spring.", schedules=[make_schedule(byday=["TU"])]
    )
    commit()
    page = client.get("/listings/circle")
    assert "Closed for now. Back in spring." in page.main_text
    assert not page.select("time")


@pytest.mark.usefixtures("clock")
def test_times_are_told_in_words_and_as_dates(client: Client) -> None:
    exception = ScheduleException(date=dt.date(2026, 12, 8), kind="cancelled", note="Snow break")
    schedule = make_schedule(freq="MONTHLY", byday=["2TU", "4TU"], closes_at="20:30", exceptions=[exception])
    make_listing(slug="circle", schedules=[schedule])
    commit()
    page = client.get("/listings/circle")
    words = "2nd and 4th Tuesday of the month, 7:00–8:30 PM · in person · Eastern Time"
    assert words in page.main_text
    assert "Not on 8 Dec 2026 (Snow break)" in page.main_text
    times = [time.attrib["datetime"] for time in page.select("time")]
    assert times[:2] == [TUESDAY.isoformat(), TUESDAY.replace(month=12, day=22).isoformat()]
    assert "tomorrow, 7:00–8:30 PM" in page.main_text


def test_a_line_that_never_closes_says_so(client: Client) -> None:
    schedule = make_schedule(freq="DAILY", byday=None, opens_at="00:00", closes_at="00:00", mode="phone")
    make_listing(slug="line", kind="helpline", schedules=[schedule])
    commit()
    assert "Open now · day and night, every day" in client.get("/listings/line").main_text


def test_other_names_are_told(client: Client) -> None:
    make_listing("Larkspur Circle", slug="circle", aliases=("The Blue Door", "LC"))
    commit()
    text = client.get("/listings/circle").main_text
    assert all(words in text for words in ("Also known as", "The Blue Door", "LC"))


def test_days_are_counted_in_the_zone_of_the_site(client: Client) -> None:
    make_listing(slug="circle", schedules=[make_schedule(byday=["TU"])])
    commit()
    with time_machine.travel(dt.datetime(2026, 11, 24, 4, 0, tzinfo=dt.UTC), tick=False):
        assert "tomorrow, 7:00–8:00 PM" in client.get("/listings/circle").main_text


@pytest.mark.usefixtures("clock")
def test_what_takes_place_once_is_told_with_its_only_day(client: Client) -> None:
    day = dt.date(2026, 12, 22)
    schedule = make_schedule(freq="DAILY", byday=None, opens_at="19:00", closes_at="20:30", dtstart=day, until=day)
    make_listing(slug="circle", schedules=[schedule])
    commit()
    text = client.get("/listings/circle").main_text
    assert "Once, on Tuesday, 22 Dec 2026, 7:00–8:30 PM" in text
    assert "until" not in text
