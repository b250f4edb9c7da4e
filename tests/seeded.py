"""The seeded databases: each is made once for a state of the sources and kept between runs, for all processes.

They are kept in .make/databases/, which git ignores. The name of a file has a hash of all that goes into it, so that
a stale one is not found; a file gets its name when it is whole; and who makes one holds a lock meanwhile. It is made
by a process of its own (`python -m tests.seeded ENGINE TARGET`), where no test has stopped the clock. `make test` has
both made side by side (`python -m tests.seeded`), before a process of the tests can wait for another that makes one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flask_migrate import upgrade
from time_machine import escape_hatch

from directory import create_app
from directory.config import ROOT
from directory.database import MIGRATIONS, create_missing_database, db
from directory.seeding import seed
from tests import postgresql

KEPT = ROOT / ".make" / "databases"
SOURCES = ("directory", "seeds", "requirements.txt", "tests/seeded.py", "tests/postgresql.py")
# So many states of the sources are kept for an engine: going back and forth between two branches makes nothing anew.
MOST_KEPT = 4


def copy_seeded(engine: str, target: Path) -> None:
    """Copy the seed and the demo to a file: a database of SQLite, a dump of PostgreSQL.

    Raises RuntimeError, with what the program said, if the seed cannot be made.
    """
    with _locked(engine):
        kept = _find(engine) or _make(engine)
        os.utime(kept)
        shutil.copyfile(kept, target)
        for old in sorted(KEPT.glob(f"{engine}-*"), key=lambda path: path.stat().st_mtime)[:-MOST_KEPT]:
            old.unlink()


def make_both() -> None:
    """Make the databases that there are not yet, at the same time."""

    def make(engine: str) -> None:
        with _locked(engine):
            _find(engine) or _make(engine)

    with ThreadPoolExecutor() as threads:
        list(threads.map(make, ("sqlite", "postgresql")))


def fill(address: str, *, seeded: bool) -> None:
    """Make the tables in a database, and write the seed and the demo to it if it is to be seeded."""
    app = create_app({"DATABASE_URL": address, "TESTING": True})
    create_missing_database(app)
    with app.app_context():
        upgrade(directory=str(MIGRATIONS))
        if seeded:
            seed(ROOT / "seeds", demo=True)
            db.session.commit()
        db.session.remove()
        if db.engine.dialect.name == "sqlite":
            with db.engine.connect() as connection:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()


def state_of_sources(root: Path = ROOT) -> str:
    """A hash of all that a seeded database depends on: files, packages, Python, and the day that checks count from."""
    found = hashlib.sha256(f"{sys.version} {_today()}".encode())
    for source in SOURCES:
        path = root / source
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                content = file.read_bytes()
                found.update(f"\n{file.relative_to(root)} {len(content)}\n".encode() + content)
    return found.hexdigest()[:16]


def _today() -> dt.date:
    """The day outside, even where a test has stopped the clock."""
    clock = escape_hatch.datetime.datetime if escape_hatch.is_travelling() else dt.datetime
    return clock.now(dt.UTC).date()


@contextlib.contextmanager
def _locked(engine: str) -> Iterator[None]:
    """One process at a time; the lock is gone with the process, however it ends."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f".{engine}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _find(engine: str) -> Path | None:
    path = KEPT / f"{engine}-{state_of_sources()}"
    return path if path.exists() else None


def _make(engine: str) -> Path:
    """Make the database of the sources as they are now; again, if they were changed or the day ended meanwhile."""
    command = [sys.executable, "-m", "tests.seeded", engine]
    for left in KEPT.glob(f".making-{engine}-*"):  # by a process that was killed, since it no longer holds the lock
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(dir=KEPT, prefix=f".making-{engine}-") as folder:
        made = Path(folder) / "made"
        while True:
            before = state_of_sources()
            answer = subprocess.run([*command, made], cwd=ROOT, capture_output=True, text=True, check=False)
            if answer.returncode:
                raise RuntimeError(f"The seeded database could not be made:\n{answer.stderr}")
            if state_of_sources() == before:
                return made.rename(KEPT / f"{engine}-{before}")
            made.unlink()


def _write(engine: str, target: Path) -> None:
    """Make the database in this process and write it to a file."""
    if engine == "sqlite":
        fill(f"sqlite:///{target}", seeded=True)
        return
    address = postgresql.start_server()
    fill(address, seeded=True)
    postgresql.dump(address, target)


if __name__ == "__main__":
    _write(sys.argv[1], Path(sys.argv[2])) if sys.argv[1:] else make_both()
