"""What a visit costs on a weak link, and what it leaves behind: as Chromium counts it, with an empty cache."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.visit import Visit

MOST_BYTES = 60 * 1024
MOST_SCRIPT_BYTES = 25 * 1024
MOST_REQUESTS = 6
TRACES = """async () => ({
  cookies: document.cookie,
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  fonts: document.fonts.size,
})"""


@pytest.fixture
def answers(phone_visit: Visit) -> dict[str, dict[str, Any]]:
    """What came over the wire, by request: its type and, when all of it was there, its bytes."""
    found: dict[str, dict[str, Any]] = {}
    session = phone_visit.context.new_cdp_session(phone_visit.page)
    session.on(
        "Network.responseReceived",
        lambda event: found.setdefault(event["requestId"], {}).update(type=event["type"], url=event["response"]["url"]),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: found.setdefault(event["requestId"], {}).update(bytes=event["encodedDataLength"]),
    )
    session.send("Network.enable")
    return found


@pytest.mark.parametrize("path", ["/", "/find"])
def test_a_first_visit_is_light(phone_visit: Visit, answers: dict[str, dict[str, Any]], path: str) -> None:
    phone_visit.go(path, wait_until="networkidle")
    scripts = [answer["bytes"] for answer in answers.values() if answer["type"] == "Script"]
    assert len(scripts) == 1 and 0 < scripts[0] <= MOST_SCRIPT_BYTES
    assert sum(answer["bytes"] for answer in answers.values()) <= MOST_BYTES
    assert 3 <= len(answers) <= MOST_REQUESTS
    assert not [answer for answer in answers.values() if answer["type"] == "Font"]


def test_find_is_weighed_with_a_full_page_of_results(phone_visit: Visit) -> None:
    phone_visit.open("/find")
    assert len(phone_visit.card_names()) == 20


def test_a_second_page_fetches_no_style_or_script_again(phone_visit: Visit, answers: dict[str, dict[str, Any]]) -> None:
    phone_visit.go("/", wait_until="networkidle")
    answers.clear()
    phone_visit.page.get_by_role("link", name="About", exact=True).click()
    expect(phone_visit.page.get_by_role("heading", level=1)).to_have_text("About this directory")
    fetched = [answer["type"] for answer in answers.values() if answer.get("bytes")]
    assert fetched == ["Document"]


def test_nothing_is_kept_in_the_browser_after_a_visit(phone_visit: Visit) -> None:
    page = phone_visit.page
    phone_visit.open("/")
    phone_visit.find("lonely")
    page.get_by_label("In your own words").fill("grief")
    phone_visit.expect_address("q=grief")
    page.locator(".listing-card__name a").first.click()
    page.locator("[aria-labelledby='helps-with'] a").first.click()
    expect(page.locator("#helps")).to_be_visible()
    assert phone_visit.context.cookies() == []
    traces = page.evaluate(TRACES)
    assert traces.pop("cookies") == ""
    assert set(traces.values()) == {0}, traces


def test_every_request_of_a_visit_goes_to_the_site_itself(phone_visit: Visit) -> None:
    phone_visit.open("/")
    phone_visit.find("lonely", near="40508")
    phone_visit.page.locator(".listing-card__name a").first.click()
    expect(phone_visit.page.locator("article.listing")).to_be_visible()
    phone_visit.go("/crisis", wait_until="networkidle")
    assert len(phone_visit.requests) >= 6
    assert {request.url.startswith(phone_visit.site) for request in phone_visit.requests} == {True}
