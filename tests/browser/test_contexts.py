"""That a context which served a visitor is as empty as a new one for the next."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.contexts import Contexts
from tests.browser.test_first_visit import TRACES
from tests.browser.visit import PHONE, Visit

LEAVE_TRACES = """async () => {
  document.cookie = "seen=yes; path=/";
  localStorage.seen = sessionStorage.seen = "yes";
  await new Promise((done) => { indexedDB.open("seen").onsuccess = done; });
}"""
# What stays with a context and cannot be taken back.
LASTING = re.compile(r"page\.clock|context\.(clock|add_init_script|expose_\w+|storage_state)\b")


def test_the_next_visitor_finds_nothing_of_the_one_before(contexts: Contexts, site: str) -> None:
    before = Visit(contexts, site, PHONE)
    before.open("/crisis")
    before.page.get_by_role("button", name="Keep on this phone").click()
    expect(before.page.get_by_text("Kept on this phone.", exact=True)).to_be_visible()
    before.page.evaluate(LEAVE_TRACES)
    before.context.route("**/about", lambda route: route.abort())
    before.context.set_offline(True)
    before.close()
    visit = Visit(contexts, site, PHONE)
    assert visit.context is before.context
    visit.open("/about")
    assert visit.context.cookies() == []
    traces = visit.page.evaluate(TRACES)
    assert traces.pop("cookies") == "" and set(traces.values()) == {0}, traces
    assert visit.page.evaluate("[history.length, document.hasFocus()]") == [2, True]  # the blank page is the first
    assert len(visit.context.pages) == 1 and before.troubles == visit.troubles == []
    visit.close()


def test_a_clock_that_was_set_is_nobody_elses(contexts: Contexts, site: str) -> None:
    before = Visit(contexts, site, PHONE)
    before.clock.install()
    before.close()
    visit = Visit(contexts, site, PHONE)
    assert visit.context is not before.context
    visit.close()


def test_no_test_leaves_anything_else_in_a_context() -> None:
    tests = [path for path in Path(__file__).parent.glob("*.py") if path.name not in (Path(__file__).name, "visit.py")]
    assert len(tests) > 20
    assert [path.name for path in tests if LASTING.search(path.read_text(encoding="utf-8"))] == []
