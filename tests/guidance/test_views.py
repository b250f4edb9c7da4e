"""The pages of guidance, as visitors open them."""

from __future__ import annotations

import logging

import pytest
from flask import Flask

from directory.guidance.reflection import STATEMENTS
from directory.search import all_guides
from directory.search.drawing import CARDS_BEFORE_GUIDES
from tests.clients import Client
from tests.page import read_text
from tests.search.asking import counted_statements

CANARY = "zqcanary"
GUIDES = 16


@pytest.fixture(scope="module")
def slugs(seeded_app: Flask) -> list[str]:
    """The slugs of all guides."""
    with seeded_app.app_context():
        return [guide.slug for guide in all_guides()]


def titles(client: Client, path: str) -> list[str]:
    """The titles of the guides that a page lists."""
    return [read_text(title) for title in client.get(path).select(".guide-card__title")]


def test_all_guides_are_listed_and_lead_to_their_pages(seeded_client: Client, slugs: list[str]) -> None:
    page = seeded_client.get("/guides")
    links = [link.attrib["href"] for link in page.select(".guide-card__title a")]
    assert len(links) == len(slugs) == GUIDES
    assert set(links) == {f"/guides/{slug}" for slug in slugs}


@pytest.mark.parametrize(
    ("query", "has", "has_not"),
    [
        ("for=family", "family-support-that-helps", "helping-others-safely"),
        ("for=supporter", "helping-others-safely", "online-safety"),
        ("style=avoidant", "supporting-avoidant-style", "supporting-anxious-style"),
        ("need=i-hear-voices", "first-support-group", "loneliness"),
    ],
    ids=["reader", "supporter", "style", "need"],
)
def test_guides_are_chosen_by_reader_style_and_need(seeded_client: Client, query: str, has: str, has_not: str) -> None:
    links = [link.attrib["href"] for link in seeded_client.get(f"/guides?{query}").select(".guide-card__title a")]
    assert f"/guides/{has}" in links
    assert f"/guides/{has_not}" not in links


@pytest.mark.parametrize("query", ["for=nobody", "style=odd", "need=no-such-need", "need=right-now"])
def test_a_choice_that_there_is_not_shows_all(seeded_client: Client, query: str) -> None:
    assert len(titles(seeded_client, f"/guides?{query}")) == GUIDES


def test_htmx_gets_the_guides_alone(seeded_client: Client) -> None:
    fragment = seeded_client.get_fragment("/guides?for=family")
    assert fragment.select("#guides")
    assert not fragment.select("h1")


def test_every_guide_has_text_steps_sources_and_listings(seeded_client: Client, slugs: list[str]) -> None:
    for slug in slugs:
        page = seeded_client.get(f"/guides/{slug}")
        assert len(page.select(".guide-text h2")) >= 4, slug
        assert len(page.select(".try__steps li")) >= 3, slug
        assert len(page.select(".sources a")) >= 2, slug
        assert len(page.card_names()) >= 3, slug
        assert "Not yet checked" in page.main_text


def test_listings_of_a_guide_are_near_the_place_that_was_typed(seeded_client: Client) -> None:
    page = seeded_client.get("/guides/first-support-group?near=40508")
    assert "for Lexington, KY 40508" in page.main_text
    assert page.find("#guide-near").attrib["value"] == "40508"
    fragment = seeded_client.get_fragment("/guides/first-support-group?near=40508")
    assert fragment.select("#practice-it")
    assert fragment.card_names() == page.card_names()


def test_an_unknown_place_is_told_and_listings_are_shown_all_the_same(seeded_client: Client) -> None:
    page = seeded_client.get("/guides/loneliness?near=Nowhereville")
    assert "We do not know the place “Nowhereville”" in page.main_text
    assert page.card_names()


def test_links_in_the_text_lead_somewhere(seeded_client: Client, slugs: list[str]) -> None:
    own = {
        link.attrib["href"].split("#")[0]
        for slug in slugs
        for link in seeded_client.get(f"/guides/{slug}").select(".guide-text a[href^='/']")
    }
    assert own
    for address in sorted(own):
        seeded_client.get(address)


def test_an_unknown_guide_is_not_found(seeded_client: Client) -> None:
    seeded_client.get("/guides/no-such-guide", 404)
    seeded_client.get("/guides/supporting/no-such-sign", 404)
    seeded_client.get("/guides/supporting/practice/no-such-case", 404)


def test_a_need_opens_with_its_guide(seeded_client: Client) -> None:
    page = seeded_client.get("/needs/i-feel-alone?near=40508")
    first = page.find(".beside .need-link")
    assert first.attrib["href"] == "/guides/loneliness?near=40508"
    html = page.response.text
    assert html.index('class="beside"') < html.index('class="listing-card')


@pytest.mark.parametrize(
    ("path", "guide"),
    [
        ("/listings/demo-mood-circle", "first-support-group"),
        ("/listings/demo-peer-rooms", "online-safety"),
        ("/listings/demo-warmline-listener", "helping-others-safely"),
        ("/listings/demo-county-crisis-line", "loneliness"),
    ],
    ids=["group", "community", "role", "helpline"],
)
def test_a_listing_offers_what_to_read_before(seeded_client: Client, path: str, guide: str) -> None:
    links = [link.attrib["href"] for link in seeded_client.get(path).select("[aria-labelledby=before] a")]
    assert f"/guides/{guide}" in links
    assert 1 <= len(links) <= 3


def test_the_search_shows_guides_apart_from_listings(seeded_client: Client) -> None:
    page = seeded_client.get("/find?q=boundaries")
    assert page.select(".beside a[href^='/guides/toxic-people-and-boundaries']")
    assert not page.select(".cards a[href^='/guides/']")
    assert not seeded_client.get("/find").select(".beside")
    assert not seeded_client.get("/find?q=lonely&page=2").select(".beside")


@pytest.mark.parametrize(
    ("query", "before"),
    [
        pytest.param("q=lonely", CARDS_BEFORE_GUIDES, id="after-the-third"),
        pytest.param("q=i+want+to+die", None, id="after-the-crisis-lines"),
        pytest.param("q=boundaries&kind=community", None, id="at-the-end-of-few"),
        pytest.param("q=lonely&kind=role&day=sa&format=online", 0, id="below-nothing-found"),
    ],
)
def test_guides_stand_behind_the_first_listings(seeded_client: Client, query: str, before: int | None) -> None:
    page = seeded_client.get(f"/find?{query}")
    html = page.response.text
    assert len(page.select(".beside")) == 1
    cards_before = html[: html.index('class="beside"')].count('<li class="listing-card')
    crisis = html.count("listing-card--crisis")
    if before is None:
        before = max(crisis, min(CARDS_BEFORE_GUIDES, len(page.card_names())))
    assert cards_before == before
    assert html.index('id="result-count"') < html.index('class="beside"')


def test_the_reflection_asks_and_says_what_it_is_not(seeded_client: Client) -> None:
    page = seeded_client.get("/guides/relationship-styles/reflect")
    assert len(page.select("fieldset")) == len(STATEMENTS)
    assert "not a test and not a diagnosis" in page.main_text
    assert page.select("form[method=post]")
    assert not page.select("#result")


@pytest.mark.parametrize(
    ("anxious", "avoidant", "heading"),
    [
        (5, 1, "You may hold on tight"),
        (1, 5, "You may keep your distance"),
        (5, 5, "You may do both: hold on, and step back"),
        (1, 1, "You may feel fairly safe with people"),
    ],
    ids=["anxious", "avoidant", "mixed", "secure"],
)
def test_the_reflection_leads_to_guides_and_people(
    seeded_app: Flask, anxious: int, avoidant: int, heading: str
) -> None:
    sides = {"anxious": anxious, "avoidant": avoidant}
    sent = {s.key: str(6 - sides[s.side] if s.is_opposite else sides[s.side]) for s in STATEMENTS}
    page = Client(seeded_app).post("/guides/relationship-styles/reflect", sent)
    assert read_text(page.find("#result")) == heading
    assert len(page.select(".guide-card")) == 3
    assert len(page.card_names()) == 3
    assert len(page.select("input[checked]")) == len(STATEMENTS)


def test_a_reflection_without_answers_asks_kindly_for_some(seeded_app: Flask) -> None:
    page = Client(seeded_app).post("/guides/relationship-styles/reflect", {"a1": "9", "b1": CANARY, "x": "1"})
    assert read_text(page.find("#result")) == "A few more answers, please"
    assert CANARY not in page.response.text
    assert not page.card_names()


def test_answers_of_a_reflection_are_in_no_log_and_no_address(
    seeded_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = Client(seeded_app).post("/guides/relationship-styles/reflect", {"a1": "5", "note": CANARY})
    assert CANARY not in caplog.text
    assert CANARY not in page.response.text
    assert "a1=" not in page.response.text
    assert "Location" not in page.response.headers


def test_what_a_supporter_sees_leads_to_words_and_a_case(seeded_client: Client) -> None:
    signs = [link.attrib["href"] for link in seeded_client.get("/guides/supporting").select("a.way")]
    assert len(signs) == 6
    for address in signs:
        page = seeded_client.get(address)
        assert [read_text(name) for name in page.select(".technique__name")] == ["Empower", "Empathize", "Accept"]
        assert len(page.select(".technique__say")) >= 6, address
        assert len(page.select(".technique__avoid")) >= 6, address
        assert "When to hand over" in page.main_text
        assert page.select("a[href^='/guides/supporting/practice/']"), address


def test_every_choice_of_every_case_is_explained(seeded_client: Client) -> None:
    index = seeded_client.get("/guides/supporting")
    cases = [link.attrib["href"] for link in index.select("a[href^='/guides/supporting/practice/']")]
    assert len(cases) >= 6
    styles = [read_text(about) for about in index.select("[aria-labelledby=cases] .guide-line__about")]
    assert styles.count("Anxious style") >= 3
    assert styles.count("Avoidant style") >= 3
    for address in cases:
        page = seeded_client.get(address)
        assert not page.select("#feedback")
        choices = [link.attrib["href"].split("#")[0] for link in page.select(".choice__text")]
        values = set()
        for choice in choices:
            told = seeded_client.get(choice)
            assert len(read_text(told.find("#feedback")).split()) > 20, choice
            values.add(read_text(told.find(".choice__value")))
        assert "This is likely to help" in values
        assert len(values) > 1, address


def test_a_choice_that_there_is_not_shows_the_case_alone(seeded_client: Client) -> None:
    assert not seeded_client.get("/guides/supporting/practice/lena?choice=zz").select("#feedback")


def test_pages_of_guidance_take_few_statements(seeded_app: Flask, seeded_client: Client) -> None:
    for path, most in (("/guides", 3), ("/guides/loneliness", 8), ("/guides/supporting", 4)):
        seeded_client.get(path)
        with seeded_app.app_context(), counted_statements() as statements:
            seeded_client.open(path)
        assert 0 < len(statements) <= most, path
