"""The way from the field to a listing with the keyboard alone, always seeing where one is."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import Visit

# The outline of what has the focus: its style, and its width in CSS pixels.
OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement);
  return [document.activeElement.matches(":focus-visible"), style.outlineStyle, parseFloat(style.outlineWidth)];
}"""
IS_COVERED = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return !(document.activeElement.contains(top) || top?.contains(document.activeElement));
}"""
MOST_STEPS = 60


def test_the_first_tab_skips_to_the_page(visit: Visit) -> None:
    visit.open("/find")
    visit.page.keyboard.press("Tab")
    skip = visit.page.get_by_role("link", name="Skip to the page")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Tab")
    expect(visit.page.get_by_label("In your own words")).to_be_focused()


def test_the_second_tab_skips_to_the_results(visit: Visit) -> None:
    visit.open("/find?q=lonely")
    for _ in range(2):
        visit.page.keyboard.press("Tab")
    skip = visit.page.get_by_role("link", name="Skip to the results")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#result-count")).to_be_focused()
    visit.page.keyboard.press("Tab")
    expect(visit.page.locator(".filters__open, .sorts__one").locator("visible=true").first).to_be_focused()


def test_enter_in_the_field_finds_and_tab_reaches_the_first_listing(visit: Visit) -> None:
    visit.open("/")
    press_until(visit, "#ask-q")
    visit.page.keyboard.type("lonely")
    visit.page.keyboard.press("Enter")
    visit.expect_address(r"/find\?")
    press_until(visit, ".listing-card__name a")
    name = visit.page.locator(":focus").inner_text()
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(name)


def test_back_from_a_listing_leads_to_the_same_results(visit: Visit) -> None:
    visit.open("/find?q=lonely&kind=group")
    address, names = visit.address, visit.card_names()
    press_until(visit, ".listing-card:nth-child(2) .listing-card__name a")
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(names[1])
    visit.page.go_back()
    expect(visit.count).to_be_visible()
    assert (visit.address, visit.card_names()) == (address, names)
    press_until(visit, ".listing-card:nth-child(3) .listing-card__name a")


def test_the_link_of_a_listing_to_more_is_reached_and_leads_to_the_search(visit: Visit) -> None:
    visit.open("/listings/demo-mood-circle")
    press_until(visit, "article.listing .quiet-link")
    visit.page.keyboard.press("Enter")
    visit.expect_address("/find")
    press_until(visit, "#find-q")


def test_filters_are_reached_and_set_with_the_keyboard(visit: Visit) -> None:
    visit.open("/find")
    if visit.is_phone:
        press_until(visit, ".filters__open")
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator("#filters")).to_be_visible()
    press_until(visit, "#f-kind-group")
    visit.page.keyboard.press("Space")
    expect(visit.page.locator("#f-kind-group")).to_be_checked()
    if visit.is_phone or not visit.has_script:
        press_until(visit, ".filters__foot button")
        visit.page.keyboard.press("Enter")
    visit.expect_address("kind=group")
    expect(visit.page.locator(".chip", has_text="group")).to_be_visible()


def test_escape_closes_the_filter_sheet_and_gives_the_focus_back(phone_visit: Visit) -> None:
    phone_visit.open("/find")
    press_until(phone_visit, ".filters__open")
    phone_visit.page.keyboard.press("Enter")
    expect(phone_visit.page.locator("#filters")).to_be_visible()
    phone_visit.page.keyboard.press("Escape")
    expect(phone_visit.page.locator("#filters")).to_be_hidden()
    expect(phone_visit.page.locator(".filters__open")).to_be_focused()


def test_every_stop_of_the_tab_key_is_seen(scripted_visit: Visit) -> None:
    page = scripted_visit.page
    scripted_visit.open("/find?q=lonely&kind=group")
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        stop = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        is_shown, style, width = page.evaluate(OUTLINE)
        assert is_shown and style != "none" and width >= 2, f"no outline around {stop}"
        assert not page.evaluate(IS_COVERED), f"something covers {stop}"


def press_until(visit: Visit, selector: str) -> None:
    """Press Tab until the element has the focus; fails after MOST_STEPS."""
    for _ in range(MOST_STEPS):
        visit.page.keyboard.press("Tab")
        if visit.page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"{MOST_STEPS} times Tab did not reach {selector}")
