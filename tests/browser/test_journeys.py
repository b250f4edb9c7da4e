"""What visitors come for, from the first page to a number to call: on a phone and on a wide screen, with script
and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visit import Visit

TEMPLATES = {
    "home": ("/", 200),
    "find": ("/find", 200),
    "nothing found": ("/find?q=zzqqxx", 200),
    "need": ("/needs/i-feel-alone", 200),
    "listing": ("/listings/demo-larkspur-minds", 200),
    "tombstone": ("/listings/demo-fernley-lunch", 410),
    "crisis": ("/crisis", 200),
    "problem": ("/listings/demo-mood-circle/problem", 200),
    "safety": ("/safety", 200),
    "privacy": ("/privacy", 200),
    "about": ("/about", 200),
    "not found": ("/no-such-page", 404),
}


@pytest.mark.parametrize("words", ["can't sleep", "lonely"])
def test_words_typed_at_home_lead_to_a_number_to_call(visit: Visit, words: str) -> None:
    visit.open("/")
    visit.find(words)
    first = visit.card_names()[0]
    visit.page.locator(".listing-card__name a").first.click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(first)
    expect(visit.page.locator("main a[href^='tel:'], main a[href^='sms:']").first).to_be_visible()


def test_a_need_at_home_leads_to_a_listing(visit: Visit) -> None:
    visit.open("/")
    need = visit.page.locator(".need-group__list .need-link").first
    label = need.inner_text().strip()
    need.click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(label)
    name = visit.card_names()[0]
    visit.page.get_by_role("link", name=name, exact=True).first.click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(name)


def test_filters_narrow_the_results_and_chips_take_them_back(visit: Visit) -> None:
    visit.open("/find")
    everything = visit.count.inner_text()
    visit.open_sheet()
    visit.choose("kind", "group")
    visit.choose("format", "online")
    visit.apply()
    visit.expect_address(r"kind=group&format=online")
    chips = visit.page.get_by_role("list", name="Filters in use")
    expect(chips.locator(".chip")).to_have_count(2)
    both = visit.count.inner_text()
    chips.get_by_role("link", name=re.compile("^Online")).click()
    visit.expect_address(r"\?kind=group$")
    expect(chips.locator(".chip")).to_have_count(1)
    one = visit.count.inner_text()
    chips.get_by_role("link", name="Clear all filters").click()
    visit.expect_address(r"/find\??$")
    expect(visit.count).to_have_text(everything)
    assert number(both) < number(one) < number(everything)


def test_filters_still_work_after_a_chip_was_taken_away(visit: Visit) -> None:
    visit.open("/find?kind=group&format=online")
    visit.page.locator(".chip", has_text="Online").click()
    visit.expect_address(r"\?kind=group$")
    visit.open_sheet()
    expect(visit.page.locator("#f-format-online")).not_to_be_checked()
    visit.choose("format", "in-person")
    visit.apply()
    visit.expect_address(r"kind=group&format=in-person$")
    expect(visit.page.locator(".chip", has_text="In person")).to_be_visible()


def test_a_postal_code_shows_distances_and_offers_others(visit: Visit) -> None:
    visit.open("/")
    visit.find("", near="40508")
    expect(visit.count).to_contain_text("for Lexington, KY 40508")
    expect(visit.page.locator(".facts", has_text=re.compile(r"\d mi")).first).to_be_visible()
    before = number(visit.count.inner_text())
    visit.open_sheet()
    visit.page.get_by_label("Distance").select_option("5")
    visit.apply()
    visit.expect_address(r"within=5")
    expect(visit.count).not_to_contain_text(f"{before} listings")
    assert number(visit.count.inner_text()) < before


def test_a_town_of_many_states_asks_which_one(visit: Visit) -> None:
    visit.open("/")
    visit.find("", near="Springfield")
    choices = visit.page.locator(".understood--choices .chip")
    expect(choices.filter(has_text="Springfield, IL")).to_be_visible()
    choices.filter(has_text="Springfield, MO").click()
    expect(visit.count).to_contain_text("for Springfield, MO")
    expect(visit.page.get_by_label("Near", exact=False).first).to_have_value("Springfield, MO")


def test_nothing_found_offers_wider_searches_that_lead_somewhere(visit: Visit) -> None:
    visit.open("/find?q=lonely&near=40508&kind=role&day=sa&format=online")
    expect(visit.count).to_have_text("Nothing found")
    offers = visit.page.locator(".nothing__offer")
    promised = [int(text) for text in offers.locator(".count").all_inner_texts()]
    assert promised
    for position, count in enumerate(promised):
        visit.page.locator(".nothing__offer").nth(position).click()
        expect(visit.count).to_contain_text(f"{count} listing")
        visit.page.go_back()
        expect(visit.count).to_have_text("Nothing found")


def test_show_more_leads_on_to_listings_not_seen_before(visit: Visit) -> None:
    visit.open("/find?kind=group")
    first = visit.card_names()
    visit.page.get_by_role("link", name=re.compile("^Show more")).click()
    visit.expect_address("page=2")
    expect(visit.page.locator("#page-2 .listing-card").first).to_be_visible()
    second = visit.card_names()[-visit.page.locator("#page-2 .listing-card").count() :]
    assert len(first) == 20
    assert second and not set(first) & set(second)


def test_back_from_a_listing_returns_to_the_same_results(visit: Visit) -> None:
    visit.open("/")
    visit.find("lonely")
    visit.open_sheet()
    visit.choose("kind", "group")
    visit.apply()
    visit.expect_address("kind=group")
    expect(visit.page.locator(".chip", has_text="group")).to_be_visible()
    address, names = visit.address, visit.card_names()
    visit.page.locator(".listing-card__name a").nth(2).click()
    expect(visit.page.locator("article.listing")).to_be_visible()
    visit.page.go_back()
    expect(visit.count).to_be_visible()
    assert visit.address == address
    assert visit.card_names() == names
    expect(visit.page.get_by_label("In your own words")).to_have_value("lonely")
    expect(visit.page.locator("#f-kind-group")).to_be_checked()


@pytest.mark.parametrize("path", ["/find?q=lonely&kind=group", "/needs/i-feel-alone"], ids=["find", "need"])
def test_find_more_goes_back_to_the_search_and_its_place(scripted_visit: Visit, path: str) -> None:
    page = scripted_visit.page
    scripted_visit.open(path)
    if path.startswith("/find"):
        scripted_visit.open_sheet()
        scripted_visit.choose("format", "online")
        scripted_visit.apply()
        scripted_visit.expect_address("format=online")
    address, steps = scripted_visit.address, page.evaluate("history.length")
    link = page.locator(".listing-card__name a").nth(4)
    link.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    link.click()
    expect(page.locator("article.listing")).to_be_visible()
    page.get_by_role("link", name="Find more").click()
    expect(page.locator(".listing-card").first).to_be_visible()
    assert scripted_visit.address == address
    assert page.evaluate("history.length") == steps + 1
    page.wait_for_function("place => Math.abs(scrollY - place) < 5", arg=place)
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


@pytest.mark.parametrize(
    "before", ["/guides", "/find?q=lonely"], ids=["no search", "a search left by typing an address"]
)
def test_find_more_leads_to_a_new_search_where_none_led_there(scripted_visit: Visit, before: str) -> None:
    scripted_visit.open(before)
    scripted_visit.open("/listings/demo-mood-circle")
    scripted_visit.page.get_by_role("link", name="Find more").click()
    scripted_visit.expect_address(r"/find$")
    expect(scripted_visit.count).to_be_visible()


def test_the_crisis_numbers_stand_on_every_page(visit: Visit) -> None:
    for path, status in TEMPLATES.values():
        visit.open(path, status)
        strip = visit.page.get_by_role("complementary", name="Crisis help")
        for way in ("Call 988", "Text 988", "Chat"):
            expect(strip.get_by_role("link", name=way)).to_be_in_viewport(ratio=1)
        expect(strip.get_by_role("link", name="Call 988")).to_have_attribute("href", "tel:988")
        expect(visit.page.get_by_role("link", name="Leave", exact=True)).to_be_in_viewport(ratio=1)


def number(words: str) -> int:
    """The first number in a text, such as a count of listings."""
    found = re.search(r"\d+", words)
    assert found is not None, words
    return int(found[0])
