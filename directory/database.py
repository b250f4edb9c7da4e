"""The database: one session, and the only place that knows what differs by engine.

SQLite is the default, PostgreSQL 14+ the way to grow; `DATABASE_URL` decides. Tables live in
`models/` and `search/index.py`; this module knows none of them.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    Connection,
    DateTime,
    Engine,
    MetaData,
    TypeDecorator,
    event,
    inspect,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import DeclarativeBase

from directory.writers import stand_in_line

MIGRATIONS = Path(__file__).parent / "migrations"
SQLITE_HEADER = b"SQLite format 3\x00"
# Below this SQLite can lose a write-ahead log when it is reset by two connections at once.
# Source: https://sqlite.org/releaselog/3_51_3.html
SQLITE_SAFE_VERSION = (3, 51, 3)


class Base(DeclarativeBase):
    """The base of every model; named constraints, so that migrations can drop them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)
migrate = Migrate()


class DatabaseNotReady(Exception):
    """The database is missing, damaged or of another version; the message says what helps."""


class TablesOutdated(DatabaseNotReady):
    """The tables are of an older version of this program, or there are none yet: a migration helps."""


class DatabaseDamaged(DatabaseNotReady):
    """What lies in the place of the database is not a whole one; it must never be written over."""


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An aware datetime, kept as UTC on every engine (SQLite has no time zones)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: object) -> dt.datetime | None:
        """What is kept: UTC without a zone. Raises ValueError for a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A naive datetime has no place in the database: give it a time zone.")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: object) -> dt.datetime | None:
        """What is read: aware, in UTC."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


def utc_now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def init_database(app: Flask) -> None:
    """Bind the session to the database that DATABASE_URL names."""
    url = make_url(app.config["DATABASE_URL"])
    # What a visitor looked for is a parameter; it must not get into a log with an error.
    options: dict[str, object] = {"hide_parameters": True}
    if url.get_backend_name() == "sqlite":
        # mode=rw: opening never creates a file. Only create_missing_database() does.
        path = Path(url.database or "").absolute()
        app.config["SQLITE_PATH"] = path
        url = make_url(f"sqlite:///file:{path}?mode=rw&uri=true")
        options |= {
            "module": sqlite,
            "connect_args": {
                "timeout": app.config["DATABASE_BUSY_TIMEOUT"],
                "check_same_thread": False,
            },
        }
    else:
        app.config["SQLITE_PATH"] = None
        url = url.set(drivername="postgresql+psycopg")
        options |= {
            "pool_pre_ping": True,
            "pool_size": app.config["DATABASE_POOL_SIZE"],
            # Every statement is short; preparing them would only tie connections to a server.
            "connect_args": {"prepare_threshold": None, "connect_timeout": 5},
        }
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS))
    with app.app_context():
        if is_sqlite():
            stand_in_line(db.engine, app.config["SQLITE_PATH"], app.config["DATABASE_BUSY_TIMEOUT"])
            _prepare_sqlite(db.engine)


def is_sqlite() -> bool:
    """Whether this application runs on SQLite (else PostgreSQL)."""
    return db.engine.dialect.name == "sqlite"


def begin_writing() -> None:
    """Start the session's transaction as a writer. Call it before the first read of a change.

    Raises RuntimeError if the transaction has begun: it may have read what another writer changes.
    SQLite: it waits in line (writers.py) for up to the busy timeout, then raises OperationalError. A deferred
    transaction that reads first and writes later fails at once with SQLITE_BUSY_SNAPSHOT instead of waiting.
    Source: https://sqlite.org/isolation.html
    """
    if db.session().in_transaction():
        raise RuntimeError(
            "Call begin_writing() before the first read or change of a transaction: this one has begun already. "
            "End it first, with a commit or a rollback."
        )
    db.session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})


def is_writing() -> bool:
    """Whether the session is in a transaction that begin_writing() has started."""
    options = db.session.connection().get_execution_options() if db.session().in_transaction() else {}
    return options.get("sqlite_begin") == "IMMEDIATE"


def require_writing() -> None:
    """Return quietly in a transaction that begin_writing() has started. Raises RuntimeError in any other."""
    if not is_writing():
        raise RuntimeError("Call begin_writing() first: what is read before an edit must not change until its commit.")


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: sqlite.Connection, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy says BEGIN below; the driver must not.
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "cache_size=-16000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")


def create_missing_database(app: Flask) -> bool:
    """Create an empty SQLite file if there is none; say whether one was created.

    Raises DatabaseNotReady if something damaged lies in its place: that is never overwritten.
    """
    path: Path | None = app.config["SQLITE_PATH"]
    if path is None:
        return False
    _refuse_old_sqlite()
    if path.exists():
        _refuse_damaged_file(path)
        return False
    if Path(f"{path}-wal").exists():
        raise DatabaseDamaged(
            f"{path} is missing but its log {path.name}-wal is there, so data would be lost.\n"
            "Put the file back from your backup, or move the log away, then run this again."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite.connect(str(path))
    connection.execute("PRAGMA journal_mode=WAL")  # writes the header: from now on a database
    connection.close()
    return True


def refuse_unready_database(app: Flask) -> None:
    """Stop the program with a plain message unless the database is there, whole and current."""
    try:
        check_ready(app)
    except DatabaseNotReady as problem:
        raise SystemExit(f"The directory cannot start.\n{problem}") from None


def check_ready(app: Flask) -> None:
    """Return quietly if the database can be served.

    Raises DatabaseNotReady with the command that helps when it is missing, damaged, or its tables
    are not those of this version.
    """
    path: Path | None = app.config["SQLITE_PATH"]
    if path is not None:
        _refuse_old_sqlite()
        if not path.exists():
            raise DatabaseNotReady(
                f"There is no database at {path}.\nRun `make run`, or `flask prepare`, to create it; "
                "or put your backup there."
            )
        _refuse_damaged_file(path)
    with app.app_context():
        try:
            with db.engine.connect() as connection:
                if path is not None:
                    _refuse_damaged_content(connection, path)
                _refuse_other_revision(connection)
        except DatabaseError as error:
            raise _why_not_ready(path, error) from error


_RESTORE = "Put back your last backup in its place. Nothing was changed."


def _why_not_ready(path: Path | None, error: DatabaseError) -> DatabaseNotReady:
    told = str(error.orig).strip()
    if path and ("readonly" in told or "unable to open" in told):
        needed = (
            f"The account that runs this must be able to write it, its folder and {path.name}-wal and -shm beside it."
        )
        return DatabaseNotReady(f"{path} cannot be opened and written ({told}).\n{needed}")
    if isinstance(error, OperationalError):
        return DatabaseNotReady(f"The database does not answer ({told}).\nIs it running, and is DATABASE_URL right?")
    if path:
        return DatabaseDamaged(f"{path} is damaged ({told}).\n{_RESTORE}")
    return DatabaseNotReady(
        f"The database cannot be used ({told}).\nCheck the rights of its account, and DATABASE_URL."
    )


def _refuse_old_sqlite() -> None:
    if sqlite.sqlite_version_info < SQLITE_SAFE_VERSION:
        raise DatabaseNotReady(
            f"SQLite {sqlite.sqlite_version} can lose data; 3.51.3 or newer is needed.\n"
            "Run `pip install -r requirements.txt`: pysqlite3 brings its own."
        )


def _refuse_damaged_file(path: Path) -> None:
    if not path.is_file():
        raise DatabaseDamaged(f"{path} is not a file.\n{_RESTORE}")
    with path.open("rb") as file:
        if file.read(16) != SQLITE_HEADER:
            raise DatabaseDamaged(f"{path} is damaged: it is not a SQLite database.\n{_RESTORE}")


def _refuse_damaged_content(connection: Connection, path: Path) -> None:
    try:
        verdict = connection.scalar(text("PRAGMA quick_check(1)"))
    except DatabaseError as error:
        verdict = str(error.orig)
    if verdict != "ok":
        raise DatabaseDamaged(f"{path} is damaged ({verdict}).\n{_RESTORE}")


def _refuse_other_revision(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    wanted = scripts.get_current_head()
    has_tables = inspect(connection).has_table("alembic_version")
    found = MigrationContext.configure(connection).get_current_revision() if has_tables else None
    if found and found not in {script.revision for script in scripts.walk_revisions()}:
        raise DatabaseNotReady(
            f"The tables are of version {found}, which this program does not know: it is older than its data.\n"
            "Install the version that you ran before, or a newer one."
        )
    if found != wanted:
        raise TablesOutdated(
            f"The tables are of version {found or 'none'}, this program needs {wanted}.\n"
            "Run `flask prepare` (it migrates and seeds), or `flask db upgrade` to migrate only."
        )
