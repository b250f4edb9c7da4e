"""An answer of the console as it was sent, to be looked at by others than the client that checks pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Flask
from werkzeug.test import TestResponse

from directory.models import Person
from tests.clients import Console, Door
from tests.factories import commit, make_person
from tests.framing import framed
from tests.page import Page


@dataclass(frozen=True)
class Shown:
    """One screen. name: fit for a file; path: what was asked for; policy: what the page may load."""

    name: str
    path: str
    status: int
    html: str
    policy: str

    @property
    def is_page(self) -> bool:
        """Whether it is a whole page: a fragment is seen within one alone."""
        return "<html" in self.html

    @property
    def document(self) -> str:
        """It, as a whole document."""
        return self.html if self.is_page else framed(self.html)


Screens = Iterator[Shown]


def shown(name: str, answered: Page | TestResponse) -> Shown:
    """An answer under a name."""
    answer = answered.response if isinstance(answered, Page) else answered
    policy = answer.headers.get("Content-Security-Policy", "")
    return Shown(name, answer.request.path, answer.status_code, answer.text, policy)


class ShowingConsole(Console):
    """A console whose pages are not checked by the way: those who look at its screens know more, and sooner."""

    def _check_page(self, page: Page) -> None:
        """Nothing."""


class ShowingDoor(Door):
    """The same for somebody who is not in."""

    def _check_page(self, page: Page) -> None:
        """Nothing."""


def show_as(app: Flask, role: str, name: str = "Robin Larkspur") -> ShowingConsole:
    """The console as somebody with a role sees it."""
    person: Person = make_person(name, role)
    commit()
    return ShowingConsole(app, person)


class templates_drawn:
    """While it is open, notes the name of every template that is rendered, included or imported."""

    def __init__(self, app: Flask) -> None:
        self.environment = app.jinja_env
        self.load: Callable = app.jinja_env._load_template
        self.names: set[str] = set()

    def __enter__(self) -> set[str]:
        def load(name: str, values: object) -> object:
            self.names.add(name)
            return self.load(name, values)

        self.environment._load_template = load  # type: ignore[method-assign, assignment]
        return self.names

    def __exit__(self, *_: object) -> None:
        self.environment._load_template = self.load  # type: ignore[method-assign]
