"""Fixtures that every test may use: databases, applications, the page-checking client, a clock."""

from __future__ import annotations

import datetime as dt
import gc
import shutil
from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from directory import create_app
from directory.database import db
from tests.applications import Applications
from tests.clients import Client, Console
from tests.compiled import CompiledRule, CompiledStatements, TemplateCode
from tests.console_screens import ConsoleScreens, show_console
from tests.databases import DEFAULT_ENGINE, ENGINES, Databases
from tests.factories import commit, make_person
from tests.memory import make_quick_folder

# Keys that no file need be read for, and passwords hashed in a moment.
QUICK = {
    "TESTING": True,
    "SECRET_KEY": "k" * 32,
    "TOTP_KEY": "t" * 32,
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__time_cost": 1,
        "argon2__memory_cost": 8,
        "argon2__parallelism": 1,
    },
}
# A Monday in Louisville, noon; the demo's schedules are written around it.
NOW = dt.datetime(2026, 11, 23, 17, 0, tzinfo=dt.UTC)


# What they share takes long to make, so one process runs all of such a file, and begins with it.
CONSOLE = ("tests/test_html.py", "tests/browser/test_console_accessibility.py")
TOGETHER = (
    "tests/curation/test_editing_at_once.py",
    "tests/search/test_quality.py",
    "tests/search/test_statements.py",
    "tests/everywhere/test_forms.py",
    "tests/everywhere/test_walk.py",
    "tests/test_server.py",
)


# An application is thousands of objects that stay for its test; to look through all of them each time that seven
# hundred more were made takes an eighth of the time of the tests.
gc.set_threshold(50_000, 20, 20)
Flask.url_rule_class = CompiledRule


class Scheduling(LoadScopeScheduling):
    """Gives each process the next test, the next of the files of TOGETHER, or those of CONSOLE as if they were one.

    pytest-xdist 3.8 has marks for this, but with pytest 9.2 they do nothing.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        if path in CONSOLE:
            return CONSOLE[0]
        return path if path in TOGETHER else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """How tests are dealt out to processes."""
    return Scheduling(config, log)


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Copies of the template databases."""
    folder = make_quick_folder("leanon-databases-")
    yield Databases(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def make_app(databases: Databases) -> Callable[..., Flask]:
    """Makes an application on a database of its own: make_app(engine, template, **settings)."""

    def make(engine: str = DEFAULT_ENGINE, template: str = "empty", **settings: object) -> Flask:
        address = databases.make(engine, template)
        own = {"DATABASE_URL": address, "MAIL_FOLDER": str(databases.folder / "mail")}
        app = create_app({**QUICK, **own, **settings})
        app.jinja_env.bytecode_cache = TemplateCode()
        with app.app_context():
            CompiledStatements.share(db.engine)
        return app

    return make


@pytest.fixture(scope="session")
def applications(make_app: Callable[..., Flask], databases: Databases) -> Applications:
    """Applications that are lent to tests."""
    return Applications(make_app, databases)


@pytest.fixture
def app(applications: Applications) -> Iterator[Flask]:
    """An application on an empty database of its own, in its context."""
    yield from applications.lend(DEFAULT_ENGINE)


@pytest.fixture(params=ENGINES)
def any_app(request: pytest.FixtureRequest, applications: Applications) -> Iterator[Flask]:
    """Like app, once on each database: for what both must do alike."""
    yield from applications.lend(request.param)


@pytest.fixture(scope="session")
def seeded_app(make_app: Callable[..., Flask]) -> Flask:
    """An application with the seed and the demo, shared: read from it, do not write."""
    return make_app(template="seeded", DEMO=True)


@pytest.fixture(scope="session", params=ENGINES)
def any_seeded_app(request: pytest.FixtureRequest, make_app: Callable[..., Flask]) -> Flask:
    """Like seeded_app, once on each database."""
    return make_app(request.param, template="seeded", DEMO=True)


@pytest.fixture
def seeded(seeded_app: Flask) -> Iterator[Flask]:
    """seeded_app in its context."""
    with seeded_app.app_context():
        yield seeded_app
        db.session.remove()


@pytest.fixture(scope="session")
def console_screens(make_app: Callable[..., Flask], databases: Databases) -> ConsoleScreens:
    """Every screen of the console, as it was sent."""
    return show_console(make_app, databases)


@pytest.fixture
def client(app: Flask) -> Client:
    """A page-checking client on the empty database."""
    return Client(app)


@pytest.fixture
def console(app: Flask) -> Console:
    """A signed-in coordinator on the empty database."""
    return sign_in(app)


def sign_in(app: Flask, role: str = "coordinator", **values: object) -> Console:
    """The console as somebody with a role sees it."""
    person = make_person(role=role, **values)
    commit()
    return Console(app, person)


@pytest.fixture
def seeded_client(seeded_app: Flask) -> Client:
    """A page-checking client on the seed and the demo."""
    return Client(seeded_app)


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """The time stands still at NOW; clock.move_to() sets another."""
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates
