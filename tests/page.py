"""One page that was answered, and what is read of it.

Its elements are lxml's: attributes in element.attrib, what stands in it chosen by element.cssselect(). One that has no
elements in it counts as false, so ask a list for what is there, not an element.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any

from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from werkzeug.test import TestResponse

READ = etree.XPath(".//text()[not(parent::script | parent::style | parent::template | parent::comment())]")


class Page:
    """One answer, parsed."""

    def __init__(self, response: TestResponse, path: str) -> None:
        self.response = response
        self.path = path

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

    def select(self, selector: str) -> list[HtmlElement]:
        """The elements of a CSS selector."""
        return _chosen_by(selector)(self.tree)

    def find(self, selector: str) -> HtmlElement:
        """The first element of a CSS selector; fails if there is none."""
        found = self.select(selector)
        assert found, f"{self.path} has no {selector}"
        return found[0]

    def link(self, words: str) -> str:
        """The address of the link with these words; fails if there is none."""
        for link in self.named("a"):
            if words in read_text(link):
                return str(link.attrib["href"])
        raise AssertionError(f"{self.path} has no link “{words}”")

    def _text_of_first(self, name: str) -> str:
        found = self.tree.find(f".//{name}")
        return "" if found is None else read_text(found)


@cache
def _chosen_by(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def fields_of(form: HtmlElement) -> dict[str, Any]:
    """What a browser sends of a form as it stands: names and values; several values of a name as a list."""
    sent: dict[str, Any] = {}
    for field in form.iter("input", "select", "textarea"):
        name, kind = field.get("name"), field.get("type")
        if name is None or "disabled" in field.attrib or kind in ("submit", "button", "file"):
            continue
        if kind in ("checkbox", "radio") and "checked" not in field.attrib:
            continue
        for value in values_of(field):
            if name in sent:
                sent[name] = [*(sent[name] if isinstance(sent[name], list) else [sent[name]]), value]
            else:
                sent[name] = value
    return sent


def values_of(field: HtmlElement) -> list[str]:
    """The values that a field has as it stands."""
    if field.tag == "textarea":
        return [field.text_content().removeprefix("\n")]
    if field.tag != "select":
        return [field.get("value", "on" if field.get("type") == "checkbox" else "")]
    options = field.findall(".//option")
    chosen = [option for option in options if "selected" in option.attrib]
    if not chosen and "multiple" not in field.attrib:
        chosen = options[:1]
    return [option.get("value", option.text_content()) for option in chosen]


def read_text(element: HtmlElement) -> str:
    """The text of an element that is shown, with single spaces."""
    return " ".join(" ".join(READ(element)).split())
