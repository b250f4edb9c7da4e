"""Words that find nothing: counted only where the site says so, by the week, unread until they were seen often."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import inspect, text

from directory.database import begin_writing, db
from directory.models import EmptySearchWeek, EmptySearchWord
from directory.search.empty_searches import MOST_GATHERED, Gathered, countable_words, digest_of, write_gathered
from tests.clients import Client
from tests.conftest import NOW
from tests.factories import commit, make_listing, make_location

MONDAY = dt.date(2026, 11, 23)


@pytest.fixture
def counting(any_app: Flask, clock: time_machine.Coordinates) -> Flask:
    """A site that counts."""
    any_app.config["COUNT_EMPTY_SEARCHES"] = True
    return any_app


def look_for(app: Flask, typed: str, times: int = 1, **also: str) -> None:
    """Search for something, and write what was gathered; so many times."""
    for _number in range(times):
        app.test_client().get("/find", query_string={"q": typed, **also})
        assert write_gathered(app)


def all_rows() -> str:
    """Every value of every table, as text."""
    db.session.rollback()
    tables = inspect(db.engine).get_table_names()
    statements = (text(f'SELECT * FROM "{table}"') for table in tables)  # noqa: S608 (names of our own tables)
    rows = [str(tuple(row)) for statement in statements for row in db.session.execute(statement)]
    db.session.rollback()
    return "\n".join(rows)


def weeks() -> list[tuple[str, dt.date, int]]:
    """(digest, week, times), as they stand in the table."""
    db.session.rollback()
    return [(row.digest, row.week, row.times) for row in db.session.query(EmptySearchWeek)]


def words() -> dict[str, str | None]:
    """Digest → word, as they stand in the table."""
    db.session.rollback()
    return {row.digest: row.word for row in db.session.query(EmptySearchWord)}


def test_where_nothing_is_counted_nothing_is_kept(any_app: Flask) -> None:
    before = all_rows()
    for _number in range(6):
        any_app.test_client().get("/find?q=kayaking").close()
        write_gathered(any_app)
    assert all_rows() == before
    assert not any_app.extensions["empty_searches"].take(NOW)


def test_a_word_is_a_digest_until_it_is_seen_for_the_fifth_time(counting: Flask) -> None:
    look_for(counting, "kayaking", times=4)
    assert words() == {digest_of("kayaking"): None}
    assert "kayak" not in all_rows()
    look_for(counting, "kayaking")
    assert words() == {digest_of("kayaking"): "kayaking"}


def test_only_the_week_is_kept_and_nothing_of_place_time_or_the_whole_search(counting: Flask) -> None:
    counting.test_client().get(
        "/find",
        query_string={"q": "Káyaking at 4711 canarystreet", "near": "Canarytown", "zone": "America/Boise"},
        environ_base={"REMOTE_ADDR": "203.0.113.77"},
        headers={"User-Agent": "canary-agent"},
    )
    assert write_gathered(counting)
    look_for(counting, "Káyaking", times=5)
    assert sorted(weeks()) == sorted([(digest_of("kayaking"), MONDAY, 6), (digest_of("canarystreet"), MONDAY, 1)])
    assert words() == {digest_of("kayaking"): "kayaking", digest_of("canarystreet"): None}
    kept = all_rows().lower()
    assert not [canary for canary in ("canary", "4711", "boise", "203.0.113", "káyak") if canary in kept]
    columns = {
        column["name"]
        for table in ("word", "week")
        for column in inspect(db.engine).get_columns(f"empty_search_{table}")
    }
    assert columns == {"digest", "word", "week", "times"}


def test_the_answer_itself_writes_nothing(counting: Flask) -> None:
    counting.test_client().get("/find?q=kayaking")
    assert words() == {}


def test_what_was_gathered_is_written_after_a_later_search(counting: Flask, clock: time_machine.Coordinates) -> None:
    client = counting.test_client()
    client.get("/find?q=kayaking").close()
    clock.move_to(NOW + dt.timedelta(minutes=9))
    client.get("/find?q=snorkeling").close()
    assert words() == {}
    clock.move_to(NOW + dt.timedelta(minutes=10))
    client.get("/find").close()
    client.get("/find?near=40507").close()
    assert len(words()) == 2


def test_who_types_slowly_or_tries_again_is_counted_once(counting: Flask) -> None:
    for typed in ("kay", "kayak", "kayaki", "kayaking", "kayaking", "kayaking snorkeling"):
        counting.test_client().get("/find", query_string={"q": typed}, headers={"HX-Request": "true"})
    assert write_gathered(counting)
    assert sorted(weeks()) == sorted((digest_of(word), MONDAY, 1) for word in ("kayaking", "snorkeling"))


def test_words_that_find_something_elsewhere_are_not_counted(counting: Flask) -> None:
    begin_writing()
    make_listing("Kayak Circle", locations=[make_location()])
    commit()
    look_for(counting, "kayak")
    look_for(counting, "kayak", near="Alaska")
    look_for(counting, "kayak", kind="helpline")
    assert words() == {}


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("I need help with Hoarding", {"help", "hoarding"}),
        ("40507 859-555-0123 12/24/1990", set()),
        ("vitamin b12 x", {"vitamin", "b12"}),
        ("jo.canary@example.org", {"jo", "canary", "example", "org"}),
        ("n" * 60, {"n" * 40}),
    ],
)
def test_words_are_folded_and_have_a_letter(typed: str, counted: set[str]) -> None:
    assert countable_words(typed) == counted


def test_a_week_later_counts_apart_and_old_weeks_are_deleted(counting: Flask, clock: time_machine.Coordinates) -> None:
    look_for(counting, "kayaking", times=5)
    clock.move_to(NOW + dt.timedelta(weeks=25))
    look_for(counting, "snorkeling")
    assert words()[digest_of("kayaking")] == "kayaking"
    clock.move_to(NOW + dt.timedelta(weeks=26))
    look_for(counting, "snorkeling")
    assert words() == {digest_of("snorkeling"): None}
    assert {week for _digest, week, _times in weeks()} == {MONDAY + dt.timedelta(weeks=number) for number in (25, 26)}


def test_old_counts_are_deleted_even_when_no_new_word_comes(counting: Flask, clock: time_machine.Coordinates) -> None:
    look_for(counting, "kayaking")
    for minutes in (0, 10):
        clock.move_to(NOW + dt.timedelta(weeks=26, minutes=minutes))
        counting.test_client().get("/find?near=40507").close()
    assert words() == {}


def test_a_word_that_became_rare_can_no_longer_be_read(counting: Flask, clock: time_machine.Coordinates) -> None:
    look_for(counting, "kayaking", times=4)
    clock.move_to(NOW + dt.timedelta(weeks=20))
    look_for(counting, "kayaking")
    assert words() == {digest_of("kayaking"): "kayaking"}
    clock.move_to(NOW + dt.timedelta(weeks=30))
    look_for(counting, "snorkeling")
    assert words() == {digest_of("kayaking"): None, digest_of("snorkeling"): None}


@pytest.fixture
def impatient(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """A site on SQLite that counts, and does not wait for the other writer."""
    app = make_app("sqlite", DATABASE_BUSY_TIMEOUT=0, COUNT_EMPTY_SEARCHES=True)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_while_another_one_writes_words_wait_on(impatient: Flask) -> None:
    impatient.extensions["empty_searches"].add(["kayaking"], NOW)
    begin_writing()
    outcome: list[bool] = []
    thread = threading.Thread(target=lambda: outcome.append(write_gathered(impatient)))
    thread.start()
    thread.join()
    db.session.rollback()
    assert outcome == [False]
    assert write_gathered(impatient)
    assert words() == {digest_of("kayaking"): None}


def test_a_flood_of_words_fills_no_memory() -> None:
    gathered = Gathered()
    gathered.add((f"word{number}" for number in range(10_000)), NOW)
    assert len(gathered.take(NOW)) == MOST_GATHERED


def test_a_digest_depends_on_the_secret_of_the_site(app: Flask) -> None:
    before = digest_of("kayaking")
    app.config["SECRET_KEY"] = "z" * 32
    assert digest_of("kayaking") != before


@pytest.mark.parametrize("is_counting", [True, False])
def test_visitors_are_told_what_is_counted_exactly_where_it_is(app: Flask, is_counting: bool) -> None:
    app.config["COUNT_EMPTY_SEARCHES"] = is_counting
    client = Client(app)
    assert ("keeps no record of what you look for" in client.get("/").text) is not is_counting
    assert ("only counts words that find nothing" in client.get("/").text) is is_counting
    assert ("Words that find nothing are counted" in client.get("/privacy").text) is is_counting
