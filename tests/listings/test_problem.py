"""The page that says how to tell that a listing is wrong or unsafe."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from directory.database import db
from directory.models import SlugRedirect
from tests.clients import Client
from tests.factories import commit, make_listing

DESK = "desk@example.org"


@pytest.fixture
def reachable(app: Flask) -> Client:
    """A client of a site whose coordinators can be written to."""
    app.config["CONTACT_EMAIL"] = DESK
    return Client(app)


def test_every_listing_leads_to_it(client: Client) -> None:
    make_listing("Larkspur Circle", slug="circle")
    commit()
    address = client.get("/listings/circle").link("Something wrong or unsafe?")
    assert address == "/listings/circle/problem"
    page = client.get(address)
    assert page.h1 == "Something wrong or unsafe?"
    assert page.link("Larkspur Circle") == "/listings/circle"


def test_the_mail_names_the_listing_by_its_address_and_its_subject_tells_nothing(reachable: Client) -> None:
    make_listing("Larkspur Circle", slug="circle")
    commit()
    mail = urlsplit(reachable.get("/listings/circle/problem?list=1a&quiet=yes").link("Write a mail"))
    assert (mail.scheme, mail.path) == ("mailto", DESK)
    parts = parse_qs(mail.query)
    assert parts["subject"] == ["About a listing"]
    assert parts["body"] == ["http://localhost/listings/circle\r\n\r\nWhat is wrong:\r\n"]


def test_the_address_to_write_to_can_be_read(reachable: Client) -> None:
    make_listing(slug="circle")
    commit()
    assert DESK in reachable.get("/listings/circle/problem").main_text


def test_without_an_address_it_says_so_and_offers_no_mail(client: Client) -> None:
    make_listing(slug="circle")
    commit()
    page = client.get("/listings/circle/problem")
    assert "has no mail address for that yet" in page.main_text
    assert not page.select("a[href^='mailto:']")


@pytest.mark.parametrize("recipient", ["", DESK], ids=["no-mail", "mail"])
def test_it_says_what_to_do_in_danger_before_all_else(app: Flask, client: Client, recipient: str) -> None:
    app.config["CONTACT_EMAIL"] = recipient
    make_listing(slug="circle")
    commit()
    page = client.get("/listings/circle/problem")
    assert [link.attrib["href"] for link in page.select("main section a")][:3] == ["tel:988", "sms:988", "/crisis"]


@pytest.mark.parametrize(("publication", "is_named"), [("published", True), ("draft", False)], ids=str)
def test_the_organization_is_named_where_visitors_may_see_it(client: Client, publication: str, is_named: bool) -> None:
    organization = make_listing("Open League", slug="league", kind="organization", publication=publication)
    make_listing(slug="circle", organization=organization)
    commit()
    assert ("Open League" in client.get("/listings/circle/problem").text) is is_named


@pytest.mark.parametrize("publication", ["draft", "hidden"])
def test_what_is_not_published_looks_like_what_is_not_there(client: Client, publication: str) -> None:
    make_listing("Larkspur Circle", slug="circle", publication=publication)
    commit()
    assert "Larkspur Circle" not in client.get("/listings/circle/problem", status=404).text
    client.get("/listings/nothing-here/problem", status=404)


def test_a_listing_that_was_renamed_leads_to_the_page_of_its_new_address(client: Client) -> None:
    db.session.add(SlugRedirect(slug="old-name", listing=make_listing(slug="new-name")))
    commit()
    response = client.open("/listings/old-name/problem?quiet=yes")
    assert (response.status_code, response.headers["Location"]) == (301, "/listings/new-name/problem?quiet=yes")


def test_a_closed_listing_says_that_it_has_closed(client: Client) -> None:
    make_listing(slug="lunch", publication="closed", closed_reason="The hosts moved away.")
    commit()
    assert "The hosts moved away." in client.get("/listings/lunch/problem", status=410).main_text
