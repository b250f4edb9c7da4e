"""“Add to hand-out” on cards and on the page of a listing: plain links that stay where the visitor is."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from lxml.html import HtmlElement

from directory.handout.adding import count_words
from directory.handout.codes import MOST_LISTINGS, write_code, write_codes
from directory.search.catalog import get_catalog
from tests.clients import Client
from tests.factories import commit, make_listing
from tests.page import Page, read_text


def add_link(page: Page, listing_id: int) -> HtmlElement:
    """The link of one listing."""
    return page.find(f"[data-add='{write_code(listing_id)}']")


@pytest.fixture
def ids(app: Flask) -> list[int]:
    """The ids of three published listings."""
    made = [make_listing(f"Quartz {number}", slug=f"quartz-{number}") for number in range(3)]
    commit()
    return [listing.id for listing in made]


def test_a_tap_stays_on_the_same_search_with_one_listing_more(client: Client, ids: list[int]) -> None:
    page = client.get("/find?q=quartz+%26+%3Cb%3E&kind=group&near=&quiet=yes")
    link = add_link(page, ids[1])
    parts = urlsplit(link.attrib["href"])
    assert parts.path == "/find"
    assert parse_qs(parts.query) == {
        "q": ["quartz & <b>"], "kind": ["group"], "quiet": ["yes"], "list": [write_code(ids[1])],
    }  # fmt: skip
    assert client.get(link.attrib["href"]).find(f"#{parts.fragment}").find_class("listing-card__name")
    assert "data-on" not in link.attrib


def test_a_second_tap_adds_at_the_end_and_the_first_can_be_taken_back(client: Client, ids: list[int]) -> None:
    once = client.get(add_link(client.get("/find"), ids[2]).attrib["href"])
    twice = client.get(add_link(once, ids[0]).attrib["href"])
    assert parse_qs(urlsplit(twice.path).query)["list"] == [write_codes([ids[2], ids[0]])]
    assert [link.attrib["data-add"] for link in twice.select("[data-add][data-on]")] == [
        write_code(id) for id in ids if id != ids[1]
    ]
    back = client.get(add_link(twice, ids[2]).attrib["href"])
    assert parse_qs(urlsplit(back.path).query)["list"] == [write_code(ids[0])]
    empty = client.get(add_link(back, ids[0]).attrib["href"])
    assert urlsplit(empty.path).query == ""


@pytest.mark.parametrize("path", ["/find", "/listings/quartz-1", "/find?q=quartz"])
def test_the_link_stands_on_cards_and_on_the_page_of_a_listing(client: Client, ids: list[int], path: str) -> None:
    link = add_link(client.get(path), ids[1])
    assert urlsplit(link.attrib["href"]).path == urlsplit(path).path
    assert "Quartz 1" in link.text_content()
    assert "nofollow" in link.attrib["rel"]


def test_what_htmx_gets_has_links_to_the_whole_page(client: Client, ids: list[int]) -> None:
    link = add_link(client.get_fragment("/find?q=quartz&near="), ids[0])
    assert link.attrib["href"].startswith(f"/find?q=quartz&list={write_code(ids[0])}#")


def test_a_full_hand_out_leads_to_the_page_that_says_so(client: Client, ids: list[int]) -> None:
    full = write_codes(range(1000, 1000 + MOST_LISTINGS))
    page = client.get(f"/find?list={full}")
    assert add_link(page, ids[0]).attrib["href"] == f"/handout?list={full}.{write_code(ids[0])}"


def test_a_bar_leads_to_the_hand_out_while_there_is_one(client: Client, ids: list[int]) -> None:
    with_one = client.get(f"/about?list={write_code(ids[0])}").find(".handout-bar")
    assert "Hand-out: 1 listing Open" in read_text(with_one)
    assert with_one.cssselect("a")[0].attrib["href"] == f"/handout?list={write_code(ids[0])}"
    with_three = client.get(f"/?list={write_codes(ids)}").find(".handout-bar")
    assert "3 listings" in with_three.text_content()
    assert "hidden" not in with_three.attrib
    assert "hidden" in client.get("/about").find(".handout-bar").attrib


def test_the_script_is_told_every_plural_form(app: Flask) -> None:
    with app.test_request_context():
        assert count_words() == {"one": "# listing", "other": "# listings"}


def test_no_address_and_no_hand_out_is_remembered_with_a_card(client: Client, ids: list[int]) -> None:
    client.get(f"/find?q=quartz&list={write_code(ids[0])}&quiet=yes")
    drawn = repr(get_catalog().fragments._drawn)
    assert "Quartz 0" in drawn
    for secret in ("list=", "quiet", "q=quartz", " data-on"):
        assert secret not in drawn


def test_a_card_is_drawn_once_with_and_without_a_hand_out(client: Client, ids: list[int]) -> None:
    client.get("/find")
    before = len(get_catalog().fragments._drawn)
    page = client.get(f"/find?list={write_code(ids[0])}")
    assert len(get_catalog().fragments._drawn) == before
    names = page.select(".listing-card__name a")
    assert [name.attrib["href"] for name in names] == [
        f"/listings/quartz-{number}?list={write_code(ids[0])}" for number in range(3)
    ]


def test_a_card_alone_looks_like_one_of_a_search(seeded_client: Client, clock: Callable[..., object]) -> None:
    alone = seeded_client.get("/crisis?list=1").find(".listing-card[id]")
    found = seeded_client.get("/find?kind=helpline&q=disaster&list=1")
    same = found.find(f"#{alone.attrib['id']}")
    assert [link.attrib["href"] for link in alone.cssselect("a:not(.add)")] == [
        link.attrib["href"] for link in same.cssselect("a:not(.add)")
    ]
    assert alone.find_class("add")[0].attrib["href"].startswith("/crisis?list=1.")
