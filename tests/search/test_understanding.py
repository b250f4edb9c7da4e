"""What the directory reads in what people type at night: danger, relatives, times, and no more than is there."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from directory.models import Kind
from directory.search.find import Results
from tests.factories import commit, make_listing, make_schedule, make_term
from tests.search.asking import found_ids, found_names, search

MONDAY_NOON = dt.datetime(2026, 11, 23, 17, 0, tzinfo=dt.UTC)
LIFELINE = "988 Suicide & Crisis Lifeline"
DANGER = (
    "hang myself", "i want to shoot myself", "im going to kill myself tonight", "drowning myself", "quiero morir",
    "I don't want to be here", "i dont want to be alive", "i took too many pills", "od", "please help me",
    "i want to disappear", "end it", "gonna end it", "wanna die", "kms", "burn myself", "suicidal online",
    "suicidal and pregnant", "i want to kill myself in my car", "my husband wants to kill himself",
    "my brother wants to die", "my sister hurts herself",
)  # fmt: skip
NO_DANGER = (
    "love myself", "help myself", "take care of myself", "learn about myself", "by myself", "myself", "end",
    "living by myself", "proud of myself", "angry at myself", "kind to myself", "cook for myself", "my uncle died",
)  # fmt: skip
RELATIVES = ("brother", "sister", "daughter", "girlfriend", "uncle", "partner", "grandson", "roommate")
# What was typed, and a need or a way that it must not be taken for.
NOT_MEANT = {
    "friendship line": "online",
    "veterans line": "online",
    "i want to die": "grieving",
    "he hits me": "strong-feelings",
    "im going out": "in-person",
    "help with housing": "in-crisis-now",
    "bipolar": "feeling-depressed",
    "scared of phone calls": "phone",
    "my brother drinks": "want-to-stay-sober",
    "abused by my husband": "hurt-in-childhood",
    "my son hurts himself": "someone-is-hurting-me",
    "my grandma died": "worried-about-someone",
}


def meant(results: Results) -> set[str]:
    """The slugs of the terms that a search was read as."""
    return {results.terms[id].slug for unit in results.understanding.units for id in unit.term_ids}


@pytest.mark.parametrize("typed", DANGER)
def test_who_may_be_in_danger_is_shown_the_lifeline_first(seeded: Flask, typed: str) -> None:
    found = search(typed)
    assert found.cards[0].name == LIFELINE
    assert any(found.terms[id].is_crisis for unit in found.understanding.units for id in unit.term_ids)


@pytest.mark.parametrize("typed", NO_DANGER)
def test_what_is_no_harm_is_not_taken_for_it(seeded: Flask, typed: str) -> None:
    found = search(typed)
    assert not any(found.terms[id].is_crisis for unit in found.understanding.units for id in unit.term_ids)


@pytest.mark.parametrize("need", ["in-crisis-now", "thinking-about-suicide", "worried-about-someone"])
def test_the_line_that_stands_on_every_page_is_the_first_of_a_need(seeded: Flask, need: str) -> None:
    assert search(need=need).cards[0].name == LIFELINE


@pytest.mark.parametrize(
    "typed", ["abused by my husband", "my boyfriend hurts me", "raped by my boyfriend", "he hits me"]
)
def test_who_is_hurt_by_somebody_finds_the_line_for_that(seeded: Flask, typed: str) -> None:
    found = search(typed)
    assert "someone-is-hurting-me" in meant(found)
    assert "National Domestic Violence Hotline" in [card.name for card in found.cards]


def test_a_line_for_those_who_were_named_stands_before_the_one_for_all(seeded: Flask) -> None:
    assert found_names("veteran suicide")[0] == "Veterans Crisis Line"


@pytest.mark.parametrize("who", RELATIVES)
@pytest.mark.parametrize("does", ["drinks", "is an alcoholic", "uses drugs"])
def test_what_is_known_of_one_relative_is_read_of_all(seeded: Flask, who: str, does: str) -> None:
    found = search(f"my {who} {does}")
    assert meant(found) == {"my-family-member-uses"}
    assert "Al-Anon meetings" in [card.name for card in found.cards]


@pytest.mark.parametrize(("typed", "slug"), NOT_MEANT.items(), ids=NOT_MEANT)
def test_a_word_of_a_phrase_is_not_the_phrase(seeded: Flask, typed: str, slug: str) -> None:
    assert slug not in meant(search(typed))


@pytest.mark.parametrize("typed", ["brother", "pills", "myself"])
def test_a_word_is_not_corrected_to_itself(seeded: Flask, typed: str) -> None:
    assert search(f"{typed} support").understanding.corrections == ()


def test_who_is_afraid_of_the_phone_finds_ways_to_write(seeded: Flask) -> None:
    found = search("I'm lonely but scared of phoning")
    assert meant(found) == {"i-feel-alone", "text", "chat"}
    assert found.cards and not found.loosened


# Whole words


def test_a_word_that_the_directory_has_is_not_taken_for_a_beginning(seeded: Flask) -> None:
    assert found_ids("men") == found_ids("men.")
    assert len(found_ids("men")) < len(found_ids("mental"))


def test_a_word_that_it_has_not_is_still_being_typed(seeded: Flask) -> None:
    assert found_ids("nam") >= found_ids("NAMI")


# Times


def _make_evenings() -> None:
    circle = make_term("format", "circle", "Circle of friends")
    make_listing("A circle without times", terms=(circle,))
    make_listing("B circle on Tuesdays", terms=(circle,), schedules=[make_schedule(byday=["TU"])])
    make_listing("C circle on Mondays", terms=(circle,), schedules=[make_schedule(byday=["MO"])])
    make_listing("D Monday talk", schedules=[make_schedule(byday=["MO"])])
    commit()


@pytest.mark.parametrize("typed", ["circle tonight", "tonight circle", "circle today", "circle tonite"])
def test_a_time_among_other_words_lifts_who_meets_then(any_app: Flask, typed: str) -> None:
    _make_evenings()
    names = ["C circle on Mondays", "A circle without times", "B circle on Tuesdays"]
    assert found_names(typed, now=MONDAY_NOON) == names


def test_this_week_lifts_who_meets_in_it(any_app: Flask) -> None:
    _make_evenings()
    found = found_names("circle this week", now=MONDAY_NOON)
    assert found == ["B circle on Tuesdays", "C circle on Mondays", "A circle without times"]


def test_a_time_alone_finds_who_meets_then(any_app: Flask) -> None:
    _make_evenings()
    assert found_names("tonight", now=MONDAY_NOON) == ["C circle on Mondays", "D Monday talk"]


def test_a_time_is_a_word_when_only_the_words_are_wanted(any_app: Flask) -> None:
    _make_evenings()
    make_listing("Tonight show")
    commit()
    assert found_names("tonight", now=MONDAY_NOON, exact=True) == ["Tonight show"]


# Sentences


def test_a_whole_sentence_is_read(seeded: Flask) -> None:
    found = search("I hear voices and want to talk to others, tonight, online")
    assert meant(found) >= {"i-hear-voices", "find-a-support-group", "online"}
    assert found.cards and not found.loosened
    assert {card.id for card in found.cards} <= found_ids("I hear voices")


def test_where_nothing_has_all_words_the_heart_of_them_stays(seeded: Flask) -> None:
    found = search("I hear voices and like chess and dragons")
    assert found.loosened and found.cards
    assert {card.id for card in found.cards} <= found_ids("I hear voices")


def test_why_it_was_found_is_true(any_app: Flask) -> None:
    make_term("format", "voices", "Voices", synonyms={"lay": ["hear voices"]})
    make_listing("First", description="We hear you. Quilting.")
    make_listing("Second", description="We hear voices. Quilting.")
    commit()
    told = {card.name: [why.typed for why in card.why] for card in search("quilting hear voices chess").cards}
    assert told == {"Second": ["quilting", "hear voices"], "First": ["quilting"]}


def test_why_it_was_found_is_said_once(any_app: Flask) -> None:
    make_listing("First", aliases=("Quilting and chess",))
    commit()
    (card,) = search("quilting chess").cards
    assert [why.alias for why in card.why] == ["Quilting and chess"]


# Giving and seeking help


@pytest.mark.parametrize(
    "typed", ["narcan", "warmline", "bipolar", "support group", "need a sponsor", "someone to listen"]
)
def test_who_looks_for_help_finds_roles_last(seeded: Flask, typed: str) -> None:
    kinds = [card.kind == Kind.ROLE for card in search(typed).cards]
    assert any(kinds) and kinds == sorted(kinds)


@pytest.mark.parametrize("typed", ["volunteer", "volunteer from home", "become a peer specialist"])
def test_who_wants_to_help_finds_roles_first(seeded: Flask, typed: str) -> None:
    kinds = [card.kind == Kind.ROLE for card in search(typed).cards]
    assert any(kinds) and kinds == sorted(kinds, reverse=True)


def test_a_role_called_by_its_name_stands_first(seeded: Flask) -> None:
    assert found_names("Friendship Line volunteer")[0] == "Friendship Line volunteer"
