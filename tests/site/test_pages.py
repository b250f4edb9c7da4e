"""Pages about the directory itself, and the first one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import KINDS, Listing
from tests.clients import Client
from tests.factories import commit, make_listing, make_phone, make_term
from tests.page import Page


def counts_of(page: Page) -> dict[str, int]:
    """Address → the number beside it."""
    return {link.attrib["href"]: int(link.find_class("count")[0].text) for link in page.select("main a:has(.count)")}


def test_crisis_page_names_who_to_call_first(seeded_client: Client) -> None:
    page = seeded_client.get("/crisis")
    assert page.find("main a").attrib["href"] == "tel:988"


def test_crisis_page_offers_call_text_and_chat_in_this_order(client: Client) -> None:
    ways = [link.attrib["href"] for link in client.get("/crisis").select("main .button--crisis")]
    assert ways == ["tel:988", "sms:988", "https://988lifeline.org"]


def test_crisis_page_says_what_happens_when_you_call(client: Client) -> None:
    text = client.get("/crisis").main_text
    assert "What happens when you call 988" in text
    assert "call your local emergency number first" in text


def test_crisis_page_lists_other_crisis_lines_those_for_everybody_first(client: Client) -> None:
    crisis = make_term("helpline_type", "crisis-line", "Crisis line")
    warm = make_term("helpline_type", "warmline", "Warmline")
    veterans = make_term("audience", "veterans", "Veterans")
    make_listing("A Line for Veterans", kind="helpline", terms=(crisis, veterans), phones=[make_phone()])
    make_listing("Line for All", kind="helpline", terms=(crisis,), phones=[make_phone()])
    make_listing("Draft Line", kind="helpline", terms=(crisis,), publication="draft")
    make_listing("A Warmline", kind="helpline", terms=(warm,))
    commit()
    assert client.get("/crisis").card_names() == ["Line for All", "A Line for Veterans"]


def test_crisis_page_does_not_name_988_twice(seeded_client: Client) -> None:
    names = seeded_client.get("/crisis").card_names()
    assert "Crisis Text Line" in names
    assert "988 Suicide & Crisis Lifeline" not in names


def test_crisis_page_does_not_name_988_twice_under_another_address(client: Client) -> None:
    crisis = make_term("helpline_type", "crisis-line", "Crisis line")
    make_listing("The Lifeline", slug="lifeline", kind="helpline", terms=(crisis,), phones=[make_phone("988")])
    make_listing("Line for All", kind="helpline", terms=(crisis,), phones=[make_phone()])
    commit()
    assert client.get("/crisis").card_names() == ["Line for All"]


def test_crisis_page_has_no_heading_over_an_empty_list(client: Client) -> None:
    crisis = make_term("helpline_type", "crisis-line", "Crisis line")
    make_listing("The Lifeline", slug="988-lifeline", kind="helpline", terms=(crisis,), phones=[make_phone("988")])
    commit()
    assert "Other crisis lines" not in client.get("/crisis").main_text


def test_crisis_page_keeps_a_line_that_is_a_key_away_from_988(client: Client) -> None:
    crisis = make_term("helpline_type", "crisis-line", "Crisis line")
    phones = [make_phone("988", menu="Press 1"), make_phone("838255", type="text")]
    make_listing("Veterans Line", kind="helpline", terms=(crisis,), phones=phones)
    commit()
    assert client.get("/crisis").card_names() == ["Veterans Line"]


@pytest.mark.parametrize("path", ["/", "/find", "/crisis", "/about", "/listings/circle", "/needs/i-feel-alone"])
def test_every_page_has_the_crisis_lines_and_a_way_out(client: Client, path: str) -> None:
    make_listing(slug="circle", terms=(make_term(slug="i-feel-alone"),))
    commit()
    page = client.get(path)
    strip = [link.attrib["href"] for link in page.select(".crisis__ways a")]
    assert strip == ["tel:988", "sms:988", "https://988lifeline.org"]
    assert page.find("a.leave").attrib["href"] == "/leave"


def test_privacy_tells_how_often_and_how_long_words_are_counted(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["COUNT_EMPTY_SEARCHES"] = True
    monkeypatch.setattr("directory.site.views.SHOWN_FROM", 7)
    monkeypatch.setattr("directory.site.views.WEEKS_KEPT", 13)
    text = client.get("/privacy").main_text
    assert "Until a word was counted 7 times" in text
    assert "A count is kept for 13 weeks" in text


def test_about_counts_what_visitors_can_see(client: Client) -> None:
    for name in ("First", "Second"):
        make_listing(name, kind="group")
    make_listing(kind="role")
    make_listing(kind="role", publication="draft")
    make_listing(kind="community", publication="hidden")
    commit()
    assert counts_of(client.get("/about")) == {"/find?kind=group": 2, "/find?kind=role": 1}


def test_about_leads_to_as_many_listings_as_it_counts(seeded: Flask, seeded_client: Client) -> None:
    published = Counter(db.session.scalars(select(Listing.kind).where(Listing.publication == "published")))
    counts = counts_of(seeded_client.get("/about"))
    assert counts == {f"/find?kind={kind}": published[kind] for kind in KINDS}


def test_about_tells_what_checked_means_and_what_is_kept(client: Client) -> None:
    page = client.get("/about")
    assert {"checked", "privacy"} <= {element.attrib["id"] for element in page.select("main [id]")}
    assert "We set no cookies" in page.main_text


def test_leave_goes_to_a_neutral_site_and_clears_what_the_browser_kept(make_app: Callable[..., Flask]) -> None:
    """v5.0.0-3.7.2, 14.3.1"""
    response = Client(make_app(LEAVE_URL="https://weather.example.org/")).open("/leave")
    assert (response.status_code, response.headers["Location"]) == (303, "https://weather.example.org/")
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_home_asks_one_question_and_offers_the_seven_groups_of_needs(seeded_client: Client) -> None:
    page = seeded_client.get("/")
    assert page.h1 == "What would help today?"
    assert len(page.select(".need-group")) == 7
    needs = [link.attrib["href"] for link in page.select(".need-group a")]
    assert len(needs) == len(set(needs)) == 40
    assert all(need.startswith("/needs/") for need in needs)


def test_every_need_on_the_home_page_leads_to_listings(seeded_client: Client) -> None:
    for link in seeded_client.get("/").select(".need-group a"):
        assert seeded_client.get(link.attrib["href"]).card_names(), link.attrib["href"]


def test_home_shows_no_need_that_leads_nowhere(client: Client) -> None:
    met, unmet = make_term(slug="met", label="I feel alone"), make_term(slug="unmet", label="I am bored")
    draft = make_term(slug="draft-only", label="I am new here")
    make_listing(terms=(met,))
    make_listing(terms=(draft,), publication="draft")
    commit()
    page = client.get("/")
    assert page.link("I feel alone") == "/needs/met"
    assert not [label for label in ("I am bored", "I am new here") if label in page.text]
    assert unmet.slug not in page.response.text


def test_the_demo_says_that_it_is_made_up(make_app: Callable[..., Flask], client: Client) -> None:
    assert "is made up" in Client(make_app(DEMO=True)).get("/").text
    assert "is made up" not in client.get("/").text


def test_the_site_has_the_name_that_its_community_gave_it(make_app: Callable[..., Flask]) -> None:
    page = Client(make_app(SITE_NAME="Larkspur Leans")).get("/about")
    assert page.title == "About this directory – Larkspur Leans"
    assert "Larkspur Leans" in page.find("header").text_content()
