"""How the database is written: writers take turns, readers never wait, nothing half and nothing naive."""

from __future__ import annotations

import datetime as dt
import fcntl
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from directory.database import begin_writing, db, require_writing
from directory.models import Alias, Listing
from tests.applications import in_context
from tests.clients import Client
from tests.databases import Databases
from tests.factories import commit, make_listing


@pytest.fixture
def sqlite_app(make_app: Callable[..., Flask], databases: Databases) -> Iterator[Flask]:
    """An application on SQLite, whose writers wait for a second at most, in its context."""
    yield from in_context(make_app("sqlite", DATABASE_BUSY_TIMEOUT=1), databases)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 1000)],
    ids=["wal", "synchronous-full", "foreign-keys", "busy-timeout"],
)
def test_every_connection_keeps_the_data_safe(sqlite_app: Flask, pragma: str, value: object) -> None:
    with db.engine.connect() as first, db.engine.connect() as second:
        assert [connection.scalar(text(f"PRAGMA {pragma}")) for connection in (first, second)] == [value, value]


def test_a_child_without_its_listing_is_refused(any_app: Flask) -> None:
    db.session.add(Alias(listing_id=999, name="Nobody's name"))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_writers_take_turns_and_lose_nothing(sqlite_app: Flask) -> None:
    listing_id = make_listing(minimum_age=0).id
    commit()

    def add_one(_: int) -> None:
        with sqlite_app.app_context():
            begin_writing()
            age = db.session.scalar(select(Listing.minimum_age).where(Listing.id == listing_id)) or 0
            db.session.execute(text("UPDATE listing SET minimum_age = :age"), {"age": age + 1})
            db.session.commit()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add_one, range(40)))
    assert db.session.scalar(select(Listing.minimum_age)) == 40


def test_a_writer_holds_its_turn_from_the_start(make_app: Callable[..., Flask]) -> None:
    app = make_app("sqlite", DATABASE_BUSY_TIMEOUT=0)
    with app.app_context():
        begin_writing()
        with db.engine.connect() as other, pytest.raises(OperationalError, match="locked"):
            other.execution_options(sqlite_begin="IMMEDIATE").scalar(text("SELECT 1"))
        db.session.rollback()
        begin_writing()
        db.session.remove()
        db.engine.dispose()


def test_who_waits_goes_before_who_has_just_written(sqlite_app: Flask) -> None:
    order: list[str] = []

    def write_once() -> None:
        with sqlite_app.app_context():
            begin_writing()
            order.append("waited")
            db.session.rollback()

    begin_writing()
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(write_once)
        # Nothing tells that somebody stands there: it is looked at again and again, as whoever waits does.
        while not _is_shut(sqlite_app.config["SQLITE_PATH"]):
            time.sleep(0.001)
        while not waiting.done():
            order.append("wrote")
            db.session.rollback()
            begin_writing()
    assert order[:2] == ["wrote", "waited"]


def _is_shut(database: Path) -> bool:
    """Whether somebody stands between the doors of the line (directory/writers.py)."""
    with Path(f"{database}-line").open("a") as door:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def test_a_write_that_fails_ends_its_turn(make_app: Callable[..., Flask]) -> None:
    app = make_app("sqlite", DATABASE_BUSY_TIMEOUT=0)
    with app.app_context():
        make_listing(slug="circle")
        commit()
        begin_writing()
        with pytest.raises(IntegrityError):
            db.session.execute(text("INSERT INTO alias (listing_id, name) VALUES (999, 'Nobody')"))
        db.session.rollback()
        with closing(sqlite.connect(str(app.config["SQLITE_PATH"]))) as stranger:
            stranger.execute("BEGIN IMMEDIATE")
            with pytest.raises(OperationalError, match="locked"):
                begin_writing()
        db.session.rollback()
        begin_writing()
        db.session.remove()
        db.engine.dispose()


def test_a_writer_that_has_read_before_is_refused(any_app: Flask) -> None:
    db.session.scalar(select(func.count()).select_from(Listing))
    with pytest.raises(RuntimeError, match="before the first read"):
        begin_writing()
    db.session.rollback()
    begin_writing()
    with pytest.raises(RuntimeError, match="before the first read"):
        begin_writing()


def test_only_a_writer_passes_for_one(any_app: Flask) -> None:
    with pytest.raises(RuntimeError, match="Call begin_writing"):
        require_writing()
    db.session.scalar(select(func.count()).select_from(Listing))
    with pytest.raises(RuntimeError, match="Call begin_writing"):
        require_writing()
    db.session.rollback()
    begin_writing()
    require_writing()
    commit()
    with pytest.raises(RuntimeError, match="Call begin_writing"):
        require_writing()


def test_readers_are_not_blocked_by_a_writer(sqlite_app: Flask) -> None:
    make_listing("Old name", slug="circle")
    commit()
    begin_writing()
    db.session.execute(text("UPDATE listing SET name = 'New name'"))
    # In a thread, because within this context the page would read in the writer's own transaction.
    with ThreadPoolExecutor(1) as visitor:
        assert visitor.submit(Client(sqlite_app).get, "/listings/circle").result().h1 == "Old name"
        commit()
        assert visitor.submit(Client(sqlite_app).get, "/listings/circle").result().h1 == "New name"


def test_what_is_not_committed_was_never_there(any_app: Flask) -> None:
    begin_writing()
    make_listing()
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Listing)) == 0


def test_a_naive_datetime_is_refused(any_app: Flask) -> None:
    with pytest.raises(StatementError, match="give it a time zone"):
        make_listing(created_at=dt.datetime(2026, 11, 23, 17, 0))


def test_a_datetime_of_any_zone_comes_back_as_the_same_moment_in_utc(any_app: Flask) -> None:
    moment = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
    listing = make_listing(created_at=moment)
    commit()
    db.session.expire_all()
    assert listing.created_at == moment
    assert listing.created_at.tzinfo is dt.UTC
