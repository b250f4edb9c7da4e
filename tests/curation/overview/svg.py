"""What every picture must have: valid XML, a title, a description, and numbers that one can read."""

from __future__ import annotations

from xml.etree import ElementTree

from lxml.html import HtmlElement, tostring

from tests.page import Page, read_text


def assert_pictures_are_whole(page: Page) -> None:
    """Every picture of the page that says something is valid XML and has its own title and description."""
    pictures = page.select("main svg[role]")
    assert pictures
    for picture in pictures:
        ElementTree.fromstring(tostring(picture, encoding="unicode", with_tail=False))  # noqa: S314 (a page of ours)
        title, desc = picture.find("title"), picture.find("desc")
        assert title is not None and read_text(title)
        assert desc is not None and read_text(desc)
        assert title.attrib["id"] in picture.attrib["aria-labelledby"]
    for other in page.select("main svg:not([role])"):
        assert other.get("aria-hidden") == "true"


def numbers_in_pictures(picture: HtmlElement) -> list[int]:
    """The number of each part that a picture links, in order."""
    return [int(title.text_content().rsplit(":", 1)[1].split()[0]) for title in picture.cssselect("a > title")]
