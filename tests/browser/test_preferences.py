"""What visitors have set in their system: colors of their own (forced colors) and no motion.

That every screen heeds both is looked at in test_accessibility.py.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.looking import MOVING
from tests.browser.visit import PHONE, WIDE, Visit

CONTROLS = (".button", ".leave", ".input", ".option__box", ".filters__name", ".listing-card__name a", ".sorts__one")
MARGIN_PX = 8
MOST_PICTURES = 10


def test_the_check_of_motion_sees_what_moves(make_visit: Callable[..., Visit]) -> None:
    visit = make_visit(PHONE, reduced_motion="no-preference")
    visit.open("/about")
    assert visit.page.evaluate(MOVING) == ["HTML "]


@pytest.fixture(params=["light", "dark"])
def forced(request: pytest.FixtureRequest, make_visit: Callable[..., Visit]) -> Page:
    """A page of results in forced colors, on a wide screen with the filters beside it."""
    visit = make_visit(WIDE, forced_colors="active", color_scheme=request.param)
    visit.open("/find?kind=group&q=lonely")
    # From here on the browser takes it that the keyboard is used, and shows where the focus is.
    visit.page.keyboard.press("Tab")
    return visit.page


@pytest.mark.parametrize("selector", [*CONTROLS, ".chip"])
def test_focus_is_seen_in_forced_colors(forced: Page, selector: str) -> None:
    control = forced.locator(f"{selector}:visible").first
    control.scroll_into_view_if_needed()
    box = around(control)
    before = picture(forced, box)
    control.focus()
    expect(control).to_be_focused()
    assert picture(forced, box) != before


def test_a_checked_box_is_told_from_an_empty_one_in_forced_colors(forced: Page) -> None:
    box = forced.locator("#f-format-online")
    box.scroll_into_view_if_needed()
    place = around(box)
    place |= {"x": place["x"] + MARGIN_PX, "y": place["y"] + MARGIN_PX}
    place |= {"width": place["width"] - 2 * MARGIN_PX, "height": place["height"] - 2 * MARGIN_PX}
    empty = picture(forced, place)
    # Without an event, so that no search moves the page.
    box.evaluate("box => { box.checked = true; }")
    assert picture(forced, place) != empty


def test_the_chosen_order_is_told_from_the_others_in_forced_colors(forced: Page) -> None:
    widths = "one => parseFloat(getComputedStyle(one).borderTopWidth)"
    assert forced.locator(".sorts__one[aria-current]").evaluate(widths) > 0
    assert forced.locator(".sorts__one:not([aria-current])").first.evaluate(widths) == 0


def around(control: Locator) -> FloatRect:
    """The place of a control in the window, with room for an outline."""
    box = control.bounding_box()
    assert box is not None
    return {
        "x": max(0, box["x"] - MARGIN_PX),
        "y": max(0, box["y"] - MARGIN_PX),
        "width": box["width"] + 2 * MARGIN_PX,
        "height": box["height"] + 2 * MARGIN_PX,
    }


def picture(page: Page, place: FloatRect) -> bytes:
    """A part of the window once it stands still, without a blinking cursor."""
    last = b""
    for _ in range(MOST_PICTURES):
        now = page.screenshot(clip=place, animations="disabled", caret="hide")
        if now == last:
            return now
        last = now
    raise AssertionError("the page does not stand still")
