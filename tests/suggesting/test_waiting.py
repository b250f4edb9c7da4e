"""What waits for a coordinator, and what is forgotten."""

from __future__ import annotations

import datetime as dt
from typing import Any

import time_machine
from flask import Flask

from directory.database import db, utc_now
from directory.models import Listing, Receipt, Suggestion
from directory.suggesting import waiting_suggestions
from tests.factories import commit
from tests.suggesting.sending import Visitor, all_suggestions

UNSAFE, CLOSED, WRONG = (f"/listings/circle/problem/{what}" for what in ("unsafe", "closed", "wrong"))


def make_suggestion(**values: Any) -> Suggestion:
    """Something told, valid by default."""
    values = {"kind": "closed", "fields": {"closed": {"was": "", "told": "x"}}, "text_hash": "0" * 64} | values
    made = Suggestion(**values)
    db.session.add(made)
    db.session.flush()
    return made


def test_unsafe_goes_first_then_words_of_self_harm_then_the_oldest(visitor: Visitor, circle: Listing) -> None:
    visitor.tell(CLOSED, message="first")
    visitor.tell(CLOSED, message="I want to die")
    visitor.tell(CLOSED, message="third")
    visitor.tell(UNSAFE, message="fourth")
    waiting = waiting_suggestions()
    told = [next(iter(row.fields.values()))["told"] for row in waiting.rows]
    assert told == ["fourth", "I want to die", "first", "third"]
    assert (waiting.total, waiting.urgent, waiting.held) == (4, 1, 0)


def test_what_is_held_back_is_a_number_and_tells_of_the_unsafe_among_it(any_app: Flask) -> None:
    for is_urgent in (True, False, False):
        make_suggestion(state="held", held_because="flood", is_urgent=is_urgent)
    make_suggestion()
    commit()
    waiting = waiting_suggestions()
    assert (len(waiting.rows), waiting.held, waiting.held_urgent) == (1, 3, 1)


def test_nothing_waits_at_first(app: Flask) -> None:
    waiting = waiting_suggestions()
    assert (waiting.total, waiting.urgent, waiting.held, list(waiting.rows)) == (0, 0, 0, [])


def test_mail_addresses_are_forgotten_ninety_days_after_the_decision(
    app: Flask, visitor: Visitor, circle: Listing, clock: time_machine.Coordinates
) -> None:
    visitor.tell(CLOSED, contact="sam@example.org", message="decided")
    visitor.tell(CLOSED, contact="ana@example.org", message="waiting")
    decided = all_suggestions()[0]
    decided.state, decided.decided_at = "accepted", utc_now()
    commit()
    clock.shift(dt.timedelta(days=90))
    run = app.test_cli_runner().invoke(args=["suggestions", "forget"])
    assert "0 mail addresses" in run.output
    clock.shift(1)
    run = app.test_cli_runner().invoke(args=["suggestions", "forget"])
    assert "1 mail addresses" in run.output
    db.session.rollback()
    assert {receipt.contact for receipt in db.session.query(Receipt)} == {None, "ana@example.org"}


def test_what_was_held_back_is_forgotten_as_a_whole(any_app: Flask, clock: time_machine.Coordinates) -> None:
    make_suggestion(state="held", receipts=[Receipt(token_hash="1" * 64)])
    make_suggestion()
    commit()
    clock.shift(dt.timedelta(days=91))
    run = any_app.test_cli_runner().invoke(args=["suggestions", "forget"])
    assert "1 suggestions that were held back" in run.output
    assert [kept.state for kept in all_suggestions()] == ["waiting"]
    assert db.session.query(Receipt).count() == 0
