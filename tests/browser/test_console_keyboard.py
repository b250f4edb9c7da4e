"""An hour at the console with the keyboard alone, always seeing where one is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.desks import make_groups, make_told_group
from tests.browser.test_keyboard import IS_COVERED, OUTLINE, press_until
from tests.browser.visit import PHONE, WIDE, Visit

NAMES = ("Attic Writers", "Fernley Walk")
EDIT = "/manage/listings/1/edit"
MOST_STOPS = 200


@pytest.fixture(params=[PHONE, WIDE], ids=["phone", "wide"])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    """A phone, and a wide window."""
    return dict(request.param)


def press(visit: Visit, selector: str, key: str = "Enter") -> None:
    """Go to an element with Tab and press a key there."""
    press_until(visit, selector)
    visit.page.keyboard.press(key)


def test_two_listings_are_confirmed_and_each_new_card_is_read_from_its_name(
    make_desk: Callable[..., Visit], size: dict[str, int]
) -> None:
    desk = make_desk(lambda: make_groups(*NAMES), size)
    desk.open("/manage")
    press(desk, ".hand__ways button")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(NAMES[0])
    press(desk, ".work__right")
    name = desk.page.get_by_role("heading", level=1)
    expect(name).to_have_text(NAMES[1])
    expect(name).to_be_focused()
    press(desk, ".work__right")
    desk.expect_address("/manage$")
    expect(desk.page.get_by_text("Nothing needs you today. Thank you.")).to_be_visible()


def test_a_listing_is_found_changed_and_saved(make_desk: Callable[..., Visit], size: dict[str, int]) -> None:
    desk = make_desk(make_groups, size)
    desk.open("/manage/listings")
    press(desk, ".listing-row__name")
    desk.expect_address(f"{EDIT}$")
    press_until(desk, "#name")
    desk.page.keyboard.press("End")
    desk.page.keyboard.type(" of Friends")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".said")).to_be_visible()
    expect(desk.page.locator(".lead bdi").first).to_have_text("Larkspur Circle of Friends")


def test_what_is_wrong_gets_the_focus_and_leads_to_its_field(make_desk: Callable[..., Visit]) -> None:
    desk = make_desk(make_groups)
    desk.open(EDIT)
    press_until(desk, "#name")
    desk.page.keyboard.press("ControlOrMeta+a")
    desk.page.keyboard.press("Delete")
    desk.expected_errors.append("status of 422")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".summary-of-problems")).to_be_focused()
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("Larkspur Evening")
    expect(desk.page.locator("#name")).to_have_value("Larkspur Evening")
    expect(desk.page.locator("#name")).to_have_attribute("aria-describedby", "name-problem")


def test_a_row_that_is_added_has_the_focus_and_one_that_is_taken_out_gives_it_back(
    make_desk: Callable[..., Visit],
) -> None:
    desk = make_desk(make_groups)
    desk.open(EDIT)
    press(desk, "[name=add][value=phones]")
    expect(desk.page.locator("#phones-1-number")).to_be_focused()
    desk.page.keyboard.press("Shift+Tab")
    expect(desk.page.locator("[name=remove][value=phones-1]")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("[name=add][value=phones]")).to_be_focused()


def test_a_suggestion_is_accepted_in_part(make_desk: Callable[..., Visit], size: dict[str, int]) -> None:
    desk = make_desk(make_told_group, size)
    desk.open("/manage/suggestions")
    press(desk, ".row__name a")
    press(desk, "#part_name-verdict-2", "ArrowDown")
    expect(desk.page.locator("#part_name-verdict-0")).to_be_checked()
    press(desk, "form[action$='/decisions'] > .form__foot button")
    expect(desk.page.locator(".part__decided")).to_have_count(1)
    expect(desk.page.locator(".part__decided")).to_contain_text("Accepted")


@pytest.mark.parametrize("path", ["/manage", EDIT, "/manage/suggestions/1", "/manage/checks/1", "/manage/bulk"])
def test_every_stop_of_the_tab_key_is_seen(make_desk: Callable[..., Visit], path: str) -> None:
    desk = make_desk(make_told_group)
    page = desk.page
    desk.open(path)
    for number in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        if number and stop.startswith("<body"):
            return
        is_shown, style, width = page.evaluate(OUTLINE)
        assert is_shown and style != "none" and width >= 2, f"no outline around {stop}"
        assert not page.evaluate(IS_COVERED), f"something covers {stop}"
    raise AssertionError(f"more than {MOST_STOPS} stops")
