"""The page after htmx has changed a part of it: whole for programs that read aloud, and nobody loses their place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.browser.axe import find_violations
from tests.browser.looking import PHONE_VIEWS, WIDE_VIEWS, Look
from tests.browser.mirror import mirrored
from tests.browser.visit import PHONE, WIDE, Visit

LIVE = re.compile(r"/find(\?|$)")
ERROR = '<div class="stack error"><h1>We could not read that request</h1></div>'
# Ids that stand twice, and references to an id that there is not.
BROKEN_NAMES = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  const lost = ["aria-labelledby", "aria-controls", "for", "popovertarget", "form"].flatMap(name =>
    [...document.querySelectorAll(`[${name}]`)].flatMap(one => one.getAttribute(name).split(" "))
      .filter(id => !document.getElementById(id)));
  return [...twice, ...lost];
}"""


def type_words(words: str, shown: str) -> Callable[[Visit], None]:
    """Type into the field, until the page shows a text."""

    def act(visit: Visit) -> None:
        visit.page.get_by_label("In your own words").fill(words)
        expect(visit.page.locator("#found")).to_contain_text(shown)

    return act


def tick_a_filter(visit: Visit) -> None:
    """Choose a value; on a phone in the sheet, which stays open."""
    visit.open_sheet()
    visit.choose("kind", "group")
    visit.expect_address("kind=group")
    expect(visit.page.locator("#part-kind .filters__in-use")).to_be_visible()


def remove_a_chip(visit: Visit) -> None:
    """Take one of two filters away."""
    visit.page.locator(".chip", has_text="Online").click()
    expect(visit.page.locator(".chip", has_text="Online")).to_have_count(0)


def show_more(visit: Visit) -> None:
    """Have the next page added below."""
    visit.page.get_by_role("link", name=re.compile("^Show more")).click()
    expect(visit.page.locator("#page-2 [data-part]")).to_be_focused()


def get_an_error(status: int) -> Callable[[Visit], None]:
    """Type, and have the server answer with an error."""

    def act(visit: Visit) -> None:
        visit.expected_errors.append(f"status of {status}")
        visit.page.route(LIVE, lambda route: route.fulfill(status=status, body=ERROR, content_type="text/html"))
        visit.page.get_by_label("In your own words").fill("lonely")
        expect(visit.page.get_by_role("alert")).to_be_visible()

    return act


@dataclass(frozen=True)
class Swap:
    """What a visitor does where, so that a part of the page changes."""

    path: str
    act: Callable[[Visit], None]


SWAPS = {
    "a typed search": Swap("/find", type_words("lonely", "We read “lonely” as")),
    "a corrected word": Swap("/find", type_words("depresion", "instead")),
    "a ticked filter": Swap("/find", tick_a_filter),
    "a removed chip": Swap("/find?format=online&kind=group", remove_a_chip),
    "show more": Swap("/find?kind=group", show_more),
    "nothing found": Swap(
        "/find?kind=role&day=sa&format=online&near=40508", type_words("lonely", "Look a little wider")
    ),
    "a refused request": Swap("/find?kind=group", get_an_error(400)),
    "a broken server": Swap("/find?kind=group", get_an_error(500)),
}


@pytest.fixture(params=[*((name, PHONE) for name in SWAPS), ("a ticked filter", WIDE)], ids=lambda param: param[0])
def swapped(request: pytest.FixtureRequest, make_visit: Callable[..., Visit]) -> Visit:
    """A visitor with a phone after each change in turn; filters also beside the results, on a wide screen."""
    name, size = request.param
    visit = make_visit(size)
    visit.open(SWAPS[name].path)
    SWAPS[name].act(visit)
    return visit


def test_axe_finds_nothing_after_a_change_and_every_name_leads_somewhere(swapped: Visit) -> None:
    look = Look(swapped.page)
    look.with_axe(*(PHONE_VIEWS if swapped.is_phone else WIDE_VIEWS))
    assert look.found == []
    assert swapped.page.evaluate(BROKEN_NAMES) == []
    assert swapped.page.locator("h1").count() == 1
    assert swapped.page.evaluate("document.activeElement !== document.body"), "the focus is lost"


def test_axe_would_find_what_a_change_broke(phone_visit: Visit) -> None:
    phone_visit.open("/find")
    phone_visit.page.evaluate("document.querySelector('#find-q').labels[0].remove()")
    assert any(violation.startswith("label:") for violation in find_violations(mirrored(phone_visit.page)))
