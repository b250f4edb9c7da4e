"""Applications that serve one test after the other, each test on a database made anew.

To make an application takes longer than most tests: it has two hundred routes, and draws the standing parts of its
pages when they are first asked for. So one stays when its test is over, and the next test gets it as if it had just
been made: with its first settings, nothing kept in mind, and an empty database in the place of the old one. One that a
test has given another route, handler or filter is thrown away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask

from directory.database import db
from directory.search.catalog import CatalogKeeper
from directory.search.empty_searches import Gathered
from directory.site_settings import SettingsKeeper
from tests.databases import Databases

# What an application keeps in mind, each under its name in app.extensions, as it is when nothing has happened yet.
MEMORIES: dict[str, Callable[[Flask], object]] = {
    "standing_parts": lambda app: {},
    "search": lambda app: CatalogKeeper(),
    "empty_searches": lambda app: Gathered(),
    "site_settings": SettingsKeeper,
}


@dataclass(frozen=True)
class First:
    """An application as it was made."""

    app: Flask
    config: dict[str, Any]
    extensions: dict[str, Any]
    shape: tuple[object, ...]


class Applications:
    """Lends applications on empty databases."""

    def __init__(self, make_app: Callable[..., Flask], databases: Databases) -> None:
        """make_app: the fixture."""
        self._make_app = make_app
        self._databases = databases
        self._free: defaultdict[str, list[First]] = defaultdict(list)

    def lend(self, engine: str) -> Iterator[Flask]:
        """An application in its context, for a fixture."""
        first = self._take(engine)
        yield from in_context(first.app, self._databases)
        if _shape_of(first.app) == first.shape:
            self._free[engine].append(first)

    def _take(self, engine: str) -> First:
        if not self._free[engine]:
            app = self._make_app(engine)
            return First(app, dict(app.config), dict(app.extensions), _shape_of(app))
        first = self._free[engine].pop()
        self._databases.fill(first.config["DATABASE_URL"])
        _renew(first)
        return first


def in_context(app: Flask, databases: Databases) -> Iterator[Flask]:
    """An application in its context, for a fixture; its database is thrown away at the end."""
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    databases.drop(app.config["DATABASE_URL"])


def _renew(first: First) -> None:
    app = first.app
    app.config.clear()
    app.config.update(first.config)
    app.extensions.clear()
    app.extensions |= first.extensions | {name: make(app) for name, make in MEMORIES.items()}
    app._got_first_request = False  # it may be given routes again


def _shape_of(app: Flask) -> tuple[object, ...]:
    """What an application answers to, and how: two that are alike have as many routes, handlers and filters."""
    functions = (
        app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs, app.template_context_processors,
    )  # fmt: skip
    errors = sum(len(by_class) for by_code in app.error_handler_spec.values() for by_class in by_code.values())
    return (
        len(list(app.url_map.iter_rules())),
        errors,
        [sum(map(len, by_blueprint.values())) for by_blueprint in functions],
        len(app.teardown_appcontext_funcs),
        [len(named) for named in (app.jinja_env.globals, app.jinja_env.filters, app.jinja_env.tests)],
        id(app.wsgi_app),
    )
