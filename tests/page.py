"""One page that was answered, and what is read of it.

It is parsed by lxml, which is quick; the elements that tests choose by a CSS selector are Beautiful Soup's, which
are handy and take ten times as long, so they are made only for a test that asks for them.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup, Tag
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from werkzeug.test import TestResponse

READ = etree.XPath(".//text()[not(parent::script | parent::style | parent::template | parent::comment())]")


class Page:
    """One answer, parsed."""

    def __init__(self, response: TestResponse, path: str) -> None:
        self.response = response
        self.path = path

    @cached_property
    def soup(self) -> BeautifulSoup:
        """Its elements, to be chosen by CSS."""
        return BeautifulSoup(self.response.text, "lxml")

    @cached_property
    def tree(self) -> HtmlElement:
        """Its root; a fragment stands in a page made for it."""
        return document_fromstring(self.response.get_data() or b"<p>", parser=HTMLParser(encoding="utf-8"))

    @cached_property
    def elements(self) -> list[HtmlElement]:
        """All elements, in the order of the document."""
        return list(self.tree.iter(etree.Element))

    def named(self, *names: str) -> list[HtmlElement]:
        """The elements with these names."""
        return list(self.tree.iter(*names))

    @property
    def title(self) -> str:
        """The text of the title."""
        return self.tree.findtext(".//title") or ""

    @property
    def h1(self) -> str:
        """The text of the first heading."""
        return self._text_of_first("h1")

    @property
    def text(self) -> str:
        """All text that is shown, with single spaces."""
        return read_text(self.tree)

    @property
    def main_text(self) -> str:
        """The text of the main part, or of all if there is none."""
        return self._text_of_first("main") if self.named("main") else self.text

    def card_names(self) -> list[str]:
        """The names on the cards, in order."""
        return [read_text(name) for name in self.tree.find_class("listing-card__name")]

    def find(self, selector: str) -> Tag:
        """The first element of a CSS selector; fails if there is none."""
        found = self.soup.select_one(selector)
        assert found is not None, f"{self.path} has no {selector}"
        return found

    def link(self, words: str) -> str:
        """The address of the link with these words; fails if there is none."""
        for link in self.named("a"):
            if words in read_text(link):
                return str(link.attrib["href"])
        raise AssertionError(f"{self.path} has no link “{words}”")

    def _text_of_first(self, name: str) -> str:
        found = self.tree.find(f".//{name}")
        return "" if found is None else read_text(found)


def fields_of(form: Tag) -> dict[str, Any]:
    """What a browser sends of a form as it stands: names and values; several values of a name as a list."""
    sent: dict[str, list[str]] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        if field.has_attr("disabled") or field.get("type") in ("submit", "button", "file"):
            continue
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        for value in values_of(field):
            name = str(field["name"])
            sent[name] = (
                [*(sent[name] if isinstance(sent[name], list) else [sent[name]]), value] if name in sent else value
            )
    return sent


def values_of(field: Tag) -> list[str]:
    """The values that a field has as it stands."""
    if field.name == "textarea":
        return [field.get_text().removeprefix("\n")]
    if field.name != "select":
        return [str(field.get("value", "on" if field.get("type") == "checkbox" else ""))]
    options = field.find_all("option")
    chosen = [option for option in options if option.has_attr("selected")]
    if not chosen and not field.has_attr("multiple"):
        chosen = options[:1]
    return [str(option.get("value", option.get_text())) for option in chosen]


def text_of(element: Tag | BeautifulSoup) -> str:
    """The text of an element with single spaces."""
    return " ".join(element.get_text(" ").split())


def read_text(element: HtmlElement) -> str:
    """The same of an element of a tree."""
    return " ".join(" ".join(READ(element)).split())
