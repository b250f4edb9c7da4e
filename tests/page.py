"""A client that checks every page it opens, so that no test looks at a broken one.

get() answers a Page or fails: right status, security headers, valid HTML, one h1, a title that fits,
unique ids, labelled fields, named buttons and links, nothing inline.
"""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask, Response, g, has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from directory.database import db
from directory.models import Person
from directory.people.sessions import carry_on, make_sign_in

# Their titles tell nobody what was looked at (docs/decisions/0005-neutral-titles.md).
NEUTRAL_TITLES = ("/needs/", "/listings/", "/guides/")
DATA_BLOCK = "application/ld+json"
_valid_shapes: set[int] = set()
ALLOWED_SCHEMES = {"", "http", "https", "tel", "sms", "mailto", "webcal", "otpauth"}


class FreshClient(FlaskClient):
    """Flask's client for tests, which stand in one application context: `g` and the session of the database are shared.

    So each request begins with nothing in the one and no transaction in the other, as it does on a server.
    """

    def open(self, *args: Any, **options: Any) -> TestResponse:
        """The answer to a request that knows nothing of the one before, nor of what a test did not commit."""
        if has_app_context():
            db.session.rollback()
            for name in list(g):
                g.pop(name)
        return super().open(*args, **options)


class Page:
    """One answer, parsed."""

    def __init__(self, response: TestResponse, path: str) -> None:
        self.response = response
        self.path = path

    @cached_property
    def soup(self) -> BeautifulSoup:
        """Its elements."""
        return BeautifulSoup(self.response.text, "lxml")

    @cached_property
    def elements(self) -> list[Tag]:
        """All of them, in the order of the document: to go through it once takes as long as to ask for one name."""
        return [part for part in self.soup.descendants if isinstance(part, Tag)]

    def named(self, *names: str) -> list[Tag]:
        """The elements with these names."""
        return [element for element in self.elements if element.name in names]

    @property
    def title(self) -> str:
        """The text of the title."""
        return self.soup.title.get_text() if self.soup.title else ""

    @property
    def h1(self) -> str:
        """The text of the first heading."""
        return text_of(self.soup.h1) if self.soup.h1 else ""

    @property
    def text(self) -> str:
        """All text that is shown, with single spaces."""
        return text_of(self.soup)

    @property
    def main_text(self) -> str:
        """The text of the main part."""
        return text_of(self.soup.main) if self.soup.main else self.text

    def card_names(self) -> list[str]:
        """The names on the cards, in order."""
        return [text_of(name) for name in self.soup.select(".listing-card__name")]

    def find(self, selector: str) -> Tag:
        """The first element of a CSS selector; fails if there is none."""
        found = self.soup.select_one(selector)
        assert found is not None, f"{self.path} has no {selector}"
        return found

    def link(self, words: str) -> str:
        """The address of the link with these words; fails if there is none."""
        for link in self.soup.find_all("a"):
            if words in text_of(link):
                return str(link["href"])
        raise AssertionError(f"{self.path} has no link “{words}”")


class Client:
    """Opens pages like a visitor and checks each of them."""

    def __init__(self, app: Flask) -> None:
        self._client = FreshClient(app, Response, use_cookies=False)

    def get(self, path: str, status: int = 200, **headers: str) -> Page:
        """A whole page. headers: with underscores for hyphens."""
        page = self._open(path, status, headers)
        self._check_page(page)
        return page

    def post(self, path: str, data: dict[str, str], status: int = 200) -> Page:
        """Send a form as the site's own pages do, and check the page that answers."""
        response = self._client.post(path, data=data, headers={"Sec-Fetch-Site": "same-origin"})
        assert response.status_code == status, f"{path} answered {response.status_code}, not {status}"
        page = Page(response, path)
        check_headers(response)
        check_page(page)
        return page

    def get_fragment(self, path: str, status: int = 200) -> Page:
        """What htmx gets from an address."""
        page = self._open(path, status, {"HX-Request": "true"})
        assert "<html" not in page.response.text, f"{path} sent a whole page to htmx"
        check_elements(page)
        return page

    def open(self, path: str, method: str = "GET", **options: object) -> TestResponse:
        """The bare answer, for what is not a page."""
        return self._client.open(path, method=method, **options)

    def _open(self, path: str, status: int, headers: dict[str, str]) -> Page:
        response = self._client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        assert response.status_code == status, f"{path} answered {response.status}: {response.text[:500]}"
        self._check(response)
        return Page(response, path)

    def _check(self, response: TestResponse) -> None:
        check_headers(response)

    def _check_page(self, page: Page) -> None:
        check_page(page)


class Console(Client):
    """Opens pages like a signed-in person: with a cookie, and with the token that every form carries."""

    def __init__(self, app: Flask, person: Person) -> None:
        """person: committed; see make_person()."""
        self._client = FreshClient(app, Response, use_cookies=True)
        self._person_id = person.id
        self.sign_in_again()

    def sign_in_again(self) -> None:
        """A new sign-in of the same person, with a second factor shown just now: after the clock was moved."""
        secret = make_sign_in(self._person_id)
        db.session.commit()
        with self._client.session_transaction("/manage") as session:
            carry_on(secret, session)

    def token(self) -> str:
        """The token that forms of this session carry, made as Flask-WTF does."""
        with self._client.session_transaction("/manage") as session:
            half = session.setdefault("csrf_token", "a" * 40)
        return str(URLSafeTimedSerializer(self._client.application.secret_key, salt="wtf-csrf-token").dumps(half))

    def submit(self, page: Page, form: str = "main form", status: int = 303, **values: Any) -> Page:
        """Send a form of a page as a browser does: all that stands in it, with other values by name.

        form: a CSS selector. A value of None is left out, a list is sent several times. After a redirect (303) the
        answer has no page to check.
        """
        element = page.find(form)
        sent = {**fields_of(element), **values}
        filled = {name: value for name, value in sent.items() if value is not None}
        return self.send(str(element["action"]), filled, status)

    def send(self, path: str, data: dict[str, Any], status: int = 303, **headers: str) -> Page:
        """Send values that no form of ours needs to have."""
        sent = {"Sec-Fetch-Site": "same-origin", **{name.replace("_", "-"): value for name, value in headers.items()}}
        response = self._client.post(path, data=data, headers=sent)
        assert response.status_code == status, f"{path} answered {response.status}: {response.text[:500]}"
        page = Page(response, path)
        if ("<html" in response.text and status < 300) or status >= 400:
            self._check_page(page)
        return page

    def follow(self, page: Page) -> Page:
        """The page that a redirect leads to."""
        return self.get(page.response.headers["Location"])

    def _check(self, response: TestResponse) -> None:
        check_headers(response, may_set_cookie=True)


class Door(Console):
    """A browser with cookies in which nobody is signed in."""

    def __init__(self, app: Flask) -> None:
        """A browser that was never here."""
        self._client = FreshClient(app, Response, use_cookies=True)

    def sign_in_again(self) -> None:
        """Nobody is to be signed in: forget what the cookie says."""
        with self._client.session_transaction("/manage") as session:
            session.clear()


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
    assert page.soup.html is not None and page.soup.html.get("lang")
    for landmark in ("main", "header", "footer"):
        assert page.named(landmark), f"{page.path} has no {landmark}"
    assert page.soup.select_one(".crisis a[href^='tel:']"), f"{page.path} has no crisis number"
    assert page.soup.select_one("a.leave"), f"{page.path} has no leave button"
    check_elements(page)


def check_validity(page: Page) -> None:
    """That the HTML can be read in one way only; a page with the elements of one that was valid is not read again."""
    shape = hash(tuple((element.parent.name, element.name, *element.attrs) for element in page.elements))
    if shape in _valid_shapes:
        return
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page.response.text)
    assert not parser.errors, f"{page.path} is not valid: {parser.errors[:3]}"
    _valid_shapes.add(shape)


def check_elements(page: Page) -> None:
    """What holds for every page and fragment."""
    ids = [element["id"] for element in page.elements if "id" in element.attrs]
    assert len(ids) == len(set(ids)), f"{page.path}: ids twice: {sorted(i for i in ids if ids.count(i) > 1)}"
    for form in page.named("form"):
        assert form.get("action"), f"{page.path}: a form without action"
    labelled_ids = {label.get("for") for label in page.named("label")}
    for field in page.named("input", "select", "textarea"):
        is_named = field.get("type") == "hidden" or field.get("id") in labelled_ids or field.get("aria-label")
        assert is_named or field.find_parent("label"), f"{page.path}: {field} has no label"
    for element in page.named("a", "button", "summary"):
        assert text_of(element), f"{page.path}: {element} says nothing"
    for link in page.named("a"):
        if link.has_attr("href"):
            check_link(page, link)
    for element in page.elements:
        bad = [name for name in element.attrs if name == "style" or name.startswith(("on", "hx-"))]
        assert not bad, f"{page.path}: {element.name} has {bad}"
    check_scripts(page)


def check_scripts(page: Page) -> None:
    """Nothing inline but data for search engines, which no browser runs: one block, and it can be read."""
    assert not page.named("style"), f"{page.path} has inline style"
    inline = [script for script in page.named("script") if not script.has_attr("src")]
    assert {script.get("type") for script in inline} <= {DATA_BLOCK}, f"{page.path} has an inline script"
    assert len(inline) <= 1, f"{page.path} has more than one data block"
    for script in inline:
        assert json.loads(script.get_text())["@context"] == "https://schema.org", f"{page.path}: {script}"


def check_link(page: Page, link: Tag) -> None:
    """Links lead to a known scheme; those to other sites tell them nothing."""
    address = str(link["href"])
    scheme = re.match(r"^([a-z]+):", address)
    assert (scheme[1] if scheme else "") in ALLOWED_SCHEMES, f"{page.path}: link to {address}"
    if urlsplit(address).scheme in ("http", "https"):
        assert {"noopener", "noreferrer"} <= set(link.get("rel") or []), f"{page.path}: {address} without rel"
