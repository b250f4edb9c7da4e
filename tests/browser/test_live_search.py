"""Results that follow while a visitor types and ticks: what stays where it is, and what a bad network does."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.visit import Visit

# Marks elements, and lists the marks that are still there: a new element in their place has none.
REMEMBER = "selectors => { for (const s of selectors) document.querySelector(s).remembered = s; }"
REMEMBERED = "() => [...document.querySelectorAll('*')].map(element => element.remembered).filter(Boolean)"
LIVE = re.compile(r"/find(\?|$)")


@pytest.fixture
def finder(scripted_visit: Visit) -> Visit:
    """A visitor with script on the page of results."""
    scripted_visit.open("/find")
    return scripted_visit


def test_a_burst_of_typing_asks_once_after_the_pause(finder: Visit) -> None:
    page = finder.page
    finder.clock.install()
    finder.open("/find")
    finder.clock.pause_at(page.evaluate("Date.now() + 1000"))
    field(page).press_sequentially("lonely")
    finder.clock.run_for(349)
    assert finder.live_requests == []
    with page.expect_response(LIVE) as answer:
        finder.clock.run_for(1)
    finder.clock.resume()
    assert "q=lonely" in answer.value.url
    expect(finder.page.locator(".understood")).to_contain_text("lonely")
    assert len(finder.live_requests) == 1


def test_a_place_is_looked_up_when_it_is_written_out(finder: Visit) -> None:
    page = finder.page
    finder.clock.install()
    finder.open("/find")
    near = page.get_by_label("Near", exact=False).first
    for letter in "lexington ky":
        near.press_sequentially(letter)
        finder.clock.run_for(1000)
    assert finder.live_requests == []
    near.press("Tab")
    finder.clock.run_for(1000)
    expect(finder.count).to_contain_text("for Lexington, KY")
    assert len(finder.live_requests) == 1


def test_enter_in_the_field_for_a_place_looks_it_up(finder: Visit) -> None:
    near = finder.page.get_by_label("Near", exact=False).first
    near.fill("40508")
    near.press("Enter")
    expect(finder.count).to_contain_text("for Lexington, KY 40508")
    expect(near).to_be_focused()


def test_the_address_line_follows_without_a_new_step_for_back(finder: Visit) -> None:
    steps = finder.page.evaluate("history.length")
    for words in ("lonely", "grief"):
        field(finder.page).fill(words)
        finder.expect_address(rf"/find\?q={words}$")
    assert finder.page.evaluate("history.length") == steps


def test_focus_stays_in_the_field_with_the_cursor_where_it_was(finder: Visit) -> None:
    field(finder.page).fill("grieff")
    field(finder.page).press("ArrowLeft")
    field(finder.page).press("Backspace")
    finder.expect_address(r"q=grief$")
    expect(field(finder.page)).to_be_focused()
    expect(field(finder.page)).to_have_value("grief")
    assert field(finder.page).evaluate("field => field.selectionStart") == 4


def test_focus_stays_on_the_box_that_was_ticked(finder: Visit) -> None:
    finder.open_sheet()
    box = finder.page.locator("#f-kind-group")
    box.focus()
    box.press("Space")
    finder.expect_address("kind=group")
    expect(finder.page.locator("#part-kind .filters__in-use")).to_have_text("1")
    expect(box).to_be_focused()
    expect(box).to_be_checked()


def test_the_sheet_stays_open_while_filters_change_and_its_button_closes_it(phone_visit: Visit) -> None:
    phone_visit.open("/find")
    sheet = phone_visit.open_sheet()
    for name, value in (("kind", "group"), ("format", "online")):
        phone_visit.choose(name, value)
        phone_visit.expect_address(f"{name}={value}")
        expect(sheet).to_be_visible()
    count = phone_visit.count.inner_text()
    sheet.get_by_role("button", name=f"Show {count}").click()
    expect(sheet).to_be_hidden()
    expect(phone_visit.page.locator(".filters__open")).to_contain_text("2 in use")


def test_the_sheets_close_button_closes_it(phone_visit: Visit) -> None:
    phone_visit.open("/find")
    sheet = phone_visit.open_sheet()
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_be_hidden()


def test_the_count_is_announced_by_the_status_that_was_already_there(finder: Visit) -> None:
    expect(finder.count).to_have_role("status")
    before = finder.count.inner_text()
    finder.page.evaluate(REMEMBER, ["#result-status", "#filters", "#found"])
    field(finder.page).fill("lonely")
    finder.expect_address("q=lonely")
    expect(finder.count).not_to_have_text(before)
    assert set(finder.page.evaluate(REMEMBERED)) == {"#result-status", "#filters", "#found"}


def test_filter_groups_stay_as_they_were_opened_and_closed(finder: Visit) -> None:
    finder.open_sheet()
    opened, closed = (finder.page.locator(f"#part-{name}") for name in ("audience", "when"))
    opened.locator("summary").click()
    closed.locator("summary").click()
    finder.choose("kind", "group")
    finder.expect_address("kind=group")
    expect(finder.page.locator("#part-kind .filters__in-use")).to_have_text("1")
    expect(opened).to_have_attribute("open", "")
    expect(closed).not_to_have_attribute("open", "")


def test_show_more_appends_and_moves_the_focus_to_what_is_new(finder: Visit) -> None:
    finder.open("/find?kind=group")
    first = finder.card_names()
    finder.page.get_by_role("link", name=re.compile("^Show more")).click()
    part = finder.page.locator("#page-2 [data-part]")
    expect(part).to_be_focused()
    names = finder.card_names()
    assert names[: len(first)] == first
    assert len(names) == 2 * len(first) == len(set(names))
    finder.page.get_by_role("link", name=re.compile("^Show more")).click()
    expect(finder.page.locator("#page-3 [data-part]")).to_be_focused()


def test_taking_a_chip_away_moves_the_focus_to_the_new_count(finder: Visit) -> None:
    finder.open("/find?format=online&kind=group")
    finder.page.locator(".chip", has_text="Online").press("Enter")
    finder.expect_address(r"\?kind=group$")
    expect(finder.page.locator("#result-count")).to_be_focused()


def test_a_slow_network_shows_that_something_is_coming(finder: Visit) -> None:
    held = hold(finder.page)
    field(finder.page).fill("lonely")
    results = finder.page.locator(".results")
    expect(results).to_have_css("opacity", "0.6")
    held[0].continue_()
    expect(results).to_have_css("opacity", "1")
    finder.expect_address("q=lonely")


LATER_CHANGES: dict[str, Callable[[Page], None]] = {
    "typing": lambda page: field(page).fill("lonely"),
    "a chip": lambda page: page.locator(".chip", has_text="Online").click(),
    "show more": lambda page: page.get_by_role("link", name=re.compile("^Show more")).click(),
}


@pytest.mark.parametrize("earlier", LATER_CHANGES.values(), ids=list(LATER_CHANGES))
def test_an_old_answer_never_replaces_a_newer_one(finder: Visit, earlier: Callable[[Page], None]) -> None:
    page = finder.page
    finder.open("/find?format=online")
    held = hold(page, once=True)
    with page.expect_request(LIVE) as first:
        earlier(page)
    with page.expect_event("requestfailed") as failed:
        field(page).fill("grief")
    finder.expect_address(r"q=grief&format=online$")
    assert failed.value == first.value
    assert "ERR_ABORTED" in str(first.value.failure)
    assert len(held) == 1


def test_an_error_of_the_server_is_told_and_the_page_goes_on(finder: Visit) -> None:
    finder.expected_errors.append("status of 500")
    before = finder.card_names()
    finder.page.route(LIVE, lambda route: route.fulfill(status=500, body="<div><h1>Something went wrong</h1></div>"))
    field(finder.page).fill("lonely")
    trouble = finder.page.get_by_role("alert")
    expect(trouble).to_be_in_viewport(ratio=1)
    expect(trouble).to_contain_text("988")
    assert finder.card_names() == before
    finder.page.unroute(LIVE)
    field(finder.page).fill("grief")
    finder.expect_address("q=grief$")
    expect(trouble).to_be_hidden()
    assert finder.card_names() != before


def test_a_lost_connection_is_told_and_the_page_goes_on(finder: Visit) -> None:
    finder.expected_errors += ["ERR_FAILED", "Failed to fetch"]
    finder.open("/find?kind=group")
    before = finder.card_names()
    finder.page.route(LIVE, lambda route: route.abort())
    finder.page.get_by_role("link", name=re.compile("^Show more")).click()
    trouble = finder.page.get_by_role("alert")
    expect(trouble).to_be_in_viewport(ratio=1)
    assert finder.card_names() == before
    finder.page.unroute(LIVE)
    finder.page.get_by_role("link", name=re.compile("^Show more")).click()
    expect(finder.page.locator("#page-2 [data-part]")).to_be_focused()
    expect(trouble).to_be_hidden()


def test_a_visitor_in_another_zone_is_shown_their_own_clock(make_visit: Callable[..., Visit]) -> None:
    visit = make_visit(timezone_id="America/Denver")
    visit.open("/")
    visit.find("lonely")
    visit.expect_address("zone=America%2FDenver")
    expect(visit.page.locator(".facts", has_text="your time").first).to_be_visible()


@pytest.mark.parametrize("zone", ["America/New_York", "America/Detroit"])
def test_a_visitor_with_the_clock_of_the_site_tells_no_zone(make_visit: Callable[..., Visit], zone: str) -> None:
    visit = make_visit(timezone_id=zone)
    visit.open("/")
    visit.find("lonely")
    assert "zone=" not in visit.address


def field(page: Page) -> Locator:
    """The field for the visitor's own words."""
    return page.get_by_label("In your own words")


def hold(page: Page, once: bool = False) -> list[Route]:
    """Keep live requests waiting: gives the list that they are put on. once: only the first."""
    held: list[Route] = []
    page.route(LIVE, lambda route: held.append(route), times=1 if once else None)
    return held
