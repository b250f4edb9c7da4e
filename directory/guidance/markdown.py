"""A guide's text as HTML: rendered by markdown-it-py, cleaned by nh3, with an id on every heading.

Editors write Markdown; HTML in it is shown as text. What comes out is the only HTML of this program that is not made by
a template, so it passes an allow-list of tags and addresses.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from itertools import chain, count, pairwise
from urllib.parse import urlencode

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from directory.carried import carried, with_query

TAGS = {"p", "h2", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote"}
_OWN_ADDRESS = re.compile(r'(?<=<a href=")/[^"#]*')
_parser = MarkdownIt("commonmark", {"html": False})


def render_markdown(text: str) -> Markup:
    """The HTML of a Markdown text. Links to our own pages take along what goes along (carried.py)."""
    html = _render(text)
    if carried():
        query = urlencode(carried())
        html = _OWN_ADDRESS.sub(lambda address: escape(with_query(unescape(address[0]), query)), html)
    return Markup(html)  # noqa: S704 (cleaned below)


def heading_id(heading: str) -> str:
    """The id of a heading, for addresses: "You may just listen" → "you-may-just-listen"; empty in another script."""
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", heading.lower())))


def heading_ids(headings: list[str]) -> list[str]:
    """An id for each heading of a text: what comes again gets a number, one without letters of ours is "part-N"."""
    ids: list[str] = []
    for position, heading in enumerate(headings, start=1):
        wanted = heading_id(heading) or f"part-{position}"
        numbered = (f"{wanted}-{number}" for number in count(2))
        ids.append(next(id for id in chain([wanted], numbered) if id not in ids))
    return ids


@lru_cache(maxsize=200)
def _render(text: str) -> str:
    tokens = _parser.parse(text)
    headings = [pair for pair in pairwise(tokens) if pair[0].type == "heading_open"]
    ids = heading_ids([content.content for _, content in headings])
    for (opening, _), id in zip(headings, ids, strict=True):
        opening.attrSet("id", id)
    html = str(_parser.renderer.render(tokens, _parser.options, {}))
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "h2": {"id"}},
        url_schemes={"http", "https", "mailto", "tel", "sms"},
        link_rel="noopener noreferrer",
    )
