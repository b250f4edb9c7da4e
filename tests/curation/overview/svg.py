"""What every picture must have: valid XML, a title, a description, and numbers that one can read."""

from __future__ import annotations

from xml.etree import ElementTree

from bs4 import Tag

from tests.page import Page


def assert_pictures_are_whole(page: Page) -> None:
    """Every picture of the page that says something is valid XML and has its own title and description."""
    pictures = page.soup.select("main svg[role]")
    assert pictures
    for picture in pictures:
        ElementTree.fromstring(str(picture))  # noqa: S314 (a page of ours)
        title, desc = picture.find("title", recursive=False), picture.find("desc", recursive=False)
        assert title is not None and title.get_text(strip=True)
        assert desc is not None and desc.get_text(strip=True)
        assert str(title["id"]) in str(picture["aria-labelledby"])
    for other in page.soup.select("main svg:not([role])"):
        assert other.get("aria-hidden") == "true"


def numbers_in_pictures(picture: Tag) -> list[int]:
    """The number of each part that a picture links, in order."""
    return [int(str(title.get_text()).rsplit(":", 1)[1].split()[0]) for title in picture.select("a > title")]
