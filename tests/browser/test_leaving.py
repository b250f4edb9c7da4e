"""Leaving: one tap or three presses of Shift, a blank sheet at once, another site, and nothing of ours behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.screens import stay_on_leave
from tests.browser.visit import PHONE, Visit

MOST_MS = 100
TRIES = 5
# How long after the tap a frame without the page was drawn, and whether the first frame was one.
NOTE_THE_TAP = """() => {
  window.noted = new Promise((tell) => {
    document.addEventListener("click", ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const isHidden = !document.querySelector("main.page").checkVisibility();
        const drawn = new MessageChannel();
        drawn.port1.onmessage = () => tell([isHidden, performance.now() - timeStamp]);
        drawn.port2.postMessage("");
      });
    }, { capture: true });
  });
}"""
# What of the page is still drawn, or could be reached with the keyboard.
STILL_THERE = """() => [...document.body.querySelectorAll("*")]
  .filter((one) => one.checkVisibility() && !one.closest(".veil")).map((one) => one.outerHTML.slice(0, 80))"""
ON_TOP = """() => [[20, 20], [180, 370], [340, 700]]
  .map(([x, y]) => document.elementFromPoint(x, y)?.closest("div")?.className)"""


@pytest.fixture
def leaver(visit: Visit, neutral_site: str) -> Visit:
    """A visitor who may end up at the neutral site."""
    visit.known_hosts.add(urlsplit(neutral_site).netloc)
    return visit


@pytest.fixture
def scripted_leaver(scripted_visit: Visit, neutral_site: str) -> Visit:
    """The same, with script."""
    scripted_visit.known_hosts.add(urlsplit(neutral_site).netloc)
    return scripted_visit


@pytest.fixture
def stayer(make_visit: Callable[..., Visit]) -> Visit:
    """A visitor with a phone whose other site does not come: what stands there meanwhile can be looked at."""
    visit = make_visit(PHONE)
    stay_on_leave(visit.page)
    return visit


def leave(page: Page) -> None:
    """Tap the button at the top."""
    page.get_by_role("link", name="Leave", exact=True).click()


def expect_left(visit: Visit, neutral_site: str) -> None:
    """Wait until the other site is there."""
    expect(visit.page).to_have_url(f"{neutral_site}/")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Fair and mild")


def expect_blank(page: Page) -> None:
    """Nothing of the page is drawn, and what is drawn could be of any site."""
    expect(page.locator(".veil")).to_be_visible()
    assert page.evaluate(STILL_THERE) == []
    assert set(page.evaluate(ON_TOP)) == {"veil"}
    assert page.title() == "Loading…"
    assert "/assets/blank-" in str(page.locator("link[rel=icon]").get_attribute("href"))


def test_leave_opens_the_neutral_site(leaver: Visit, neutral_site: str) -> None:
    leaver.open("/find?q=lonely")
    leave(leaver.page)
    expect_left(leaver, neutral_site)


def test_the_neutral_site_is_not_told_where_the_visitor_was(leaver: Visit, neutral_site: str) -> None:
    leaver.open("/find?q=lonely")
    leave(leaver.page)
    expect_left(leaver, neutral_site)
    arrival = next(request for request in leaver.requests if request.url == f"{neutral_site}/")
    assert "referer" not in arrival.all_headers()


def test_the_keyboard_leaves_with_two_tabs_and_enter(leaver: Visit, neutral_site: str) -> None:
    leaver.open("/listings/demo-mood-circle")
    leaver.page.keyboard.press("Tab")
    leaver.page.keyboard.press("Tab")
    link = leaver.page.get_by_role("link", name="Leave this site")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)
    leaver.page.keyboard.press("Enter")
    expect_left(leaver, neutral_site)


def test_leave_stands_in_the_open_filter_sheet_too(phone_visit: Visit, neutral_site: str) -> None:
    phone_visit.known_hosts.add(urlsplit(neutral_site).netloc)
    phone_visit.open("/find")
    phone_visit.open_sheet().get_by_role("link", name="Leave").click()
    expect_left(phone_visit, neutral_site)


def test_back_does_not_show_the_page_that_was_left(scripted_leaver: Visit, neutral_site: str) -> None:
    scripted_leaver.open("/about")
    scripted_leaver.open("/find?q=lonely")
    leave(scripted_leaver.page)
    expect_left(scripted_leaver, neutral_site)
    scripted_leaver.page.go_back()
    expect(scripted_leaver.page.get_by_role("heading", level=1)).to_have_text("About this directory")


def test_the_first_frame_after_the_tap_shows_nothing_of_the_page(stayer: Visit) -> None:
    times_ms = []
    for _ in range(TRIES):
        stayer.open("/find")
        stayer.page.evaluate(NOTE_THE_TAP)
        leave(stayer.page)
        is_hidden, time_ms = stayer.page.evaluate("window.noted")
        assert is_hidden
        times_ms.append(time_ms)
        # One try that is fast is enough: the machine of a test has other things to do.
        if time_ms <= MOST_MS:
            break
    assert min(times_ms) <= MOST_MS, times_ms


def test_until_the_other_site_comes_nothing_of_ours_is_there(stayer: Visit) -> None:
    stayer.open("/find?q=lonely")
    leave(stayer.page)
    expect_blank(stayer.page)
    expect(stayer.page.get_by_role("heading", name="Loading…")).to_be_focused()
    stayer.page.keyboard.press("Escape")
    stayer.page.keyboard.press("Tab")
    expect_blank(stayer.page)


@pytest.mark.parametrize("way", ["button", "shift"])
def test_the_open_filter_sheet_is_hidden_too(stayer: Visit, way: str) -> None:
    stayer.open("/find")
    sheet = stayer.open_sheet()
    expect(stayer.page.locator(".veil")).to_be_hidden()
    if way == "button":
        sheet.get_by_role("link", name="Leave").click()
    else:
        press_shift(stayer.page, 3)
    expect_blank(stayer.page)


def test_leaving_works_after_results_were_replaced_and_while_others_are_on_their_way(stayer: Visit) -> None:
    page = stayer.page
    stayer.open("/find?kind=group&format=online")
    page.locator(".chip", has_text="Online").click()
    stayer.expect_address(r"\?kind=group$")
    on_their_way: list[Route] = []
    page.route("**/find?*q=lonely*", lambda route: on_their_way.append(route))
    stayer.expected_errors += ["ERR_FAILED", "Failed to fetch"]
    with page.expect_request("**/find?*q=lonely*"):
        page.get_by_label("In your own words").fill("lonely")
    leave(page)
    expect_blank(page)
    # That an answer never came is told, but not over the blank sheet.
    for route in on_their_way:
        route.abort()
    page.wait_for_function("() => document.querySelector('[data-trouble]').matches(':popover-open')")
    expect_blank(page)


def test_a_page_that_the_browser_kept_comes_back_readable(stayer: Visit) -> None:
    stayer.open("/about")
    title = stayer.page.title()
    leave(stayer.page)
    expect_blank(stayer.page)
    stayer.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(stayer.page.locator(".veil")).to_be_hidden()
    expect(stayer.page.get_by_role("heading", level=1)).to_have_text("About this directory")
    assert stayer.page.title() == title
    assert "/assets/favicon-" in str(stayer.page.locator("link[rel=icon]").get_attribute("href"))


def press_shift(page: Page, times: int) -> None:
    """Press Shift alone."""
    for _ in range(times):
        page.keyboard.press("Shift")


def test_shift_three_times_leaves_from_anywhere(scripted_leaver: Visit, neutral_site: str) -> None:
    scripted_leaver.open("/find?q=lonely")
    scripted_leaver.page.get_by_label("In your own words").focus()
    press_shift(scripted_leaver.page, 3)
    expect_left(scripted_leaver, neutral_site)


def test_shift_says_politely_how_many_times_are_left(stayer: Visit) -> None:
    status = stayer.page.get_by_role("status").filter(has_not=stayer.count)
    stayer.open("/about")
    expect(status).to_have_text("")
    press_shift(stayer.page, 1)
    expect(status).to_have_text("Press Shift 2 more times to leave this site.")
    press_shift(stayer.page, 1)
    expect(status).to_have_text("Press Shift once more to leave this site.")


def test_shift_counts_for_five_seconds(stayer: Visit) -> None:
    page = stayer.page
    stayer.clock.install(time=dt.datetime(2026, 1, 1))
    stayer.open("/about")
    stayer.clock.pause_at(dt.datetime(2026, 1, 1, 1))
    press_shift(page, 1)
    stayer.clock.run_for(3_000)
    press_shift(page, 1)
    stayer.clock.run_for(2_100)
    expect(page.locator("[data-leave-progress]")).to_have_text("Still here.")
    press_shift(page, 2)
    expect(page.locator("[data-leave-progress]")).to_have_text("Press Shift once more to leave this site.")
    expect(page.locator(".veil")).to_be_hidden()
    stayer.clock.run_for(4_900)
    press_shift(page, 1)
    expect_blank(page)


@pytest.mark.parametrize("between", ["Shift+A", "Shift+ArrowRight", "a", "Control+Shift", "Alt+Shift", "tap"])
def test_shift_with_anything_else_starts_again(stayer: Visit, between: str) -> None:
    page = stayer.page
    stayer.open("/find")
    field = page.get_by_label("In your own words")
    field.focus()
    for _ in range(2):
        press_shift(page, 2)
        if between == "tap":
            field.click()
        else:
            page.keyboard.press(between)
    expect(page.locator(".veil")).to_be_hidden()
    expect(page.locator("[data-leave-progress]")).to_have_text("")
    press_shift(page, 3)
    expect_blank(page)


def test_capital_letters_do_not_leave(stayer: Visit) -> None:
    stayer.open("/find")
    stayer.page.get_by_label("In your own words").focus()
    for letter in ("Shift+N", "Shift+A", "Shift+M", "Shift+I"):
        stayer.page.keyboard.press(letter)
    expect(stayer.page.get_by_label("In your own words")).to_have_value("NAMI")
    expect(stayer.page.locator(".veil")).to_be_hidden()


def test_without_script_shift_does_nothing(make_visit: Callable[..., Visit]) -> None:
    visit = make_visit(PHONE, java_script_enabled=False)
    visit.open("/about")
    press_shift(visit.page, 3)
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("About this directory")
    assert visit.address == "/about"
