"""In which order results stand, which listings a place leaves out, and that both databases agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from directory.database import db
from directory.models import Place
from tests.conftest import NOW
from tests.databases import DEFAULT_ENGINE, ENGINES, Databases
from tests.factories import commit, make_check, make_listing, make_location, make_schedule, make_term
from tests.search.asking import found_names, search

TODAY = NOW.date()


def _make_town() -> None:
    """Lexington and its postal code."""
    for type, key in (("postal_code", "40507"), ("town", "lexington")):
        place = Place(type=type, key=key, city="Lexington", state="KY", latitude=38.05, longitude=-84.5)
        place.timezone = "America/New_York"
        db.session.add(place)
    db.session.flush()


def test_crisis_lines_stand_first_for_a_crisis_need(app: Flask) -> None:
    need = make_term("need", "in-danger", "I am in danger", is_crisis=True)
    line, warmline = make_term("helpline_type", "crisis-line"), make_term("helpline_type", "warmline")
    make_listing("A group", terms=(need,), checks=[make_check()])
    make_listing("B warmline", kind="helpline", terms=(need, warmline), checks=[make_check()])
    make_listing("Z crisis line", kind="helpline", terms=(make_term(), make_term(), need, line))
    commit()
    assert found_names(need="in-danger") == ["Z crisis line", "A group", "B warmline"]
    assert found_names("i am in danger") == ["Z crisis line", "A group", "B warmline"]


def test_crisis_lines_do_not_stand_first_for_another_need(app: Flask) -> None:
    need, line = make_term("need", "lonely"), make_term("helpline_type", "crisis-line")
    make_listing("A group", terms=(need,))
    make_listing("Z crisis line", kind="helpline", terms=(need, line))
    commit()
    assert found_names(need="lonely") == ["A group", "Z crisis line"]


def test_a_listing_that_is_for_the_need_stands_before_one_that_is_also_for_it(app: Flask) -> None:
    need, other, third = make_term("need", "lonely"), make_term(), make_term()
    make_listing("A also", terms=(other, third, need), checks=[make_check(today=TODAY)])
    make_listing("C second", terms=(other, need))
    make_listing("D first", terms=(need, other))
    commit()
    assert found_names(need="lonely", now=NOW) == ["C second", "D first", "A also"]


@pytest.mark.parametrize(
    ("sooner", "later"),
    [
        pytest.param(10, 300, id="half-a-year-before-a-year"),
        pytest.param(184, 185, id="at-half-a-year"),
        pytest.param(365, 366, id="at-a-year"),
        pytest.param(549, 550, id="at-a-year-and-a-half"),
        pytest.param(300, 900, id="a-year-before-longer"),
        pytest.param(900, None, id="long-ago-before-never"),
    ],
)
def test_what_was_checked_lately_stands_before(app: Flask, sooner: int, later: int | None) -> None:
    make_listing("A later", checks=[make_check(later, TODAY)] if later is not None else [])
    make_listing("Z sooner", checks=[make_check(sooner, TODAY), make_check(2_000, TODAY)])
    commit()
    assert found_names(now=NOW, old=True) == ["Z sooner", "A later"]


def test_how_long_a_check_counts_is_what_the_settings_say(app: Flask) -> None:
    app.config.update(CHECK_REMIND_MONTHS=24, CHECK_MARK_MONTHS=30, CHECK_HIDE_MONTHS=0)
    make_listing("A a year and a half ago", checks=[make_check(540, TODAY)])
    make_listing("B yesterday", checks=[make_check(1, TODAY)])
    make_listing("C three years ago", checks=[make_check(1_100, TODAY)])
    commit()
    assert found_names(now=NOW) == ["A a year and a half ago", "B yesterday", "C three years ago"]


def test_checks_of_the_same_half_year_weigh_the_same(app: Flask) -> None:
    make_listing("A", checks=[make_check(150, TODAY)])
    make_listing("B", checks=[make_check(1, TODAY)])
    commit()
    assert found_names(now=NOW) == ["A", "B"]


def test_near_stands_before_the_state_and_the_state_before_the_country(app: Flask) -> None:
    _make_town()
    checked = {"checks": [make_check(today=TODAY)]}
    make_listing("A country", service_areas=("US",), checks=[make_check(today=TODAY)])
    make_listing("B world", service_areas=("worldwide",))
    make_listing("C state", service_areas=("US-KY",), checks=[make_check(today=TODAY)])
    make_listing("D nearest", locations=[make_location()])
    make_listing("E near", locations=[make_location(latitude=38.25)])
    make_listing("F far", locations=[make_location(latitude=39.0)], **checked)
    make_listing("G other state", service_areas=("US-TN",), locations=[make_location("Memphis", "TN", latitude=35.1)])
    make_listing("H hidden", locations=[make_location(visibility="hidden")])
    commit()
    cards = search(near="40507", now=NOW).cards
    assert [(card.name, card.reach) for card in cards] == [
        ("D nearest", "near"),
        ("E near", "near"),
        ("C state", "state"),
        ("A country", "everywhere"),
        ("B world", "everywhere"),
    ]
    assert [card.miles and round(card.miles, 1) for card in cards] == [0.0, 13.8, None, None, None]


@pytest.mark.parametrize(("within", "found"), [(10, False), (25, True)])
def test_the_distance_decides_what_is_near(app: Flask, within: int, found: bool) -> None:
    _make_town()
    make_listing("Near", locations=[make_location(latitude=38.25)])
    commit()
    assert (found_names(near="Lexington, KY", within=within) == ["Near"]) == found


def test_the_nearest_of_several_places_counts(app: Flask) -> None:
    _make_town()
    make_listing("Two", locations=[make_location(latitude=39.5), make_location(latitude=38.1)])
    commit()
    assert [round(card.miles or 0, 1) for card in search(near="40507").cards] == [3.5]


def test_a_state_leaves_out_other_states(app: Flask) -> None:
    make_listing("A serves it", service_areas=("US-KY",))
    make_listing("B is there", locations=[make_location()])
    make_listing("C is elsewhere", locations=[make_location("Memphis", "TN", latitude=35.1, longitude=-90.0)])
    make_listing("D country", service_areas=("US",))
    commit()
    assert found_names(near="Kentucky") == ["A serves it", "B is there", "D country"]


def test_a_better_fit_stands_before_a_later_check_but_not_before_a_nearer_place(app: Flask) -> None:
    _make_town()
    make_listing("Z quartz", locations=[make_location()])
    make_listing("B", summary="quartz", locations=[make_location()], checks=[make_check(today=TODAY)])
    make_listing("A quartz", service_areas=("US",))
    commit()
    assert found_names("quartz", near="40507", now=NOW) == ["Z quartz", "B", "A quartz"]


def test_a_page_beyond_the_end_shows_the_last(app: Flask) -> None:
    for number in range(45):
        make_listing(f"Listing {number:02}")
    commit()
    results = search(page=99, page_size=20)
    assert [card.name for card in results.cards] == [f"Listing {number}" for number in range(40, 45)]
    assert (results.criteria.page, results.pages, results.has_more) == (3, 3, False)


def test_the_pages_together_are_everything_once(app: Flask) -> None:
    for number in range(45):
        make_listing(f"Listing {number:02}")
    commit()
    pages = [[card.name for card in search(page=page, page_size=20).cards] for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert [name for page in pages for name in page] == [f"Listing {number:02}" for number in range(45)]


def test_soonest_follows_the_next_start(app: Flask) -> None:
    make_listing("A never")
    make_listing("B Tuesday", schedules=[make_schedule(byday=["TU"])])
    make_listing("C tonight", schedules=[make_schedule(byday=["MO"])])
    make_listing("D now", schedules=[make_schedule(byday=["MO"], opens_at="11:30", closes_at="13:00")])
    make_listing("E two", schedules=[make_schedule(byday=["FR"]), make_schedule(byday=["MO"], opens_at="15:00")])
    make_listing("F closed", schedules=[make_schedule(byday=["MO"])], status="temporarily closed")
    commit()
    assert found_names(sort="soonest", now=NOW) == ["D now", "E two", "C tonight", "B Tuesday", "A never", "F closed"]


def test_soonest_follows_moments_not_clocks(app: Flask) -> None:
    east, west = "America/New_York", "America/Los_Angeles"
    make_listing("A west", schedules=[make_schedule(byday=["MO"], opens_at="18:00", timezone=west)])
    make_listing("B east", schedules=[make_schedule(byday=["MO"], opens_at="19:00", timezone=east)])
    commit()
    assert found_names(sort="soonest", now=NOW) == ["B east", "A west"]


def test_a_to_z_takes_no_notice_of_case_and_accents(app: Flask) -> None:
    for name in ("beta", "Élan", "Alpha", "Delta", "fern"):
        make_listing(name, checks=[make_check(today=TODAY)] if name == "fern" else [])
    commit()
    assert found_names(sort="name", now=NOW) == ["Alpha", "beta", "Delta", "Élan", "fern"]


SEARCHES: dict[str, dict] = {
    "everything": {}, "depression": {"q": "depression"}, "depresion": {"q": "depresion"},
    "voices": {"q": "hearing voices"},
    "prefix": {"q": "sup"}, "two words": {"q": "family support"}, "three words": {"q": "veterans painting lexington"},
    "nami": {"q": "NAMI"}, "sardaa": {"q": "SARDAA"}, "self-harm": {"q": "self-harm"}, "24/7": {"q": "24/7"},
    "exact": {"q": "peer support", "exact": True}, "stop words": {"q": "who are you"}, "suicide": {"q": "suicide"},
    "long": {"q": "i just got out of the hospital and have nobody to talk to at night"}, "letters": {"q": "é ñ ß"},
    "groups": {"kind": "group"}, "two kinds": {"kind": ("role", "program")}, "need": {"need": "i-feel-alone"},
    "crisis": {"need": "thinking-about-suicide"}, "tonight": {"when": "tonight"}, "days": {"day": ("tu", "sa")},
    "online and free": {"format": "online", "free": "yes"}, "near": {"near": "40202"},
    "town": {"near": "Lexington, KY"},
    "state": {"near": "Kentucky"}, "far": {"near": "90210", "within": 100},
    "name": {"sort": "name", "kind": "community"},
    "soonest": {"sort": "soonest", "near": "40507"}, "all": {"q": "support", "near": "40202", "kind": "group"},
}  # fmt: skip


@pytest.fixture(scope="module")
def other_app(make_app: Callable[..., Flask], databases: Databases) -> Iterator[Flask]:
    """The seed and the demo on the database that is not the default one."""
    engine = next(engine for engine in ENGINES if engine != DEFAULT_ENGINE)
    app = make_app(engine, template="seeded", DEMO=True)
    yield app
    with app.app_context():
        db.engine.dispose()
    databases.drop(app.config["DATABASE_URL"])


def _answers(app: Flask, asked: dict, now: dt.datetime) -> tuple:
    with app.app_context():
        results = search(**asked, now=now, page_size=50)
        db.session.remove()
    facets = [(facet.name, [(value.value, value.count) for value in facet.values]) for facet in results.facets]
    cards = [(card.name, card.reach, card.miles, [str(reason) for reason in card.why]) for card in results.cards]
    return cards, results.total, results.loosened, facets, results.understanding.corrections


@pytest.mark.parametrize("asked", SEARCHES.values(), ids=SEARCHES)
def test_both_databases_answer_alike(seeded_app: Flask, other_app: Flask, asked: dict) -> None:
    answers = _answers(seeded_app, asked, NOW)
    assert answers[0], "a search that finds nothing compares nothing"
    assert answers == _answers(other_app, asked, NOW)
