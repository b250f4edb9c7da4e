"""The pages that only come about when somebody told something: for the checker of HTML (tests/test_html.py)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import time_machine
from flask import Flask, g

from directory.database import db, utc_now
from tests.conftest import sign_in
from tests.factories import commit, make_listing, make_phone
from tests.page import Client
from tests.suggesting.sending import ONE_MINUTE, Visitor, all_suggestions

CIRCLE = "/listings/circle/problem"


def documents_of_suggestions(app: Flask) -> Iterator[tuple[str, str]]:
    """(name, HTML) of the sender's pages and of the console's. app: on an empty database of its own."""
    with app.app_context(), time_machine.travel(utc_now(), tick=False) as clock:
        app.config["CONTACT_EMAIL"] = "desk@example.org"
        make_listing("Larkspur Circle", slug="circle", summary="We talk.", phones=[make_phone()])
        commit()
        yield from _sent(app, Visitor(Client(app), clock))
        yield from _reviewed(app)
        db.session.remove()


def _sent(app: Flask, visitor: Visitor) -> Iterator[tuple[str, str]]:
    contact = {"contact": "sam@example.org"}
    sent = visitor.tell(f"{CIRCLE}/wrong?part=summary&part=other", told_summary="We listen.", told_other="Bell.")
    visitor.tell(f"{CIRCLE}/unsafe", dangers=["money"], message="I do not want to live any more.", **contact)
    visitor.tell("/suggest", what="group", name="Fern Evenings", reach="859-555-0144")
    visitor.tell(f"{CIRCLE}/closed", homepage="x")
    yield "status that is new", visitor.follow(sent).response.text
    yield "status", visitor.client.get(sent.response.headers["Location"].partition("?")[0]).response.text
    app.config["SUGGESTION_FLOOD"] = 0
    yield "form in a flood", visitor.tell(f"{CIRCLE}/closed", 422, message="In a flood").response.text
    visitor.clock.shift(dt.timedelta(days=2) + ONE_MINUTE)


def _reviewed(app: Flask) -> Iterator[tuple[str, str]]:
    for name in list(g):
        g.pop(name)
    console = sign_in(app)
    decided = all_suggestions()[0]
    decided.decisions = {"summary": {"is_accepted": True, "reason": "We checked.", "by": "Robin", "at": "2026-11-23"}}
    commit()
    pages = ("", "/held", *(f"/{suggestion.id}" for suggestion in all_suggestions()))
    yield from ((f"console{page}", console.get(f"/manage/suggestions{page}").response.text) for page in pages)
