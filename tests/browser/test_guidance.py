"""What readers do with guidance: read and find people, reflect, practice; with script and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visit import Visit

REFLECTION = "/guides/relationship-styles/reflect"


def answer_all(visit: Visit, label: str) -> None:
    """Choose the same answer to every statement."""
    for choice in visit.page.get_by_role("radio", name=label).all():
        choice.check()


def test_a_reader_finds_people_near_to_do_it_with(visit: Visit) -> None:
    visit.open("/guides")
    visit.page.get_by_role("link", name="Your first support group").click()
    expect(visit.page.locator(".guide-text h2").first).to_be_visible()
    visit.page.get_by_label("Near", exact=False).fill("40508")
    visit.page.get_by_role("button", name="Show", exact=True).click()
    expect(visit.page.get_by_text("for Lexington, KY 40508")).to_be_visible()
    name = visit.card_names()[0]
    visit.page.get_by_role("link", name=name, exact=True).first.click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(name)


def test_guides_are_chosen_by_reader(visit: Visit) -> None:
    visit.open("/guides")
    visit.page.get_by_role("link", name="For family and friends").click()
    expect(visit.page.locator("[aria-current=true]")).to_have_text("For family and friends")
    expect(visit.page.locator("#guide-count")).to_have_text(re.compile(r"^\d guides"))
    assert visit.page.locator(".guide-card").count() < 16


def test_a_reflection_leads_to_people_and_leaves_no_trace(visit: Visit) -> None:
    visit.open(REFLECTION)
    answer_all(visit, "Very like me")
    visit.page.get_by_role("button", name="See what may help").click()
    expect(visit.page.locator("#result")).to_be_visible()
    expect(visit.page.locator("#reflection .listing-card")).to_have_count(3)
    assert visit.address == REFLECTION
    assert visit.context.cookies() == []
    if visit.has_script:
        assert visit.page.evaluate("() => localStorage.length + sessionStorage.length") == 0


def test_a_reflection_may_be_skipped_in_part(visit: Visit) -> None:
    visit.open(REFLECTION)
    visit.page.get_by_role("button", name="See what may help").click()
    expect(visit.page.locator("#result")).to_have_text("A few more answers, please")


def test_a_supporter_practices_until_a_choice_helps(visit: Visit) -> None:
    visit.open("/guides/supporting")
    visit.page.get_by_role("link", name="Asks for reassurance again and again").click()
    visit.page.get_by_role("link", name=re.compile("^Practice:")).click()
    for number in range(3):
        visit.page.locator(".choice__text").nth(number).click()
        expect(visit.page.locator("#feedback")).to_be_visible()
        expect(visit.page.locator("[aria-current=true] .choice__mark")).to_have_text(str(number + 1))
    assert re.search(r"\?choice=", visit.address) or visit.has_script


@pytest.mark.parametrize("path", ["/guides/supporting/practice/lena", REFLECTION])
def test_the_keyboard_goes_on_at_what_came_new(phone_visit: Visit, path: str) -> None:
    phone_visit.open(path)
    target = "#result" if path == REFLECTION else "#feedback"
    button = phone_visit.page.locator("button[type=submit], .choice__text").last
    button.focus()
    button.press("Enter")
    expect(phone_visit.page.locator(target)).to_be_focused()
