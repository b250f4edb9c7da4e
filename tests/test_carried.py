"""What goes along from page to page in the address: the hand-out and quiet mode, and nothing else."""

from __future__ import annotations

import pytest
from flask import Flask, url_for

from directory.carried import carried, with_query
from tests.clients import Client


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("list=1a.2b&quiet=yes", {"list": "1a.2b", "quiet": "yes"}),
        ("list=1a&q=lonely&near=40508", {"list": "1a"}),
        ("list=" + ".".join(["1a"] * 100), {"list": ".".join(["1a"] * 100)}),
        ("list=", {}),
        ("list=1A", {}),
        ("list=1a..2b", {}),
        ("list=%3Cscript%3E", {}),
        ("list=" + ".".join(["1a"] * 101), {}),
        ("quiet=no", {}),
        ("other=1", {}),
    ],
    ids=["both", "not-the-search", "hundred", "empty", "capital", "gap", "markup", "too-many", "no", "unknown"],
)
def test_only_what_can_be_right_goes_along(app: Flask, query: str, kept: dict[str, str]) -> None:
    with app.test_request_context(f"/find?{query}"):
        assert carried() == kept


def test_links_to_pages_take_it_along_and_others_do_not(app: Flask) -> None:
    with app.test_request_context("/find?list=1a"):
        assert url_for("search.show_find") == "/find?list=1a"
        assert url_for("search.show_find", list=None) == "/find"
        assert url_for("search.show_find", list="2b") == "/find?list=2b"
        assert url_for("site.leave") == "/leave"
        assert url_for("exchange.show_search_calendar") == "/find.ics"
        assert url_for("exchange.show_calendar") == "/calendar.ics?list=1a"
    with app.test_request_context("/find"):
        assert url_for("search.show_find") == "/find"


@pytest.mark.parametrize(
    ("address", "query", "whole"),
    [("/find", "", "/find"), ("/find", "q=a", "/find?q=a"), ("/find?list=1a", "q=a", "/find?list=1a&q=a")],
    ids=["none", "first", "more"],
)
def test_a_query_is_added_to_an_address(address: str, query: str, whole: str) -> None:
    assert with_query(address, query) == whole


def test_every_link_of_a_page_of_results_takes_it_along_and_the_next_visitor_sees_none(seeded_app: Flask) -> None:
    client = Client(seeded_app)
    before = client.get("/find?kind=group").response.text
    page = client.get("/find?kind=group&list=1a")
    # Files and the way out are no pages.
    own = [link.attrib["href"] for link in page.select("a[href^='/']:not([href^='/leave']):not([href^='/find.ics'])")]
    assert own
    assert not [address for address in own if "list=1a" not in address]
    assert page.find("form#find input[name=list]").attrib["value"] == "1a"
    assert client.get("/find?kind=group").response.text == before
