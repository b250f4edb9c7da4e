"""The server waits for PostgreSQL only so long; commands wait as long as it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text

from directory import database_limits
from directory.database import begin_writing, db
from directory.database_limits import limit_waiting
from tests.applications import in_context
from tests.clients import Client
from tests.databases import ROOT, Databases


@pytest.fixture
def app(make_app: Callable[..., Flask], databases: Databases) -> Iterator[Flask]:
    """An application that has no connection yet."""
    for app in in_context(make_app("postgresql"), databases):
        db.engine.dispose()
        yield app


def limits() -> tuple[str, str]:
    """Of a statement and of a lock, as PostgreSQL tells them."""
    asked = (text(f"SHOW {name}") for name in ("statement_timeout", "lock_timeout"))
    statement, lock = (db.session.scalar(question) for question in asked)
    return str(statement), str(lock)


@contextmanager
def locked(app: Flask, table: str) -> Iterator[None]:
    """Meanwhile somebody else holds a table, and nobody reads it."""
    with psycopg.connect(app.config["DATABASE_URL"]) as other:
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield


def test_what_is_only_read_is_waited_for_five_seconds(app: Flask) -> None:
    limit_waiting(app)
    assert limits() == ("5s", "5s")


def test_what_is_written_may_wait_for_a_long_edit(app: Flask) -> None:
    app.config["DATABASE_BUSY_TIMEOUT"] = 15
    limit_waiting(app)
    begin_writing()
    assert limits() == ("15s", "15s")
    db.session.rollback()
    assert limits() == ("5s", "5s")


def test_commands_wait_as_long_as_it_takes(app: Flask) -> None:
    assert limits() == ("0", "0")


def test_the_server_is_what_is_limited() -> None:
    assert "limit_waiting(app)" in (ROOT / "wsgi.py").read_text(encoding="utf-8")


def test_a_page_that_waits_for_a_lock_ends_as_one_of_a_busy_database(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_limits, "LONGEST_READ_MS", 200)
    limit_waiting(app)
    client = Client(app)
    with locked(app, "search_state"):
        assert client.get("/find", 503).response.headers["Retry-After"] == "30"
        assert "tel:988" in client.open("/crisis").text
    client.get("/find")
