"""“Keep this on this phone”: nothing before the tap, two pages without a connection, nothing after Remove or Leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import expect

from directory import assets
from tests.browser.contexts import Contexts
from tests.browser.serving import serve
from tests.browser.test_first_visit import TRACES
from tests.browser.visit import Visit

LIST = "/handout?list=3h.41"


def traces(visit: Visit) -> dict[str, object]:
    """What is in the browser's storages."""
    found = visit.page.evaluate(TRACES)
    found.pop("fonts")
    return found


NOTHING = {"cookies": "", "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}


@pytest.fixture
def keeper(phone_visit: Visit) -> Visit:
    """A visitor who has kept a hand-out on the phone."""
    phone_visit.expected_errors += ["ERR_INTERNET_DISCONNECTED", "Failed to load resource", "Failed to fetch"]
    phone_visit.open(LIST)
    keep(phone_visit)
    return phone_visit


def keep(visit: Visit) -> None:
    """Tap “Keep on this phone” and wait until it is kept."""
    visit.page.get_by_role("button", name="Keep on this phone").click()
    expect(visit.page.get_by_text("Kept on this phone.", exact=True)).to_be_visible()


def test_before_the_tap_there_is_no_trace(phone_visit: Visit) -> None:
    for path in ("/crisis", LIST):
        phone_visit.open(path)
        expect(phone_visit.page.get_by_role("button", name="Keep on this phone")).to_be_visible()
        expect(phone_visit.page.get_by_role("button", name="Remove from this phone")).to_be_hidden()
        assert traces(phone_visit) == NOTHING
    assert not [request for request in phone_visit.requests if "worker" in request.url]


def test_only_two_pages_and_their_files_are_kept(keeper: Visit) -> None:
    kept = keeper.page.evaluate("""async () => {
      const requests = [];
      for (const name of await caches.keys()) requests.push(...await (await caches.open(name)).keys());
      return requests.map(request => new URL(request.url).pathname);
    }""")
    assert [path for path in kept if not path.startswith("/assets/")] == ["/crisis", "/handout"]
    assert sorted(path.split("-")[0] for path in kept if path.startswith("/assets/")) == [
        "/assets/blank", "/assets/favicon", "/assets/site", "/assets/site",
    ]  # fmt: skip
    assert traces(keeper) == NOTHING | {"caches": 1, "workers": 1}


def test_both_pages_open_without_a_connection_and_look_as_they_did(keeper: Visit) -> None:
    keeper.context.set_offline(True)
    names = keeper.page.locator(".handout__name").all_inner_texts()
    keeper.go(LIST)
    assert keeper.page.locator(".handout__name").all_inner_texts() == names
    assert keeper.page.evaluate("getComputedStyle(document.querySelector('.leave')).borderRadius") != "0px"
    expect(keeper.page.get_by_text("Kept on this phone.", exact=True)).to_be_visible()
    keeper.go("/crisis?list=zz")
    expect(keeper.page.get_by_role("heading", level=1)).to_have_text("Talk to someone now")
    expect(keeper.page.locator("[data-no-connection]")).to_be_hidden()
    keeper.page.get_by_role("link", name="Open your hand-out").click()
    assert keeper.page.locator(".handout__name").all_inner_texts() == names


@pytest.mark.parametrize("path", ["/find?q=lonely", "/", "/handout?list=2", "/listings/demo-mood-circle"])
def test_other_pages_say_that_there_is_no_connection_with_the_numbers(keeper: Visit, path: str) -> None:
    keeper.context.set_offline(True)
    response = keeper.go(path)
    assert response and response.status == 503
    expect(keeper.page.get_by_text("There is no connection.")).to_be_visible()
    expect(keeper.page.locator("main a[href='tel:988']").first).to_be_visible()


def test_with_a_connection_every_page_comes_from_the_site(keeper: Visit) -> None:
    for path in (LIST, "/crisis", "/find?kind=group"):
        response = keeper.go(path)
        assert response and response.status == 200
        expect(keeper.page.locator("[data-no-connection]")).to_be_hidden()
    told = "fetch('/find?q=lonely', {headers: {'HX-Request': 'true'}}).then(answer => answer.text())"
    assert "<html" not in keeper.page.evaluate(told)


def test_remove_takes_everything_away(keeper: Visit) -> None:
    keeper.page.get_by_role("button", name="Remove from this phone").click()
    expect(keeper.page.get_by_text("Nothing of it is left.")).to_be_visible()
    expect(keeper.page.get_by_role("button", name="Remove from this phone")).to_be_hidden()
    assert traces(keeper) == NOTHING
    keeper.open("/crisis")
    assert traces(keeper) == NOTHING


def test_remove_works_without_a_connection(keeper: Visit) -> None:
    keeper.context.set_offline(True)
    keeper.go("/crisis")
    keeper.page.get_by_role("button", name="Remove from this phone").click()
    expect(keeper.page.get_by_text("Nothing of it is left.")).to_be_visible()
    assert traces(keeper) == NOTHING


def test_leave_takes_everything_away(keeper: Visit, neutral_site: str) -> None:
    keeper.known_hosts.add(urlsplit(neutral_site).netloc)
    keeper.go("/find")
    keeper.page.get_by_role("link", name="Leave", exact=True).first.click()
    expect(keeper.page).to_have_url(f"{neutral_site}/")
    keeper.open("/about")
    assert traces(keeper) == NOTHING


def test_a_newer_hand_out_takes_the_place_of_the_older(keeper: Visit) -> None:
    keeper.open("/handout?list=2f")
    expect(keeper.page.get_by_role("button", name="Remove from this phone")).to_be_visible()
    expect(keeper.page.get_by_text("Kept on this phone.", exact=True)).to_be_hidden()
    keep(keeper)
    keeper.context.set_offline(True)
    keeper.go("/handout?list=2f")
    expect(keeper.page.locator(".handout__one")).to_have_count(1)
    keeper.go(LIST)
    expect(keeper.page.get_by_text("There is no connection.")).to_be_visible()


@pytest.fixture
def own_site(make_app: Callable[..., Flask]) -> Iterator[tuple[str, Flask]]:
    """A site that a test may change, and its application."""
    app = make_app(template="seeded", DEMO=True)
    with serve(app) as address:
        yield address, app


def test_kept_pages_open_after_the_site_has_a_new_version(
    contexts: Contexts, own_site: tuple[str, Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, app = own_site
    visit = Visit(contexts, address, {"width": 360, "height": 740})
    visit.open(LIST)
    keep(visit)
    read = assets._read
    monkeypatch.setattr(assets, "_read", lambda name: read(name) + ("" if name.endswith("svg") else "\n/* new */"))
    app.extensions["assets"] = assets._bundles()
    response = visit.go("/about")
    assert response and response.status == 200
    visit.context.set_offline(True)
    visit.go(LIST)
    expect(visit.page.locator(".handout__one")).to_have_count(2)
    assert visit.page.evaluate("getComputedStyle(document.querySelector('.handout__one')).display") == "grid"
    visit.go("/crisis")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Talk to someone now")
    visit.close()


def test_the_crisis_page_can_be_kept_alone(phone_visit: Visit) -> None:
    phone_visit.expected_errors += ["ERR_INTERNET_DISCONNECTED", "Failed to load resource"]
    phone_visit.open("/crisis")
    keep(phone_visit)
    phone_visit.context.set_offline(True)
    phone_visit.go("/crisis")
    expect(phone_visit.page.get_by_role("heading", level=1)).to_have_text("Talk to someone now")
    expect(phone_visit.page.locator("[data-no-connection]")).to_be_hidden()
