"""Clients that open pages like a visitor, a coordinator or somebody at the door, and check each of them.

get() answers a Page or fails: right status, security headers, and all that holds for every page
(tests/page_checks.py).
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, g, has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from directory.database import db
from directory.models import Person
from directory.people.sessions import carry_on, make_sign_in
from tests.page import Page, fields_of
from tests.page_checks import check_elements, check_headers, check_page


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
        return self.send(element.attrib["action"], filled, status)

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
