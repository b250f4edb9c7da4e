"""A visitor with a browser of their own, who notices what nobody should see.

check() fails when a page wrote an error to the console, threw one, or asked another host for anything.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Request, Response, WebError, expect

from tests.browser.contexts import Contexts

PATIENCE_MS = 15_000
PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 800}


class Visit:
    """One visit: an empty context with one page."""

    def __init__(self, contexts: Contexts, site: str, size: dict[str, int], **options: Any) -> None:
        """size: PHONE or WIDE. options: those of a Playwright context, such as java_script_enabled."""
        options = {"timezone_id": "America/New_York", "reduced_motion": "reduce"} | options
        self.site = site
        self.is_phone = size["width"] < 900
        self.has_script = options.get("java_script_enabled", True)
        self._contexts = contexts
        self.context = contexts.take(viewport=size, **options)
        self.context.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        self._listeners = {
            "request": self._note_request,
            "console": self._note_console,
            "weberror": self._note_error,
        }
        for event, listener in self._listeners.items():
            self.context.on(event, listener)
        [self.page] = self.context.pages
        self._has_set_the_clock = False
        self.requests: list[Request] = []
        self.troubles: list[str] = []
        self.known_hosts = {urlsplit(site).netloc}
        self.expected_errors: list[str] = []

    def open(self, path: str, status: int = 200) -> None:
        """Go to a path and fail unless it answers with the status."""
        if status >= 400:
            self.expected_errors.append(f"status of {status}")
        response = self.go(path)
        assert response is not None and response.status == status, f"{path} answered {response and response.status}"

    def go(self, path: str, **options: Any) -> Response | None:
        """Go to a path, whatever it answers. options: those of Playwright's goto()."""
        return self.page.goto(self.site + path, **options)

    def close(self) -> None:
        """The visitor goes; what another is to see of this browser is empty."""
        for event, listener in self._listeners.items():
            self.context.remove_listener(event, listener)
        if self._has_set_the_clock:
            self._contexts.throw_away(self.context)
        else:
            self._contexts.give_back(self.context)

    @property
    def clock(self) -> Any:
        """Playwright’s clock of this browser. What is set stays set, so nobody gets the context afterwards."""
        self._has_set_the_clock = True
        return self.context.clock

    def check(self) -> None:
        """Fail for everything that went wrong behind the visitor's back."""
        assert not self.troubles, "\n".join(self.troubles)

    @property
    def address(self) -> str:
        """The path and the query that the address line shows."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def live_requests(self) -> list[Request]:
        """The requests that a script made, oldest first."""
        return [request for request in self.requests if request.resource_type in ("fetch", "xhr")]

    @property
    def count(self) -> Locator:
        """The line that says how many listings were found."""
        return self.page.locator("#result-status")

    def card_names(self) -> list[str]:
        """The names on the cards, in order."""
        return [name.strip() for name in self.page.locator(".listing-card__name").all_text_contents()]

    def expect_address(self, pattern: str) -> None:
        """Wait until the address line has a part that fits the regular expression."""
        expect(self.page).to_have_url(re.compile(pattern))

    def find(self, words: str, near: str = "") -> None:
        """Type into the two fields of the page and tap “Find”."""
        self.page.get_by_label("In your own words").fill(words)
        if near:
            self.page.get_by_label("Near", exact=False).first.fill(near)
        self.page.get_by_role("button", name="Find", exact=True).click()
        self.page.wait_for_url(re.compile(r"/find\?"))
        expect(self.count).to_be_visible()

    def open_sheet(self) -> Locator:
        """The filters, ready to choose from: on a phone the sheet is opened first."""
        sheet = self.page.locator("#filters")
        if self.is_phone:
            self.page.locator(".filters__open").click()
        expect(sheet).to_be_visible()
        return sheet

    def choose(self, filter_name: str, value: str) -> None:
        """Tick one value of a filter in the open sheet or column."""
        part = self.page.locator(f"#part-{filter_name}")
        if part.get_attribute("open") is None:
            part.locator("summary").click()
        part.locator(f"input[value={value}]").check()

    def apply(self) -> None:
        """Let the filters take effect: on a phone the sheet's button, without script the form's."""
        if self.is_phone or not self.has_script:
            self.page.locator(".filters__foot button").click()

    def _note_request(self, request: Request) -> None:
        self.requests.append(request)
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc not in self.known_hosts:
            self.troubles.append(f"asked another host: {request.url}")

    def _note_error(self, error: WebError) -> None:
        self.troubles.append(f"page error: {error.error}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(known in message.text for known in self.expected_errors):
            self.troubles.append(f"console: {message.text}")
