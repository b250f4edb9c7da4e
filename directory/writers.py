"""Writers of a SQLite file stand in line, whichever thread or process they are in.

SQLite lets one write at a time, but has no line: each of the others looks again after a pause, and whoever writes many
times on end is always back before they look. Here two doors make the line, as files beside the database. A
writer goes through the first and holds it until the second, the one to the database, is free. So whoever has
just written must stand behind the one who waits between the doors.
"""

from __future__ import annotations

import time
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

# How often a waiting writer looks whether a door is free, in seconds: an edit takes some ten times as long.
LOOKING_S = 0.005


def stand_in_line(engine: Engine, database: Path, waiting_s: float) -> None:
    """Let what begins with IMMEDIATE on this engine wait for its turn. Call it before the listener that says BEGIN.

    waiting_s: how long at most, in seconds; then OperationalError is raised, as when SQLite has waited in vain.
    """
    line = Line(database, waiting_s)

    @event.listens_for(engine, "begin")
    def wait(connection: Connection) -> None:
        is_writer = connection.get_execution_options().get("sqlite_begin") == "IMMEDIATE"
        if is_writer and "turn" not in connection.info:  # one that writes again has its turn until it is checked in
            try:
                connection.info["turn"] = line.wait()
            except Timeout as too_long:
                raise OperationalError("BEGIN", None, sqlite.OperationalError("database is locked")) from too_long

    @event.listens_for(engine, "checkin")
    def end_turn(_connection: sqlite.Connection | None, record: ConnectionPoolEntry) -> None:
        if turn := record.info.pop("turn", None):
            turn.release()


class Line:
    """The line before one database file."""

    def __init__(self, database: Path, waiting_s: float) -> None:
        """waiting_s: how long a writer waits for its turn at most, in seconds."""
        self._outer = Path(f"{database}-line")
        self._inner = Path(f"{database}-turn")
        self._waiting_s = waiting_s

    def wait(self) -> FileLock:
        """Wait for a turn, which lasts until it is released. Raises filelock.Timeout."""
        until = time.monotonic() + self._waiting_s
        inner = self._door(self._inner)
        with self._door(self._outer).acquire(timeout=self._waiting_s):
            inner.acquire(timeout=max(until - time.monotonic(), 0))
        return inner

    def _door(self, path: Path) -> FileLock:
        # The file stays, since who waits for it has it open. A turn may end in another thread than it began in.
        return FileLock(path, thread_local=False, poll_interval=LOOKING_S, preserve_lock_file=True)
