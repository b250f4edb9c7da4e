"""Places as people type them, against the gazetteer of the USA."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event, select

from directory.database import db
from directory.models import Place
from directory.models.location import STATES
from directory.search.places import MOST_CHOICES, find_place, find_state_of_code, state_code, town_key
from directory.search.sphere import miles_between

LEXINGTON = (38.03, -84.48)


@pytest.fixture
def statements(seeded: Flask) -> Iterator[list[str]]:
    """The SQL statements executed so far."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        pytest.param("40507", "Lexington, KY 40507", id="zip"),
        pytest.param(" 40507 ", "Lexington, KY 40507", id="zip-with-spaces"),
        pytest.param("40507-1234", "Lexington, KY 40507", id="zip-plus-four"),
        pytest.param("02108", "Boston, MA 02108", id="zip-with-leading-zero"),
        pytest.param("Lexington, KY 40507", "Lexington, KY 40507", id="town-and-zip"),
        pytest.param("Lexington KY", "Lexington, KY", id="town-and-code"),
        pytest.param("Lexington,KY", "Lexington, KY", id="comma-without-space"),
        pytest.param("lexington, kentucky", "Lexington, KY", id="town-and-state"),
        pytest.param("LEXINGTON  KENTUCKY", "Lexington, KY", id="capitals"),
        pytest.param("Charleston, West Virginia", "Charleston, WV", id="state-of-two-words"),
        pytest.param("Charleston Virginia", None, id="state-without-that-town"),
        pytest.param("St. Louis, MO", "Saint Louis, MO", id="st-with-full-stop"),
        pytest.param("st louis mo", "Saint Louis, MO", id="st"),
        pytest.param("Saint Louis, Missouri", "Saint Louis, MO", id="saint"),
        pytest.param("Fort Worth", "Fort Worth, TX", id="fort"),
        pytest.param("Ft. Worth", "Fort Worth, TX", id="ft"),
        pytest.param("Winston-Salem", "Winston Salem, NC", id="hyphen"),
        pytest.param("Coeur d’Alene", "Coeur D Alene, ID", id="apostrophe"),
        pytest.param("O'Fallon, MO", "O Fallon, MO", id="apostrophe-after-o"),
        pytest.param("McLean, VA", "Mc Lean, VA", id="mc"),
        pytest.param("San José, CA", "San Jose, CA", id="accent"),
        pytest.param("Indiana, PA", "Indiana, PA", id="town-named-like-a-state"),
        pytest.param("Kansas City, Kansas", "Kansas City, KS", id="state-in-the-name-of-the-town"),
        pytest.param("New York", "New York, NY", id="new-york-is-the-city"),
        pytest.param("Kentucky", "Kentucky", id="state"),
        pytest.param("ky", "Kentucky", id="state-code"),
        pytest.param("West Virginia", "West Virginia", id="state-and-not-a-town-of-it"),
        pytest.param("ny", "New York", id="ny-is-the-state"),
        pytest.param("38.05,-84.50", "Lexington, KY", id="coordinates"),
        pytest.param("38.05 , -84.50", "Lexington, KY", id="coordinates-with-spaces"),
        pytest.param("00000", None, id="unknown-zip"),
        pytest.param("Lexington, KY 00000", None, id="town-and-unknown-zip"),
        pytest.param("4050", None, id="part-of-a-zip"),
        pytest.param("405071", None, id="more-than-a-zip"),
        pytest.param("Zzyzxville", None, id="unknown-town"),
        pytest.param("Lexington, XX", None, id="unknown-state"),
        pytest.param("0,0", None, id="coordinates-in-the-sea"),
        pytest.param("91,0", None, id="coordinates-off-the-globe"),
        pytest.param("", None, id="nothing"),
        pytest.param("   ", None, id="spaces"),
        pytest.param("北京", None, id="another-script"),
        pytest.param("x" * 5000, None, id="far-too-much"),
    ],
)
def test_place_is_read_as_people_type_it(seeded: Flask, typed: str, label: str | None) -> None:
    spot = find_place(typed).spot
    assert (spot.label if spot else None) == label


@pytest.mark.parametrize("typed", ["40507", "Lexington, KY", "Saint Louis, MO", "Coeur D Alene, ID", "Kentucky"])
def test_the_label_of_a_spot_leads_to_it_again(seeded: Flask, typed: str) -> None:
    spot = find_place(typed).spot
    assert spot is not None
    assert find_place(spot.label).spot == spot


def test_what_was_typed_is_handed_back_with_single_spaces(seeded: Flask) -> None:
    assert find_place("  Zzyzx \n ville ").typed == "Zzyzx ville"


def test_ambiguous_town_is_not_guessed(seeded: Flask) -> None:
    assert find_place("Lexington").spot is None


def test_ambiguous_town_offers_the_largest_first(seeded: Flask) -> None:
    assert [spot.label for spot in find_place("Kansas City").choices] == ["Kansas City, MO", "Kansas City, KS"]


def test_choices_of_a_saint_are_those_of_a_st(seeded: Flask) -> None:
    saint, st = find_place("Saint Louis").choices, find_place("St. Louis").choices
    assert saint == st
    assert saint[0].label == "Saint Louis, MO"


def test_choices_go_down_in_size(seeded: Flask) -> None:
    sizes = {
        f"{place.city}, {place.state}": place.size
        for place in db.session.scalars(select(Place).where(Place.type == "town", Place.key == "springfield"))
    }
    offered = [sizes[spot.label] for spot in find_place("Springfield").choices]
    assert offered == sorted(sizes.values(), reverse=True)[:MOST_CHOICES]


def test_every_choice_leads_to_one_spot(seeded: Flask) -> None:
    choices = find_place("Springfield").choices
    assert [find_place(choice.label).spot for choice in choices] == list(choices)


def test_unknown_place_offers_no_choices(seeded: Flask) -> None:
    assert find_place("Zzyzxville").choices == ()


def test_state_has_neither_a_point_nor_a_zone(seeded: Flask) -> None:
    spot = find_place("Kentucky").spot
    assert spot is not None
    assert (spot.state, spot.point, spot.timezone) == ("KY", None, None)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        pytest.param("Lexington, KY", "America/New_York", id="eastern"),
        pytest.param("Paducah, KY", "America/Chicago", id="central-in-the-same-state"),
        pytest.param("85001", "America/Phoenix", id="arizona"),
        pytest.param("96813", "Pacific/Honolulu", id="hawaii"),
        pytest.param("38.05,-84.50", "America/New_York", id="coordinates"),
    ],
)
def test_spot_knows_its_time_zone(seeded: Flask, typed: str, zone: str) -> None:
    spot = find_place(typed).spot
    assert spot is not None
    assert spot.timezone == zone


def test_point_of_a_town_is_in_the_town(seeded: Flask) -> None:
    spot = find_place("Lexington, KY").spot
    assert spot is not None and spot.point is not None
    assert miles_between(spot.point, LEXINGTON) < 3


def test_coordinates_are_kept_as_given(seeded: Flask) -> None:
    spot = find_place("38.05,-84.50").spot
    assert spot is not None
    assert spot.point == (38.05, -84.5)


def test_no_town_lies_where_no_point_is_known(seeded: Flask) -> None:
    """Los Angeles has one postal code at 0, 0 in the source; it must not pull the town towards Africa."""
    spot = find_place("Los Angeles, CA").spot
    assert spot is not None and spot.point is not None
    assert miles_between(spot.point, (34.05, -118.25)) < 10


def test_no_postal_code_lies_at_zero_zero(seeded: Flask) -> None:
    assert db.session.scalars(select(Place).where(Place.latitude == 0)).all() == []


@pytest.mark.parametrize("typed", ["40507", "Lexington", "Lexington KY", "New York", "38.05,-84.50", "Zzyzxville"])
def test_a_place_costs_one_statement(statements: list[str], typed: str) -> None:
    find_place(typed)
    assert len(statements) == 1


def test_a_state_costs_no_statement(statements: list[str]) -> None:
    find_place("Kentucky")
    assert statements == []


@pytest.mark.parametrize(
    ("a", "b", "miles"),
    [
        pytest.param((40.6398, -73.7789), (33.9425, -118.4081), 2475, id="new-york-los-angeles-airports"),
        pytest.param((40.7128, -74.0060), (51.5074, -0.1278), 3461, id="new-york-london"),
        pytest.param((38.0406, -84.5037), (38.2527, -85.7585), 70, id="lexington-louisville"),
        pytest.param((0, 0), (1, 0), 69.1, id="one-degree-north"),
        pytest.param((60, 0), (60, 1), 34.55, id="one-degree-east-far-north"),
        pytest.param((0, 179.5), (0, -179.5), 69.1, id="across-the-date-line"),
        pytest.param((0, 0), (0, 180), 12437, id="the-other-side-of-the-earth"),
    ],
)
def test_distance_is_that_along_the_ground(a: tuple[float, float], b: tuple[float, float], miles: float) -> None:
    assert miles_between(a, b) == pytest.approx(miles, rel=0.005)


def test_distance_to_itself_is_nothing() -> None:
    assert miles_between(LEXINGTON, LEXINGTON) == 0


def test_distance_is_the_same_both_ways() -> None:
    assert miles_between(LEXINGTON, (40.7, -74)) == miles_between((40.7, -74), LEXINGTON)


@pytest.mark.parametrize("code", STATES)
def test_every_state_is_known_by_name_and_code(code: str) -> None:
    assert state_code(STATES[code].upper()) == state_code(code.lower()) == code


@pytest.mark.parametrize("text", ["", "Lexington", "XX", "KYY"])
def test_anything_else_is_no_state(text: str) -> None:
    assert state_code(text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("Saint Paul", "St. Paul"), ("Fort Knox", "Ft Knox"), ("Mount Vernon", "Mt. Vernon"), ("De Kalb", "DeKalb")],
)
def test_two_spellings_of_a_town_have_one_key(one: str, other: str) -> None:
    assert town_key(one) == town_key(other)


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("country", "code", "state"),
    [
        pytest.param("US", "40507", "KY", id="zip"),
        pytest.param("US", "40507-1234", "KY", id="zip-plus-four"),
        pytest.param("US", "00000", None, id="unknown"),
        pytest.param("US", "Kentucky", None, id="no-code"),
        pytest.param("DE", "40507", None, id="another-country"),
    ],
)
def test_a_postal_code_lies_in_a_state(country: str, code: str, state: str | None) -> None:
    assert find_state_of_code(country, code) == state
