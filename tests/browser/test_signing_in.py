"""The first admin's way in, on a phone: the printed link, a password, a second factor, the codes, the console."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from directory.people.commands import tell_first_invitation
from tests.browser.axe import find_violations
from tests.browser.serving import serve
from tests.browser.visit import PHONE, Visit

PASSWORD = "seven herons by the weir"


@pytest.fixture
def console_site(make_app: Callable[..., Flask]) -> Iterator[tuple[Flask, str]]:
    """An empty directory, served by a name, because browsers keep no passkeys for numbers."""
    app = make_app()
    with serve(app, "localhost") as address:
        yield app, address


@pytest.fixture
def phone_visit(browser: Browser, console_site: tuple[Flask, str]) -> Iterator[Visit]:
    """A phone at that directory."""
    visit = Visit(browser, console_site[1], PHONE)
    yield visit
    visit.context.close()
    visit.check()


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


def fits(page: Page) -> bool:
    """Whether nothing is pushed out sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_the_printed_link_leads_to_the_console(
    console_site: tuple[Flask, str], phone_visit: Visit, capsys: pytest.CaptureFixture[str]
) -> None:
    page = phone_visit.page
    page.goto(console_site[1] + printed_link(console_site[0], capsys))
    choose_password(page)
    page.get_by_text("Or type the key").click()
    secret = page.locator(".door__key").inner_text().replace("-", "").replace(" ", "")
    assert fits(page)
    assert find_violations(page) == []
    page.get_by_label("Code from your app").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Finish").click()
    expect(page.locator(".door__codes code")).to_have_count(8)
    assert fits(page)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("navigation", name="Console")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()


def test_a_passkey_is_set_up_and_signs_in(
    console_site: tuple[Flask, str], phone_visit: Visit, capsys: pytest.CaptureFixture[str]
) -> None:
    page = phone_visit.page
    devtools = phone_visit.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    page.goto(console_site[1] + printed_link(console_site[0], capsys))
    choose_password(page)
    page.get_by_role("button", name="Set up a passkey").click()
    expect(page.locator(".door__codes code")).to_have_count(8)
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto(f"{console_site[1]}/manage/login")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="What needs you today")).to_be_visible()
