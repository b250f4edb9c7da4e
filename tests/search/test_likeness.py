"""Phrases that are like one that is known."""

from __future__ import annotations

import pytest

from directory.search.likeness import RELATIVES, by_any_relative, keys_alike
from directory.search.words import split_words, stems


def key_of(phrase: str) -> tuple[str, ...]:
    """The key of a phrase as the directory keeps it."""
    return stems(split_words(phrase))


def is_alike(known: str, typed: str) -> bool:
    """Whether what is known of one phrase is found for another."""
    alike = by_any_relative({key_of(known): "found"})
    return any(key in alike for key in keys_alike(split_words(typed)))


@pytest.mark.parametrize(
    "typed", ["my brother drinks", "my stepdaughter drinks", "my uncle drinks", "my friend drinks"]
)
def test_a_relative_is_like_any_other(typed: str) -> None:
    assert is_alike("my husband drinks", typed)


@pytest.mark.parametrize("typed", ["i drink", "my brother", "my brother sings", "drinks my brother"])
def test_another_phrase_is_not(typed: str) -> None:
    assert not is_alike("my husband drinks", typed)


@pytest.mark.parametrize(
    ("known", "typed"), [("friends who drink", "my brother drinks"), ("abused as a child", "abused as a wife")]
)
def test_what_is_said_of_ones_own_life_is_not_said_of_relatives(known: str, typed: str) -> None:
    assert not is_alike(known, typed)


def test_a_relative_alone_is_like_nothing() -> None:
    assert not any(is_alike("my husband", relative) for relative in RELATIVES)


@pytest.mark.parametrize(
    ("typed", "is_harm"), [("i burn myself", True), ("i calm myself", False), ("i live by myself", False)]
)
def test_harm_to_oneself_is_like_the_one_that_is_known(typed: str, is_harm: bool) -> None:
    words = [word for word in split_words(typed) if word != "like"]
    assert (key_of("kill myself") in keys_alike(words)) == is_harm
