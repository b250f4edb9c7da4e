"""Parts of results are drawn once and filled in: the page must be the same as if all were drawn anew."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask

from directory.database import db
from directory.models import Link
from directory.search import fragments
from directory.search.catalog import get_catalog
from tests.clients import Client
from tests.conftest import NOW
from tests.factories import commit, make_listing, make_schedule, make_term
from tests.page import read_text

PATHS = (
    "/find",
    "/find?q=depresion&near=40508",
    "/find?q=lonely&kind=group&zone=America/Denver",
    "/find?kind=group&when=week&day=tu&sort=soonest",
    "/find?kind=role&free=yes&page=2",
    "/needs/i-feel-alone",
)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_looks_the_same_when_its_parts_were_drawn_before(seeded_app: Flask, path: str) -> None:
    client = Client(seeded_app)
    with time_machine.travel(NOW, tick=False):
        with seeded_app.app_context():
            get_catalog().fragments = fragments.Fragments()
        first = client.get(path).response.text
        for other in PATHS:
            client.get(other)
        assert client.get(path).response.text == first


def test_nothing_that_was_typed_is_remembered(app: Flask) -> None:
    make_listing("Quartz Circle", summary="We talk about zebrafish and listen.")
    commit()
    shown = Client(app).get("/find?q=zebrafish&near=40508")
    assert "Mentions “zebrafish”" in shown.main_text
    make_listing("Onyx Circle", aliases=["Wolframite"])
    commit()
    assert "Also called “Wolframite”" in Client(app).get("/find?q=wolframite").main_text
    drawn = repr(get_catalog().fragments._drawn)
    assert "Circle" in drawn
    assert "Mentions" not in drawn
    assert "Also called" not in drawn
    assert "40508" not in drawn


def test_a_card_that_was_drawn_before_tells_the_next_start_of_now(app: Flask) -> None:
    make_listing("Quartz Circle", schedules=[make_schedule()])
    commit()
    client = Client(app)
    seen = []
    for hours in (0, 24 + 7, 24 + 7.5, 24 + 9):  # Monday noon, Tuesday 7 PM, 7:30 PM, 9 PM
        with time_machine.travel(NOW + dt.timedelta(hours=hours), tick=False):
            seen.append(read_text(client.get("/find").find(".facts")))
    assert "tomorrow, 7:00 PM" in seen[0]
    assert "Going on now" in seen[1]
    assert "Going on now" in seen[2]
    assert "Tue 1 Dec, 7:00 PM" in seen[3]


WEEK = {"freq": "WEEKLY", "byday": ["MO", "TU", "WE", "TH", "FR"], "mode": "phone"}
DAYTIME = WEEK | {"opens_at": "09:00", "closes_at": "17:00"}
MORNING, AFTERNOON = DAYTIME | {"closes_at": "13:00"}, DAYTIME | {"opens_at": "13:00"}
EVERY_HOUR = {"freq": "DAILY", "byday": None, "mode": "phone", "closes_at": "12:00"}


@pytest.mark.parametrize(
    ("schedules", "words"),
    [
        pytest.param(
            [DAYTIME], "Open now until 5:00 PM Eastern Time · next: tomorrow, 9:00 AM", id="the-hours-of-a-day"
        ),
        pytest.param(
            [MORNING, AFTERNOON], "Open now until 5:00 PM Eastern Time", id="an-afternoon-follows-the-morning"
        ),
        pytest.param([DAYTIME | {"closes_at": "00:00"}], "Open now until midnight Eastern Time", id="until-midnight"),
        pytest.param([DAYTIME | {"closes_at": "02:00"}], "Open now until tomorrow, 2:00 AM Eastern Time", id="a-night"),
        pytest.param([EVERY_HOUR | {"opens_at": "12:00"}], "Open now", id="without-a-break"),
    ],
)
def test_a_card_says_until_when_it_is_open(app: Flask, schedules: list[dict], words: str) -> None:
    make_listing("Quartz Line", kind="helpline", schedules=[make_schedule(**values) for values in schedules])
    commit()
    with time_machine.travel(NOW, tick=False):
        fact = read_text(Client(app).get("/find").find(".facts"))
    assert fact.startswith(words)
    assert ("until" in fact) == ("until" in words)


def test_a_changed_listing_is_drawn_anew(app: Flask) -> None:
    listing = make_listing("Quartz Circle")
    commit()
    client = Client(app)
    assert client.get("/find").card_names() == ["Quartz Circle"]
    listing.name = "Onyx Circle"
    commit()
    assert client.get("/find").card_names() == ["Onyx Circle"]


def test_each_link_of_a_card_says_whose_it_is(app: Flask) -> None:
    make_listing("Quartz Circle", kind="organization", email="circle@larkspur.example.org")
    make_listing("Onyx Line", kind="helpline", links=[Link(label="Chat", url="https://chat.example.org")])
    make_listing("Opal Group", url="https://opal.example.org")
    commit()
    links = Client(app).get("/find").select(".listing-card .actions a")
    assert sorted(read_text(link) for link in links) == [
        "Chat – Onyx Line",
        "E-mail – Quartz Circle",
        "How to join – Onyx Line",
        "How to join – Opal Group",
        "Web page – Opal Group",
    ]


def test_what_is_filled_in_is_escaped(app: Flask) -> None:
    need = make_term("need", "tea", "Tea & <b>biscuits</b>")
    make_listing("<i>Quartz</i> & co", summary="<script>alert(1)</script>", terms=(need,))
    commit()
    for _ in range(2):
        html = Client(app).open("/find?q=%3Ci%3Equartz").text
        assert "<i>" not in html
        assert "<b>biscuits" not in html
        assert "alert(1)</script>" not in html
        assert "Tea &amp; &lt;b&gt;biscuits" in html


@pytest.mark.parametrize("letter", ["\ue000", "\ue001"])
def test_no_letter_of_a_listing_is_taken_for_a_gap(app: Flask, letter: str) -> None:
    need = make_term("need", "tea", f"Tea{letter}time")
    make_listing(f"Quartz{letter}Circle", summary=f"{letter} We talk.", terms=(need,))
    commit()
    for path in ("/find", "/find?need=tea&list=1a", "/needs/tea"):
        assert f"Quartz{letter}Circle" in Client(app).get(path).main_text


def test_memory_is_bounded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST_FRAGMENTS", 5)
    for number in range(12):
        make_listing(f"Quartz {number}")
    commit()
    assert len(Client(app).get("/find").card_names()) == 12
    assert len(get_catalog().fragments._drawn) <= 5
    db.session.rollback()


def test_a_search_by_links_of_ours_is_drawn_once_a_minute_and_anew_after_a_change(app: Flask) -> None:
    client, path = Client(app), "/find?kind=group"
    make_listing("Quartz Circle", kind="group", schedules=[make_schedule()])
    commit()
    with time_machine.travel(NOW, tick=False) as clock:
        first = client.get(path)
        assert "Tue" in first.main_text
        assert client.get(path).main_text == first.main_text
        made = get_catalog().pages._made
        assert len(made) == 1
        clock.move_to(NOW + dt.timedelta(days=8, minutes=1))
        assert client.get(path).main_text != first.main_text
        make_listing("Onyx Circle", kind="group")
        commit()
        assert "Onyx Circle" in client.get(path).main_text


@pytest.mark.parametrize(
    "path",
    ["/find?q=zebrafish", "/find?near=40508", "/find?kind=zebrafish", "/find?utm=zebrafish", "/find?kind=group&list=1"],
)
def test_a_page_is_remembered_only_if_nothing_was_typed(app: Flask, path: str) -> None:
    make_listing("Quartz Circle", kind="group")
    commit()
    client = Client(app)
    client.get("/find?kind=group")
    client.get(path)
    assert [key[0] for key in get_catalog().pages._made] == [b"kind=group"]


def test_htmx_gets_results_from_an_address_whose_page_is_remembered(app: Flask) -> None:
    make_listing("Quartz Circle", kind="group")
    commit()
    client = Client(app)
    client.get("/find?kind=group")
    fragment = client.get_fragment("/find?kind=group")
    assert not fragment.named("h1")
    assert "Quartz Circle" in fragment.response.text


def test_a_page_asked_for_under_another_host_is_not_given_to_others(app: Flask) -> None:
    client = app.test_client()
    assert b"elsewhere.example.org" in client.get("/find", headers={"Host": "elsewhere.example.org"}).data
    assert b"elsewhere.example.org" not in client.get("/find").data


@pytest.mark.parametrize("path", ["/find", "/find?q=circle", "/needs/tea"])
def test_a_page_asked_for_under_another_root_is_not_given_to_others(app: Flask, path: str) -> None:
    make_listing("Quartz Circle", terms=(make_term("need", "tea"),))
    commit()
    client = app.test_client()
    elsewhere = {"SCRIPT_NAME": "//evil.example"}
    assert b"//evil.example/listings/" in client.get(path, environ_overrides=elsewhere).data
    answer = client.get(path)
    assert b"/listings/" in answer.data
    assert b"evil.example" not in answer.data
