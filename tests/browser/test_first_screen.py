"""What stands on the first screen of a phone, and how the form of a search bears large text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import NARROW, SET_STYLE, TWICE
from tests.browser.visit import PHONE, Visit

LINES = "all => all.map(one => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight))"


def test_the_first_listing_is_named_on_the_first_screen(phone_visit: Visit) -> None:
    phone_visit.open("/find?q=depression")
    expect(phone_visit.page.locator(".listing-card__name").first).to_be_in_viewport(ratio=1)


def test_in_a_crisis_the_number_to_call_stands_on_the_first_screen(phone_visit: Visit) -> None:
    phone_visit.open("/find?q=i+want+to+die")
    first = phone_visit.page.locator(".listing-card").first
    expect(first.locator("a[href^='tel:']").first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["360", "320"])
@pytest.mark.parametrize("path", ["/", "/find?q=lonely", "/needs/i-feel-alone"], ids=["home", "find", "need"])
def test_text_of_twice_the_size_leaves_room_to_type(phone_visit: Visit, path: str, size: dict[str, int]) -> None:
    phone_visit.open(path)
    page = phone_visit.page
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.evaluate(SET_STYLE, TWICE)
    form = page.locator("main form.ask")
    room = width(form.locator(".ask__row"))
    for field in form.locator(".field").all():
        assert width(field) == pytest.approx(room, abs=1)
    boxes = [box for control in form.locator(".input, .ask__go").all() if (box := control.bounding_box())]
    assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(boxes))
    assert not sticking_out(page)


@pytest.mark.parametrize("path", ["/find?kind=helpline", "/find?kind=organization", "/find?q=i+want+to+die"])
def test_a_number_is_not_broken_where_two_buttons_share_a_row(phone_visit: Visit, path: str) -> None:
    phone_visit.open(path)
    numbers = phone_visit.page.locator(".button__number")
    assert numbers.count() > 3
    assert max(numbers.evaluate_all(LINES)) < 1.5


def width(element: Locator) -> float:
    """How wide an element is, in CSS pixels."""
    box = element.bounding_box()
    assert box is not None
    return box["width"]


def sticking_out(page: Page) -> list[str]:
    """The controls inside a field that reach out of it."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".field__inside")].filter(inside => {
          const [own, around] = [inside, inside.closest(".ask")].map(one => one.getBoundingClientRect());
          return own.left < around.left - 1 || own.right > around.right + 1;
        }).map(one => one.textContent.trim())"""
    )
