"""Names, phones, words about people, praise, and how texts read: tables of what is found and what is not."""

from __future__ import annotations

from typing import Any

import pytest
import textstat

from directory.curation.lint.reading import find_grade
from directory.curation.lint.wording import LABELS
from tests.curation.lint.contents import fields, found
from tests.test_plain_words import KIND, UNKIND

HARD = (
    "Multidisciplinary psychosocial rehabilitation facilitates individualized recovery trajectories for participants. "
    "Comprehensive interdisciplinary collaboration substantially accelerates reintegration into new occupations and "
    "strengthens interpersonal communication capabilities throughout rehabilitation. Individualized assessments ensure "
    "continuity of care for everyone who participates."
)
EASY = (
    "You sit with people who know what it is like. You may talk, or you may just listen. We drink tea and we take our "
    "time. Nobody asks for your papers. Come as you are."
)


@pytest.mark.parametrize(
    "text",
    [
        "Call Bob at the desk.",
        "Ask for Mary S. when you come.",
        "Ask for Inez.",
        "ask for Jo at the front desk",
        "Text Ana to get the link.",
        "Led by Dr. Miller.",
        "Talk to Mrs. Jones first.",
        "Write to Dr. Ortega.",
    ],
)
def test_a_person_is_not_named(text: str) -> None:
    assert fields("personal-name", application_process=text) == ["application_process"]


@pytest.mark.parametrize(
    "text",
    [
        "Call us. Then come.",
        "Call. Ask for the group leader.",
        "Call Monday to Friday.",
        "Ask for Intake.",
        "Contact Voices of Hope by phone.",
        "Text HOME to 741741.",
        "Led by peers.",
        "Call NAMI at any time.",
        "Contact Mental Health America.",
        "You can ask for English or Spanish.",
    ],
)
def test_no_person_is_seen_where_there_is_none(text: str) -> None:
    assert not fields("personal-name", application_process=text)


def test_a_name_of_a_listing_may_be_that_of_a_person() -> None:
    assert not fields("personal-name", name="Call Bob at Night", aliases=["Ask for Mary"])


@pytest.mark.parametrize("number", ["859-555-0177", "(859) 555-0177", "859.555.0177", "+1 859 555 0177"])
def test_a_number_in_a_text_that_no_phone_has_is_named(number: str) -> None:
    assert fields("private-phone", description=f"Call {number} in the evening.") == ["description"]
    assert not fields("private-phone", description=f"Call {number}.", phones=[{"number": "1 (859) 555-0177"}])


@pytest.mark.parametrize("text", ["Call 800-950-6264.", "Call 988 or 211.", "From 2019-2020.", "Room 555-0177"])
def test_numbers_of_lines_and_years_are_nobodys(text: str) -> None:
    assert not fields("private-phone", description=text)


@pytest.mark.parametrize("rule", LABELS)
def test_words_that_hurt_are_named_with_better_ones(rule: str) -> None:
    [finding] = found("unkind-words", description=UNKIND[rule])
    assert not finding.is_blocking
    assert (finding.message.endswith(".") and "Say" in finding.message) or "Choose" in finding.message


def test_kind_words_are_left_alone() -> None:
    assert not fields("unkind-words", description=KIND)


def test_names_keep_their_words() -> None:
    names: dict[str, Any] = {"name": "Substance Abuse Center", "aliases": ["The Nuts"]}
    assert not fields("unkind-words", **names, description="Substance Abuse Center is open. Ask at The Nuts.")
    assert fields("unkind-words", **names, description="For substance abuse.") == ["description"]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("praise", "We are a leading provider of care."),
        ("praise", "World-class help."),
        ("praise", "The best program in the state."),
        ("praise", "The number one choice."),
        ("praise", "Our award-winning team."),
        ("exclamation", "Join us!"),
        ("capitals", "FREE coffee and LUNCH for all."),
    ],
)
def test_promotion_is_named(rule: str, text: str) -> None:
    assert fields(rule, description=text) == ["description"]


@pytest.mark.parametrize(
    "text",
    [
        "The best way to reach us is by mail.",
        "You learn what helps you best.",
        "Do what is best for you.",
        "She is leading the group today.",
        "Your number one step is to call.",
        "For LGBTQ people. Run by SAMHSA and NAMI.",
        "Text HELLO to start.",
    ],
)
def test_plain_words_are_no_promotion(text: str) -> None:
    assert not [rule for rule in ("praise", "exclamation", "capitals") if fields(rule, description=text)]


def test_capitals_of_its_own_names_and_codes_are_known() -> None:
    known: dict[str, Any] = {"name": "STRIVE", "phones": [{"number": "741741", "type": "text", "text_body": "SOBER"}]}
    assert not fields("capitals", **known, description="Text SOBER. STRIVE answers.")
    assert fields("capitals", **known, description="STRIVE is GREAT.") == ["description"]


@pytest.mark.parametrize(("length", "is_found"), [(19, True), (20, False), (140, False), (141, True), (0, False)])
def test_a_summary_is_neither_long_nor_short(length: int, is_found: bool) -> None:
    assert bool(fields("summary-length", summary="a" * length)) is is_found


def test_hard_texts_are_named_and_easy_ones_are_not() -> None:
    assert fields("reading-grade", description=HARD) == ["description"]
    assert not fields("reading-grade", description=EASY)


def test_a_short_text_has_no_grade() -> None:
    assert find_grade("Multidisciplinary rehabilitation facilitates recovery trajectories.") is None
    assert find_grade(" ".join(["rehabilitation"] * 40) + ".") is None, "one sentence"


@pytest.mark.parametrize("text", [HARD, EASY, f"{EASY} {HARD}"], ids=["hard", "easy", "both"])
def test_the_grade_is_that_of_textstat(text: str) -> None:
    # textstat rounds the syllables of a word to a tenth, which is up to 0.6 of a grade.
    assert find_grade(text) == pytest.approx(textstat.flesch_kincaid_grade(text), abs=0.7)


def test_steps_without_full_stops_are_sentences() -> None:
    steps = "\n".join(["Look for your own chapter near you"] * 8)
    assert not fields("reading-grade", application_process=steps)
