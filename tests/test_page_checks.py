"""That the checks of every page find what they are for."""

from __future__ import annotations

import pytest
from flask import Response
from werkzeug.test import Client as BareClient

from tests.page import Page
from tests.page_checks import check_elements, check_page, check_validity

GOOD = """<!doctype html><html lang="en"><head><title>Find help · Lean On</title></head><body>
<header><a class="leave" href="/leave">Leave</a><p class="crisis"><a href="tel:988">988</a></p></header>
<main><h1>Find <b>help</b></h1><!-- a note -->
<p>Tell us&nbsp;what  would help.</p><script src="/one.js"></script>
<form action="/find"><label for="q">Words</label><input id="q"><label>Free <input type="checkbox"></label></form>
<a href="https://example.org" rel="noopener noreferrer">A site</a></main><footer>The end</footer></body></html>"""
FAULTS = {
    "two-h1": ("<footer>", "<h1>Again</h1><footer>"),
    "title-of-another-page": ("<title>Find", "<title>Lose"),
    "no-language": (' lang="en"', ""),
    "no-footer": ("<footer>The end</footer>", ""),
    "no-crisis-number": ("tel:988", "/crisis"),
    "no-way-out": (' class="leave"', ""),
    "left-open": ("<b>help</b>", "<b>help"),
    "attribute-twice": ('<input id="q">', '<input id="q" id="q">'),
    "stray-end": ("The end", "The end</strong>"),
    "id-twice": ("<footer>", '<footer id="q">'),
    "form-that-leads-nowhere": (' action="/find"', ""),
    "field-without-label": (' for="q"', ""),
    "link-without-words": (">A site<", "><"),
    "link-that-runs": ("https://example.org", "javascript:alert(1)"),
    "link-that-tells": (' rel="noopener noreferrer"', ""),
    "style-inline": ("<footer>", "<footer style='color: red'>"),
    "event-inline": ("<footer>", "<footer onclick='run()'>"),
    "htmx-not-as-data": ("<footer>", "<footer hx-get='/find'>"),
    "script-inline": (' src="/one.js"', ""),
    "data-that-cannot-be-read": ('<script src="/one.js">', '<script type="application/ld+json">{'),
}


def answered(html: str, path: str = "/find") -> Page:
    """A page with these contents."""
    return Page(BareClient(Response(html)).get(path), path)


def test_a_page_without_fault_is_let_through() -> None:
    check_page(answered(GOOD))


@pytest.mark.parametrize(("good", "bad"), FAULTS.values(), ids=list(FAULTS))
def test_a_fault_is_found(good: str, bad: str) -> None:
    check_validity(answered(GOOD))  # what was valid once makes nobody blind for what comes after it
    with pytest.raises((AssertionError, ValueError)):
        check_page(answered(GOOD.replace(good, bad)))


def test_a_neutral_page_says_nothing_in_its_title() -> None:
    with pytest.raises(AssertionError, match="the title tells"):
        check_page(answered(GOOD, "/listings/one"))


def test_a_fragment_is_read_without_a_page_around_it() -> None:
    fragment = answered("<tr><td>One</td><td><a href='/two'>Two  here</a></td></tr>")
    check_elements(fragment)
    assert fragment.text == "One Two here"
    assert fragment.link("Two") == "/two"


def test_what_is_read_is_what_is_shown() -> None:
    page = answered(GOOD)
    assert page.h1 == "Find help"
    assert page.main_text == "Find help Tell us what would help. Words Free A site"
    assert (answered("").text, answered("").h1) == ("", "")
