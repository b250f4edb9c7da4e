"""A canary in all that is told, looked for wherever anybody could come upon it. v5.0.0-8.2.3, 14.2.1."""

from __future__ import annotations

import datetime as dt
import logging
import runpy

import pytest
from flask import Flask

from directory.config import ROOT
from directory.models import Listing
from tests.suggesting.sending import Visitor, all_suggestions

CANARY = "zyxwvut"
PUBLIC = (
    "/", "/find", "/listings/circle", "/listings/circle/problem", "/listings/circle/problem/wrong",
    "/listings/circle/problem/unsafe", "/suggest", "/suggest?name=circle", "/feed.atom", "/sitemap.xml", "/robots.txt",
    "/listings/circle.ics", "/find.ics", "/about", "/privacy", "/crisis",
)  # fmt: skip
ENVIRON = {"REQUEST_METHOD": "GET", "RAW_URI": "/", "SERVER_PROTOCOL": "HTTP/1.1"}
TOOK = dt.timedelta(milliseconds=3)
POLYGLOT = "\"'><script>alert(1)</script>{{7*7}}<img src=x onerror=alert(1)>"


def told_everywhere(visitor: Visitor) -> list[str]:
    """Tell the canary in every way there is; the links that the sender got."""
    contact = f"{CANARY}@example.org"
    ways = [
        ("/listings/circle/problem/wrong?part=name&part=other", {"told_name": CANARY, "told_other": CANARY}),
        ("/listings/circle/problem/unsafe", {"message": CANARY}),
        ("/listings/circle/problem/closed", {"message": CANARY}),
        ("/suggest", {"what": "group", "name": CANARY, "reach": CANARY, "about": CANARY}),
    ]
    return [visitor.tell(path, contact=contact, **told).response.headers["Location"] for path, told in ways]


def test_what_was_told_stands_on_no_page_in_no_file_and_in_no_log(
    app: Flask, visitor: Visitor, circle: Listing, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    links = told_everywhere(visitor)
    assert len(all_suggestions()) == 4
    for path in (*PUBLIC, *links):
        assert CANARY not in visitor.client.open(path).text, path
    assert CANARY not in caplog.text


def test_the_search_does_not_find_what_was_told(visitor: Visitor, circle: Listing) -> None:
    told_everywhere(visitor)
    assert visitor.client.get(f"/find?q={CANARY}").card_names() == []


def access_line(path: str) -> str:
    """What the server writes into its log for a path, which comes unpacked."""
    settings = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    logger = object.__new__(settings["logger_class"])
    atoms = logger.atoms(_Answer(), _Asked(), {**ENVIRON, "PATH_INFO": path}, TOOK)
    return str(settings["access_log_format"] % atoms)


@pytest.mark.parametrize("before", ["/suggestions/", "/check/", "/manage/kept/"])
def test_the_secret_of_a_link_is_in_no_log(before: str) -> None:
    """v5.0.0-14.2.1, 16.2.5"""
    assert access_line(f"{before}s3cret").startswith(f"GET {before}… 200 ")


def test_a_path_is_one_line_of_the_log_whatever_is_in_it() -> None:
    """v5.0.0-16.4.1"""
    line = access_line("/find\r\nGET /manage 200\x1b[2J\u2028\x85")
    assert line.startswith("GET /find\\x0d\\x0aGET /manage 200\\x1b[2J\\x2028\\x85 200 ")
    assert line.isprintable()
    assert access_line("/listings/circle").startswith("GET /listings/circle 200 ")


def test_markup_in_any_field_stays_text(visitor: Visitor, circle: Listing) -> None:
    """Fault F-27 on the visitor's side: what comes back is shown literally."""
    page = visitor.tell("/suggest", 422, what="x", name=POLYGLOT, reach=POLYGLOT, about=POLYGLOT, contact=POLYGLOT)
    assert page.find("[name=name]").attrib["value"] == POLYGLOT
    assert page.find("[name=about]").text_content().strip() == POLYGLOT
    assert not page.select("main script, main img")


class _Answer:
    status, response_length, sent, headers = "200 OK", 10, 10, ()


class _Asked:
    headers = ()
