"""Pictures of every screen: `python -m tests.browser.screenshots` writes screenshots/NAME-WIDTH-SCHEME.png."""

from __future__ import annotations

import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from directory import create_app
from tests.browser.chromium import launch
from tests.browser.screens import SCREENS, Screen
from tests.browser.serving import CONTACT_EMAIL, serve
from tests.browser.visit import PHONE, WIDE, Visit
from tests.databases import DEFAULT_ENGINE, ROOT, Databases

FOLDER = ROOT / "screenshots"
SCHEMES = ("light", "dark")


def main() -> None:
    """Serve the demo, picture it and say where the pictures are."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        databases = Databases(Path(scratch))
        address = databases.make(DEFAULT_ENGINE, "seeded")
        settings = {"DATABASE_URL": address, "DEMO": True, "CONTACT_EMAIL": CONTACT_EMAIL}
        with serve(create_app(settings)) as site:
            browser = launch(playwright)
            for (name, screen), size, scheme in product(SCREENS.items(), (PHONE, WIDE), SCHEMES):
                take(browser, site, name, screen, size, scheme)
            browser.close()
        databases.drop(address)
    sys.stdout.write(f"{len(SCREENS) * 2 * len(SCHEMES)} pictures in {FOLDER}\n")


def take(browser: Browser, site: str, name: str, screen: Screen, size: dict[str, int], scheme: str) -> None:
    """One picture of what stands in the window."""
    visit = Visit(browser, site, size, color_scheme=scheme)
    visit.open(screen.path, screen.status)
    if screen.prepare:
        screen.prepare(visit.page)
    visit.page.mouse.wheel(0, -100_000)
    visit.page.screenshot(path=FOLDER / f"{name}-{size['width']}-{scheme}.png", animations="disabled")
    visit.context.close()


if __name__ == "__main__":
    main()
