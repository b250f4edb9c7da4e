"""An hour a week on a phone: from the printed link to three listings confirmed by thumb, and visitors see it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, expect

from tests.browser.joining import join_with_app, printed_link
from tests.browser.visit import Visit
from tests.factories import commit, make_listing, make_location, make_phone, make_schedule

NAMES = ("Attic Writers", "Fernley Walk", "Tuesday Circle")
# One to begin, and for each listing the call and what came of it.
MOST_TAPS = 1 + 2 * len(NAMES)
# A tap on a number opens the phone, which a test does not have.
NO_PHONE = "addEventListener('click', (tap) => tap.target.closest('[href^=tel]') && tap.preventDefault(), true)"


def make_three_groups() -> None:
    """Three groups that nobody has checked."""
    for name in NAMES:
        make_listing(
            name,
            phones=[make_phone(hours="Weekdays 9 to 5")],
            schedules=[make_schedule()],
            locations=[make_location(name="Library")],
            application_process="Just come.\nBring a friend if you like.",
        )


def test_a_first_coordinator_joins_by_the_printed_link_and_confirms_three_listings_with_seven_taps(
    console_site: tuple[Flask, str], make_phone_visit: Callable[..., Visit], capsys: pytest.CaptureFixture[str]
) -> None:
    app, _address = console_site
    with app.app_context():
        make_three_groups()
        commit()
    visit = make_phone_visit(has_touch=True)
    visit.page.add_init_script(NO_PHONE)
    join_with_app(visit, printed_link(app, capsys))
    confirm_three(visit)
    visit.open("/find")
    assert sorted(visit.card_names()) == [*NAMES]
    expect(visit.page.locator(".checked", has_text="by phone")).to_have_count(len(NAMES))
    expect(visit.page.get_by_text("Not yet checked by us")).to_have_count(0)
    visit.open("/manage")
    visit.page.get_by_role("button", name="Sign out", exact=True).click()
    expect(visit.page.get_by_role("heading", name="You are signed out")).to_be_visible()


def confirm_three(visit: Visit) -> None:
    """From the queue through all three, with no tap too many."""
    taps = 0

    def tap(target: Locator) -> None:
        nonlocal taps
        box = target.bounding_box()
        assert box and box["height"] >= 44, "too small for a thumb"
        target.tap()
        taps += 1

    page = visit.page
    visit.expect_address(r"/manage$")
    tap(page.get_by_role("button", name="Give me five"))
    for name in NAMES:
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        call = page.get_by_role("link", name="Call 859-555-0123")
        expect(call).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("button", name="Still right")).to_be_in_viewport(ratio=1)
        tap(call)
        tap(page.get_by_role("button", name="Still right"))
    visit.expect_address(r"/manage$")
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs you today")
    expect(page.get_by_text("Nothing needs you today. Thank you.")).to_be_visible()
    assert taps <= MOST_TAPS
