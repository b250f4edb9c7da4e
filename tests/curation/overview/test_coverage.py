"""Where there is help: the numbers are those of a plain count and of a visitor's search, and gaps lead on."""

from __future__ import annotations

import random
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from directory.curation.overview.choice import Choice
from directory.database import begin_writing, db
from directory.models import Listing, Term
from directory.models.location import STATES
from directory.search import count_coverage
from directory.search.places import find_place
from tests.conftest import sign_in
from tests.curation.overview.svg import assert_pictures_are_whole
from tests.factories import begin, commit, make_listing, make_location, make_term
from tests.page import Page, read_text
from tests.search.asking import counted_statements, search


def make_listings(number: int = 40) -> list[Term]:
    """Listings for three needs in some places, as chance has it; the chance is always the same."""
    begin_writing()
    chance = random.Random(7)
    needs = [make_term("need", f"need-{n}", f"Need {n}") for n in range(3)]
    for n in range(number):
        states = chance.sample(["KY", "TX", "NY"], chance.randint(0, 2))
        make_listing(
            f"Circle {n}",
            kind=chance.choice(["group", "program"]),
            publication=chance.choice(["published", "published", "hidden"]),
            terms=tuple(chance.sample(needs[:2], chance.randint(0, 2))),
            locations=[make_location(state=state, visibility=chance.choice(["full", "hidden"])) for state in states],
            service_areas=chance.sample(["US", "worldwide", "US-OH", "US-KY", "CA"], chance.randint(0, 2)),
        )
    commit()
    return needs


def places_of(listing: Listing) -> set[str]:
    """Where visitors find a listing: states by their letters, and "everywhere"."""
    shown = {place.state for place in listing.locations if place.visibility != "hidden"}
    areas = {area.extent for area in listing.service_areas}
    wide = {"everywhere"} if areas & {"US", "worldwide"} else set()
    return shown | {area.removeprefix("US-") for area in areas if area.startswith("US-")} | wide


@pytest.mark.parametrize("kind", ["", "group"])
def test_numbers_are_those_of_a_plain_count(any_app: Flask, kind: str) -> None:
    needs = make_listings()
    listings = [one for one in db.session.query(Listing) if one.is_public and kind in ("", one.kind)]
    coverage = count_coverage(kind)
    for need in needs:
        carrying = [places_of(one) for one in listings if need in one.terms_of("need")]
        assert coverage.everywhere[need.id] == sum("everywhere" in places for places in carrying)
        for code in STATES:
            assert coverage.local.get((need.id, code), 0) == sum(code in places for places in carrying)
    assert coverage.states == {
        code: number for code in STATES if (number := sum(code in places_of(one) for one in listings))
    }


def test_a_number_of_a_state_is_what_a_search_there_finds_beside_those_everywhere(app: Flask) -> None:
    needs = make_listings(20)
    coverage = count_coverage()
    for need in needs[:2]:
        found = search(near="Kentucky", need=need.slug, page_size=100).cards
        assert sum(card.reach != "everywhere" for card in found) == coverage.local[need.id, "KY"]


def test_the_link_of_each_state_means_the_state_and_no_town() -> None:
    asked = {code: parse_qs(Choice().find_query("any", code))["near"][0] for code in STATES}
    spots = {code: find_place(near).spot for code, near in asked.items()}
    assert {code: spot and (spot.state, spot.point) for code, spot in spots.items()} == {
        code: (code, None) for code in STATES
    }


@pytest.fixture
def page(app: Flask) -> Page:
    """The page for groups, with a state added that has none."""
    make_listings(16)
    return sign_in(app).get("/manage/overview/coverage?kind=group&need=need-0&state=MT&state=XX&state=MT")


def test_the_map_has_words_and_every_number_stands_in_its_table(page: Page) -> None:
    assert_pictures_are_whole(page)
    shown = {
        link.attrib["aria-label"].split(":")[0]: read_text(link).split()[-1] for link in page.select(".state-map a")
    }
    rows = page.select("table:has(#map-table) tbody tr")
    assert shown == {read_text(row.find("th")): read_text(row.find("td")) for row in rows}
    assert len(shown) == len(STATES)


def test_the_grid_has_a_column_for_each_state_with_listings_and_each_one_chosen(page: Page) -> None:
    heads = [read_text(head) for head in page.select(".heat-table thead th")]
    assert heads == ["Need", "Everywhere", "KY", "MT", "NY", "OH", "TX"]
    assert "Wyoming" in page.main_text.split("No listing of their own yet:")[1].split("Gaps")[0]


def test_a_gap_leads_to_what_a_visitor_there_finds_and_to_a_new_listing(page: Page) -> None:
    column = ["Everywhere", "KY", "MT", "NY", "OH", "TX"].index("MT")
    for row in page.select(".heat-table tbody tr:has(a)"):
        cell = row.cssselect("td a")[column]
        assert read_text(cell) == "0 No one yet"
        asked = parse_qs(urlsplit(cell.attrib["href"]).query)
        assert (asked["near"], asked["kind"]) == (["Montana"], ["group"])
    assert page.link("No one yet: add a listing") == "/manage/listings/new"


def test_who_may_not_edit_is_offered_no_new_listing(app: Flask) -> None:
    make_listings(4)
    page = sign_in(app, "contributor").get("/manage/overview/coverage")
    assert "add a listing" not in page.text


def test_a_square_of_the_map_adds_its_state_and_takes_it_away_again(page: Page) -> None:
    links = {link.attrib["aria-label"]: link.attrib["href"] for link in page.select(".state-map a")}
    asked = {words.split(":")[0]: parse_qs(urlsplit(link).query) for words, link in links.items()}
    assert asked["Utah"] == {"kind": ["group"], "need": ["need-0"], "state": ["MT", "UT"]}
    assert asked["Montana"] == {"kind": ["group"], "need": ["need-0"]}


def test_the_page_takes_as_many_statements_for_few_listings_as_for_many(app: Flask) -> None:
    make_listings(5)
    console = sign_in(app)
    counts = []
    for more in (1, 60):
        begin()
        for _number in range(more):
            make_listing(service_areas=["US-VT"])
        commit()
        console.get("/manage/overview/coverage")  # the catalog is current from here on
        with counted_statements() as statements:
            console.get("/manage/overview/coverage")
        counts.append(len(statements))
    assert counts[0] == counts[1]
