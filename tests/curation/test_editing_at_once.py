"""Edits of one listing by many processes at once: each is kept, and nobody is told that the database is locked.

The processes are forked from one that has imported the program, because to import it takes longer than to edit.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from multiprocessing.pool import Pool
from multiprocessing.synchronize import Barrier

import pytest
from flask import Flask

from directory import create_app
from directory.curation import StaleEdit, revisions_of, save
from directory.database import begin_writing, db
from tests.curation.edits import content_of, version_of

PROCESSES, EDITS_EACH = 4, 6
_together: list[Barrier] = []  # of the process that edits


@pytest.fixture(scope="module")
def editors() -> Iterator[Pool]:
    """Processes that edit."""
    forked = multiprocessing.get_context("forkserver")
    forked.set_forkserver_preload([__name__])
    with forked.Pool(PROCESSES, meet_at, [forked.Barrier(PROCESSES)]) as pool:
        yield pool


def test_edits_of_many_processes_are_all_kept(any_app: Flask, listing_id: int, editors: Pool) -> None:
    address = any_app.config["DATABASE_URL"]
    names = [[f"{process}-{number}" for number in range(EDITS_EACH)] for process in range(PROCESSES)]
    db.session.rollback()
    stale = editors.starmap(add_aliases, [(address, listing_id, own) for own in names])
    assert sum(stale) > 0, "The edits did not meet: nothing was tried."
    assert sorted(content_of(listing_id)["aliases"]) == sorted(name for own in names for name in own)
    assert version_of(listing_id) == 1 + PROCESSES * EDITS_EACH
    assert len(revisions_of(listing_id)) == 1 + PROCESSES * EDITS_EACH


def meet_at(barrier: Barrier) -> None:
    """In a process of its own: where it waits for the others."""
    _together.append(barrier)


def add_aliases(address: str, listing_id: int, names: list[str]) -> int:
    """In a process of its own: one edit for each name, begun anew when it was stale; how often that was.

    Nobody writes before all have read.
    """
    app = create_app({"DATABASE_URL": address, "TESTING": True})
    stale = 0
    with app.app_context():
        version, aliases = version_of(listing_id), content_of(listing_id)["aliases"]
        db.session.rollback()
        _together[0].wait(120)
        for name in names:
            while True:
                begin_writing()
                try:
                    made = save(listing_id, {"aliases": [*aliases, name]}, by=name, version=version)
                except StaleEdit as newer:
                    version, aliases, stale = newer.version, newer.current["aliases"], stale + 1
                    db.session.rollback()
                    continue
                version, aliases = made.version, made.content["aliases"]
                db.session.commit()
                break
        db.session.remove()
        db.engine.dispose()
    return stale
