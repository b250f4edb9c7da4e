"""What holds for every page and every fragment that the site sends, so that no test looks at a broken one.

Security headers, valid HTML, one h1, a title that fits, unique ids, labelled fields, named buttons and links,
nothing inline.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

import html5lib
from lxml.etree import tostring
from lxml.html import HtmlElement
from werkzeug.test import TestResponse

from tests.page import Page, read_text

# Their titles tell nobody what was looked at (docs/decisions/0005-neutral-titles.md).
NEUTRAL_TITLES = ("/needs/", "/listings/", "/guides/")
DATA_BLOCK = "application/ld+json"
ALLOWED_SCHEMES = {"", "http", "https", "tel", "sms", "mailto", "webcal", "otpauth"}
TAG, VALUE = re.compile(r"<[^>]*>"), re.compile(r'"[^"]*"')
# What was in pages that were valid.
_valid_shapes: set[tuple[str, ...]] = set()


def check_headers(response: TestResponse, may_set_cookie: bool = False) -> None:
    """Security headers, no caching, and no cookie but in the console."""
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert name in response.headers, f"{name} is missing"
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert may_set_cookie or "Set-Cookie" not in response.headers
    assert "no-store" in response.headers["Cache-Control"]


def check_page(page: Page) -> None:
    """What holds for every whole page."""
    check_validity(page)
    headings = page.named("h1")
    assert len(headings) == 1, f"{page.path} has {len(headings)} h1"
    if page.path.startswith(NEUTRAL_TITLES) and page.response.status_code in (200, 422, 429):
        assert page.h1 not in page.title, f"{page.path}: the title tells what was looked at"
    else:
        assert page.title.startswith(page.h1), f"{page.path}: title {page.title!r}, h1 {page.h1!r}"
    assert page.tree.get("lang"), f"{page.path} says in no language"
    for landmark in ("main", "header", "footer"):
        assert page.named(landmark), f"{page.path} has no {landmark}"
    ways = [link for crisis in page.tree.find_class("crisis") for link in crisis.iter("a")]
    assert any(link.get("href", "").startswith("tel:") for link in ways), f"{page.path} has no crisis number"
    assert page.tree.find_class("leave"), f"{page.path} has no leave button"
    check_elements(page)


def check_validity(page: Page) -> None:
    """That the HTML can be read in one way only.

    html5lib, which tells, takes longer than to draw a page. So a page is read only if something is in it as in no page
    that was valid.
    """
    shapes = {*neighbours(page.response.text), *map(surroundings, page.elements)}
    if shapes <= _valid_shapes:
        return
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page.response.text)
    assert not parser.errors, f"{page.path} is not valid: {parser.errors[:3]}"
    _valid_shapes.update(shapes)


def neighbours(html: str) -> Iterable[tuple[str, ...]]:
    """Each tag as it is written, without the values of its attributes, and the next one."""
    return itertools.pairwise(TAG.findall(VALUE.sub("", html)))


def surroundings(element: HtmlElement) -> tuple[str, ...]:
    """The names of an element and of the three around it."""
    return (element.tag, *(outer.tag for outer in itertools.islice(element.iterancestors(), 3)))


def check_elements(page: Page) -> None:
    """What holds for every page and fragment."""
    ids = [element.attrib["id"] for element in page.elements if "id" in element.attrib]
    assert len(ids) == len(set(ids)), f"{page.path}: ids twice: {sorted(i for i in ids if ids.count(i) > 1)}"
    for form in page.named("form"):
        assert form.get("action"), f"{page.path}: a form without action"
    labelled_ids = {label.get("for") for label in page.named("label")}
    for field in page.named("input", "select", "textarea"):
        is_named = field.get("type") == "hidden" or field.get("id") in labelled_ids or field.get("aria-label")
        is_within = next(field.iterancestors("label"), None) is not None
        assert is_named or is_within, f"{page.path}: {tostring(field)} has no label"
    for element in page.named("a", "button", "summary"):
        assert read_text(element), f"{page.path}: {tostring(element)} says nothing"
    for link in page.named("a"):
        if "href" in link.attrib:
            check_link(page, link)
    for element in page.elements:
        bad = [name for name in element.attrib if name == "style" or name.startswith(("on", "hx-"))]
        assert not bad, f"{page.path}: {element.tag} has {bad}"
    check_scripts(page)


def check_scripts(page: Page) -> None:
    """Nothing inline but data for search engines, which no browser runs: one block, and it can be read."""
    assert not page.named("style"), f"{page.path} has inline style"
    inline = [script for script in page.named("script") if "src" not in script.attrib]
    assert {script.get("type") for script in inline} <= {DATA_BLOCK}, f"{page.path} has an inline script"
    assert len(inline) <= 1, f"{page.path} has more than one data block"
    for script in inline:
        assert json.loads(script.text or "")["@context"] == "https://schema.org", f"{page.path}: {script.text}"


def check_link(page: Page, link: HtmlElement) -> None:
    """Links lead to a known scheme; those to other sites tell them nothing."""
    address = link.attrib["href"]
    scheme = re.match(r"^([a-z]+):", address)
    assert (scheme[1] if scheme else "") in ALLOWED_SCHEMES, f"{page.path}: link to {address}"
    if urlsplit(address).scheme in ("http", "https"):
        assert {"noopener", "noreferrer"} <= set(link.get("rel", "").split()), f"{page.path}: {address} without rel"
