"""A guide's text as HTML that can harm nobody."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from lxml.html import fragment_fromstring

from directory.guidance.markdown import heading_id, render_markdown

HOSTILE = (
    "<script>alert(1)</script>",
    "[a](javascript:alert(1))",
    "[a](data:text/html,x)",
    '<img src=x onerror="alert(1)">',
    "![a](https://example.org/x.png)",
    "<style>body{display:none}</style>",
    '[a](https://example.org "onmouseover=alert(1)")',
    "<iframe src=https://example.org></iframe>",
)


def test_text_becomes_paragraphs_headings_and_lists(app: Flask) -> None:
    with app.test_request_context("/"):
        html = render_markdown("Hello.\n\n## You may just *listen*\n\n- one\n- **two**\n")
    assert html == (
        "<p>Hello.</p>\n"
        '<h2 id="you-may-just-listen">You may just <em>listen</em></h2>\n'
        "<ul>\n<li>one</li>\n<li><strong>two</strong></li>\n</ul>\n"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_could_harm_comes_out(app: Flask, text: str) -> None:
    """v5.0.0-1.3.1, 1.3.5; F-27"""
    with app.test_request_context("/"):
        shown = fragment_fromstring(render_markdown(text), create_parent="section")
    assert {element.tag for element in shown.iterdescendants()} <= {"p", "a"}
    for link in shown.iter("a"):
        assert set(link.attrib) <= {"href", "rel", "title"}
        assert link.attrib["href"].startswith("https://")


def test_links_tell_other_sites_nothing(app: Flask) -> None:
    with app.test_request_context("/"):
        html = render_markdown("[a](https://example.org/)")
    assert html == '<p><a href="https://example.org/" rel="noopener noreferrer">a</a></p>\n'


def test_links_to_our_pages_take_along_what_goes_along(app: Flask) -> None:
    text = "[a](/guides/loneliness) [b](/find?kind=helpline) [c](https://example.org/x) [d](/about#privacy)"
    with app.test_request_context("/guides/x?list=1a.2b&quiet=yes"):
        html = render_markdown(text)
    assert 'href="/guides/loneliness?list=1a.2b&amp;quiet=yes"' in html
    assert 'href="/find?kind=helpline&amp;list=1a.2b&amp;quiet=yes"' in html
    assert 'href="https://example.org/x"' in html
    assert 'href="/about?list=1a.2b&amp;quiet=yes#privacy"' in html
    with app.test_request_context("/guides/x"):
        assert 'href="/guides/loneliness"' in render_markdown(text)


@pytest.mark.parametrize(
    ("heading", "id"),
    [("You may just listen", "you-may-just-listen"), ("If it's 3 AM", "if-its-3-am"), ("“Not now”", "not-now")],
)
def test_a_heading_has_an_id_that_can_be_typed(heading: str, id: str) -> None:
    assert heading_id(heading) == id


def test_each_heading_of_a_text_has_an_id_of_its_own(app: Flask) -> None:
    html = render_markdown("## Try this\n\n## Привет\n\n## Try this\n\n## Try this 2\n\n## Привет\n")
    assert re.findall(r'id="(.*?)"', html) == ["try-this", "part-2", "try-this-2", "try-this-2-2", "part-5"]
