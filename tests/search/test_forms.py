"""What an address asks is read mildly: what cannot be used is left out and said, and nothing breaks."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from directory.search.catalog import get_catalog
from directory.search.criteria import FILTERS, Criteria
from directory.search.forms import LONGEST_TEXT, Dropped, SearchForm, clean_text
from tests.clients import Client


def _form(*pairs: tuple[str, str]) -> SearchForm:
    return SearchForm(MultiDict(pairs), get_catalog())


def _criteria(*pairs: tuple[str, str]) -> Criteria:
    return _form(*pairs).criteria()


def _dropped(*pairs: tuple[str, str]) -> list[Dropped]:
    form = _form(*pairs)
    form.criteria()
    return form.dropped


def test_an_empty_address_asks_for_everything(seeded: Flask) -> None:
    assert _criteria() == Criteria()
    assert _criteria(*((name, "") for name in (*FILTERS, "q", "near", "page", "within", "sort", "zone"))) == Criteria()


@pytest.mark.parametrize("name", FILTERS)
def test_an_unknown_value_of_a_filter_is_left_out_and_named(seeded: Flask, name: str) -> None:
    form = _form((name, "no-such-value"))
    assert form.criteria() == Criteria()
    assert form.dropped == [Dropped(name, "no-such-value")]


def test_known_values_beside_an_unknown_one_are_kept(seeded: Flask) -> None:
    pairs = (("kind", "group"), ("kind", "resource"), ("kind", "role"))
    assert _criteria(*pairs).chosen("kind") == ("group", "role")
    assert _dropped(*pairs) == [Dropped("kind", "resource")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("need", "connection", id="group-of-needs"),
        pytest.param("need", "Grieving", id="capitals"),
        pytest.param("need", "grieving ", id="space"),
        pytest.param("free", "no", id="free-no"),
        pytest.param("day", "monday", id="day-in-full"),
        pytest.param("when", "yesterday", id="past"),
        pytest.param("format", "in-crisis-now", id="value-of-another-filter"),
        pytest.param("sort", "random", id="order"),
        pytest.param("within", "7", id="distance"),
        pytest.param("within", "-5", id="negative-distance"),
        pytest.param("within", "many", id="distance-in-words"),
    ],
)
def test_a_value_that_there_is_not_is_left_out_and_said(seeded_client: Client, name: str, value: str) -> None:
    page = seeded_client.get(f"/find?{name}={value}")
    assert f"We left out “{value.strip()}”" in page.main_text
    assert "We left out" in seeded_client.get_fragment(f"/find?{name}={value}").text
    assert page.card_names() == seeded_client.get("/find").card_names()


def test_what_is_left_out_is_shown_as_text_and_in_short(seeded_client: Client) -> None:
    page = seeded_client.get(f"/find?kind=%3Cb%3E{'x' * 500}")
    assert "<b>x" not in page.response.text
    assert f"“<b>{'x' * 37}”" in page.main_text


def test_a_text_that_is_too_long_is_cut_and_that_is_said(seeded_client: Client) -> None:
    for name in ("q", "near"):
        page = seeded_client.get(f"/find?{name}={'a' * 201}")
        assert "we read the first part only" in page.main_text
        assert page.find(f'input[name="{name}"]').attrib["value"] == "a" * LONGEST_TEXT


def test_more_words_than_are_read_are_cut_and_that_is_said(seeded_client: Client) -> None:
    assert "we read the first part only" in seeded_client.get(f"/find?q={'peer+' * 17}").main_text


def test_a_text_of_the_longest_length_is_not_called_too_long(seeded_client: Client) -> None:
    assert "first part only" not in seeded_client.get(f"/find?q={'a' * LONGEST_TEXT}").main_text


@pytest.mark.parametrize(
    ("page", "read"),
    [
        ("-1", 1),
        ("0", 1),
        ("2", 2),
        ("1e9", 1),
        ("two", 1),
        ("2.5", 1),
        ("1000000000", 1_000_000),
        ("9" * 30, 1_000_000),
        ("9" * 5_000, 1),
        ("", 1),
    ],
    ids=["negative", "zero", "two", "1e9", "words", "fraction", "large", "huge", "endless", "empty"],
)
def test_a_page_number_is_made_to_fit(seeded: Flask, page: str, read: int) -> None:
    assert _criteria(("page", page)).page == read


@pytest.mark.parametrize("page", ["-1", "1e9", "1000000000", "9" * 30, "x"])
def test_any_page_number_shows_results(seeded_client: Client, page: str) -> None:
    assert seeded_client.get(f"/find?page={page}").card_names()
    assert seeded_client.get_fragment(f"/find?page={page}").card_names()


@pytest.mark.parametrize(
    ("zone", "read"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("Nowhere/Land", ""),
        ("europe/berlin", ""),
        ("../../etc/passwd", ""),
        ("Europe/Berlin\0", "Europe/Berlin"),
        ("UTC+5", ""),
    ],
    ids=["known", "unknown", "capitals", "path", "nul", "offset"],
)
def test_only_a_zone_that_exists_is_taken(seeded: Flask, zone: str, read: str) -> None:
    assert _criteria(("zone", zone)).zone == read


def test_times_are_told_on_the_clocks_of_the_zone_asked_for(seeded_client: Client, clock: object) -> None:
    """A meeting on Tuesday at seven in New York; in Tokyo it is Tuesday already."""

    def first_start(zone: str) -> str:
        page = seeded_client.get(f"/find?kind=group&day=tu&format=in-person&sort=name&zone={zone}")
        return page.main_text.partition("Next: ")[2].partition(" your time")[0]

    assert first_start("America/New_York") == "tomorrow, 7:00 PM"
    assert first_start("Asia/Tokyo") == "tomorrow, 9:00 AM"


def test_an_unknown_zone_shows_the_times_of_the_site(seeded_client: Client, clock: object) -> None:
    path = "/find?kind=group&when=week&sort=name"
    unknown = seeded_client.get(f"{path}&zone=Nowhere/Land")
    assert unknown.main_text == seeded_client.get(path).main_text


def test_a_value_asked_for_twice_counts_once(seeded: Flask) -> None:
    pairs = (("kind", "group"), ("kind", "role"), ("kind", "group"))
    assert _criteria(*pairs).chosen("kind") == ("group", "role")


def test_of_several_texts_the_first_is_read(seeded: Flask) -> None:
    criteria = _criteria(("q", "one"), ("q", "two"), ("page", "2"), ("page", "x"), ("within", "50"), ("within", "5"))
    assert (criteria.q, criteria.page, criteria.within) == ("one", 2, 50)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("  two   words ", "two words", id="spaces"),
        pytest.param("two\nlines\r\n\tand tab", "two lines and tab", id="lines"),
        pytest.param("a\0b\x1bc\x7fd\x85e", "a b c d e", id="control"),
        pytest.param("\u202eabc\u202c \u2066def\u2069", "abc def", id="direction"),
        pytest.param("a\u200bb\ufeffc\u2060d", "a b c d", id="without-width"),
        pytest.param("a\ud800b", "a b", id="lone-surrogate"),
        pytest.param("a\ufffdb", "a b", id="replacement"),
        pytest.param("e\u0301lan", "élan", id="composed"),
        pytest.param("a\u00a0b\u3000c", "a b c", id="wide-spaces"),
        pytest.param("\0\u202e", "", id="nothing-left"),
    ],
)
def test_text_is_one_line_without_hidden_characters(typed: str, read: str) -> None:
    assert clean_text(typed) == read


def test_hidden_characters_reach_no_page(seeded_client: Client) -> None:
    page = seeded_client.get("/find?q=a%E2%80%AEb%00c%1B&near=x%E2%81%A6y&kind=%E2%80%AEgroup%00")
    assert not set("\u202e\u2066\0\x1b") & set(page.response.text)
    assert page.find('input[name="q"]').attrib["value"] == "a b c"
    assert "We left out “group”" in page.main_text


def test_what_was_asked_is_in_the_address_of_every_step(seeded: Flask) -> None:
    pairs = [
        ("q", "peer & co"),
        ("near", "40202"),
        ("within", "50"),
        ("kind", "group"),
        ("kind", "role"),
        ("day", "tu"),
    ]
    pairs += [("exact", "yes"), ("sort", "name"), ("zone", "Europe/Berlin"), ("page", "3")]
    criteria = _criteria(*pairs)
    again = SearchForm(MultiDict(parse_qsl(criteria.query_string())), get_catalog())
    assert again.criteria() == criteria and not again.dropped
    assert criteria.exact and criteria.page == 3 and criteria.chosen("kind") == ("group", "role")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
def test_a_thousand_parameters_are_refused(seeded_client: Client, headers: dict[str, str]) -> None:
    many = "&".join(f"kind={number}" for number in range(1_000))
    answer = seeded_client.open(f"/find?{many}", headers=headers)
    assert answer.status_code == 400


def test_a_hundred_parameters_are_read(seeded_client: Client) -> None:
    assert seeded_client.get(f"/find?{'&'.join(['kind=group'] * 100)}").card_names()


@pytest.mark.parametrize("name", ["Q", "q[]", "filter", "__proto__", "page[]"])
def test_a_parameter_that_nobody_knows_changes_nothing(seeded_client: Client, name: str) -> None:
    assert seeded_client.get(f"/find?{name}=zzz").card_names() == seeded_client.get("/find").card_names()


def test_a_write_to_the_search_is_refused(seeded_client: Client) -> None:
    assert seeded_client.open("/find", method="POST", data={"q": "voices"}).status_code == 405
