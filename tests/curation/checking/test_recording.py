"""A check: kept once, with who and how; no edit, but seen by visitors at once."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.curation.checking.recording import count_tries, record_check, record_try, take_back
from directory.database import db
from directory.models import Check, Claim, Listing, Revision
from directory.search.index import state_table
from tests.clients import Client
from tests.factories import begin, commit, make_check, make_listing, make_person

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def listing_id(app: Flask, clock: time_machine.Coordinates) -> int:
    """A published group that nobody has checked."""
    listing = make_listing("Larkspur Circle", slug="larkspur-circle")
    commit()
    return listing.id


def check(listing_id: int, *areas: str, by: str = "Ana", method: str = "phone", note: str | None = None) -> None:
    """Check and commit, as the edge does."""
    begin()
    record_check(listing_id, areas or ("all",), method, by=by, note=note)
    commit()


def kept() -> list[tuple[str, str, str | None]]:
    """Area, way and person of every check."""
    db.session.rollback()
    return [(row.area, row.method, row.made_by) for row in db.session.scalars(select(Check).order_by(Check.id))]


def test_a_check_says_who_how_and_on_which_day(listing_id: int) -> None:
    check(listing_id, "contact", "schedule", note="Ana answers on Mondays.")
    found = db.session.scalars(select(Check).order_by(Check.id)).all()
    assert [(c.area, c.method, c.checked_on, c.made_by, c.source) for c in found] == [
        ("contact", "phone", TODAY, "Ana", "person"),
        ("schedule", "phone", TODAY, "Ana", "person"),
    ]
    assert {c.note for c in found} == {"Ana answers on Mondays."}


def test_all_parts_together_are_all_of_it(listing_id: int) -> None:
    check(listing_id, "joining", "contact", "schedule")
    assert kept() == [("all", "phone", "Ana")]


def test_a_form_sent_twice_is_one_check_with_the_newer_note(listing_id: int) -> None:
    check(listing_id, note="First.")
    check(listing_id, note="Second.")
    check(listing_id)
    assert kept() == [("all", "phone", "Ana")]
    assert db.session.scalar(select(Check.note)) == "Second."


def test_two_people_and_two_ways_are_two_checks(listing_id: int) -> None:
    check(listing_id)
    check(listing_id, by="Ben")
    check(listing_id, method="visit")
    assert len(kept()) == 3


def test_a_check_is_no_edit(listing_id: int) -> None:
    before = db.session.get_one(Listing, listing_id)
    version, updated_at = before.version, before.updated_at
    check(listing_id)
    after = db.session.get_one(Listing, listing_id)
    assert (after.version, after.updated_at) == (version, updated_at)
    assert db.session.scalars(select(Revision)).all() == []


def test_visitors_see_a_check_at_once_on_the_card_and_the_page(app: Flask, listing_id: int) -> None:
    visitor = Client(app)
    assert "Not yet checked" in visitor.get("/find").main_text
    check(listing_id, "schedule", "contact")
    assert "Checked 23 Nov 2026 by phone: contact, times" in visitor.get("/find").main_text
    assert "Contact: checked 23 Nov 2026 by phone" in visitor.get("/listings/larkspur-circle").main_text


def test_who_checked_and_what_was_learned_is_on_no_page_for_visitors(app: Flask, listing_id: int) -> None:
    check(listing_id, by="Ana Canary", note="Canary lives upstairs.")
    visitor = Client(app)
    for path in ("/find", "/listings/larkspur-circle"):
        assert "anary" not in visitor.get(path).response.text


def test_a_check_ends_the_claim_on_the_listing(listing_id: int) -> None:
    until = dt.datetime(2026, 11, 23, 18, tzinfo=dt.UTC)
    db.session.add(Claim(listing_id=listing_id, person_id=make_person().id, until=until))
    commit()
    check(listing_id)
    assert db.session.scalars(select(Claim)).all() == []


@pytest.mark.parametrize(("areas", "method"), [((), "phone"), (("name",), "phone"), (("all",), "rumor")])
def test_a_check_of_nothing_or_in_no_known_way_is_refused(listing_id: int, areas: tuple[str], method: str) -> None:
    begin()
    with pytest.raises(ValueError, match="area and a way"):
        record_check(listing_id, areas, method, by="Ana")


def test_a_check_of_no_listing_is_refused(listing_id: int) -> None:
    begin()
    with pytest.raises(LookupError):
        record_check(listing_id + 1, ["all"], "phone", by="Ana")


def test_one_takes_back_only_what_one_checked_today(listing_id: int) -> None:
    db.session.add(Check(listing_id=listing_id, method="visit", checked_on=dt.date(2026, 11, 1), made_by="Ana"))
    commit()
    check(listing_id)
    check(listing_id, by="Ben")
    begin()
    assert take_back(listing_id, by="Ana") == 1
    commit()
    assert kept() == [("all", "visit", "Ana"), ("all", "phone", "Ben")]


def test_tries_are_counted_once_a_day_and_person_and_end_with_a_check(
    listing_id: int, clock: time_machine.Coordinates
) -> None:
    counted = []
    for day, by in ((23, "Ana"), (23, "Ana"), (23, "Ben"), (24, "Ana")):
        clock.move_to(dt.datetime(2026, 11, day, 17, tzinfo=dt.UTC))
        begin()
        counted.append(record_try(listing_id, by=by))
        commit()
    assert counted == [1, 1, 2, 3]
    clock.move_to(dt.datetime(2026, 11, 25, 17, tzinfo=dt.UTC))
    check(listing_id)
    assert count_tries([listing_id]) == {}


def test_a_check_in_the_evening_is_one_of_that_day(listing_id: int, clock: time_machine.Coordinates) -> None:
    clock.move_to(dt.datetime(2026, 11, 24, 2, tzinfo=dt.UTC))
    check(listing_id)
    assert db.session.scalar(select(Check.checked_on)) == TODAY


def test_checks_that_are_only_notes_for_work_do_not_touch_the_index(app: Flask, listing_id: int) -> None:
    generation = db.session.scalar(select(state_table.c.generation))
    begin()
    record_try(listing_id, by="Ana")
    commit()
    assert db.session.scalar(select(state_table.c.generation)) == generation
    listing = db.session.get_one(Listing, listing_id)
    listing.checks.append(make_check(today=TODAY))
    commit()
    assert db.session.scalar(select(state_table.c.generation)) == generation + 1
