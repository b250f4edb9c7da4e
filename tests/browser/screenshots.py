"""Pictures of every screen: `python -m tests.browser.screenshots` writes screenshots/NAME-WIDTH-SCHEME.png."""

from __future__ import annotations

import sys
import tempfile
from itertools import product
from pathlib import Path

from flask import Flask
from playwright.sync_api import sync_playwright

from directory import create_app
from tests.browser.chromium import launch
from tests.browser.contexts import ONE_PROCESS, Contexts
from tests.browser.screens import SCREENS, Screen
from tests.browser.serving import CONTACT_EMAIL
from tests.browser.shelf import SHELF, serve_screens
from tests.browser.visit import PHONE, WIDE, Visit
from tests.conftest import QUICK
from tests.console_screens import screens_of_console, screens_of_empty_console
from tests.databases import DEFAULT_ENGINE, ROOT, Databases

FOLDER = ROOT / "screenshots"
SCHEMES = ("light", "dark")


def main() -> None:
    """Serve the demo and its console, picture them and say where the pictures are."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        databases = Databases(Path(scratch))
        app = make(databases, "seeded")
        console = {
            f"console-{screen.name}": screen
            for screen in (
                *screens_of_console(make(databases, "seeded")),
                *screens_of_empty_console(make(databases, "empty")),
            )
            if screen.is_page
        }
        screens = {**SCREENS, **{name: Screen(SHELF + shown.name, shown.status) for name, shown in console.items()}}
        browser = launch(playwright, ONE_PROCESS)
        contexts = Contexts(browser)
        with serve_screens(app, console.values()) as site:
            for (name, screen), size, scheme in product(screens.items(), (PHONE, WIDE), SCHEMES):
                take(contexts, site, name, screen, size, scheme)
        browser.close()
    sys.stdout.write(f"{len(screens) * 2 * len(SCHEMES)} pictures in {FOLDER}\n")


def make(databases: Databases, template: str) -> Flask:
    """The application on a database of its own."""
    address = databases.make(DEFAULT_ENGINE, template)
    folder = str(databases.folder / "mail")
    return create_app(
        {**QUICK, "DATABASE_URL": address, "MAIL_FOLDER": folder, "DEMO": True, "CONTACT_EMAIL": CONTACT_EMAIL}
    )


def take(contexts: Contexts, site: str, name: str, screen: Screen, size: dict[str, int], scheme: str) -> None:
    """One picture of what stands in the window."""
    visit = Visit(contexts, site, size, color_scheme=scheme)
    visit.open(screen.path, screen.status)
    if screen.prepare:
        screen.prepare(visit.page)
    visit.page.mouse.wheel(0, -100_000)
    visit.page.screenshot(path=FOLDER / f"{name}-{size['width']}-{scheme}.png", animations="disabled")
    visit.close()


if __name__ == "__main__":
    main()
