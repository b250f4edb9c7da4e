"""A page of the console after htmx has changed a part of it: whole for programs that read aloud, the focus kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.desks import make_groups
from tests.browser.looking import PHONE_VIEWS, Look
from tests.browser.test_swaps import BROKEN_NAMES
from tests.browser.visit import Visit

NAMES = ("Attic Writers", "Fernley Walk", "Larkspur Circle")
EDIT = "/manage/listings/1/edit"


def add(rows: str, field: str) -> Callable[[Visit], None]:
    """Add a row, and wait for its first field."""

    def act(visit: Visit) -> None:
        visit.page.locator(f"[name=add][value={rows}]").click()
        expect(visit.page.locator(f"#{field}")).to_be_focused()

    return act


def type_a_summary(visit: Visit) -> None:
    """Type until the card beside the form says so."""
    visit.page.locator("#summary").fill("A calm hour.")
    expect(visit.page.locator("#look")).to_contain_text("A calm hour.")


def type_a_time(visit: Visit) -> None:
    """Type until the schedule is said back anew."""
    visit.page.locator("#schedules-0-opens_at").fill("6 pm")
    expect(visit.page.locator("#words-schedules-0")).to_contain_text("6")


def find_needs(visit: Visit) -> None:
    """Look for a need by plain words."""
    visit.page.locator("#need_words").fill("alone")
    visit.page.get_by_role("button", name="Find needs").click()
    expect(visit.page.locator("#section-needs")).to_contain_text("I feel alone")
    expect(visit.page.locator("#need_words")).to_be_focused()


def confirm(visit: Visit) -> None:
    """Say that a listing is still right; the next one comes."""
    visit.page.get_by_role("button", name="Give me five").click()
    visit.page.get_by_role("button", name="Still right").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(NAMES[1])


def confirm_nothing(visit: Visit) -> None:
    """Say that it is still right without a tick."""
    for box in visit.page.locator("[name=areas]").all():
        box.uncheck()
    visit.expected_errors.append("status of 422")
    visit.page.get_by_role("button", name="Still right").click()
    expect(visit.page.locator(".field__problem").first).to_be_visible()


def look_for(shown: str) -> Callable[[Visit], None]:
    """Type a name into the field above a list."""

    def act(visit: Visit) -> None:
        visit.page.locator("#q").fill("walk")
        expect(visit.page.locator(shown)).to_contain_text("1 listing")

    return act


def try_words(visit: Visit) -> None:
    """Type what a visitor might type."""
    visit.page.locator("#q").fill("alone")
    expect(visit.page.locator("#tries")).to_contain_text("“alone”")


@dataclass(frozen=True)
class Swap:
    """What a coordinator does where, so that a part of the page changes."""

    path: str
    act: Callable[[Visit], None]


SWAPS = {
    "a number added": Swap(EDIT, add("phones", "phones-1-number")),
    "a time added": Swap(EDIT, add("schedules", "schedules-1-repeats")),
    "a date that differs added": Swap(EDIT, add("schedules-0-exceptions", "schedules-0-exceptions-0-date")),
    "the card drawn anew": Swap(EDIT, type_a_summary),
    "a schedule said back": Swap(EDIT, type_a_time),
    "needs found": Swap(EDIT, find_needs),
    "a listing confirmed": Swap("/manage", confirm),
    "nothing confirmed": Swap("/manage/checks/1", confirm_nothing),
    "listings found": Swap("/manage/listings", look_for("#found-listings")),
    "listings found to be changed": Swap("/manage/bulk", look_for("#bulk-found")),
    "words tried": Swap("/manage/words", try_words),
}


@pytest.mark.parametrize("swap", SWAPS.values(), ids=list(SWAPS))
def test_axe_finds_nothing_after_a_change_and_nobody_loses_their_place(
    make_desk: Callable[..., Visit], swap: Swap
) -> None:
    desk = make_desk(lambda: make_groups(*NAMES))
    desk.open(swap.path)
    swap.act(desk)
    look = Look(desk.page)
    look.with_axe(*PHONE_VIEWS)
    assert look.found == []
    assert desk.page.evaluate(BROKEN_NAMES) == []
    assert desk.page.locator("h1").count() == 1
    assert desk.page.evaluate("document.activeElement !== document.body"), "the focus is lost"
