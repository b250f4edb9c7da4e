"""A browser, the demo served to it, and visitors with phones and wide screens, with and without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import launch
from tests.browser.serving import CONTACT_EMAIL, serve, serve_neutral_page
from tests.browser.visit import PHONE, WIDE, Visit

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
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def make_visit(browser: Browser, site: str) -> Iterator[Callable[..., Visit]]:
    """Makes visitors: make_visit(size, **context_options); each is checked at the end."""
    visits: list[Visit] = []

    def make(size: dict[str, int] = PHONE, **options: Any) -> Visit:
        visits.append(Visit(browser, site, size, **options))
        return visits[-1]

    yield make
    for visit in visits:
        visit.context.close()
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
