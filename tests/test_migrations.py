"""The migrations make the tables of the models from nothing, and unmake them, on both databases."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text

from directory.database import MIGRATIONS, TablesOutdated, check_ready, db
from directory.models import Check, CheckLink, Listing, Receipt, Suggestion
from tests.applications import in_context
from tests.clients import Client
from tests.databases import Databases
from tests.factories import commit, make_check, make_listing, make_phone

# Made by hand in the migrations, so that the models do not know them; see directory/migrations/env.py.
BY_HAND = ("search_text", "search_posting", "search_word")


@pytest.fixture
def on_sqlite(make_app: Callable[..., Flask], databases: Databases) -> Iterator[Flask]:
    """An application on an empty database of SQLite, which alone makes tables anew to change them."""
    yield from in_context(make_app("sqlite"), databases)


def table_names() -> set[str]:
    """The tables that there are."""
    db.session.remove()
    with db.engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def differences() -> list[object]:
    """What the models describe and the migrations did not make, or the other way round."""
    options = {
        "compare_type": True,
        "compare_server_default": True,
        "include_object": lambda _object, name, type_, _reflected, _other: (
            type_ != "table" or not name.startswith(BY_HAND)
        ),
    }
    with db.engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts=options), db.metadata)


def test_the_tables_are_those_of_the_models(any_app: Flask) -> None:
    assert table_names() >= {table.name for table in db.metadata.tables.values()}
    assert differences() == []


def test_a_missing_column_would_be_noticed(any_app: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE listing DROP COLUMN closed_reason"))
    assert [difference[0] for difference in differences()] == ["add_column"]


def test_a_downgrade_leaves_nothing_and_the_next_upgrade_everything(any_app: Flask) -> None:
    made = table_names()
    downgrade(directory=str(MIGRATIONS), revision="base")
    assert table_names() == {"alembic_version"}
    with pytest.raises(TablesOutdated):
        check_ready(any_app)
    upgrade(directory=str(MIGRATIONS))
    assert table_names() == made
    assert differences() == []
    check_ready(any_app)


def test_the_search_works_on_tables_made_anew(any_app: Flask) -> None:
    downgrade(directory=str(MIGRATIONS), revision="base")
    upgrade(directory=str(MIGRATIONS))
    make_listing("Larkspur Circle")
    commit()
    assert Client(any_app).get("/find?q=larkspur").card_names() == ["Larkspur Circle"]


def test_a_second_upgrade_keeps_the_data(any_app: Flask) -> None:
    make_listing("Larkspur Circle")
    commit()
    upgrade(directory=str(MIGRATIONS))
    db.session.remove()
    assert [listing.name for listing in db.session.query(Listing)] == ["Larkspur Circle"]


ANEW = """
from alembic import op
revision, down_revision = "9999", "{head}"
def upgrade():
    with op.batch_alter_table("listing", recreate="always") as table:
        {change}
"""


def with_another_migration(folder: Path, change: str) -> str:
    """The migrations and one more, which makes the table of the listings anew, in a folder of their own."""
    shutil.copytree(MIGRATIONS, folder)
    head = ScriptDirectory(str(folder)).get_current_head()
    (folder / "versions" / "9999_anew.py").write_text(ANEW.format(head=head, change=change))
    return str(folder)


def test_a_table_made_anew_keeps_what_belongs_to_its_rows(on_sqlite: Flask, tmp_path: Path) -> None:
    make_listing("Larkspur Circle", phones=[make_phone()])
    commit()
    upgrade(directory=with_another_migration(tmp_path / "migrations", "pass"))
    db.session.remove()
    assert len(db.session.scalars(select(Listing)).one().phones) == 1


def test_a_migration_that_leaves_rows_alone_changes_nothing(
    on_sqlite: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_listing("Larkspur Circle", phones=[make_phone()])
    commit()
    change = 'op.execute("DELETE FROM listing")'
    with pytest.raises(SystemExit):
        upgrade(directory=with_another_migration(tmp_path / "migrations", change))
    db.session.remove()
    assert len(db.session.scalars(select(Listing)).one().phones) == 1
    check_ready(on_sqlite)
    assert "A row of phone would belong to one of listing that there is not." in caplog.text


def test_checks_from_before_they_told_who_made_them_are_kept(any_app: Flask) -> None:
    make_listing(checks=[make_check(today=dt.date(2026, 3, 12), days_ago=0)])
    commit()
    downgrade(directory=str(MIGRATIONS), revision="0004")
    upgrade(directory=str(MIGRATIONS))
    db.session.remove()
    check = db.session.scalars(select(Check)).one()
    assert (check.checked_on, check.method, check.source, check.made_by) == (
        dt.date(2026, 3, 12), "phone", "person", None,
    )  # fmt: skip
    assert check.made_at == dt.datetime(2026, 3, 12, tzinfo=dt.UTC)


def test_answers_of_groups_and_receipts_of_visitors_are_kept(any_app: Flask) -> None:
    house = make_listing("Quartz House", kind="organization")
    listing = make_listing("Larkspur Circle", organization=house)
    told = Suggestion(kind="closed", fields={"closed": {"was": "", "told": "x"}}, text_hash="0" * 64)
    told.receipts = [Receipt(token_hash="1" * 64, contact="sam@example.org")]
    now = dt.datetime(2026, 3, 12, tzinfo=dt.UTC)
    answers = (("changed", "New room."), ("closed", None), ("right", None), (None, None))
    sent = {"listing": listing, "sent_to": "desk@example.org", "made_at": now, "expires_at": now}
    links = [
        CheckLink(token_hash=str(number) * 64, used_at=now if said else None, answer=said, words=words, **sent)
        for number, (said, words) in enumerate(answers)
    ]
    db.session.add_all([told, *links])
    commit()
    downgrade(directory=str(MIGRATIONS), revision="0012")
    with db.engine.begin() as connection:
        seen_to = "UPDATE check_link SET handled_at = used_at, handled_by = 'Ana' WHERE answer = 'closed'"
        connection.execute(text(seen_to))
    upgrade(directory=str(MIGRATIONS))
    db.session.remove()
    found = {link.answer: link.suggestion for link in db.session.scalars(select(CheckLink))}
    assert (found["right"], found[None]) == (None, None)
    assert (found["changed"].state, found["changed"].fields) == ("waiting", {"other": {"was": "", "told": "New room."}})
    assert (found["closed"].state, found["closed"].decided_by, found["closed"].decided_at) == ("accepted", "Ana", now)
    assert {one.sent_by for one in found.values() if one} == {"Quartz House"}
    assert [receipt.contact for receipt in db.session.scalars(select(Receipt))] == ["sam@example.org"]
