"""“Give me five”: handed out once, for an hour, softly."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.curation.checking.claims import give_back, in_hand, take_handful
from directory.database import begin_writing, db
from directory.models import Claim
from tests.factories import begin, commit, make_listing, make_person


@pytest.fixture
def people(any_app: Flask) -> tuple[int, int]:
    """Two coordinators, and eight listings that nobody has checked."""
    for number in range(8):
        make_listing(f"Group {number}")
    ids = make_person("Ana").id, make_person("Ben").id
    commit()
    return ids


def take(person_id: int) -> list[int]:
    """Take and commit."""
    begin()
    mine = take_handful(person_id)
    commit()
    return mine


def test_a_handful_is_five_and_nobody_else_gets_the_same(people: tuple[int, int]) -> None:
    first, second = take(people[0]), take(people[1])
    assert (len(first), len(second)) == (5, 3)
    assert not {*first} & {*second}
    assert in_hand(people[0]) == first


def test_asking_again_fills_the_hand_up_and_no_more(people: tuple[int, int]) -> None:
    first = take(people[0])
    assert take(people[0]) == first
    db.session.delete(db.session.get_one(Claim, first[0]))
    commit()
    assert take(people[0]) == [*first[1:], first[0]]


def test_a_claim_ends_after_an_hour_by_itself(people: tuple[int, int], clock: time_machine.Coordinates) -> None:
    first = take(people[0])
    clock.shift(dt.timedelta(minutes=59))
    assert in_hand(people[0]) == first
    clock.shift(dt.timedelta(minutes=2))
    assert in_hand(people[0]) == []
    assert take(people[1]) == first


def test_what_is_given_back_can_be_taken_by_others(people: tuple[int, int]) -> None:
    first = take(people[0])
    begin()
    give_back(people[0])
    commit()
    assert take(people[1]) == first


def test_two_who_ask_at_the_same_moment_get_different_ones(any_app: Flask, people: tuple[int, int]) -> None:
    db.session.remove()
    together = Barrier(2)

    def ask(person_id: int) -> list[int]:
        with any_app.app_context():
            together.wait(30)
            begin_writing()
            mine = take_handful(person_id)
            db.session.commit()
            db.session.remove()
            return mine

    with ThreadPoolExecutor(2) as both:
        hands = list(both.map(ask, people))
    assert len({*hands[0], *hands[1]}) == len(hands[0]) + len(hands[1]) == 8
    assert len(db.session.scalars(select(Claim)).all()) == 8
