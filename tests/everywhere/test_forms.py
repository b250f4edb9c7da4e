"""Whatever stands in a text, a field or an address: markup stays text, and nothing is a fault of ours.

The whole directory is full of markup (planting.py); every page of it is opened, and every form on these is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from directory.database import db
from directory.suggesting import stamps
from tests.clients import Client, Console
from tests.conftest import sign_in
from tests.databases import Databases
from tests.everywhere.addresses import is_of_console, open_all, paths_of, rules_to_open
from tests.everywhere.forms import Form, forms_of, send
from tests.everywhere.furnished import Furnished, furnish
from tests.everywhere.planting import PAYLOAD, faults_of, plant

# Nothing is too much, and faults are answered as in production.
PATIENT = {
    "PROPAGATE_FAULTS": False,
    "SIGN_IN_TRIES": 10**6,
    "SUGGESTIONS_PER_NETWORK": 10**6,
    "SUGGESTION_FLOOD": 10**6,
}
# NUL, a digit that is none and half a letter; a number without end; an address that is none; the last day.
ODD = ("\x00²\ud800", "9" * 30, "http://[", "31 Dec 9999")
PARAMETERS = (
    "q", "near", "within", "kind", "need", "when", "day", "sort", "page", "zone", "exact", "old", "list", "quiet",
    "size", "was", "for", "style", "choice", "part", "next", "sent", "name", "discreet", "by", "source", "since",
    "batch", "from", "to", "event", "before", "age", "state", "house", "stays", "first", "second", "publication",
    "group", "kept", "free", "token",
)  # fmt: skip


@dataclass
class Site:
    """A directory with everybody who opens and sends something."""

    app: Flask
    made: Furnished
    visitor: Client
    console: Console

    def who(self, path: str) -> Client:
        """A visitor, or an admin whose session has just begun: some forms end it."""
        if not path.startswith("/manage"):
            return self.visitor
        self.console.sign_in_again()
        return self.console

    def sent(self, forms: list[Form], *values: str, typed_only: bool = False) -> Iterator[tuple[str, TestResponse]]:
        """Send forms with these values in their fields, in turn: (address, answer)."""
        for form in forms:
            who = self.who(form.action)
            token = who.token() if isinstance(who, Console) else ""
            yield form.action, send(who, form.action, form.pairs(*values, typed_only=typed_only), token)


@dataclass
class Planted(Site):
    """The same, full of markup. pages: every address with its answer; forms: those on them."""

    pages: dict[str, TestResponse]
    forms: list[Form]


@pytest.fixture(scope="module", autouse=True)
def no_wait() -> Iterator[None]:
    """Nobody waits three seconds before a form for visitors is taken."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stamps, "SHORTEST_S", 0)
        yield


@pytest.fixture(scope="module")
def planted(make_app: Callable[..., Flask], databases: Databases) -> Iterator[Planted]:
    """A directory in which every text is markup, and all of its pages."""
    app = make_app(**PATIENT)
    with app.app_context():
        made = furnish()
        assert plant() > 100
        visitor, console = Client(app), sign_in(app, "admin")
        pages = {path: answer for _rule, path, answer in open_all(app, visitor, made, console=False, fragments=False)}
        pages |= {path: answer for _rule, path, answer in open_all(app, console, made, console=True, fragments=False)}
        yield Planted(app, made, visitor, console, pages, forms_of(pages.values()))
        db.session.remove()
        db.engine.dispose()
    databases.drop(app.config["DATABASE_URL"])


@pytest.fixture
def postgresql(make_app: Callable[..., Flask], databases: Databases) -> Iterator[Site]:
    """The same directory on PostgreSQL, without the markup."""
    app = make_app("postgresql", **PATIENT)
    with app.app_context():
        yield Site(app, furnish(), Client(app), sign_in(app, "admin"))
        db.session.remove()
        db.engine.dispose()
    databases.drop(app.config["DATABASE_URL"])


def wrong(answers: Iterator[tuple[str, TestResponse]]) -> dict[str, list[str]]:
    """Address → what became of the markup there."""
    return {path: found for path, answer in answers if (found := faults_of(answer))}


def faults(answers: Iterator[tuple[str, TestResponse]]) -> list[str]:
    """The addresses that answered with a fault of ours."""
    return [path for path, answer in answers if answer.status_code >= 500]


def asked(site: Site, *values: str) -> Iterator[tuple[str, TestResponse]]:
    """Every address with these values for all that an address may ask for, in turn."""
    written = [quote(value.encode("utf-8", "surrogatepass")) for value in values]
    pairs = [f"{name}={written[number % len(written)]}" for number, name in enumerate(PARAMETERS)]
    for rule in rules_to_open(site.app):
        path = next(paths_of(rule, site.made))
        yield path, (site.console if is_of_console(rule) else site.visitor).open(f"{path}?{'&'.join(pairs)}")


def test_markup_in_every_text_of_the_database_stays_text(planted: Planted) -> None:
    """v5.0.0-1.1.2, 1.2.1, 1.2.2, 1.3.1, 1.3.5, 1.3.7; F-27: pages, fragments, feeds, calendars, files."""
    assert faults(iter(planted.pages.items())) == []
    assert wrong(iter(planted.pages.items())) == {}
    assert sum("zqx" in answer.text for answer in planted.pages.values()) > 80


def test_markup_in_every_field_of_every_form_stays_text(planted: Planted) -> None:
    """v5.0.0-1.1.1, 1.2.1, 1.3.7; F-27: in the answer to what was sent."""
    assert len(planted.forms) > 60
    answers = dict(planted.sent(planted.forms, PAYLOAD, typed_only=True))
    assert faults(iter(answers.items())) == []
    assert wrong(iter(answers.items())) == {}
    assert sum("zqx" in answer.text for answer in answers.values()) > 20


@pytest.mark.parametrize("shift", range(2))
def test_a_form_with_anything_in_it_is_no_fault(planted: Planted, shift: int) -> None:
    """v5.0.0-2.2.1, 2.2.2; F-41, F-42"""
    assert faults(planted.sent(planted.forms, *ODD[shift:], *ODD[:shift])) == []


def test_an_address_that_asks_for_anything_is_no_fault(planted: Planted) -> None:
    """v5.0.0-2.2.1; F-26, F-42"""
    assert faults(asked(planted, *ODD)) == []


def test_nothing_of_this_is_a_fault_on_postgresql(planted: Planted, postgresql: Site) -> None:
    """v5.0.0-2.2.1; F-41: it has no NUL in its texts, and numbers end sooner."""
    assert faults(postgresql.sent(planted.forms, *ODD[:2])) == []
    assert faults(asked(postgresql, *ODD[:2])) == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>zqx<zqx-el></zqx-el>", "<p onzqx=1>", "<p hx-get=/zqx>", "<a href='java\nscript:zqx()'>", "<img src=zqx>",
        "<script>zqx()</script>", "<p title=zqx\"' `>", "<p>94011", "<p data-hx-on:click=zqx>",
        "<form action=data:zqx>",
    ],
)  # fmt: skip
def test_the_look_at_answers_sees_what_would_be_wrong(app: Flask, html: str) -> None:
    answer = app.response_class(html, mimetype="text/html")
    assert faults_of(answer)  # type: ignore[arg-type]
