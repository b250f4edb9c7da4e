"""An hour at the console in a browser without script: each thing is done with forms and links."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.desks import make_groups, make_told_group
from tests.browser.visit import Visit

NAMES = ("Attic Writers", "Fernley Walk")


@pytest.fixture
def make_plain_desk(make_desk: Callable[..., Visit]) -> Callable[..., Visit]:
    """Makes a coordinator whose phone runs no script."""
    return lambda fill: make_desk(fill, java_script_enabled=False)


def test_a_listing_is_changed_with_one_more_number(make_plain_desk: Callable[..., Visit]) -> None:
    desk = make_plain_desk(make_groups)
    page = desk.page
    desk.open("/manage/listings/1/edit")
    page.get_by_label("Name", exact=True).fill("Larkspur Evening")
    page.get_by_role("button", name="Add a number").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Larkspur Evening")
    page.locator("#phones-1-number").fill("859-555-0177")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator(".said")).to_be_visible()
    desk.open("/find")
    assert desk.card_names() == ["Larkspur Evening"]
    desk.open("/listings/" + (page.locator(".listing-card__name a").get_attribute("href") or "").rpartition("/")[2])
    expect(page.get_by_text("859-555-0177")).to_be_visible()


def test_a_call_is_confirmed_and_the_next_one_comes(make_plain_desk: Callable[..., Visit]) -> None:
    desk = make_plain_desk(lambda: make_groups(*NAMES))
    desk.open("/manage")
    desk.page.get_by_role("button", name="Give me five").click()
    for name in NAMES:
        expect(desk.page.get_by_role("heading", level=1)).to_have_text(name)
        desk.page.get_by_role("button", name="Still right").click()
    expect(desk.page.get_by_text("Nothing needs you today. Thank you.")).to_be_visible()


def test_a_suggestion_is_accepted_in_part_and_refused_in_part(make_plain_desk: Callable[..., Visit]) -> None:
    desk = make_plain_desk(make_told_group)
    page = desk.page
    desk.open("/manage/suggestions/1")
    name, summary = page.locator("section.part").all()
    summary.get_by_label("Accept").check()
    name.get_by_label("Refuse").check()
    name.get_by_label("Or in your own words").fill("It is not called so.")
    page.get_by_role("button", name="Save the decisions").click()
    expect(page.locator(".said")).to_be_visible()
    desk.open("/manage/suggestions/1")
    expect(page.locator(".part__decided")).to_have_count(2)
    desk.open("/find")
    assert desk.card_names() == ["Larkspur Circle"]
    expect(page.get_by_text("A calm hour to talk.")).to_be_visible()


def test_two_listings_are_changed_at_once_and_put_back(make_plain_desk: Callable[..., Visit]) -> None:
    desk = make_plain_desk(lambda: make_groups(*NAMES))
    page = desk.page
    desk.open("/manage/bulk")
    for name in NAMES:
        page.get_by_label(name).check()
    page.get_by_label("Set the notice on its page").check()
    page.get_by_label("Notice on its page", exact=True).fill("Closed on Friday.")
    page.get_by_role("button", name="See what would change").click()
    page.get_by_role("button", name="Change 2 listings").click()
    expect(page.get_by_text("2 listings were changed at once.")).to_be_visible()
    desk.open("/find")
    page.locator(".listing-card__name a").first.click()
    expect(page.get_by_text("Closed on Friday.").first).to_be_visible()
    desk.open("/manage/changes")
    page.get_by_role("link", name="with 1 other").first.click()
    page.get_by_role("button", name="Undo all of it").click()
    desk.open("/find")
    page.locator(".listing-card__name a").first.click()
    expect(page.get_by_text("Closed on Friday.")).to_have_count(0)
