"""What search engines are told of the whole site: which pages there are, and which addresses are none of theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import quote

from flask import current_app

from directory.exchange.addresses import whole_address
from directory.exchange.queries import count_pages, find_guide_slugs, find_pages
from directory.search import all_terms

# Source: https://www.sitemaps.org/protocol.html (50,000 addresses in one file)
MOST_IN_FILE = 50_000
# Pages without parameters, as far as there are such features.
STATIC_PAGES = (
    "search.show_home",
    "search.show_find",
    "site.show_crisis",
    "site.show_about",
    "site.show_safety",
    "site.show_privacy",
    "guidance.show_guides",
)
GUIDE_PAGE = "guidance.show_guide"
# Searches with filters, what goes along in addresses, files with dates, reports of a problem, the way out.
KEPT_OUT = (
    "/find?",
    "/*?list=",
    "/*&list=",
    "/*?quiet=",
    "/*&quiet=",
    "/find.ics",
    "/calendar.ics",
    "/listings/*.ics",
    "/listings/*/",
    "/suggest",
    "/check/",
    "/handout",
    "/find/",
    "/l/",
    "/leave",
)
Pages = list[tuple[str, dt.datetime | None]]


def count_files() -> int:
    """How many files the list of pages takes."""
    return -(-(count_pages() + len(_other_pages())) // MOST_IN_FILE)


def list_pages(part: int) -> Pages:
    """(whole address, last change) of the pages in one file. part: from 1; one beyond the end has none."""
    others = _other_pages()
    skip = (part - 1) * MOST_IN_FILE
    own: Pages = others[skip : skip + MOST_IN_FILE]
    rows = find_pages(max(0, skip - len(others)), MOST_IN_FILE - len(own))
    # Made once and not 50,000 times: that takes a second, and a process computes one answer at a time.
    listings = whole_address("listings.show_listing", slug="-").removesuffix("-")
    return [*own, *((listings + quote(slug), changed) for slug, changed in rows)]


def _other_pages() -> Pages:
    return [(address, None) for address in (*_static_pages(), *_needs(), *_guides())]


def _static_pages() -> Iterator[str]:
    return (whole_address(endpoint) for endpoint in STATIC_PAGES if endpoint in current_app.view_functions)


def _needs() -> Iterator[str]:
    needs = (term for term in all_terms().values() if term.taxonomy_slug == "need" and term.parent_id is not None)
    return (whole_address("search.show_need", slug=need.slug) for need in needs)


def _guides() -> Iterator[str]:
    if GUIDE_PAGE not in current_app.view_functions:
        return iter(())
    return (whole_address(GUIDE_PAGE, slug=slug) for slug in find_guide_slugs())
