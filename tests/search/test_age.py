"""What has not been checked for long is left out of searches, and said so; what was never checked is not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.search.criteria import Criteria
from directory.search.find import count, find
from directory.search.index import state_table
from tests.clients import Client
from tests.factories import commit, make_check, make_listing, make_phone, make_term
from tests.search.asking import counted_statements

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def stocked(app: Flask, clock: time_machine.Coordinates) -> Flask:
    """A fresh, an old and a never checked group, and a crisis line that was checked long ago."""
    line = make_term("helpline_type", "crisis-line", "Crisis line")
    make_listing("Fresh Circle", checks=[make_check(10, TODAY)])
    make_listing("Old Circle", slug="old-circle", checks=[make_check(600, TODAY)])
    make_listing("New Circle")
    make_listing("Crisis Line", kind="helpline", terms=(line,), checks=[make_check(2_000, TODAY)])
    commit()
    return app


def names(**asked: Any) -> set[str]:
    """The names that a search finds."""
    return {card.name for card in find(Criteria(**asked)).cards}


def test_a_search_leaves_out_what_was_checked_too_long_ago_and_nothing_else(stocked: Flask) -> None:
    assert names() == {"Fresh Circle", "New Circle", "Crisis Line"}
    assert names(q="circle") == {"Fresh Circle", "New Circle"}


def test_a_search_that_asks_for_it_has_all(stocked: Flask) -> None:
    assert names(old=True) == {"Fresh Circle", "Old Circle", "New Circle", "Crisis Line"}
    assert find(Criteria(old=True)).old == 1


@pytest.mark.parametrize(
    ("asked", "left_out"),
    [({}, 1), ({"q": "circle"}, 1), ({"q": "line"}, 0), ({"filters": {"kind": ("helpline",)}}, 0), ({"old": True}, 0)],
    ids=["all", "its-word", "another-word", "another-kind", "with-old"],
)
def test_the_search_says_how_many_it_left_out(stocked: Flask, asked: dict[str, Any], left_out: int) -> None:
    assert find(Criteria(**asked)).left_out == left_out


@pytest.mark.parametrize("old", [False, True])
def test_the_count_of_a_search_is_that_of_its_results(stocked: Flask, old: bool) -> None:
    criteria = Criteria(filters={"kind": ("group",)}, old=old)
    assert count(criteria) == find(criteria).total == 2 + old


def test_time_alone_leaves_a_listing_out_and_nothing_is_written_for_it(
    stocked: Flask, clock: time_machine.Coordinates
) -> None:
    generation = db.session.scalar(select(state_table.c.generation))
    assert "Fresh Circle" in names()
    clock.shift(dt.timedelta(days=600))
    assert names() == {"New Circle", "Crisis Line"}
    assert db.session.scalar(select(state_table.c.generation)) == generation


def test_a_setting_of_nothing_leaves_out_nothing(stocked: Flask) -> None:
    stocked.config["CHECK_HIDE_MONTHS"] = 0
    assert "Old Circle" in names()


def test_the_page_says_what_is_left_out_and_leads_there_and_back(stocked: Flask) -> None:
    visitor = Client(stocked)
    page = visitor.get("/find?q=circle")
    assert "1 more listing was not checked for over 18 months, so we left it out." in page.main_text
    with_old = visitor.get(page.link("Show it, too"))
    assert "Old Circle" in with_old.card_names()
    assert "1 of these was not checked for over 18 months. Call or ask first." in with_old.main_text
    assert with_old.find("input[name=old]").attrib["form"] == "find"
    assert "Old Circle" not in visitor.get(with_old.link("Leave those out")).card_names()


def test_a_search_that_would_find_only_old_ones_leads_to_them(stocked: Flask) -> None:
    visitor = Client(stocked)
    page = visitor.get("/find?q=old+circle&kind=group&exact=yes")
    assert "1 more listing" in page.main_text
    assert visitor.get(page.link("Show it, too")).card_names() == ["Old Circle"]


def test_its_own_page_is_there_and_says_to_ask_first(stocked: Flask) -> None:
    page = Client(stocked).get("/listings/old-circle")
    assert "Not checked for over 18 months – ask first" in page.main_text


@pytest.mark.parametrize(
    ("days", "told", "not_told"),
    [
        (10, "Checked 13 Nov 2026 by phone", "soon"),
        (200, "soon to be checked again", "ask first"),
        (400, "Not checked for over a year – ask first", "soon"),
    ],
    ids=["fresh", "due", "overdue"],
)
def test_a_card_tells_its_age_in_words(
    app: Flask, clock: time_machine.Coordinates, days: int, told: str, not_told: str
) -> None:
    make_listing("Larkspur Circle", checks=[make_check(days, TODAY)])
    commit()
    card = " ".join(Client(app).get("/find").find(".listing-card").text_content().split())
    assert told in card
    assert not_told not in card


@pytest.mark.parametrize(
    ("phones", "told"),
    [
        ([{}], "Not checked for over a year – call first"),
        ([{"number": "741741", "type": "text"}], "Not checked for over a year – ask first"),
        ([], "Not checked for over a year – ask first"),
    ],
    ids=["phone", "text", "neither"],
)
def test_call_first_is_said_where_one_can_call(app: Flask, clock: object, phones: list[dict], told: str) -> None:
    phones = [make_phone(**values) for values in phones]
    make_listing(slug="circle", kind="community", phones=phones, checks=[make_check(400, TODAY)])
    commit()
    visitor = Client(app)
    assert told in visitor.get("/find").main_text
    assert told in visitor.get("/listings/circle").main_text


def test_a_card_is_drawn_anew_when_its_age_changes(app: Flask, clock: time_machine.Coordinates) -> None:
    make_listing("Larkspur Circle", checks=[make_check(300, TODAY)])
    commit()
    visitor = Client(app)
    assert "ask first" not in visitor.get("/find").main_text
    clock.shift(dt.timedelta(days=100))
    assert "ask first" in visitor.get("/find").main_text


def test_leaving_out_takes_no_statement_more(stocked: Flask) -> None:
    find(Criteria(old=True))
    with counted_statements() as without:
        find(Criteria(old=True))
    with counted_statements() as leaving_out:
        find(Criteria())
    assert len(leaving_out) == len(without)
