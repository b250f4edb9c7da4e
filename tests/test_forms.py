"""What every form takes out of a text before it is kept."""

from __future__ import annotations

import pytest

from directory.forms import clean_line, clean_lines


@pytest.mark.parametrize(
    "letter",
    ["\x00", "\u200b", "\u202e", "\ufeff", "\ud800", "\ue000", "\ue001", "\uf8ff", "\U000f0000", "\U0010fffd"],
    ids=lambda letter: f"U+{ord(letter):04X}",
)
def test_hidden_letters_and_those_without_a_meaning_are_taken_out(letter: str) -> None:
    assert clean_line(f"Larkspur{letter} Circle") == "Larkspur Circle"


def test_letters_of_every_language_and_pictures_stay() -> None:
    text = "Café\nدعم 支持 🫶🏽 豈 \U0002f800"
    assert clean_lines(text).split() == ["Café", "دعم", "支持", "🫶🏽", "豈", "\u4e3d"]
