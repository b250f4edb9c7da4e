"""The sender's pages that only come about when something was told: for the checker of HTML (tests/test_html.py)."""

from __future__ import annotations

from collections.abc import Iterator

import time_machine
from flask import Flask

from directory.database import db, utc_now
from tests.clients import Client
from tests.factories import commit, make_listing, make_phone
from tests.suggesting.sending import Visitor

CIRCLE = "/listings/circle/problem"


def documents_of_suggestions(app: Flask) -> Iterator[tuple[str, str]]:
    """(name, HTML) of the sender's pages. app: on an empty database of its own."""
    with app.app_context(), time_machine.travel(utc_now(), tick=False) as clock:
        app.config["CONTACT_EMAIL"] = "desk@example.org"
        make_listing("Larkspur Circle", slug="circle", summary="We talk.", phones=[make_phone()])
        commit()
        yield from _sent(app, Visitor(Client(app), clock))
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
