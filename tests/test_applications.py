"""An application that was lent to a test knows nothing of it when it is lent to the next."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from sqlalchemy import func, select

from directory.database import db
from directory.models import Listing
from directory.search.catalog import get_catalog
from tests.applications import MEMORIES, Applications
from tests.clients import Client
from tests.databases import ENGINES, Databases
from tests.factories import commit, make_listing

Lend = Callable[[str], AbstractContextManager[Flask]]
# Extensions of ours that keep nothing in mind: files, icons and the key of the codes.
KEEP_NOTHING = {"assets", "icons", "totp"}


@pytest.fixture
def lend(make_app: Callable[..., Flask], databases: Databases) -> Lend:
    """Lends applications that no other test has had."""
    return contextmanager(Applications(make_app, databases).lend)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_next_test_finds_nothing_of_the_one_before(lend: Lend, engine: str) -> None:
    with lend(engine) as app:
        name = app.config["SITE_NAME"]
        make_listing("Larkspur Circle")
        commit()
        assert Client(app).get("/find").card_names() == ["Larkspur Circle"]
        app.config["SITE_NAME"] = "Larkspur Leans"
        app.extensions["web"] = "of a test"
    with lend(engine) as again:
        assert again is app
        assert again.config["SITE_NAME"] == name
        assert "web" not in again.extensions
        assert db.session.scalar(select(func.count()).select_from(Listing)) == 0
        assert not get_catalog().entries
        assert Client(again).get("/find").card_names() == []


def test_an_application_with_another_route_is_lent_once(lend: Lend) -> None:
    with lend("sqlite") as app:
        Client(app).get("/about")
    with lend("sqlite") as again:
        again.add_url_rule("/of-a-test", "of_a_test", lambda: "")
    with lend("sqlite") as other:
        assert again is app and other is not app


def test_all_that_an_application_keeps_in_mind_is_made_anew(app: Flask) -> None:
    ours = {name for name, kept in app.extensions.items() if type(kept).__module__.startswith("directory.")}
    plain = {name for name, kept in app.extensions.items() if isinstance(kept, dict)}
    assert ours | plain == {*MEMORIES} | KEEP_NOTHING
