"""Every screen of the site in every state that looks different: where it is and how it is brought about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect


def open_sheet(page: Page) -> None:
    """Open the filter sheet, where there is a button for it, and every group of filters in it."""
    if page.locator(".filters__open").is_visible():
        page.locator(".filters__open").click()
    expect(page.locator("#filters")).to_be_visible()
    for part in page.locator("#filters details:not([open]) summary").all()[::-1]:
        part.click()


def open_all_needs(page: Page) -> None:
    """Unfold every “more” of the groups of needs."""
    for rest in page.locator(".need-group__rest:not([open]) summary").all()[::-1]:
        rest.click()


def open_calendar(page: Page) -> None:
    """Unfold the ways into a calendar."""
    page.get_by_text("Add to calendar").click()
    expect(page.get_by_role("link", name="Add the dates")).to_be_visible()


def write_on_it(page: Page) -> None:
    """Unfold the fields of a hand-out and write a title."""
    page.get_by_text("Write on it").click()
    page.get_by_label("Title").fill("For Sam, after the hospital")


def open_share(page: Page) -> None:
    """Unfold “Share this” on the page of a listing."""
    page.get_by_text("Share this").click()


def ask_back(page: Page) -> None:
    """Unfold the fields for a mail address."""
    page.get_by_text("May we ask you back?").click()


def reflect(page: Page) -> None:
    """Answer all of the reflection and see what may help."""
    for choice in page.get_by_role("radio", name="Very like me").all():
        choice.check()
    page.get_by_role("button", name="See what may help").click()
    expect(page.locator("#result")).to_be_visible()


def lose_the_connection(page: Page) -> None:
    """Ask for results that never come."""
    page.route("**/find?q=lonely**", lambda route: route.abort())
    page.get_by_label("In your own words").fill("lonely")
    expect(page.get_by_role("alert")).to_be_visible()


def leave_without_arriving(page: Page) -> None:
    """Tap Leave and get no other page: only the blank sheet is there."""
    stay_on_leave(page)
    page.locator(".masthead .leave").click()
    expect(page.locator(".veil")).to_be_visible()


def stay_on_leave(page: Page) -> None:
    """Let /leave bring nothing, so that what stands there until another site comes can be looked at."""
    page.route("**/leave", lambda route: route.fulfill(status=204))


@dataclass(frozen=True)
class Screen:
    """One screen. prepare: what a visitor does there before it is looked at."""

    path: str
    status: int = 200
    prepare: Callable[[Page], None] | None = None


SCREENS = {
    "home": Screen("/"),
    "home-all-needs": Screen("/", prepare=open_all_needs),
    "find": Screen("/find"),
    "find-filters-open": Screen("/find?kind=community&near=40508", prepare=open_sheet),
    "find-near": Screen("/find?q=can%27t+sleep&near=40508&kind=helpline"),
    "find-nothing": Screen("/find?q=lonely&near=40508&kind=role&day=sa&format=online"),
    "find-ambiguous": Screen("/find?near=Springfield&kind=program"),
    "find-corrected": Screen("/find?q=depresion&near=Nowhereville&kind=program&day=nonsense"),
    "find-second-page": Screen("/find?kind=group&page=5"),
    "find-connection-lost": Screen("/find?kind=program", prepare=lose_the_connection),
    "need": Screen("/needs/i-feel-alone"),
    "listing-calendar-open": Screen("/listings/demo-mood-circle", prepare=open_calendar),
    "calendar-without-dates": Screen("/listings/demo-old-ferry-evening.ics", 404),
    "listing-organization": Screen("/listings/demo-larkspur-minds"),
    "listing-group": Screen("/listings/demo-mood-circle"),
    "listing-program": Screen("/listings/demo-papers-and-rides"),
    "listing-helpline": Screen("/listings/demo-county-crisis-line"),
    "listing-role": Screen("/listings/demo-warmline-listener"),
    "listing-community": Screen("/listings/demo-peer-rooms"),
    "listing-long-name": Screen("/listings/demo-long-name"),
    "listing-hidden-address": Screen("/listings/demo-safe-porch"),
    "listing-closed-for-now": Screen("/listings/demo-old-ferry-evening"),
    "listing-tombstone": Screen("/listings/demo-fernley-lunch", 410),
    "listing-problem": Screen("/listings/demo-mood-circle/problem"),
    "suggesting-choice": Screen("/listings/demo-mood-circle/problem/wrong"),
    "suggesting-change": Screen("/listings/demo-mood-circle/problem/wrong?part=name&part=phones&part=schedules"),
    "suggesting-unsafe": Screen("/listings/demo-mood-circle/problem/unsafe"),
    "suggesting-closed": Screen("/listings/demo-mood-circle/problem/closed"),
    "suggesting-new": Screen("/suggest", prepare=ask_back),
    "suggesting-alike": Screen("/suggest?name=mood+circle"),
    "listing-share-open": Screen("/listings/demo-mood-circle?list=3h", prepare=open_share),
    "handout": Screen("/handout?list=3h.3g.2f.2.41", prepare=write_on_it),
    "handout-large": Screen("/handout?list=3h.2&size=large"),
    "handout-left-out": Screen("/handout?list=3h.zzz.!&was=3h.2"),
    "handout-empty": Screen("/handout"),
    "find-with-handout": Screen("/find?kind=helpline&list=3h.41"),
    "guides": Screen("/guides"),
    "guides-chosen": Screen("/guides?need=i-feel-alone"),
    "guide": Screen("/guides/first-support-group?near=40508"),
    "guide-for-supporters": Screen("/guides/supporting-anxious-style"),
    "reflection": Screen("/guides/relationship-styles/reflect"),
    "reflection-answered": Screen("/guides/relationship-styles/reflect", prepare=reflect),
    "supporting": Screen("/guides/supporting"),
    "sign": Screen("/guides/supporting/gets-very-angry"),
    "case": Screen("/guides/supporting/practice/dev?choice=c"),
    "crisis": Screen("/crisis"),
    "safety": Screen("/safety"),
    "privacy": Screen("/privacy"),
    "about": Screen("/about"),
    "quiet-mode": Screen("/safety?quiet=yes"),
    "leaving": Screen("/find?kind=community", prepare=leave_without_arriving),
    "not-found": Screen("/no-such-page", 404),
}
