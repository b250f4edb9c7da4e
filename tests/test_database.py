"""The database is served only when it is there, whole and current; nothing is ever written over it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from flask import Flask

from directory import create_app
from directory.database import (
    DatabaseDamaged,
    DatabaseNotReady,
    TablesOutdated,
    check_ready,
    create_missing_database,
    db,
    refuse_unready_database,
)
from tests.databases import ROOT, Databases

PAGE_SIZE = 4096


@pytest.fixture
def path(databases: Databases, tmp_path: Path) -> Path:
    """A ready SQLite database, alone in a folder."""
    address = databases.make("sqlite")
    target = tmp_path / "directory.sqlite3"
    shutil.move(address.removeprefix("sqlite:///"), target)
    return target


def app_on(path: Path) -> Flask:
    """An application whose data are at a path."""
    return create_app({"DATABASE_URL": f"sqlite:///{path}", "TESTING": True})


def close(app: Flask) -> None:
    """Let go of the file, as the program does when it ends."""
    with app.app_context():
        db.engine.dispose()


def bytes_in(folder: Path) -> dict[str, bytes]:
    """What lies in a folder."""
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def remove(path: Path) -> None:
    """No database at all."""
    path.unlink()


def leave_only_the_log(path: Path) -> None:
    """The file was lost, its log was not."""
    path.unlink()
    Path(f"{path}-wal").write_bytes(b"what was written last")


def overwrite_header(path: Path) -> None:
    """Another program's file in its place."""
    path.write_bytes(b"PK\x03\x04" + path.read_bytes()[4:])


def overwrite_first_page(path: Path) -> None:
    """The first words are right, what follows is not."""
    content = bytearray(path.read_bytes())
    content[100:200] = b"\xff" * 100
    path.write_bytes(bytes(content))


def overwrite_a_page_in_the_middle(path: Path) -> None:
    """A sector of the disk went bad."""
    content = bytearray(path.read_bytes())
    start = len(content) // PAGE_SIZE // 2 * PAGE_SIZE
    content[start : start + 100] = b"\xff" * 100
    path.write_bytes(bytes(content))


def cut_in_half(path: Path) -> None:
    """A copy that was not finished."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2 // PAGE_SIZE * PAGE_SIZE])


def empty(path: Path) -> None:
    """A file without anything in it."""
    path.write_bytes(b"")


def replace_by_folder(path: Path) -> None:
    """A mount that went wrong."""
    path.unlink()
    path.mkdir()


def set_revision(path: Path, revision: str | None) -> None:
    """Pretend that the tables are of another version."""
    with sqlite.connect(str(path)) as connection:
        connection.execute("DELETE FROM alembic_version")
        if revision:
            connection.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
    connection.close()


def make_older(path: Path) -> None:
    """The tables of a version before the first."""
    set_revision(path, None)


def make_newer(path: Path) -> None:
    """The tables of a version that is not written yet."""
    set_revision(path, "9999")


Spoil = Callable[[Path], None]
LOST = pytest.param(leave_only_the_log, "data would be lost", id="log-alone")
DAMAGE = [
    pytest.param(overwrite_header, "it is not a SQLite database", id="header"),
    pytest.param(overwrite_first_page, "is damaged", id="first-page"),
    pytest.param(overwrite_a_page_in_the_middle, "is damaged", id="page-in-the-middle"),
    pytest.param(cut_in_half, "is damaged", id="cut-in-half"),
    pytest.param(empty, "it is not a SQLite database", id="empty-file"),
    pytest.param(replace_by_folder, "is not a file", id="folder"),
]


def test_a_ready_database_is_served(path: Path) -> None:
    app = app_on(path)
    refuse_unready_database(app)
    close(app)


@pytest.mark.parametrize(("spoil", "words"), DAMAGE)
def test_a_damaged_database_is_refused_and_left_as_it_is(path: Path, spoil: Spoil, words: str) -> None:
    spoil(path)
    before = bytes_in(path.parent)
    app = app_on(path)
    with pytest.raises(DatabaseDamaged, match=words) as refused:
        check_ready(app)
    close(app)
    assert "last backup" in str(refused.value)
    assert bytes_in(path.parent) == before


@pytest.mark.parametrize(("spoil", "words"), [*DAMAGE, LOST])
def test_prepare_refuses_what_is_damaged_and_writes_nothing(path: Path, spoil: Spoil, words: str) -> None:
    spoil(path)
    before = bytes_in(path.parent)
    app = app_on(path)
    with app.app_context():
        result = app.test_cli_runner().invoke(args=["prepare"])
    close(app)
    assert result.exit_code == 1
    assert words in result.output
    assert bytes_in(path.parent) == before


@pytest.mark.parametrize(
    ("spoil", "error", "words"),
    [
        pytest.param(remove, DatabaseNotReady, "flask prepare", id="missing"),
        pytest.param(leave_only_the_log, DatabaseNotReady, "There is no database", id="log-alone"),
        pytest.param(make_older, TablesOutdated, "version none, this program needs", id="older"),
        pytest.param(make_newer, DatabaseNotReady, "9999, which this program does not know", id="newer"),
    ],
)
def test_a_database_that_is_not_ready_is_refused_and_not_made(
    path: Path, spoil: Spoil, error: type[Exception], words: str
) -> None:
    spoil(path)
    before = bytes_in(path.parent)
    app = app_on(path)
    with pytest.raises(error, match=words):
        check_ready(app)
    close(app)
    assert bytes_in(path.parent) == before


def test_a_file_that_cannot_be_written_is_not_called_damaged(path: Path) -> None:
    Path(f"{path}-wal").mkdir()  # not even root can open that, whatever the rights are
    app = app_on(path)
    with pytest.raises(
        DatabaseNotReady, match=r"cannot be opened and written(.*\n)+.*account .* its folder"
    ) as refused:
        check_ready(app)
    close(app)
    assert not isinstance(refused.value, DatabaseDamaged)


def test_a_fault_of_postgresql_is_not_called_damage(make_app: Callable[..., Flask]) -> None:
    app = make_app("postgresql")
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE alembic_version RENAME version_num TO number")
    with pytest.raises(DatabaseNotReady, match=r"cannot be used(.*\n)+.*rights.*DATABASE_URL") as refused:
        check_ready(app)
    close(app)
    assert not isinstance(refused.value, DatabaseDamaged)
    assert "backup" not in str(refused.value)


def test_the_server_stops_with_the_command_that_helps(tmp_path: Path) -> None:
    missing = tmp_path / "lost" / "directory.sqlite3"
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{missing}"}
    command = [sys.executable, "-c", "import wsgi"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"The directory cannot start.\nThere is no database at {missing}.")
    assert "flask prepare" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not missing.parent.exists()


def test_a_request_never_creates_a_database(tmp_path: Path) -> None:
    app = create_app({"DATABASE_URL": f"sqlite:///{tmp_path / 'directory.sqlite3'}", "TESTING": True})
    assert app.test_client().get("/").status_code == 503
    assert not bytes_in(tmp_path)


def test_a_postgresql_that_is_not_there_is_named(tmp_path: Path) -> None:
    app = create_app({"DATABASE_URL": f"postgresql:///lean?host={tmp_path}", "TESTING": True})
    with pytest.raises(DatabaseNotReady, match=r"does not answer(.*\n)+.*DATABASE_URL"):
        check_ready(app)


def test_a_missing_database_is_created_once_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "directory.sqlite3"
    app = app_on(path)
    assert create_missing_database(app) is True
    created = bytes_in(tmp_path)
    assert create_missing_database(app) is False
    assert bytes_in(tmp_path) == created
    with pytest.raises(TablesOutdated):
        check_ready(app)
    close(app)


def test_an_unsafe_sqlite_is_refused_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "sqlite_version_info", (3, 51, 2))
    app = app_on(tmp_path / "directory.sqlite3")
    for refuses in (check_ready, create_missing_database):
        with pytest.raises(DatabaseNotReady, match=r"3\.51\.3 or newer is needed"):
            refuses(app)
    with app.app_context():
        result = app.test_cli_runner().invoke(args=["prepare"])
    assert (result.exit_code, "3.51.3 or newer is needed" in result.output) == (1, True)
    assert not bytes_in(tmp_path)
