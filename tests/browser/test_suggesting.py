"""Somebody without script tells that a listing is wrong, on a phone, and sees later what came of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import expect

from directory.suggesting import stamps
from tests.browser.contexts import Contexts
from tests.browser.serving import serve
from tests.browser.visit import PHONE, Visit
from tests.factories import commit, make_listing, make_phone


@pytest.fixture
def site_to_write_on(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a site of its own, since the shared one is only read; nobody waits three seconds there."""
    monkeypatch.setattr(stamps, "SHORTEST_S", 0)
    make_listing("Larkspur Circle", slug="circle", phones=[make_phone("859-555-0123")])
    commit()
    with serve(app) as address:
        yield address


def test_a_wrong_number_is_told_without_script_and_its_status_can_be_seen_later(
    contexts: Contexts, site_to_write_on: str
) -> None:
    visit = Visit(contexts, site_to_write_on, PHONE, java_script_enabled=False)
    page = visit.page
    visit.open("/listings/circle")
    page.get_by_role("link", name="Something wrong or unsafe?").click()
    page.get_by_role("link", name="Something is wrong").click()
    page.get_by_label("The phone").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("The phone").fill("859-555-0199")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    page.locator("main a.plain-address").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What you told us")
    expect(page.get_by_role("heading", level=2)).to_have_text("It waits to be read")
    assert visit.context.cookies() == []
    visit.close()
    visit.check()
