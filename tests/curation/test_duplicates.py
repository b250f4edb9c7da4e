"""Which listings may be one and the same, and what keeps two apart."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from directory.curation import find_duplicates
from directory.curation.duplicates import tell_apart
from directory.curation.identity import address_key, page_key, phone_key, telling_words
from directory.models import Listing
from tests.clients import Console
from tests.curation.edits import edit
from tests.factories import begin, commit, make_listing, make_location, make_phone

NUMBER = "859-555-0123"
PAGE = "https://larkspur.example.org/circle"


def make(name: str, **values: Any) -> Listing:
    """A listing. phone, street, town: as text."""
    phone, street, town = (values.pop(key, None) for key in ("phone", "street", "town"))
    phones = [make_phone(phone)] if phone else []
    places = [make_location(town or "Lexington", address_1=street)] if street or town else []
    return make_listing(name, phones=phones, locations=places, **values)


def found() -> list[tuple[str, ...]]:
    """The reasons of each pair that is found now."""
    commit()
    return [pair.reasons for pair in find_duplicates()]


@pytest.mark.parametrize(
    ("first", "second", "reasons"),
    [
        ({"name": "Larkspur Circle"}, {"name": "The Larkspur Circle Support Group"}, ("name",)),
        ({"name": "Larkspur Círcle"}, {"name": "LARKSPUR CIRCLE"}, ("name",)),
        (
            {"name": "Larkspur Circle", "phone": NUMBER},
            {"name": "Larkspr Circle", "phone": "(859) 555-0123"},
            ("near-name", "phone"),
        ),
        (
            {"name": "Larkspur Circle", "aliases": ["LC Fernley"], "phone": NUMBER},
            {"name": "LC Fernley", "phone": NUMBER},
            ("alias", "phone"),
        ),
        (
            {"name": "Open Door", "phone": NUMBER, "url": PAGE, "street": "12 Elm Street"},
            {"name": "Fernley House", "phone": NUMBER, "url": f"{PAGE}/", "street": "12 Elm St."},
            ("phone", "page", "address"),
        ),
        (
            {"name": "Larkspur Circle", "town": "Lexington", "phone": NUMBER, "url": PAGE},
            {"name": "Larkspur Circle", "town": "Paris", "phone": NUMBER, "url": PAGE},
            ("name", "phone", "page"),
        ),
    ],
    ids=["general words", "accents and case", "a slip and a number", "another name", "all but the name", "moved"],
)
def test_two_that_may_be_one_are_found(
    app: Flask, first: dict[str, Any], second: dict[str, Any], reasons: tuple[str, ...]
) -> None:
    make(**first)
    make(**second)
    assert found() == [reasons]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"name": "NAMI Lexington"}, {"name": "NAMI Louisville"}),
        (
            {"name": "NAMI Lexington", "phone": NUMBER, "url": PAGE},
            {"name": "NAMI Louisville", "phone": NUMBER, "url": PAGE},
        ),
        ({"name": "NAMI Family-to-Family"}, {"name": "NAMI Family Support Group"}),
        ({"name": "Monday Circle"}, {"name": "Sunday Circle"}),
        ({"name": "Circle 1"}, {"name": "Circle 2"}),
        ({"name": "Eastern Walk"}, {"name": "Western Walk"}),
        ({"name": "Larkspur Circle", "town": "Lexington"}, {"name": "Larkspur Circle", "town": "Paris"}),
        ({"name": "Larkspur", "kind": "organization"}, {"name": "Larkspur", "kind": "program"}),
        ({"name": "Crisis text", "phone": "741741"}, {"name": "Text for teens", "phone": "741741"}),
        ({"name": "Larkspur Circle"}, {"name": "Larkspur Circle", "publication": "closed"}),
    ],
    ids=["chapters", "chapters with a common line", "a word twice", "days", "numbers", "directions", "towns", "kinds",
         "short codes", "closed"],
)  # fmt: skip
def test_two_that_are_two_are_not(app: Flask, first: dict[str, Any], second: dict[str, Any]) -> None:
    make(**first)
    make(**second)
    assert found() == []


def test_what_groups_of_one_house_share_is_that_of_the_house(app: Flask) -> None:
    house = make("Quartz House", kind="organization", phone=NUMBER, url=PAGE, street="12 Elm St")
    for name in ("Grief talks", "Young voices"):
        make(name, phone=NUMBER, url=PAGE, street="12 Elm St", organization_id=house.id)
    assert found() == []


def test_a_number_that_many_have_tells_nothing(app: Flask) -> None:
    for name in ("Amber", "Birch", "Cedar", "Dale", "Elm", "Fern", "Glen"):
        make(f"{name} talks", phone=NUMBER, url=PAGE, street="12 Elm St")
    assert found() == []


def test_a_pair_that_was_told_apart_is_not_offered_again(any_app: Flask) -> None:
    one, other = make("Larkspur Circle"), make("Larkspur Circle")
    assert found() == [("name",)]
    begin()
    tell_apart(other.id, one.id, by="Ana")
    assert found() == []


def test_what_an_edit_makes_alike_is_found_at_once(any_app: Flask) -> None:
    make("Larkspur Circle")
    other = make("Fernley Walk")
    assert found() == []
    edit(other.id, name="Larkspur Circle")
    assert found() == [("name",)]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (page_key("https://www.Larkspur.example.org/About/"), "larkspur.example.org/about"),
        (page_key("http://larkspur.example.org/index.html"), "larkspur.example.org"),
        (page_key("http://["), None),
        (phone_key("(859) 555-0123"), "18595550123"),
        (phone_key("859.555.0123", "7"), "18595550123x7"),
        (phone_key("988"), None),
        (address_key("12 Elm Street, Suite 3", "Lexington"), "12 elm st ste 3 lexington"),
        (address_key(None, "Lexington"), None),
        (telling_words("The Support Group"), ("the", "support", "group")),
    ],
)
def test_keys_are_the_same_for_two_ways_to_write_it(key: object, expected: object) -> None:
    assert key == expected


def test_the_screen_tells_why_and_remembers_that_they_are_two(console: Console) -> None:
    make("Larkspur Circle", phone=NUMBER)
    make("Larkspur Circle", phone=NUMBER)
    commit()
    page = console.get("/manage/duplicates")
    assert "The same number" in page.text
    done = console.submit(page, ".change form")
    assert "No two listings look like one" in console.follow(done).text


@pytest.mark.parametrize(
    ("second", "status"),
    [("/listings/fernley-walk", 303), ("nowhere", 422), ("larkspur-circle", 422), ("http://[", 422), ("a%00b", 422)],
)
def test_any_two_can_be_named(console: Console, second: str, status: int) -> None:
    make("Larkspur Circle", slug="larkspur-circle")
    make("Fernley Walk", slug="fernley-walk")
    commit()
    first = "https://lean.example.org/listings/larkspur-circle"
    assert console.open(f"/manage/duplicates?first={first}&second={second}").status_code == status


def test_the_queue_takes_what_is_a_little_old_without_what_was_told_apart_or_closed(app: Flask) -> None:
    listings = [make(name) for name in ("Ash Walk", "Ash Walk", "Elm Walk", "Elm Walk", "Oak Walk", "Oak Walk")]
    assert len(found()) == 3
    begin()
    tell_apart(listings[0].id, listings[1].id, by="Ana")
    commit()
    edit(listings[2].id, publication="closed", closed_reason="Moved.")
    left = find_duplicates(is_fresh=False)
    assert [(pair.first_id, pair.second_id) for pair in left] == [(listings[4].id, listings[5].id)]


def test_the_queue_leads_to_both(console: Console) -> None:
    make("Larkspur Circle", phone=NUMBER)
    make("Larkspur Circle", phone=NUMBER)
    commit()
    assert "Perhaps the same as “Larkspur Circle”" in console.get("/manage/queue/duplicates").text
