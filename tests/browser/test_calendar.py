"""Into a calendar: a tap downloads the dates, and the data block for search engines troubles no browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.visit import PHONE, Visit

LISTING = "/listings/demo-mood-circle"
NOTE_VIOLATIONS = """window.refused = [];
document.addEventListener("securitypolicyviolation", event => window.refused.push(event.violatedDirective));"""


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("words", ["Add the dates", "Add “Appointment”"], ids=["named", "discreet"])
def test_a_tap_downloads_the_dates(make_visit: Callable[..., Visit], has_script: bool, words: str) -> None:
    visit = make_visit(PHONE, java_script_enabled=has_script)
    visit.open(LISTING)
    visit.page.get_by_text("Add to calendar").click()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name=words).click()
    assert download.value.suggested_filename == "calendar.ics"
    file = Path(download.value.path()).read_text(encoding="utf-8")
    assert file.startswith("BEGIN:VCALENDAR")
    assert ("Mood Circle" in file) is (words == "Add the dates")


def test_the_data_block_is_no_script_to_the_browser(phone_visit: Visit) -> None:
    phone_visit.page.add_init_script(NOTE_VIOLATIONS)
    phone_visit.open(LISTING)
    block = phone_visit.page.locator("script[type='application/ld+json']").text_content()
    assert json.loads(block or "")["@type"] == "Event"
    assert phone_visit.page.evaluate("window.refused") == []
    phone_visit.expected_errors.append("Content Security Policy")
    phone_visit.page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: '0'}))")
    phone_visit.page.wait_for_function("() => window.refused.length > 0")
