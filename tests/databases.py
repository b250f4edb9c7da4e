"""Databases for tests: made once as templates, then copied, on SQLite and on PostgreSQL.

SQLite templates are files, PostgreSQL ones are databases on a server of our own, or on the one that DATABASE_URL
names. Each process has its own; seeded.py gives what takes long to make.
"""

from __future__ import annotations

import itertools
import os
import shutil
from functools import cached_property
from pathlib import Path

from sqlalchemy.engine import make_url

from directory.config import ROOT
from tests import postgresql
from tests.seeded import copy_seeded, fill

__all__ = ["DEFAULT_ENGINE", "ENGINES", "ROOT", "Databases"]

ENGINES = ("sqlite", "postgresql")
DEFAULT_ENGINE = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgresql") else "sqlite"


class Databases:
    """Hands out copies of two templates: *empty* (tables only) and *seeded* (the seed and the demo)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count()
        self._made: set[tuple[str, str]] = set()

    def make(self, engine: str, template: str = "empty") -> str:
        """The address of a database of one's own."""
        address = self._address(engine, f"copy_{next(self._numbers)}")
        self.fill(address, template)
        return address

    def fill(self, address: str, template: str = "empty") -> None:
        """Make a database at the address of one that was thrown away."""
        url = make_url(address)
        engine = url.get_backend_name()
        if (engine, template) not in self._made:
            self._make_template(engine, template)
            self._made.add((engine, template))
        if engine == "sqlite":
            shutil.copy(self.folder / f"{template}.sqlite3", str(url.database))
        else:
            copying = f"CREATE DATABASE {url.database} TEMPLATE {self._own(template)}"
            # Page by page through the log takes longer; older servers know no other way than file by file.
            self._execute(f"{copying} STRATEGY FILE_COPY" if self._version >= 150000 else copying)

    def drop(self, address: str) -> None:
        """Throw a copy away."""
        if address.startswith("sqlite"):
            for path in self.folder.glob(f"{Path(address).name}*"):
                path.unlink()
        else:
            self._execute(f'DROP DATABASE IF EXISTS "{address.rsplit("/", 1)[1].split("?")[0]}" WITH (FORCE)')

    def _make_template(self, engine: str, template: str) -> None:
        address = self._address(engine, template)
        if engine == "postgresql":
            self._execute(f"DROP DATABASE IF EXISTS {self._own(template)} WITH (FORCE)")
            self._execute(f"CREATE DATABASE {self._own(template)}")
        if template == "empty":
            fill(address, seeded=False)
        elif engine == "sqlite":
            copy_seeded(engine, self.folder / f"{template}.sqlite3")
        else:
            copy_seeded(engine, self.folder / f"{template}.dump")
            postgresql.restore(self.folder / f"{template}.dump", address)

    def _address(self, engine: str, name: str) -> str:
        if engine == "sqlite":
            return f"sqlite:///{self.folder / name}.sqlite3"
        return make_url(self._server()).set(database=self._own(name)).render_as_string(hide_password=False)

    def _own(self, name: str) -> str:
        return f"leanon_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{name}"

    def _server(self) -> str:
        return os.environ["DATABASE_URL"] if DEFAULT_ENGINE == "postgresql" else postgresql.start_server()

    @cached_property
    def _version(self) -> int:
        return postgresql.version(self._server())

    def _execute(self, statement: str) -> None:
        postgresql.execute(self._server(), statement)
