"""An hour a week on a phone: three listings called and confirmed by thumb, and visitors see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, expect

from directory.database import db
from directory.people.sessions import carry_on, make_sign_in
from tests.browser.serving import serve
from tests.browser.visit import PHONE, Visit
from tests.databases import Databases
from tests.factories import commit, make_listing, make_location, make_person, make_phone, make_schedule

NAMES = ("Attic Writers", "Fernley Walk", "Tuesday Circle")
# One to begin, and for each listing the call and what came of it.
MOST_TAPS = 1 + 2 * len(NAMES)
# A tap on a number opens the phone, which a test does not have.
NO_PHONE = "addEventListener('click', (tap) => tap.target.closest('[href^=tel]') && tap.preventDefault(), true)"


@pytest.fixture
def desk(make_app: Callable[..., Flask], databases: Databases, browser: Browser) -> Iterator[Visit]:
    """A coordinator who is signed in on a phone; three groups that nobody has checked."""
    app = make_app()
    with app.app_context():
        for name in NAMES:
            make_listing(
                name,
                phones=[make_phone(hours="Weekdays 9 to 5")],
                schedules=[make_schedule()],
                locations=[make_location(name="Library")],
                application_process="Just come.\nBring a friend if you like.",
            )
        person = make_person()
        commit()
        session: dict[str, object] = {}
        carry_on(make_sign_in(person.id), session)
        commit()
        cookie = app.session_interface.get_signing_serializer(app).dumps(session)  # type: ignore[attr-defined]
        db.session.remove()
    with serve(app) as site:
        visit = Visit(browser, site, PHONE, has_touch=True)
        visit.context.add_cookies([{"name": "session", "value": cookie, "url": site}])
        visit.context.add_init_script(NO_PHONE)
        yield visit
        visit.context.close()
    visit.check()
    with app.app_context():
        db.engine.dispose()
    databases.drop(app.config["DATABASE_URL"])


def test_three_listings_are_called_and_confirmed_with_seven_taps_and_visitors_see_it(desk: Visit) -> None:
    taps = 0

    def tap(target: Locator) -> None:
        nonlocal taps
        box = target.bounding_box()
        assert box and box["height"] >= 44, "too small for a thumb"
        target.tap()
        taps += 1

    page = desk.page
    desk.open("/manage")
    tap(page.get_by_role("button", name="Give me five"))
    for name in NAMES:
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        call = page.get_by_role("link", name="Call 859-555-0123")
        expect(call).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("button", name="Still right")).to_be_in_viewport(ratio=1)
        tap(call)
        tap(page.get_by_role("button", name="Still right"))
    desk.expect_address(r"/manage$")
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs you today")
    expect(page.get_by_text("Nothing needs you today. Thank you.")).to_be_visible()
    assert taps <= MOST_TAPS
    desk.open("/find")
    assert sorted(desk.card_names()) == [*NAMES]
    expect(page.locator(".checked", has_text="by phone")).to_have_count(len(NAMES))
    expect(page.get_by_text("Not yet checked by us")).to_have_count(0)
