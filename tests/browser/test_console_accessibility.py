"""Every screen of the console for eyes, fingers, programs that read aloud, and browsers without script.

The screens are those of tests/console_screens.py. They are looked at one after the other by one browser, because to
bring them about takes longer than to look; what is wrong is told by the name of the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.browser.contexts import Contexts
from tests.browser.looking import CONSOLE_VIEWS, LARGE_PHONE, NARROW, TEXT_SPACING, TWICE, Look
from tests.browser.shelf import SHELF, serve_screens
from tests.browser.visit import Visit
from tests.console_screens import ConsoleScreens, pages_of_console
from tests.shown import Shown

UNFOLD = "() => document.querySelectorAll('details').forEach((part) => { part.open = true; })"
# What a page cannot do without script: forms that nothing sends, buttons that do nothing, ways that lead nowhere.
USELESS = """() => {
  const useless = [];
  const seen = (element) => element.checkVisibility();
  for (const form of document.forms)
    if (seen(form) && ![...form.elements].some(one => one.type === "submit" && seen(one)))
      useless.push(`nothing sends ${form.action}`);
  for (const button of document.querySelectorAll("button[type=button]:not([popovertarget])"))
    if (seen(button)) useless.push(`does nothing: ${button.textContent.trim()}`);
  for (const link of document.querySelectorAll("a[href^='#']"))
    if (!document.getElementById(link.hash.slice(1))) useless.push(`leads nowhere: ${link.hash}`);
  for (const part of document.querySelectorAll("[data-hx-get], [data-hx-post]"))
    if (!part.matches("form[action], a[href], button[type=submit]")) useless.push(`htmx alone: ${part.className}`);
  return useless;
}"""


Opener = Callable[..., Iterator[tuple[Shown, Visit]]]


@pytest.fixture(scope="module")
def screens(console_screens: ConsoleScreens) -> list[Shown]:
    """Every screen of the console."""
    return console_screens.screens


@pytest.fixture(scope="module")
def shelf(seeded_app: Flask, screens: list[Shown]) -> Iterator[str]:
    """Where they are served."""
    with serve_screens(seeded_app, screens) as address:
        yield address


@pytest.fixture
def open_screens(contexts: Contexts, shelf: str) -> Iterator[Opener]:
    """Opens one page after the other in one window: for screen, visit in open_screens(screens, size, **options)."""
    visits: list[Visit] = []

    def opened(screens: Iterable[Shown], size: dict[str, int], **options: object) -> Iterator[tuple[Shown, Visit]]:
        visit = Visit(contexts, shelf, size, **options)
        visits.append(visit)
        for screen in screens:
            if screen.is_page:
                visit.open(f"{SHELF}{screen.name}", screen.status)
                yield screen, visit

    yield opened
    for visit in visits:
        visit.close()
        visit.check()


def test_every_screen_of_the_console_is_for_everybody(open_screens: Opener, screens: list[Shown]) -> None:
    found: dict[str, list[str]] = {}
    for screen, visit in open_screens(screens, NARROW):
        visit.page.evaluate(UNFOLD)
        look = Look(visit.page)
        look.for_losses(NARROW, TEXT_SPACING)
        look.for_targets(NARROW)
        look.with_axe(*CONSOLE_VIEWS)
        found |= {screen.name: look.found} if look.found else {}
    assert not found, "\n".join(f"{name}: {fault}" for name, faults in found.items() for fault in faults)


def test_every_screen_of_the_console_can_be_used_without_script(open_screens: Opener, screens: list[Shown]) -> None:
    found = {}
    one_of_each = {screen.path: screen for screen in screens}
    for screen, visit in open_screens(one_of_each.values(), NARROW, java_script_enabled=False):
        look = Look(visit.page)
        look.for_losses(NARROW)
        look.for_losses(LARGE_PHONE, TWICE)
        faults = look.found + visit.page.evaluate(USELESS)
        found |= {screen.name: faults} if faults else {}
    assert not found, "\n".join(f"{name}: {fault}" for name, faults in found.items() for fault in faults)


def test_every_page_of_the_console_is_among_the_screens(seeded_app: Flask, screens: list[Shown]) -> None:
    adapter, seen = seeded_app.url_map.bind("localhost"), set()
    for screen in screens:
        try:
            seen.add(adapter.match(screen.path, "GET")[0])
        except HTTPException:
            continue  # what a form alone leads to
    assert pages_of_console(seeded_app) - seen == set()


def test_every_screen_of_the_console_has_a_name_of_its_own(screens: list[Shown]) -> None:
    names = [screen.name for screen in screens]
    assert sorted(names) == sorted(set(names))
