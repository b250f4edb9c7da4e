"""A way in and out on a phone with a passkey. With an app and its codes: see test_checking.py, as part of a journey."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.joining import choose_password, printed_link
from tests.browser.visit import Visit


def test_a_passkey_is_set_up_and_signs_in(
    console_site: tuple[Flask, str], make_phone_visit: Callable[..., Visit], capsys: pytest.CaptureFixture[str]
) -> None:
    visit = make_phone_visit()
    page = visit.page
    devtools = visit.context.new_cdp_session(page)
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
