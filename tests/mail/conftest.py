"""An application that sends to a real SMTP server."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from directory.database import db
from tests.databases import ENGINES, Databases
from tests.mail.mailbox import Mailbox, free_port, serve

MakeMailApp = Callable[..., Flask]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A running mail server."""
    with serve(Mailbox(free_port())) as running:
        yield running


@pytest.fixture
def make_mail_app(make_app: Callable[..., Flask], databases: Databases) -> Iterator[MakeMailApp]:
    """Makes applications like make_app, each in its context until the end of the test."""
    made = []

    def make(**settings: object) -> Flask:
        app = make_app(**settings)
        context = app.app_context()
        context.push()
        made.append((app, context))
        return app

    yield make
    for app, context in reversed(made):
        db.session.remove()
        db.engine.dispose()
        context.pop()
        databases.drop(app.config["DATABASE_URL"])


@pytest.fixture
def mail_app(make_mail_app: MakeMailApp, mailbox: Mailbox) -> Flask:
    """An application whose mails go to the mailbox."""
    return make_mail_app(**mailbox.settings())


@pytest.fixture(params=ENGINES)
def any_mail_app(request: pytest.FixtureRequest, make_mail_app: MakeMailApp, mailbox: Mailbox) -> Flask:
    """Like mail_app, once on each database."""
    return make_mail_app(engine=request.param, **mailbox.settings())
