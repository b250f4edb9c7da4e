"""Every form of every page, to be sent with whatever somebody may put into it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from lxml.html import HtmlElement, document_fromstring
from werkzeug.test import TestResponse

from tests.clients import Client
from tests.page import values_of

TOKEN = "csrf_token"
TYPED = {"text", "email", "search", "tel", "url", "password"}


@dataclass(frozen=True)
class Field:
    """One field as it stands. is_typed: people write into it."""

    name: str
    values: tuple[str, ...]
    is_typed: bool


@dataclass(frozen=True)
class Form:
    """A form of a page that sends something."""

    action: str
    fields: tuple[Field, ...]
    pressed: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """The same for forms that differ by what they are about alone; a button is tried once for each address."""
        address = re.sub(r"[0-9a-f]{20,}|\d+", "0", self.action.partition("#")[0])
        if self.pressed:
            return address.partition("?")[0], self.pressed
        return address, tuple(sorted({re.sub(r"\d+", "0", field.name) for field in self.fields}))

    def pairs(self, *values: str, typed_only: bool = False) -> list[tuple[str, str]]:
        """Names and values with other values in all fields, in turn, or in those that are typed; the token stays."""
        sent, others = [], itertools.cycle(values)
        for field in self.fields:
            is_hit = field.name != TOKEN and (field.is_typed or not typed_only)
            sent += [(field.name, next(others))] if is_hit else [(field.name, own) for own in field.values]
        return sent


def forms_of(answers: Iterable[TestResponse]) -> list[Form]:
    """The forms that send something on some pages, each once."""
    found: dict[object, Form] = {}
    for answer in answers:
        if answer.mimetype == "text/html":
            for form in _forms_in(answer.text):
                found.setdefault(form.key, form)
    return list(found.values())


def send(visitor: Client, action: str, pairs: list[tuple[str, str]], token: str = "") -> TestResponse:
    """Send pairs as a browser does, bytes that are no text included. token: a good one, in place of the page's own."""
    known = [(name, token if token and name == TOKEN else value) for name, value in pairs]
    body = urlencode(
        [(name.encode("utf-8", "surrogatepass"), value.encode("utf-8", "surrogatepass")) for name, value in known]
    )
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    return visitor.open(action, "POST", data=body, headers=headers)


def _forms_in(html: str) -> Iterator[Form]:
    for form in document_fromstring(html).iterfind(".//form[@method='post']"):
        named: dict[str, list[HtmlElement]] = {}
        for field in form.iter("input", "select", "textarea"):
            if field.get("name"):
                named.setdefault(field.attrib["name"], []).append(field)
        # Buttons of the form, some of which stand outside of it, send their name as well: each is a form of its own.
        rest = tuple(_field(name, same) for name, same in named.items())
        yield Form(form.attrib["action"], rest)
        for button in form.iterfind(".//button[@name]"):
            pressed = Field(button.attrib["name"], (button.get("value", ""),), is_typed=False)
            yield Form(button.get("formaction") or form.attrib["action"], (*rest, pressed), pressed.name)


def _field(name: str, same: list[HtmlElement]) -> Field:
    sent = []
    for field in same:
        is_off = field.get("type") in ("checkbox", "radio") and "checked" not in field.attrib
        sent += [] if is_off else values_of(field)
    first = same[0]
    is_typed = first.tag == "textarea" or (first.tag == "input" and first.get("type", "text") in TYPED)
    return Field(name, tuple(sent), is_typed)
