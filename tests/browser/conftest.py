"""A browser, the demo served to it, and visitors with phones and wide screens, with and without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from directory.database import db
from directory.people.sessions import carry_on, make_sign_in
from tests.browser.chromium import launch
from tests.browser.contexts import ONE_PROCESS, Contexts
from tests.browser.serving import CONTACT_EMAIL, serve, serve_neutral_page
from tests.browser.visit import PHONE, WIDE, Visit
from tests.databases import Databases
from tests.factories import commit, make_person

SIZES = {"phone": PHONE, "wide": WIDE}


@pytest.fixture(scope="session")
def neutral_site() -> Iterator[str]:
    """The address of the page that the leave button opens."""
    with serve_neutral_page() as address:
        yield address


@pytest.fixture(scope="session")
def site(make_app: Callable[..., Flask], neutral_site: str) -> Iterator[str]:
    """The address of the demo, served with the clock of today."""
    settings = {"DEMO": True, "LEAVE_URL": f"{neutral_site}/", "CONTACT_EMAIL": CONTACT_EMAIL}
    with serve(make_app(template="seeded", **settings)) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    with sync_playwright() as playwright:
        browser = launch(playwright, ONE_PROCESS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    """Its contexts."""
    return Contexts(browser)


@pytest.fixture
def make_visit(contexts: Contexts, site: str) -> Iterator[Callable[..., Visit]]:
    """Makes visitors: make_visit(size, **context_options); each is checked at the end."""
    visits: list[Visit] = []

    def make(size: dict[str, int] = PHONE, **options: Any) -> Visit:
        visits.append(Visit(contexts, site, size, **options))
        return visits[-1]

    yield make
    for visit in visits:
        visit.close()
    for visit in visits:
        visit.check()


@pytest.fixture(params=[("phone", True), ("phone", False), ("wide", True)], ids=["phone-script", "phone-plain", "wide"])
def visit(request: pytest.FixtureRequest, make_visit: Callable[..., Visit]) -> Visit:
    """A visitor on a phone with script and without, and on a wide screen: three in turn."""
    size, has_script = request.param
    return make_visit(SIZES[size], java_script_enabled=has_script)


@pytest.fixture(params=SIZES)
def scripted_visit(request: pytest.FixtureRequest, make_visit: Callable[..., Visit]) -> Visit:
    """A visitor with script, on a phone and on a wide screen."""
    return make_visit(SIZES[request.param])


@pytest.fixture
def phone_visit(make_visit: Callable[..., Visit]) -> Visit:
    """A visitor with script on a phone."""
    return make_visit(PHONE)


@pytest.fixture
def console_site(make_app: Callable[..., Flask]) -> Iterator[tuple[Flask, str]]:
    """An empty directory, served by a name, because browsers keep no passkeys for numbers."""
    app = make_app()
    with serve(app, "localhost") as address:
        yield app, address


@pytest.fixture
def make_phone_visit(contexts: Contexts, console_site: tuple[Flask, str]) -> Iterator[Callable[..., Visit]]:
    """Makes visits with a phone at that directory: make_phone_visit(**context_options)."""
    with ExitStack() as stack:

        def make(**options: Any) -> Visit:
            visit = Visit(contexts, console_site[1], PHONE, **options)
            stack.callback(visit.check)
            stack.callback(visit.close)
            return visit

        yield make


@pytest.fixture
def make_desk(
    make_app: Callable[..., Flask], databases: Databases, contexts: Contexts
) -> Iterator[Callable[..., Visit]]:
    """Makes a coordinator who is signed in, on a directory of their own: make_desk(fill, size, **context_options).

    fill: writes what there is to do, in the context of the application; it is committed here.
    """
    with ExitStack() as stack:

        def make(fill: Callable[[], object], size: dict[str, int] = PHONE, **options: Any) -> Visit:
            app = make_app()
            stack.callback(databases.drop, app.config["DATABASE_URL"])
            cookie = _sign_in_at(app, fill)
            visit = Visit(contexts, stack.enter_context(serve(app)), size, **options)
            visit.context.add_cookies([{"name": "session", "value": cookie, "url": visit.site}])
            stack.callback(visit.check)
            stack.callback(visit.close)
            return visit

        yield make


def _sign_in_at(app: Flask, fill: Callable[[], object]) -> str:
    """The cookie of a coordinator who has just signed in."""
    with app.app_context():
        fill()
        person = make_person()
        commit()
        session: dict[str, object] = {}
        carry_on(make_sign_in(person.id), session)
        commit()
        cookie = app.session_interface.get_signing_serializer(app).dumps(session)  # type: ignore[attr-defined]
        db.session.remove()
        db.engine.dispose()
    return str(cookie)
