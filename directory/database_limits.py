"""How long the server waits for PostgreSQL. Commands (seeding, migrations, the index) wait as long as it takes.

What waits holds a turn (turns.py) and a thread: without a limit one lock would silence all pages. SQLite has its own
limit (writers.py), and computes within the process.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import Connection, event, text

from directory.database import db, is_sqlite

# For a page that is only read.
LONGEST_READ_MS = 5_000
LIMIT_TRANSACTION = text("SELECT set_config('statement_timeout', :ms, true), set_config('lock_timeout', :ms, true)")


def limit_waiting(app: Flask) -> None:
    """From now on a statement of this application takes LONGEST_READ_MS at most, then raises OperationalError.

    One of a transaction that begin_writing() has started may take DATABASE_BUSY_TIMEOUT, if that is longer: changing
    many listings at once holds up all who write. Nothing happens on SQLite. Call it before the first connection.
    Source: https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT
    """
    with app.app_context():
        if is_sqlite():
            return
        engine = db.engine
    writing_ms = max(LONGEST_READ_MS, app.config["DATABASE_BUSY_TIMEOUT"] * 1000)

    # Not as options of the connection: PgBouncer, if one stands between, refuses those.
    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        connection.execute(
            "SELECT set_config('statement_timeout', %(ms)s, false), set_config('lock_timeout', %(ms)s, false)",
            {"ms": str(LONGEST_READ_MS)},
        )
        connection.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("sqlite_begin") == "IMMEDIATE":
            connection.execute(LIMIT_TRANSACTION, {"ms": str(writing_ms)})
