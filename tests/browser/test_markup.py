"""A directory in which every text is markup, in a real browser: nothing runs, nothing is refused by the policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.browser.contexts import Contexts
from tests.browser.serving import serve
from tests.browser.visit import PHONE, Visit
from tests.conftest import sign_in
from tests.everywhere.furnished import furnish
from tests.everywhere.planting import plant

PUBLIC = (
    "/",
    "/find?kind=group",
    "/listings/larkspur-circle",
    "/needs/i-feel-alone",
    "/guides/rest",
    "/listings/old-circle",
)
CONSOLE = (
    "/manage", "/manage/listings", "/manage/listings/{circle}/edit", "/manage/listings/{circle}/history",
    "/manage/suggestions/1", "/manage/changes", "/manage/people", "/manage/audit", "/manage/guides/rest",
)  # fmt: skip


@pytest.fixture
def visit(app: Flask, contexts: Contexts) -> Iterator[tuple[Visit, int]]:
    """A browser in which an admin is signed in, and the id of a listing."""
    circle = furnish().ids["circle"]
    plant()
    console = sign_in(app, "admin")
    cookie = console._client.get_cookie("session")
    assert cookie is not None
    with serve(app) as address:
        visit = Visit(contexts, address, PHONE)
        visit.context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
        yield visit, circle
        visit.close()


def test_markup_in_every_text_does_nothing_in_a_browser(visit: tuple[Visit, int]) -> None:
    """v5.0.0-1.2.1, 3.4.3; F-27: no dialog, no word of the content policy, nothing asked of anybody."""
    visitor, circle = visit
    said: list[str] = []
    visitor.page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    for path in (*PUBLIC, *CONSOLE):
        visitor.open(path.format(circle=circle), 410 if path.endswith("old-circle") else 200)
        assert path == "/" or "<zqx-el" in visitor.page.locator("body").inner_text(), path
        assert visitor.page.locator("zqx-el, img[src=zqx]").count() == 0, path
    assert visitor.page.evaluate("typeof zqx") == "undefined"
    assert said == []
    assert not [request.url for request in visitor.requests if "zqx" in request.url]
    visitor.check()
