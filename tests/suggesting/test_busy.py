"""Telling us something while the database is busy or full: nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg
import pysqlite3.dbapi2 as sqlite
import pytest
import time_machine
from flask import Flask
from sqlalchemy import event

from directory import database_limits
from directory.database import db
from directory.database_limits import limit_waiting
from directory.models import Listing
from tests.applications import in_context
from tests.clients import Client
from tests.databases import Databases
from tests.page import Page
from tests.suggesting.sending import ONE_MINUTE, Visitor, all_suggestions

# The words take more than a page of the file.
TYPED = {
    "what": "group",
    "name": "Fern Circle",
    "reach": "https://fern.example.org",
    "about": "Typed with care. " + "支持" * 900,
}


@pytest.fixture
def app(make_app: Callable[..., Flask], databases: Databases) -> Iterator[Flask]:
    """An application on SQLite whose writers do not wait for one another."""
    yield from in_context(make_app("sqlite", DATABASE_BUSY_TIMEOUT=0), databases)


@pytest.fixture
def page(visitor: Visitor, circle: Listing) -> Page:
    """A form that was open for a minute."""
    page = visitor.client.get("/suggest")
    visitor.clock.shift(ONE_MINUTE)
    return page


def allow_pages(count: int) -> None:
    """Let the file have so many pages at most: SQLite then says that the disk is full."""

    @event.listens_for(db.engine, "checkout")
    def allow(connection: sqlite.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {count}")


def check_nothing_is_lost(visitor: Visitor, answer: Page) -> None:
    """The form came again, filled in, and can be sent as it is."""
    assert "Nothing is lost" in answer.main_text
    assert answer.response.headers["Retry-After"] == "30"
    assert answer.find("[name=name]").attrib["value"] == TYPED["name"]
    assert answer.find("[name=about]").text_content().strip() == TYPED["about"].strip()
    assert not all_suggestions()
    visitor.send(answer)
    assert len(all_suggestions()) == 1


def test_a_busy_database_gives_the_filled_form_back(app: Flask, visitor: Visitor, page: Page) -> None:
    with closing(sqlite.connect(str(app.config["SQLITE_PATH"]), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = visitor.send(page, 503, **TYPED)
    check_nothing_is_lost(visitor, answer)


def test_a_full_disk_gives_the_filled_form_back(app: Flask, visitor: Visitor, page: Page) -> None:
    db.session.rollback()
    with closing(sqlite.connect(str(app.config["SQLITE_PATH"]), isolation_level=None)) as other:
        other.execute("VACUUM")  # no free page is left
        used = other.execute("PRAGMA page_count").fetchone()[0]
    allow_pages(used)
    answer = visitor.send(page, 503, **TYPED)
    allow_pages(used + 1000)
    check_nothing_is_lost(visitor, answer)


@pytest.fixture
def waiting_app(
    make_app: Callable[..., Flask], databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """An application on PostgreSQL that waits for nobody for long."""
    monkeypatch.setattr(database_limits, "LONGEST_READ_MS", 200)
    for app in in_context(make_app("postgresql", DATABASE_BUSY_TIMEOUT=0), databases):
        db.engine.dispose()
        limit_waiting(app)
        yield app


def test_a_table_that_cannot_be_read_gives_the_filled_form_back(
    waiting_app: Flask, clock: time_machine.Coordinates
) -> None:
    """On PostgreSQL a lock, such as one of a migration, stops readers as well."""
    visitor = Visitor(Client(waiting_app), clock)
    page = visitor.client.get("/suggest")
    clock.shift(ONE_MINUTE)
    db.session.rollback()  # which has read these tables, and would hold up the lock
    with psycopg.connect(waiting_app.config["DATABASE_URL"]) as other:
        other.execute("LOCK TABLE suggestion_limit, suggestion IN ACCESS EXCLUSIVE MODE")
        answer = visitor.send(page, 503, **TYPED)
    check_nothing_is_lost(visitor, answer)
