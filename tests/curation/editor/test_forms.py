"""Forms of listings: what a content becomes in a form and what a form gives back; times, rules, boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from directory.curation.editor.choosing import find_choices, offer
from directory.curation.editor.edit import sent_by
from directory.curation.editor.forms import SECTIONS, content_from, data_of, form_class
from directory.curation.editor.forms.rules import missing_in_rule, rule_of, words_of
from directory.database import db
from directory.models import KINDS, Listing
from directory.models.content import FIELDS, Content, completed, plain, whole_content_of
from directory.models.listing import with_children
from tests.databases import Databases

ZONE = ZoneInfo("America/Kentucky/Louisville")
EMPTY: Content = {**dict.fromkeys(FIELDS), "status": "active", "publication": "draft"}
EVENING = {"freq": "WEEKLY", "byday": ["TU"], "opens_at": "19:00", "closes_at": "20:30", "timezone": "America/New_York"}


def content(**values: Any) -> Content:
    """A whole content that says little else."""
    return completed({**EMPTY, "kind": "group", "name": "Larkspur Circle", "slug": "larkspur-circle", **values})


@pytest.fixture(scope="module", autouse=True)
def clock_of_the_site(make_app: Callable[..., Flask], databases: Databases) -> Iterator[None]:
    """A day is typed on the clock of a site."""
    app = make_app()
    with app.app_context():
        yield
    databases.drop(app.config["DATABASE_URL"])


def through_browser(first: Content) -> Content:
    """A content through a form, what a browser sends of it, and back."""
    made = form_class(first["kind"])
    sent = sent_by(made(None, data=data_of(first, ZONE, {})))
    return content_from(made(MultiDict(sent)), ZONE)


def said(whole: Content) -> Content:
    """What can be compared: without what is empty, without when answers were checked, days of the week in one order."""
    answers = {key: {**answer, "checked_on": None} for key, answer in whole["answers"].items()}
    times = [{**one, "byday": sorted(one["byday"] or ())} for one in whole["schedules"]]
    return plain({**whole, "answers": answers, "schedules": times})


def test_every_listing_of_the_seed_comes_out_of_its_form_as_it_went_in(seeded: Flask) -> None:
    choices = find_choices()
    for listing in db.session.scalars(select(Listing).options(*with_children())):
        before = whole_content_of(listing)
        form = form_class(listing.kind)(None, data=data_of(before, ZONE, {}))
        offer(form, choices, listing.kind)
        after = content_from(form_class(listing.kind)(MultiDict(sent_by(form))), ZONE)
        assert said(after) == said(before), listing.slug


def test_the_form_of_every_kind_asks_for_all_that_a_listing_can_say() -> None:
    asked = {name for section in SECTIONS for name in section.fields} - {"need_words", "publish_on", "publish_time"}
    assert asked | {"terms", "publish_at"} == set(FIELDS)
    for kind in KINDS:
        assert all(name in form_class(kind)() for name in asked)


schedules = st.fixed_dictionaries(
    {
        "freq": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
        "interval": st.integers(1, 12),
        "byday": st.none() | st.lists(st.sampled_from(["MO", "2TU", "-1FR", "WE", "1SA"]), unique=True, min_size=1),
        "bymonthday": st.none() | st.lists(st.sampled_from([1, 15, 31, -1]), unique=True, min_size=1),
        "opens_at": st.times().map(lambda time: time.isoformat("minutes")),
        "closes_at": st.none() | st.times().map(lambda time: time.isoformat("minutes")),
        "dtstart": st.none() | st.sampled_from(["2026-11-24", "2027-01-05"]),
        "until": st.none() | st.sampled_from(["2027-01-05", "2028-02-29"]),
        "timezone": st.just("America/Chicago"),
    }
)


@settings(max_examples=60, deadline=None)
@given(schedules)
def test_no_schedule_is_changed_by_opening_and_saving_it(schedule: dict[str, Any]) -> None:
    before = content(schedules=[schedule])["schedules"]
    after = completed({**EMPTY, **through_browser(content(schedules=[schedule]))})["schedules"]
    for one in (*before, *after):  # days that the form has boxes for come in the order of the week
        one["byday"] = sorted(one["byday"] or ())
    assert after == before


texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")), max_size=40).map(
    lambda text: " ".join(text.split())
)


@settings(max_examples=40, deadline=None)
@given(st.lists(texts.filter(bool), max_size=3), texts, st.booleans() | st.none(), st.floats(-90, 90))
def test_texts_names_and_places_are_not_changed(
    aliases: list[str], note: str, is_free: bool | None, latitude: float
) -> None:
    place = {"city": "Lexington", "state": "KY", "latitude": latitude, "longitude": -84.5, "visibility": "hidden"}
    first = content(aliases=aliases, private_notes=note, is_free=is_free, locations=[place])
    nfc = said(completed({**first, **through_browser(first)}))
    again = said(completed({**first, **through_browser({**first, **nfc})}))
    assert nfc == again  # what was once through it stays
    assert nfc.get("is_free") == is_free
    assert nfc["locations"] == plain([first["locations"][0]])


@pytest.mark.parametrize(
    ("schedule", "repeats"),
    [
        (EVENING, "weekly"),
        ({**EVENING, "interval": 2, "dtstart": "2026-11-24"}, "biweekly"),
        ({**EVENING, "freq": "MONTHLY", "byday": ["2TU", "4TU"]}, "monthly_weekday"),
        ({**EVENING, "freq": "MONTHLY", "byday": ["1MO", "3TU"]}, "monthly_code"),
        ({**EVENING, "freq": "MONTHLY", "byday": None, "bymonthday": [1, 15]}, "monthly_day"),
        ({**EVENING, "freq": "DAILY", "byday": None}, "daily"),
        ({**EVENING, "freq": "DAILY", "byday": None, "opens_at": "00:00", "closes_at": "00:00"}, "always"),
        ({**EVENING, "freq": "DAILY", "byday": None, "dtstart": "2026-11-24", "until": "2026-11-24"}, "once"),
        ({"description": "When the moon is full"}, "words"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_rule_is_told_in_the_words_of_the_form(schedule: dict[str, Any], repeats: str) -> None:
    whole = content(schedules=[schedule])["schedules"][0]
    told = words_of(whole)
    assert told["repeats"] == repeats
    back = rule_of({**whole, **told})
    assert {name: back[name] for name in back} == {name: whole[name] for name in back}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"repeats": "weekly", "days": ["TU"]}, "opens_at"),
        ({"repeats": "weekly", "opens_at": "19:00"}, "days"),
        ({"repeats": "biweekly", "opens_at": "19:00", "days": ["TU"]}, "dtstart"),
        ({"repeats": "monthly_weekday", "opens_at": "19:00", "days": ["TU"]}, "ordinals"),
        ({"repeats": "monthly_day", "opens_at": "19:00", "month_days": "the 40th"}, "month_days"),
        ({"repeats": "once", "opens_at": "19:00"}, "dtstart"),
        ({"repeats": "words"}, "description"),
    ],
    ids=lambda value: value["repeats"] if isinstance(value, dict) else value,
)
def test_what_a_rule_lacks_is_said_at_its_field(app: Flask, told: dict[str, Any], field: str) -> None:
    empty = dict.fromkeys(("days", "ordinals", "month_days", "opens_at", "dtstart", "description"))
    with app.test_request_context():
        assert [name for name, _sentence in missing_in_rule({**empty, **told})] == [field]


def test_a_rule_that_the_form_cannot_tell_is_no_rule() -> None:
    told = {
        "repeats": "<b>",
        "every": 3,
        "days": ["TU"],
        **dict.fromkeys(("opens_at", "closes_at", "dtstart", "until")),
    }
    assert rule_of(told)["freq"] is None


def test_a_planned_moment_is_told_in_the_time_of_the_site() -> None:
    first = content(publish_at="2026-12-01T14:30:00+00:00")
    assert data_of(first, ZONE, {})["publish_time"] == "09:30"
    assert through_browser(first)["publish_at"] == "2026-12-01T14:30:00+00:00"


def test_a_web_address_without_a_scheme_is_read_as_https() -> None:
    sent = MultiDict({"name": "Larkspur Circle", "url": "example.org/join", "source_url": "javascript:alert(1)"})
    form = form_class("group")(sent)
    assert not form.validate()
    assert form.url.data == "https://example.org/join"
    assert form.source_url.errors
    assert not form.url.errors
