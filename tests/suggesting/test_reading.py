"""What is told of words alone: links without words, and words of people who may be at risk."""

from __future__ import annotations

import pytest

from directory.suggesting.reading import hash_of_words, is_links_only, may_speak_of_self_harm


@pytest.mark.parametrize(
    ("text", "is_spam"),
    [
        ("https://spam.example.org", True),
        ("see www.spam.example.org/a spam.example.org/b", True),
        ("Their new page is https://ring.example.org now", False),
        ("It has closed.", False),
        ("", False),
    ],
    ids=["link", "links", "sentence", "no-link", "nothing"],
)
def test_links_with_next_to_no_words_are_seen(text: str, is_spam: bool) -> None:
    assert is_links_only([text, ""]) is is_spam


@pytest.mark.parametrize(
    "text",
    [
        "I want to die",
        "I don’t want to be here any more",
        "he said he would kill himself",
        "thinking of SUICIDE every night",
        "I feel suicidal since then",
        "they would be better off without me",
        "there is no reason to live",
        "She is self-harming again",
        "I can't go on",
        "to end my life",
    ],
)
def test_words_of_someone_at_risk_are_seen(text: str) -> None:
    assert may_speak_of_self_harm(["It is closed.", text])


@pytest.mark.parametrize(
    "text",
    [
        "The National Suicide Prevention Lifeline has another number now",
        "It is a group for survivors of suicide loss",
        "988 Suicide & Crisis Lifeline",
        "The number is dead",
        "They wanted to live on Elm Street",
        "The self-harm helpline moved",
    ],
)
def test_names_of_help_are_no_such_words(text: str) -> None:
    assert not may_speak_of_self_harm([text])


def test_the_same_words_are_the_same_whatever_their_case_accents_and_spaces() -> None:
    assert hash_of_words(["Café  Ring", "a"]) == hash_of_words([" cafe ring", "A"])
    assert hash_of_words(["ab", ""]) != hash_of_words(["a", "b"])
