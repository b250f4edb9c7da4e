"""What the answers of a reflection lean to."""

from __future__ import annotations

import pytest

from directory.guidance.reflection import FEWEST_ANSWERS, STATEMENTS, reflect


def answers(anxious: int, avoidant: int) -> dict[str, int]:
    """Every statement answered so that each side has the given mean."""
    sides = {"anxious": anxious, "avoidant": avoidant}
    return {s.key: 6 - sides[s.side] if s.is_opposite else sides[s.side] for s in STATEMENTS}


@pytest.mark.parametrize(
    ("anxious", "avoidant", "style"),
    [
        (5, 1, "anxious"),
        (4, 3, "anxious"),
        (1, 5, "avoidant"),
        (3, 4, "avoidant"),
        (4, 4, "mixed"),
        (5, 5, "mixed"),
        (1, 1, "secure"),
        (3, 3, "secure"),
    ],
)
def test_the_style_is_the_side_that_shows(anxious: int, avoidant: int, style: str) -> None:
    assert reflect(answers(anxious, avoidant)).style == style


def test_agreeing_with_an_opposite_statement_speaks_against_its_side() -> None:
    opposite = [s for s in STATEMENTS if s.is_opposite]
    assert {s.side for s in opposite} == {"anxious", "avoidant"}
    everything = {s.key: 5 for s in STATEMENTS}
    without = {key: value for key, value in everything.items() if key not in {s.key for s in opposite}}
    assert reflect(without).style == "mixed"
    assert reflect({s.key: 5 for s in opposite} | {"a1": 1, "b1": 1}).style == "secure"


def test_a_half_filled_reflection_has_a_result_for_what_is_there() -> None:
    some = {key: value for key, value in answers(5, 1).items() if key in ("a1", "a2", "b1", "b2")}
    reflection = reflect(some)
    assert reflection.style == "anxious"
    assert reflection.answered == 4
    assert not reflection.is_whole
    assert reflect(answers(5, 1)).is_whole


@pytest.mark.parametrize("keys", [(), ("a1",), ("a1", "a2", "a3", "a4", "a5"), ("a1", "a2", "b1")])
def test_too_few_answers_on_a_side_give_no_style(keys: tuple[str, ...]) -> None:
    reflection = reflect(dict.fromkeys(keys, 5))
    assert reflection.style is None
    assert reflection.answered == len(keys)


def test_both_sides_are_asked_about_alike() -> None:
    sides = [s.side for s in STATEMENTS]
    assert sides.count("anxious") == sides.count("avoidant") > FEWEST_ANSWERS
    assert len({s.key for s in STATEMENTS}) == len(STATEMENTS)
    assert 8 <= len(STATEMENTS) <= 10
