"""Quiet mode: the browser keeps one entry for all our pages, and Back shows what was there before them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.test_keyboard import press_until
from tests.browser.visit import PHONE, Visit

ELSEWHERE = "https://minds.example.org/"


@pytest.fixture
def quiet_visit(scripted_visit: Visit, neutral_site: str) -> Visit:
    """A visitor who looked at the weather, and then came here quietly."""
    return begin(scripted_visit, neutral_site)


@pytest.fixture
def plain_quiet_visit(make_visit: Callable[..., Visit], neutral_site: str) -> Visit:
    """The same, without script."""
    return begin(make_visit(PHONE, java_script_enabled=False), neutral_site)


def begin(visit: Visit, neutral_site: str) -> Visit:
    """Look at the weather first, then come here quietly."""
    visit.known_hosts.add(urlsplit(neutral_site).netloc)
    visit.page.goto(neutral_site)
    visit.open("/?quiet=yes")
    return visit


def expect_back_shows_the_weather(visit: Visit, neutral_site: str) -> None:
    """One step back, and nothing of ours is there."""
    visit.page.go_back()
    expect(visit.page).to_have_url(f"{neutral_site}/")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Fair and mild")


def entries(visit: Visit) -> int:
    """How many entries the tab keeps."""
    return int(visit.page.evaluate("history.length"))


def test_links_and_searches_leave_one_entry(quiet_visit: Visit, neutral_site: str) -> None:
    page, before = quiet_visit.page, entries(quiet_visit)
    expect(page.get_by_text("Quiet mode is on.")).to_be_visible()
    page.locator(".need-group__list .need-link").first.click()
    expect(page.locator("#helps")).to_be_visible()
    page.locator(".listing-card__name a").first.click()
    expect(page.locator("article.listing")).to_be_visible()
    page.get_by_role("link", name="Home", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What would help today?")
    quiet_visit.find("lonely")
    quiet_visit.expect_address(r"quiet=yes")
    assert "q=lonely" in quiet_visit.address
    assert entries(quiet_visit) == before
    expect_back_shows_the_weather(quiet_visit, neutral_site)


def test_the_find_page_is_still_live_and_leaves_one_entry(quiet_visit: Visit, neutral_site: str) -> None:
    page, before = quiet_visit.page, entries(quiet_visit)
    page.get_by_role("link", name="Find", exact=True).first.click()
    expect(quiet_visit.count).to_be_visible()
    quiet_visit.open_sheet()
    quiet_visit.choose("kind", "group")
    quiet_visit.apply()
    quiet_visit.expect_address("kind=group")
    chip = page.locator(".chip", has_text="group")
    expect(chip).to_be_visible()
    live = len(quiet_visit.live_requests)
    assert live
    chip.click()
    expect(chip).to_have_count(0)
    page.get_by_role("link", name="Soonest").click()
    quiet_visit.expect_address("sort=")
    assert len(quiet_visit.live_requests) == live + 1
    assert entries(quiet_visit) == before
    expect_back_shows_the_weather(quiet_visit, neutral_site)


def test_a_place_within_the_page_leaves_no_entry_and_takes_the_keyboard_there(
    quiet_visit: Visit, neutral_site: str
) -> None:
    page, before = quiet_visit.page, entries(quiet_visit)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    quiet_visit.expect_address("quiet=yes")
    expect(page).to_have_url(f"{quiet_visit.site}/?quiet=yes#main")
    page.keyboard.press("Tab")
    expect(page.get_by_label("In your own words")).to_be_focused()
    assert entries(quiet_visit) == before
    expect_back_shows_the_weather(quiet_visit, neutral_site)


def test_the_keyboard_follows_links_quietly_too(quiet_visit: Visit, neutral_site: str) -> None:
    before = entries(quiet_visit)
    press_until(quiet_visit, ".crisis__words a")
    quiet_visit.page.keyboard.press("Enter")
    expect(quiet_visit.page.get_by_role("heading", level=1)).to_have_text("Talk to someone now")
    assert entries(quiet_visit) == before
    expect_back_shows_the_weather(quiet_visit, neutral_site)


def test_another_site_takes_our_place(quiet_visit: Visit, neutral_site: str) -> None:
    page = quiet_visit.page
    quiet_visit.known_hosts.add(urlsplit(ELSEWHERE).netloc)
    quiet_visit.context.route(
        f"{ELSEWHERE}**", lambda route: route.fulfill(content_type="text/html", body="<title>Elsewhere</title>")
    )
    page.evaluate("location.replace('/listings/demo-larkspur-minds?quiet=yes')")
    page.wait_for_url("**/listings/demo-larkspur-minds?quiet=yes")  # and until the scripts have run
    page.get_by_role("link", name="Web page", exact=True).click()
    expect(page).to_have_title("Elsewhere")
    arrival = next(request for request in quiet_visit.requests if request.url.startswith(ELSEWHERE))
    assert "referer" not in arrival.all_headers()
    expect_back_shows_the_weather(quiet_visit, neutral_site)


def test_leaving_leaves_nothing_of_ours_behind_back(quiet_visit: Visit, neutral_site: str) -> None:
    page, before = quiet_visit.page, entries(quiet_visit)
    page.get_by_role("link", name="Safety", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Staying safe here")
    page.get_by_role("link", name="Leave", exact=True).click()
    expect(page).to_have_url(f"{neutral_site}/")
    assert entries(quiet_visit) == before
    expect_back_shows_the_weather(quiet_visit, neutral_site)


def test_it_is_switched_on_and_off_on_the_safety_page(scripted_visit: Visit) -> None:
    page = scripted_visit.page
    scripted_visit.open("/safety")
    before = entries(scripted_visit)
    page.get_by_role("link", name="Turn on quiet mode").click()
    expect(page.get_by_text("Quiet mode is on.")).to_be_visible()
    assert entries(scripted_visit) == before
    page.get_by_role("link", name="About", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About this directory")
    page.get_by_role("link", name="Turn off", exact=True).click()
    expect(page).to_have_url(f"{scripted_visit.site}/safety#quiet")
    expect(page.get_by_text("Quiet mode is on.")).to_have_count(0)
    assert entries(scripted_visit) == before
    page.get_by_role("link", name="About", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About this directory")
    assert entries(scripted_visit) == before + 1


def test_a_link_opened_with_a_key_held_down_opens_in_a_new_tab(quiet_visit: Visit) -> None:
    with quiet_visit.context.expect_page() as opened:
        quiet_visit.page.get_by_role("link", name="About", exact=True).click(modifiers=["ControlOrMeta"])
    expect(opened.value.get_by_text("Quiet mode is on.")).to_be_visible()
    assert quiet_visit.address == "/?quiet=yes"


def test_without_script_it_says_that_it_cannot_work(plain_quiet_visit: Visit) -> None:
    page = plain_quiet_visit.page
    expect(page.get_by_text("Quiet mode needs scripts.")).to_be_visible()
    expect(page.get_by_text("Quiet mode is on.")).to_be_hidden()
    page.get_by_role("link", name="Safety", exact=True).click()
    # Playwright takes all of noscript for hidden; a box shows that the browser does not.
    told = page.locator("noscript p")
    expect(told).to_contain_text("Scripts are turned off here, so quiet mode cannot work.")
    assert (told.bounding_box() or {}).get("height", 0) > 0
