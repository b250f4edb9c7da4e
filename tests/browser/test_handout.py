"""Putting a list together, in order, and sending it on: with script and without."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.test_first_visit import TRACES
from tests.browser.visit import Visit

NAMES = ".handout__name"


def listed(visit: Visit) -> list[str]:
    """The codes in the address line."""
    return parse_qs(urlsplit(visit.address).query).get("list", [""])[0].split(".")


def add(visit: Visit, position: int) -> str:
    """Tap “Add to hand-out” on a card; gives the name on it."""
    card = visit.page.locator(".listing-card").nth(position)
    card.locator(".add").click()
    expect(card.locator(".add")).to_have_attribute("data-on", "")
    return card.locator(".listing-card__name").inner_text()


def test_listings_are_gathered_on_several_pages_and_put_in_order(visit: Visit) -> None:
    page = visit.page
    visit.open("/find?kind=group&near=40508")
    names = [add(visit, 0), add(visit, 2)]
    visit.expect_address(r"kind=group&near=40508&list=\w+\.\w+(#|$)")
    expect(page.locator(".handout-bar")).to_contain_text("Hand-out: 2 listings")
    page.locator(".listing-card__name a").nth(3).click()
    expect(page.locator("article.listing")).to_be_visible()
    names.append(page.get_by_role("heading", level=1).inner_text())
    page.locator("header .add").click()
    expect(page.locator(".handout-bar")).to_contain_text("Hand-out: 3 listings")
    page.get_by_role("link", name="Open your hand-out").click()
    expect(page.locator(NAMES)).to_have_text(names)
    page.get_by_role("link", name=f"Up – {names[2]}").click()
    expect(page.locator(NAMES)).to_have_text([names[0], names[2], names[1]])
    page.get_by_role("link", name=f"Remove – {names[0]}").click()
    expect(page.locator(NAMES)).to_have_text([names[2], names[1]])
    page.get_by_role("link", name="Put it back").click()
    expect(page.locator(NAMES)).to_have_text([names[0], names[2], names[1]])


def test_a_second_tap_takes_a_listing_off_and_the_bar_away(visit: Visit) -> None:
    visit.open("/find?kind=group")
    add(visit, 1)
    expect(visit.page.locator(".handout-bar")).to_be_visible()
    first = visit.page.locator(".listing-card .add").nth(1)
    expect(first).to_contain_text("On your hand-out")
    first.click()
    expect(first).not_to_have_attribute("data-on", "")
    expect(visit.page.locator(".handout-bar")).to_be_hidden()
    visit.expect_address(r"/find\?kind=group(#.*)?$")


def test_the_list_goes_along_through_search_filters_and_other_pages(visit: Visit) -> None:
    visit.open("/find")
    add(visit, 0)
    codes = listed(visit)
    visit.find("lonely")
    assert listed(visit) == codes
    visit.open_sheet()
    visit.choose("kind", "group")
    visit.apply()
    visit.expect_address("kind=group")
    assert listed(visit) == codes
    visit.page.get_by_role("link", name="In crisis").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Talk to someone now")
    assert listed(visit) == codes


def test_a_tap_asks_for_nothing_and_leaves_the_keyboard_where_it_is(scripted_visit: Visit) -> None:
    visit = scripted_visit
    visit.open("/find?kind=group")
    visit.page.get_by_role("link", name=re.compile("^Show more")).click()
    expect(visit.page.locator("#page-2 .listing-card").first).to_be_visible()
    before, cards = len(visit.requests), len(visit.card_names())
    link = visit.page.locator("#page-2 .add").first
    link.focus()
    top = visit.page.evaluate("scrollY")
    visit.page.keyboard.press("Enter")
    expect(link).to_be_focused()
    expect(link).to_have_attribute("data-on", "")
    assert not [request.url for request in visit.requests[before:] if "/assets/favicon" not in request.url]
    assert len(visit.card_names()) == cards
    assert visit.page.evaluate("scrollY") == top


def test_after_a_tap_htmx_takes_the_list_along(scripted_visit: Visit) -> None:
    visit = scripted_visit
    visit.open("/find?kind=group")
    add(visit, 0)
    codes = listed(visit)
    visit.page.get_by_role("link", name=re.compile("^Show more")).click()
    expect(visit.page.locator("#page-2 .listing-card").first).to_be_visible()
    visit.page.locator("#page-2 .add").nth(1).click()
    assert listed(visit)[:1] == codes
    assert len(listed(visit)) == 2
    visit.page.locator(".chip").first.click()
    visit.expect_address("/find.list=")
    assert len(listed(visit)) == 2


def test_with_the_script_every_link_says_what_it_says_without(make_visit: Callable[..., Visit]) -> None:
    visit = make_visit()
    visit.open("/find?kind=group&quiet=yes")
    for position in (0, 1, 4):
        add(visit, position)
    every = "document.querySelectorAll('a[href], [data-hx-get]')"
    links = f"[...{every}].map(link => link.dataset.hxGet ?? link.getAttribute('href'))"

    def asked() -> list[tuple[str, dict[str, list[str]], str]]:
        parts = map(urlsplit, visit.page.evaluate(links))
        return [(part.path, parse_qs(part.query), part.fragment) for part in parts]

    by_script = asked()
    visit.page.reload()
    assert asked() == by_script
    assert len(by_script) > 60


def test_what_was_written_stays_while_the_list_changes(scripted_visit: Visit) -> None:
    visit = scripted_visit
    visit.open("/handout?list=3h.3g.2f")
    visit.page.get_by_text("Write on it").click()
    visit.page.get_by_label("Title").fill("For Sam")
    visit.page.get_by_label("Note").fill("Ring twice")
    visit.page.locator("#down-3h").click()
    visit.expect_address(r"/handout\?list=3g\.3h\.2f$")
    expect(visit.page.locator("#down-3h")).to_be_focused()
    visit.page.locator("#x-2f").click()
    expect(visit.page.locator(".handout__one")).to_have_count(2)
    expect(visit.page.locator("#handout-count")).to_be_focused()
    visit.page.get_by_role("link", name="Large print").click()
    expect(visit.page.locator(".handout__list--large")).to_be_visible()
    assert visit.address == "/handout?size=large&list=3g.3h"
    expect(visit.page.get_by_label("Title")).to_have_value("For Sam")
    expect(visit.page.get_by_label("Note")).to_have_value("Ring twice")
    assert not [request for request in visit.requests if "Sam" in request.url or request.post_data]
    visit.page.get_by_role("link", name="Find", exact=True).first.click()
    visit.expect_address(r"/find\?list=3g\.3h$")


def test_a_link_is_copied_and_given_to_the_sheet_of_the_phone(make_visit: Callable[..., Visit]) -> None:
    visit = make_visit(permissions=["clipboard-read", "clipboard-write"])
    visit.page.add_init_script("navigator.share = async (what) => { window.shared = what; };")
    visit.open("/handout?list=3h.3g")
    link = f"{visit.site}/handout?list=3h.3g"
    visit.page.get_by_role("button", name="Copy the link").click()
    expect(visit.page.get_by_text("Copied.")).to_be_visible()
    assert visit.page.evaluate("navigator.clipboard.readText()") == link
    visit.page.get_by_role("button", name="Share", exact=True).click()
    assert visit.page.evaluate("window.shared") == {"text": "A list from Lean On:", "url": link}


def test_without_script_there_are_links_a_field_and_a_sentence(make_visit: Callable[..., Visit]) -> None:
    visit = make_visit(java_script_enabled=False)
    visit.open("/handout?list=3h.3g")
    expect(visit.page.get_by_text("use the menu of your browser")).to_be_visible()
    expect(visit.page.get_by_role("link", name="Text it")).to_be_visible()
    expect(visit.page.get_by_label("The link")).to_have_value(f"{visit.site}/handout?list=3h.3g")
    for hidden in ("[data-print]", "[data-share-copy]", "[data-share-sheet]", "[data-keep]"):
        expect(visit.page.locator(hidden)).to_be_hidden()


def test_the_bar_covers_neither_the_foot_of_the_page_nor_what_has_the_focus(phone_visit: Visit) -> None:
    page = phone_visit.page
    phone_visit.open("/find?kind=group&list=3h")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    foot, bar = page.locator(".footer").bounding_box(), page.locator(".handout-bar").bounding_box()
    assert foot and bar and foot["y"] + foot["height"] <= bar["y"] + 1
    page.evaluate("scrollTo(0, 0)")
    for _ in range(30):
        page.keyboard.press("Tab")
        box = page.locator(":focus").bounding_box()
        in_bar = page.evaluate("!!document.activeElement.closest('.handout-bar')")
        assert box and (in_bar or box["y"] + box["height"] <= 740 - bar["height"] + 1)


def test_nothing_is_kept_after_a_hand_out_was_made(phone_visit: Visit) -> None:
    phone_visit.open("/find?kind=group")
    add(phone_visit, 0)
    phone_visit.page.get_by_role("link", name="Open your hand-out").click()
    expect(phone_visit.page.locator("[data-keep]")).to_be_visible()
    phone_visit.page.get_by_text("Write on it").click()
    phone_visit.page.get_by_label("First appointment").fill("Thursday")
    assert phone_visit.context.cookies() == []
    traces = phone_visit.page.evaluate(TRACES)
    assert traces.pop("cookies") == ""
    assert set(traces.values()) == {0}, traces


@pytest.mark.parametrize("path", ["/listings/demo-mood-circle", "/listings/demo-mood-circle?list=3h"])
def test_a_listing_is_shared_from_its_page(visit: Visit, path: str) -> None:
    visit.open(path)
    visit.page.get_by_text("Share this").click()
    expect(visit.page.get_by_label("The link")).to_have_value(f"{visit.site}/listings/demo-mood-circle")
    expect(visit.page.get_by_role("link", name="E-mail it")).to_be_visible()
