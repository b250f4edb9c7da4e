"""The index stays in step: with every edit, with a rebuild, and in every process."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import delete

from directory import create_app
from directory.database import db
from directory.search import rebuild_index
from directory.search.catalog import CatalogKeeper
from directory.search.index import engine_index, entry_table
from tests.factories import commit, make_listing
from tests.search import edits
from tests.search.asking import catalog_content, found_names, index_content, search


def _rebuilt() -> dict:
    for _ in rebuild_index():
        pass
    commit()
    return index_content()


@pytest.fixture
def stocked(any_app: Flask) -> Iterator[Flask]:
    """The small directory, on each database."""
    edits.make_directory()
    return any_app


@pytest.mark.parametrize("edit", edits.EDITS, ids=lambda edit: edit.__name__)
def test_an_edit_leaves_the_index_as_a_rebuild_would(stocked: Flask, edit: Callable[[], None]) -> None:
    before = index_content()
    edit()
    commit()
    after = index_content()
    assert after == _rebuilt()
    assert (after != before) == (edit not in edits.WITHOUT_TRACE)


def test_a_catalog_brought_up_to_date_equals_one_made_anew(stocked: Flask) -> None:
    keeper = CatalogKeeper()
    keeper.current()
    for edit in edits.EDITS:
        edit()
        commit()
        assert catalog_content(keeper) == catalog_content(CatalogKeeper()), edit.__name__


@pytest.fixture
def other_app(stocked: Flask) -> Iterator[Flask]:
    """Another process on the same database, that has looked at it before."""
    app = create_app({"DATABASE_URL": stocked.config["DATABASE_URL"], "TESTING": True})
    with app.app_context():
        assert found_names("larkspur") == ["Larkspur Circle"]
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("rebuilds", [False, True], ids=["edit", "edit-and-rebuild"])
def test_another_process_notices_every_commit(stocked: Flask, other_app: Flask, rebuilds: bool) -> None:
    edits.delete()
    make_listing("Granite Circle")
    commit()
    if rebuilds:
        _rebuilt()
    with other_app.app_context():
        assert found_names(kind="group") == ["Fernley Walk", "Granite Circle"]
        assert search(kind="group").total == 2
        assert found_names("granite") == ["Granite Circle"]
        assert found_names("larkspur", exact=True) == []
        db.session.remove()


def test_another_process_notices_a_new_synonym(stocked: Flask, other_app: Flask) -> None:
    edits.add_synonym()
    commit()
    with other_app.app_context():
        assert found_names("isolated") == ["Larkspur Circle", "Fernley Walk"]
        db.session.remove()


def test_another_process_does_not_see_what_is_not_committed(stocked: Flask, other_app: Flask) -> None:
    make_listing("Granite Circle")
    db.session.flush()
    with other_app.app_context():
        assert "Granite Circle" not in found_names()
        db.session.remove()
    db.session.rollback()


def test_a_database_put_back_from_before_is_noticed(stocked: Flask) -> None:
    """The generation goes back, as with a backup."""
    keeper = CatalogKeeper()
    edits.change_name()
    commit()
    assert "granite circle" in {entry.name for entry in keeper.current().entries.values()}
    edits.get_larkspur().name = "Larkspur Circle"
    commit()
    db.session.execute(entry_table.update().values(generation=1))
    db.session.execute(db.text("UPDATE search_state SET generation = 1"))
    commit()
    assert catalog_content(keeper) == catalog_content(CatalogKeeper())


def test_the_command_writes_a_lost_index_anew(stocked: Flask) -> None:
    whole = index_content()
    db.session.execute(delete(entry_table))
    engine_index().clear(db.session.connection())
    commit()
    assert index_content() != whole
    db.session.remove()
    outcome = stocked.test_cli_runner().invoke(args=["rebuild-index"])
    assert outcome.exit_code == 0, outcome.output
    db.session.remove()
    assert index_content() == whole
    assert found_names("larkspur") == ["Larkspur Circle"]
