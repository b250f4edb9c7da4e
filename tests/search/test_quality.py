"""How well the search understands people: the pairs and plain words of the quality bar, and what must not break it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from urllib.parse import quote, quote_plus

import pytest
from flask import Flask

from directory.database import begin_writing, db
from directory.models import Listing
from directory.search.words import LONGEST_WORD, indexed_words
from tests.clients import Client
from tests.databases import Databases
from tests.page import read_text
from tests.search.asking import found_ids, found_names, search
from tests.search.naive import read_listings

SIZE = 4_000
# (rightly written, as people also write it)
MISSPELT = (
    ("depression", "depresion"),
    ("anxiety", "anxeity"),
    ("bipolar", "bi-polar"),
    ("bipolar", "bi polar"),
    ("schizophrenia", "skizophrenia"),
    ("schizophrenia", "schizofrenia"),
    ("suicide", "suiside"),
    ("grief", "greif"),
)
OTHER_FORMS = (("depression", "depressed"), ("anxiety", "anxious"), ("suicide", "suicidal"))
# What is typed, and the need it must reach.
PLAIN_WORDS = {
    "hearing voices": "i-hear-voices",
    "mood swings": "strong-feelings",
    "can't get out of bed": "feeling-depressed",
    "lonely": "i-feel-alone",
    "my son was just diagnosed": "family-needs-help",
    "want to quit drinking": "cant-stop-using",
    "nobody to talk to": "talk-to-someone-tonight",
}
HOSTILE = {
    "self-harm": "self-harm",
    "12-step": "12-step",
    "apostrophe": "O'Brien",
    "plus": "LGBTQ+",
    "24/7": "24/7",
    "AA/NA": "AA/NA",
    "cant-sleep": "can't sleep",
    "question": "voices?",
    "quote": '"',
    "and": "foo AND",
    "near": "NEAR(",
    "column": "name:x",
    "star": "*",
    "backslash": "\\",
    "sql": "'; drop table",
    "percent": "100%",
    "markup": "<script>alert(1)</script>",
    "template": "{{ 7 * 7 }} %(x)s",
    "emoji": "🫂",
    "joined-emoji": "👩🏽‍🤝‍👩🏻",
    "letters": "a" * 10_000,
    "words": "voices " * 1_500,
    "many-words": " ".join(f"w{number}" for number in range(2_000)),
    "nul": "voices\0lonely",
    "only-nul": "\0",
    "right-to-left": "\u202evoices",
    "marks": "a" + "\u0301" * 5_000,
    "spaces": " \t\r\n ",
    "stop-words": "what is it to be",
    "arabic": "مساعدة",
}
# Given as bytes: no text that Python can encode.
HOSTILE_BYTES = {"lone-surrogate": "%ED%A0%80", "half-letter": "voices%C3", "no-utf-8": "%FF%FE", "nul": "%00"}

PLACES = ("Ashton", "Brookfield", "Cedar Falls", "Dunmore", "Eastvale", "Fairhaven")
THINGS = ("food pantry", "job club", "legal clinic", "walking group", "shelter", "dental care", "reading circle")
OPENINGS = ("We offer", "A place for", "Neighbors run", "Free help with", "Volunteers lead")
TOPICS = (
    "depression", "anxiety", "bipolar disorder", "schizophrenia", "suicide prevention", "grief", "housing", "parenting",
    "transport", "benefits", "people who feel depressed", "anxious thoughts", "suicidal thoughts", "school",
)  # fmt: skip


@pytest.fixture(scope="module")
def grown_app(make_app: Callable[..., Flask], databases: Databases) -> Iterator[Flask]:
    """The seed and SIZE services more, whose texts have the words of the pairs but that carry no term."""
    app = make_app(template="seeded")
    choose = random.Random(11).choice
    with app.app_context():
        begin_writing()
        for number in range(SIZE):
            place, thing = choose(PLACES), choose(THINGS)
            summary = f"{choose(OPENINGS)} {choose(TOPICS)} and {choose(TOPICS)}."
            listing = Listing(slug=f"service-{number}", kind="program", publication="published", summary=summary)
            listing.name, listing.description = f"{place} {thing} {number}", f"{choose(TOPICS)} in {place}."
            db.session.add(listing)
        db.session.commit()
        yield app
        db.session.remove()
        db.engine.dispose()
    databases.drop(app.config["DATABASE_URL"])


def _assert_nearly_all(right: str, typed: str) -> None:
    wanted, found = found_ids(right), found_ids(typed)
    assert len(wanted) >= 10
    assert len(wanted & found) >= 0.9 * len(wanted), f"{typed}: {len(wanted & found)} of {len(wanted)}"


@pytest.mark.parametrize(("right", "typed"), MISSPELT + OTHER_FORMS)
def test_another_spelling_finds_nearly_all_that_the_right_one_finds(seeded: Flask, right: str, typed: str) -> None:
    _assert_nearly_all(right, typed)


@pytest.mark.parametrize(("right", "typed"), MISSPELT + OTHER_FORMS)
def test_among_thousands_another_spelling_finds_nearly_all_too(grown_app: Flask, right: str, typed: str) -> None:
    assert len(found_ids(right)) > 200
    _assert_nearly_all(right, typed)


@pytest.mark.parametrize(("right", "typed"), MISSPELT)
def test_a_correction_is_said_on_the_page(seeded_client: Client, right: str, typed: str) -> None:
    understood = read_text(seeded_client.get(f"/find?q={quote_plus(typed)}").find(".understood"))
    assert understood.startswith("Showing")
    assert right in understood


@pytest.mark.parametrize(("right", "typed"), OTHER_FORMS)
def test_how_a_word_was_read_is_said_on_the_page(seeded_client: Client, right: str, typed: str) -> None:
    understood = read_text(seeded_client.get(f"/find?q={typed}").find(".understood"))
    assert understood.startswith(f"We read “{typed}” as:")


def test_a_word_that_is_right_is_not_corrected(seeded_client: Client) -> None:
    page = seeded_client.get("/find?q=depression")
    assert "instead" not in page.main_text


def test_what_was_typed_can_be_searched_for_as_it_is(seeded_client: Client) -> None:
    page = seeded_client.get("/find?q=depresion")
    link = page.link("search for depresion instead")
    assert "exact=yes" in link
    as_typed = seeded_client.get(link)
    assert as_typed.card_names() == []
    assert "Showing" not in as_typed.main_text
    assert page.card_names()


@pytest.mark.parametrize(("typed", "need"), PLAIN_WORDS.items(), ids=PLAIN_WORDS)
def test_plain_words_reach_their_need(seeded: Flask, typed: str, need: str) -> None:
    assert search(typed).total >= search(need=need).total > 0
    assert found_ids(need=need) <= found_ids(typed)


@pytest.mark.parametrize(("typed", "need"), PLAIN_WORDS.items(), ids=PLAIN_WORDS)
def test_the_need_that_was_read_is_said_on_the_page(
    seeded: Flask, seeded_client: Client, typed: str, need: str
) -> None:
    term = next(term for term in search().terms.values() if (term.taxonomy_slug, term.slug) == ("need", need))
    understood = read_text(seeded_client.get(f"/find?q={quote_plus(typed)}").find(".understood"))
    assert understood.startswith(f"We read “{typed}” as:")
    assert (term.label_in("en").short or term.label_in("en").label) in understood


@pytest.mark.parametrize("typed", ["SARDAA", "sardaa", "S&PAA", "spaa", "s&paa"])
def test_an_organization_is_found_by_its_former_and_its_short_name(seeded: Flask, typed: str) -> None:
    assert "Schizophrenia & Psychosis Action Alliance" in found_names(typed)


def test_a_former_name_is_told_on_the_card(seeded_client: Client) -> None:
    cards = [read_text(card) for card in seeded_client.get("/find?q=SARDAA").select(".listing-card")]
    assert any("Schizophrenia & Psychosis Action Alliance" in card and "SARDAA" in card for card in cards)


def test_nami_finds_every_nami_listing(seeded: Flask) -> None:
    named = set()
    for listing in read_listings():
        rows = [row for row in (listing, listing.organization) if row]
        names = [name for row in rows for name in (row.name, *(alias.name for alias in row.aliases))]
        if any("nami" in name.lower().split() for name in names):
            named.add(listing.id)
    assert len(named) >= 20
    assert found_ids("NAMI") == named


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_nothing_typed_breaks_the_page(seeded_client: Client, typed: str) -> None:
    path = f"/find?q={quote(typed)}"
    page = seeded_client.get(path)
    assert "<script>alert" not in page.response.text
    assert seeded_client.get_fragment(path).select(".results__count")


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_nothing_typed_elsewhere_breaks_the_page(seeded_client: Client, typed: str) -> None:
    given = "&".join(f"{parameter}={quote(typed)}" for parameter in ("near", "need", "zone", "sort", "page", "within"))
    answer = seeded_client.open(f"/find?kind=role&{given}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("typed", HOSTILE_BYTES.values(), ids=HOSTILE_BYTES)
@pytest.mark.parametrize("parameter", ["q", "near", "need", "other"])
def test_no_bytes_break_the_page(seeded_client: Client, parameter: str, typed: str) -> None:
    for headers in ({}, {"HX-Request": "true"}):
        answer = seeded_client.open(f"/find?kind=community&{parameter}={typed}", headers=headers)
        assert answer.status_code in (200, 400)


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_nothing_typed_breaks_the_search_on_either_database(any_seeded_app: Flask, typed: str) -> None:
    path = f"/find?kind=role&q={quote(typed)}&near={quote(typed)}"
    answer = any_seeded_app.test_client().get(path, headers={"HX-Request": "true"})
    assert answer.status_code == 200


@pytest.mark.parametrize("typed", ["self-harm", "12-step", "24/7", "can't sleep", "voices?", "LGBTQ+"])
def test_words_with_signs_find_something(seeded: Flask, typed: str) -> None:
    assert search(typed).total and not search(typed).loosened


def test_one_endless_word_is_indexed_in_one_pass() -> None:
    """A text of a million letters; a pattern that goes back over them would need hours."""
    assert indexed_words("a" * 1_000_000) == ["a" * LONGEST_WORD]
