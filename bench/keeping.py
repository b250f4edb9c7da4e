"""Edits by many at once: nothing may be lost, and nobody may be told that the database is locked.

Four processes edit one listing, each 500 times, on SQLite and on PostgreSQL. Every edit replaces a name of the
process's own, so an edit that wrote over another's would be missing from the history.
"""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from pathlib import Path
from threading import Barrier

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from directory import create_app
from directory.curation import revisions_of, save
from directory.database import begin_writing, db
from directory.models import Listing
from tests.databases import ENGINES, Databases

PROCESSES = 4
EDITS = 500
SECRET = "b" * 32
SLUG = "bench-of-edits"


def bench_keeping() -> None:
    """Measure and print what became of the edits on each database."""
    print(f"\n{PROCESSES} processes edit one listing, {EDITS} times each")
    print(f"{'':>12}{'lost':>8}{'locked':>8}{'a second':>10}")
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder))
        for engine in ENGINES:
            lost, locked, per_second = run_edits(databases.make(engine))
            print(f"{engine:>12}{lost:>8}{locked:>8}{per_second:>10.0f}")
    print(f"{'bar':>12}{0:>8}{0:>8}")


def run_edits(address: str) -> tuple[int, int, float]:
    """How many edits were lost, how many refused as locked, and how many were made in a second."""
    app = create_app({"DATABASE_URL": address, "SECRET_KEY": SECRET})
    with app.app_context():
        db.session.add(Listing(name="Bench of edits", slug=SLUG, kind="group", publication="draft"))
        db.session.commit()
        started = time.perf_counter()
        processes = multiprocessing.get_context("spawn")
        with processes.Manager() as manager, processes.Pool(PROCESSES) as pool:
            together = manager.Barrier(PROCESSES)
            locked = pool.starmap(_edit, [(address, process, together) for process in range(PROCESSES)])
        seconds = time.perf_counter() - started
        listing_id = db.session.scalars(select(Listing.id).where(Listing.slug == SLUG)).one()
        kept = {name for revision in revisions_of(listing_id) for name in revision.content["aliases"]}
        db.session.remove()
        db.engine.dispose()
    return PROCESSES * EDITS - len(kept), sum(locked), PROCESSES * EDITS / seconds


def _edit(address: str, process: int, together: Barrier) -> int:
    """In a process of its own: all its edits; how often it was locked out."""
    app = create_app({"DATABASE_URL": address, "SECRET_KEY": SECRET})
    locked = number = 0
    with app.app_context():
        together.wait(120)
        while number < EDITS:
            try:
                begin_writing()
                listing = db.session.scalars(select(Listing).where(Listing.slug == SLUG).with_for_update()).one()
                others = [alias.name for alias in listing.aliases if not alias.name.startswith(f"{process}-")]
                names = {"aliases": [*others, f"{process}-{number}"]}
                save(listing.id, names, by=str(process), version=listing.version)
                db.session.commit()
                number += 1
            except OperationalError:
                locked += 1
                db.session.rollback()
        db.session.remove()
        db.engine.dispose()
    return locked
