"""Which places are offered for one that nobody knows."""

from __future__ import annotations

import time

import pytest
from flask import Flask

from directory.database import db
from directory.models import Place
from directory.search.places import find_place
from directory.search.places_meant import MOST_MEANT, find_places_meant
from tests.clients import Client
from tests.factories import commit
from tests.search.asking import counted_statements

MOST_MS = 50


def meant(typed: str) -> list[str]:
    """The names that are offered for what was typed."""
    return find_places_meant(find_place(typed))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("lexingtn", "Lexington, KY", id="a-letter-left-out"),
        pytest.param("elxington", "Lexington, KY", id="first-letters-changed-about"),
        pytest.param("lexingtn ky", "Lexington, KY", id="town-misspelt-state-right"),
        pytest.param("lexington kentuky", "Lexington, KY", id="state-misspelt"),
        pytest.param("lexingtin, kentuckey", "Lexington, KY", id="both-misspelt"),
        pytest.param("charleston west virgina", "Charleston, WV", id="state-of-two-words"),
        pytest.param("Charleston Virginia", "Charleston, SC", id="town-of-another-state"),
        pytest.param("new yrok", "New York, NY", id="two-words"),
        pytest.param("kentuky", "Kentucky", id="a-state-alone"),
        pytest.param("40599", "Lexington, KY", id="unknown-zip"),
        pytest.param("4050", "Lexington, KY", id="zip-too-short"),
        pytest.param("Lexington, KY 40599", "Lexington, KY", id="town-and-unknown-zip"),
    ],
)
def test_a_place_that_was_meant_is_offered(seeded: Flask, typed: str, first: str) -> None:
    offered = meant(typed)
    assert first in offered[:2]
    assert len(offered) <= MOST_MEANT
    for name in offered:
        assert find_place(name).spot is not None, name


@pytest.mark.parametrize(
    "typed", ["Zzyzxville", "21300", "", "l", "北京", "x" * 200, "???", "40507", "Springfield", "0,0"]
)
def test_nothing_is_offered_for_what_is_known_or_like_nothing(seeded: Flask, typed: str) -> None:
    assert meant(typed) == []


@pytest.mark.parametrize("typed", ["lexingtn", "lexington kentuky", "40599", "Zzyzxville"])
def test_a_place_that_is_not_known_costs_one_statement_more(seeded: Flask, typed: str) -> None:
    found = find_place(typed)
    with counted_statements() as statements:
        find_places_meant(found)
    assert len(statements) == 1


def test_what_was_meant_is_found_quickly(seeded: Flask) -> None:
    found = find_place("san fransisco califronia")
    find_places_meant(found)
    times = []  # of this thread alone: other work on the machine does not count
    for _ in range(3):
        begun = time.thread_time()
        assert find_places_meant(found)[0] == "San Francisco, CA"
        times.append((time.thread_time() - begun) * 1000)
    assert min(times) < MOST_MS


@pytest.mark.parametrize(("typed", "name"), [("larksburg", "Larkspur, KY"), ("99903", "Larkspur, KY")])
def test_both_databases_offer_alike(any_app: Flask, typed: str, name: str) -> None:
    town = {"city": "Larkspur", "state": "KY", "latitude": 38, "longitude": -84, "timezone": "America/New_York"}
    db.session.add(Place(type="town", key="larkspur", **town))
    db.session.add(Place(type="town", key="markspur", **town | {"city": "Markspur"}))
    db.session.add(Place(type="postal_code", key="99901", **town))
    commit()
    assert meant(typed) == [name]


def test_the_page_offers_the_places_that_were_meant(seeded_client: Client) -> None:
    page = seeded_client.get("/find?q=lonely&near=lexingtn")
    links = page.select(".understood--choices .chip")
    assert "We do not know the place “lexingtn”" in page.main_text
    assert links[0].attrib["href"] == "/find?q=lonely&near=Lexington%2C+KY"
