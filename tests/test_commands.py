"""What the commands and the start of the program do about the search index, and what is forgotten once a day."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from directory.database import begin_writing, db, utc_now
from directory.models import KeptForm, SpentChallenge, SuggestionLimit
from directory.search import is_index_current, warm_up
from directory.search.index import entry_table, state_table
from tests.factories import begin, commit, make_listing, make_person, make_term


def make_index_old() -> None:
    """As if an older version had written the index, and nothing in it."""
    begin_writing()
    db.session.execute(update(state_table).values(format=0))
    db.session.execute(delete(entry_table))
    db.session.commit()


def test_program_refuses_to_start_on_an_index_of_another_version(app: Flask) -> None:
    make_index_old()
    with pytest.raises(SystemExit, match="flask rebuild-index"):
        warm_up(app)


def test_rebuilding_brings_an_old_index_up_to_date(app: Flask) -> None:
    begin()
    listing_id = make_listing("Quiet Table", terms=(make_term(),)).id
    commit()
    make_index_old()
    result = app.test_cli_runner().invoke(args=["rebuild-index"])
    assert result.exit_code == 0, result.output
    assert is_index_current()
    assert db.session.scalars(select(entry_table.c.listing_id)).all() == [listing_id]


def test_program_starts_on_a_current_index(app: Flask) -> None:
    warm_up(app)
    assert is_index_current()


def keep_for(until: dt.timedelta, mark: str) -> None:
    """A row of each kind that is kept for an hour, its end so long from now."""
    end = utc_now() + until
    db.session.add(SuggestionLimit(key=mark, until=end, count=1))
    db.session.add(SpentChallenge(nonce=mark, until=end))
    made_at = end - dt.timedelta(hours=1)
    person = make_person(email=f"{mark}@example.org")
    db.session.flush()
    db.session.add(KeptForm(key=mark, person_id=person.id, path="/manage", fields=[], made_at=made_at))


def test_forgetting_deletes_what_was_kept_for_an_hour(any_app: Flask) -> None:
    begin()
    keep_for(dt.timedelta(minutes=-1), "past")
    keep_for(dt.timedelta(minutes=1), "running")
    commit()
    result = any_app.test_cli_runner().invoke(args=["suggestions", "forget"])
    assert result.exit_code == 0, result.output
    keys = [
        db.session.scalars(select(column)).all() for column in (SuggestionLimit.key, SpentChallenge.nonce, KeptForm.key)
    ]
    assert keys == [["running"]] * 3
