"""Saving while another program writes to the same file: nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pysqlite3.dbapi2 as sqlite
import pytest
from flask import Flask

from tests.applications import in_context
from tests.clients import Console
from tests.curation.editor.filling import FORM, edit
from tests.curation.edits import content_of
from tests.databases import Databases


@pytest.fixture
def app(make_app: Callable[..., Flask], databases: Databases) -> Iterator[Flask]:
    """An application on SQLite whose writers do not wait for one another."""
    yield from in_context(make_app("sqlite", DATABASE_BUSY_TIMEOUT=0), databases)


def test_a_busy_database_gives_the_filled_form_back(app: Flask, console: Console, listing_id: int) -> None:
    page = edit(console, listing_id)
    with closing(sqlite.connect(str(app.config["SQLITE_PATH"]), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = console.submit(page, FORM, 503, summary="Typed with care.")
    assert "Nothing is lost" in answer.main_text
    assert "Typed with care." in answer.find("#summary").text_content()
    console.submit(answer, FORM)
    assert content_of(listing_id)["summary"] == "Typed with care."
