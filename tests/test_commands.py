"""What the commands and the start of the program do about the search index."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from directory.database import begin_writing, db
from directory.search import is_index_current, warm_up
from directory.search.index import entry_table, state_table
from tests.factories import begin, commit, make_listing, make_term


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
