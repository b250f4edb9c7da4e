"""How somebody joins in a browser, step by step: by the printed link, with a password and an app with codes."""

from __future__ import annotations

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from directory.people.commands import tell_first_invitation
from tests.browser.axe import find_violations
from tests.browser.mirror import mirrored
from tests.browser.visit import Visit

PASSWORD = "seven herons by the weir"


def printed_link(app: Flask, capsys: pytest.CaptureFixture[str]) -> str:
    """The path of the link that a fresh start prints."""
    with app.app_context():
        tell_first_invitation()
    return "/manage/join" + capsys.readouterr().out.partition("/manage/join")[2].split()[0]


def choose_password(page: Page) -> None:
    """Fill in the first step."""
    page.get_by_label("Your name").fill("Ash Fernley")
    page.get_by_label("Mail address").fill("ash@example.org")
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def join_with_app(visit: Visit, link: str) -> None:
    """From the link to the console: a password, a code of an app, the recovery codes. Each step fits the screen."""
    page = visit.page
    visit.open(link)
    choose_password(page)
    page.get_by_text("Or type the key").click()
    secret = page.locator(".door__key").inner_text().replace("-", "").replace(" ", "")
    assert fits(page)
    assert find_violations(mirrored(page)) == []
    page.get_by_label("Code from your app").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Finish").click()
    expect(page.locator(".door__codes code")).to_have_count(8)
    assert fits(page)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("navigation", name="Console")).to_be_visible()


def fits(page: Page) -> bool:
    """Whether nothing is pushed out sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
