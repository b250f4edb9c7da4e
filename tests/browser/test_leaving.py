"""The leave button: one tap, another site, and nothing of ours behind it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.visit import Visit


@pytest.fixture
def leaver(visit: Visit, neutral_site: str) -> Visit:
    """A visitor who may end up at the neutral site."""
    visit.known_hosts.add(urlsplit(neutral_site).netloc)
    return visit


def test_leave_opens_the_neutral_site(leaver: Visit, neutral_site: str) -> None:
    leaver.open("/find?q=lonely")
    leaver.page.get_by_role("link", name="Leave", exact=True).click()
    expect(leaver.page).to_have_url(f"{neutral_site}/")
    expect(leaver.page.get_by_role("heading", level=1)).to_have_text("Fair and mild")


def test_the_neutral_site_is_not_told_where_the_visitor_was(leaver: Visit, neutral_site: str) -> None:
    leaver.open("/find?q=lonely")
    leaver.page.get_by_role("link", name="Leave", exact=True).click()
    expect(leaver.page).to_have_url(f"{neutral_site}/")
    arrival = next(request for request in leaver.requests if request.url == f"{neutral_site}/")
    assert "referer" not in arrival.all_headers()


def test_leave_stands_in_the_open_filter_sheet_too(phone_visit: Visit, neutral_site: str) -> None:
    phone_visit.known_hosts.add(urlsplit(neutral_site).netloc)
    phone_visit.open("/find")
    phone_visit.open_sheet().get_by_role("link", name="Leave").click()
    expect(phone_visit.page).to_have_url(f"{neutral_site}/")


def test_back_does_not_show_the_page_that_was_left(scripted_visit: Visit, neutral_site: str) -> None:
    scripted_visit.known_hosts.add(urlsplit(neutral_site).netloc)
    scripted_visit.open("/about")
    scripted_visit.open("/find?q=lonely")
    scripted_visit.page.get_by_role("link", name="Leave", exact=True).click()
    expect(scripted_visit.page).to_have_url(f"{neutral_site}/")
    scripted_visit.page.go_back()
    expect(scripted_visit.page.get_by_role("heading", level=1)).to_have_text("About this directory")
