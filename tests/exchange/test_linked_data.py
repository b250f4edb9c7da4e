"""JSON-LD on the page of a listing: what search engines learn, and what they never do."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from flask import Flask
from lxml.html import tostring
from sqlalchemy import select

from directory.database import db
from directory.models import Link, Listing, ScheduleException
from tests.clients import Client
from tests.factories import commit, make_listing, make_location, make_phone, make_schedule

CANARY = "zqcanary"
pytestmark = pytest.mark.usefixtures("clock")  # Monday 23 November 2026


def data_of(client: Client, path: str) -> dict[str, Any]:
    """The data block of a page, parsed."""
    return json.loads(client.get(path).find("head script[type='application/ld+json']").text_content())


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("organization", "Organization"),
        ("group", "Event"),
        ("program", "Service"),
        ("helpline", "Service"),
        ("role", "Service"),
        ("community", "Organization"),
    ],
)
def test_each_kind_has_its_type(client: Client, kind: str, type_: str) -> None:
    make_listing("Larkspur Circle", slug="circle", kind=kind, summary="A warm room.", schedules=[make_schedule()])
    commit()
    data = data_of(client, "/listings/circle")
    assert data["@context"] == "https://schema.org"
    assert (data["@type"], data["name"], data["description"]) == (type_, "Larkspur Circle", "A warm room.")
    assert data["url"] == data["@id"] == "http://localhost/listings/circle"


def test_a_group_without_dates_is_no_event(client: Client) -> None:
    make_listing(slug="circle")
    make_listing(slug="paused", status="temporarily closed", schedules=[make_schedule()])
    commit()
    assert data_of(client, "/listings/circle")["@type"] == "Organization"
    assert data_of(client, "/listings/paused")["@type"] == "Organization"


def test_an_event_tells_the_next_dates_and_the_schedule_behind_them(client: Client) -> None:
    exception = ScheduleException(date=dt.date(2026, 12, 8), kind="cancelled")
    place = make_location("Lexington", visibility="full", name="Library", address_1="140 Main St", postal_code="40507")
    league = make_listing("Open League", slug="open", kind="organization")
    schedule = make_schedule(freq="MONTHLY", byday=["2TU", "4TU"], exceptions=[exception])
    make_listing(slug="circle", is_free=True, schedules=[schedule], locations=[place], organization=league)
    commit()
    data = data_of(client, "/listings/circle")
    assert data["startDate"] == "2026-11-24T19:00:00-05:00"
    assert data["endDate"] == "2026-11-24T20:00:00-05:00"
    assert [event["startDate"][:10] for event in data["subEvent"]] == [
        "2026-12-22",
        "2027-01-12",
        "2027-01-26",
        "2027-02-09",
    ]
    (told,) = data["eventSchedule"]
    assert (told["repeatFrequency"], told["byDay"], told["scheduleTimezone"]) == (
        "P1M",
        ["2TU", "4TU"],
        "America/New_York",
    )
    assert told["exceptDate"] == ["2026-12-08"]
    (where,) = data["location"]
    assert (where["name"], where["address"]["streetAddress"]) == ("Library", "140 Main St")
    assert data["isAccessibleForFree"] is True
    assert data["organizer"]["name"] == "Open League"
    assert data["eventAttendanceMode"].endswith("OfflineEventAttendanceMode")


def test_an_online_event_has_no_address(client: Client) -> None:
    make_listing(slug="circle", schedules=[make_schedule(mode="online")], locations=[make_location("Lexington")])
    commit()
    data = data_of(client, "/listings/circle")
    assert data["location"] == {"@type": "VirtualLocation", "url": "http://localhost/listings/circle"}
    assert "Lexington" not in json.dumps(data)


def test_a_helpline_tells_how_to_call_and_to_text(client: Client) -> None:
    phones = [make_phone("988", label="Call"), make_phone("741741", type="text"), make_phone(extension="7")]
    links = [Link(label="Chat", url="https://chat.example.org"), Link(label="Bad", url="javascript:alert(1)")]
    make_listing(slug="line", kind="helpline", phones=phones, links=links, service_areas=("US-KY", "US", "worldwide"))
    commit()
    data = data_of(client, "/listings/line")
    channel = data["availableChannel"]
    assert [phone["telephone"] for phone in channel["servicePhone"]] == ["988", "+18595550123;ext=7"]
    assert [phone["telephone"] for phone in channel["serviceSmsNumber"]] == ["741741"]
    assert channel["serviceUrl"] == ["https://chat.example.org"]
    assert [area["name"] for area in data["areaServed"]] == ["Kentucky", "US"]
    assert data["serviceType"] == "Helpline"


@pytest.mark.parametrize("kind", ["organization", "group", "helpline"])
def test_private_fields_are_in_no_data(client: Client, kind: str) -> None:
    private = {"name": f"{CANARY} house", "address_1": f"1 {CANARY} Road", "directions": CANARY, "postal_code": "99901"}
    places = [
        make_location("Lexington", visibility="city", **private),
        make_location(f"{CANARY}ville", visibility="hidden", **private),
    ]
    make_listing(
        slug="circle",
        kind=kind,
        locations=places,
        private_notes=CANARY,
        seed_key=CANARY,
        source=CANARY,
        schedules=[make_schedule()],
        organization=make_listing(f"{CANARY} League", slug=f"{CANARY}-league", publication="draft"),
    )
    commit()
    text = json.dumps(data_of(client, "/listings/circle"))
    assert "Lexington" in text
    assert CANARY not in text and "99901" not in text and "latitude" not in text


def test_words_of_a_listing_cannot_end_the_block(client: Client) -> None:
    evil = "</script><script>alert(1)</script><!-- & ' \u2028"
    make_listing(f"Circle {evil}", slug="circle", summary=evil, aliases=(evil,))
    commit()
    page = client.get("/listings/circle")
    block = tostring(page.find("head script[type='application/ld+json']"), encoding="unicode", with_tail=False)
    assert block.count("<") == 2 and "&" not in block
    assert data_of(client, "/listings/circle")["name"] == f"Circle {evil}"


def test_every_listing_of_the_seed_and_the_demo_has_data_that_can_be_read(seeded: Flask, seeded_client: Client) -> None:
    chosen = select(Listing.slug).where(Listing.publication == "published").order_by(Listing.id)
    slugs = list(db.session.scalars(chosen))[::9]
    assert len(slugs) > 20
    for slug in slugs:
        assert data_of(seeded_client, f"/listings/{slug}")["@id"] == f"http://localhost/listings/{slug}"
