"""What those we know propose, below the pages: one that waits for each contributor, and what groups say by mail."""

from __future__ import annotations

import pytest
import time_machine
from flask import Flask

from directory.database import db
from directory.models import Listing, Person, Suggestion
from directory.suggesting import digest_of, find_waiting, propose, tell_of_group
from tests.factories import begin, commit, make_listing, make_person
from tests.suggesting.sending import Visitor, all_suggestions

NAME = {"name": {"was": "Larkspur Circle", "told": "Larkspur Ring", "content": "Larkspur Ring"}}
CALM = {"summary": {"was": "", "told": "A calm hour.", "content": "A calm hour."}}


@pytest.fixture
def ids(any_app: Flask) -> tuple[int, int]:
    """A listing and a contributor."""
    listing, person = make_listing("Larkspur Circle"), make_person("Kim Fern", "contributor")
    commit()
    return listing.id, person.id


def proposed(ids: tuple[int, int], parts: dict[str, dict[str, str]], message: str = "") -> Suggestion | None:
    """A proposal, committed."""
    begin()
    made = propose(ids[0], parts, person_id=ids[1], name="Kim Fern", base_version=1, message=message)
    commit()
    return made


def test_words_and_values_are_kept_as_they_are(ids: tuple[int, int]) -> None:
    proposed(ids, NAME, "We moved.")
    (kept,) = all_suggestions()
    assert (kept.kind, kept.sent_by, kept.message, kept.state) == ("change", "Kim Fern", "We moved.", "waiting")
    assert (kept.fields, kept.base_version, kept.person_id) == (NAME, 1, ids[1])


def test_what_changes_nothing_is_none(ids: tuple[int, int]) -> None:
    assert proposed(ids, {}) is None and all_suggestions() == []


def test_words_alone_wait_as_something_else(ids: tuple[int, int]) -> None:
    proposed(ids, {}, "New room from May.")
    assert all_suggestions()[0].fields == {"other": {"was": "", "told": "New room from May."}}


def test_the_next_one_takes_the_place_of_the_one_that_waits(ids: tuple[int, int]) -> None:
    first = proposed(ids, NAME)
    before = digest_of(first)
    second = proposed(ids, CALM, "I do not want to live any more.")
    (kept,) = all_suggestions()
    assert (kept.fields, kept.speaks_of_self_harm) == (CALM, True)
    assert digest_of(second) != before


def test_the_same_again_changes_nothing_of_it(ids: tuple[int, int], clock: time_machine.Coordinates) -> None:
    first = proposed(ids, NAME)
    sent_at = first.created_at
    clock.shift(3600)
    assert proposed(ids, NAME).created_at == sent_at


def test_one_that_is_decided_is_left_alone(ids: tuple[int, int]) -> None:
    made = proposed(ids, NAME)
    made.state, made.decisions = "refused", {"name": {"is_accepted": False, "reason": "", "by": "Robin", "at": "x"}}
    commit()
    proposed(ids, CALM)
    assert [(one.state, list(one.fields)) for one in all_suggestions()] == [
        ("refused", ["name"]),
        ("waiting", ["summary"]),
    ]


def test_a_visitor_who_says_the_same_is_not_mixed_up_with_it(app: Flask, visitor: Visitor, circle: Listing) -> None:
    visitor.tell("/listings/circle/problem/wrong?part=name", told_name="Larkspur Ring")
    person = make_person("Kim Fern", "contributor")
    commit()
    parts = {"name": {"was": circle.name, "told": "Larkspur Ring", "content": "Larkspur Ring"}}
    ids = circle.id, person.id
    proposed(ids, parts)
    assert [one.sent_by for one in all_suggestions()] == [None, "Kim Fern"]


def test_when_the_person_is_gone_the_proposal_stays_with_their_name(ids: tuple[int, int]) -> None:
    proposed(ids, NAME)
    db.session.delete(db.session.get_one(Person, ids[1]))
    commit()
    (kept,) = all_suggestions()
    assert (kept.sent_by, kept.person_id) == ("Kim Fern", None)
    assert find_waiting(*ids) is None


@pytest.mark.parametrize(("kind", "part"), [("change", "other"), ("closed", "closed")])
def test_what_a_group_says_waits_once(ids: tuple[int, int], kind: str, part: str) -> None:
    for _ in range(2):
        begin()
        tell_of_group(db.session.get_one(Listing, ids[0]), kind, "We moved.", name="Quartz House")
        commit()
    (kept,) = all_suggestions()
    assert (kept.kind, kept.fields) == (kind, {part: {"was": "", "told": "We moved."}})
    assert (kept.is_of_group, kept.sent_by, kept.times) == (True, "Quartz House", 2)
