"""What holds at every address, whoever opens it: private stays private, headers, types, caches, nothing written.

Every route of the application is walked (addresses.py) once by each role, in a directory with a canary in every private
place (furnished.py). The tests look at what came back.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from directory.database import db
from directory.models import Listing, Suggestion
from directory.security import HEADERS
from tests.clients import Client, Console, Door
from tests.conftest import sign_in
from tests.databases import Databases
from tests.everywhere.addresses import open_all
from tests.everywhere.furnished import NOT_IN_FILES, OF_ONES_OWN, SEEN_BY, Furnished, furnish
from tests.factories import commit, make_person

# "entrusted" is a contributor who looks after a listing, and has sent a proposal.
ROLES = ("contributor", "entrusted", "coordinator", "admin")
CANARY = re.compile(r"zq[a-z]+")
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|DROP|ALTER|CREATE)\b", re.IGNORECASE)
# Who did what, and that a session is in use, is noted whatever is opened.
NOTED = re.compile(r"\b(audit_event|sign_in)\b")
FILES = ("text/csv", "application/json", "text/calendar", "application/atom+xml", "application/xml")
TEXTS = {*FILES, "text/html", "text/css", "text/javascript", "text/plain", "image/svg+xml"}
# Files that are the same for everybody and name their content, or are asked for anew each time.
CACHED = re.compile(r"(fragment of )?(/(assets|static)/|/worker\.js$)")
# Addresses that lead nowhere for whoever walks by: others' forms, links that nobody opened.
LEAD_NOWHERE = {"/manage/join", "/manage/reset", "/manage/kept/<key>"}


@dataclass(frozen=True)
class Opened:
    """One answer. written: the statements that changed something meanwhile."""

    rule: Rule
    path: str
    answer: TestResponse
    written: tuple[str, ...]

    @property
    def canaries(self) -> set[str]:
        """The canaries in it, headers included; what an address asks for, it may say again."""
        headers = "\n".join(f"{name}: {value}" for name, value in self.answer.headers)
        return set(CANARY.findall(headers + self.answer.text)) & {*SEEN_BY} - set(CANARY.findall(self.path))


@dataclass
class Walk:
    """What everybody got: who → answers; audit: the audit log as a file."""

    made: Furnished
    opened: dict[str, list[Opened]] = field(default_factory=dict)
    audit: TestResponse | None = None
    logged: str = ""

    def __iter__(self) -> Iterator[Opened]:
        return (one for answers in self.opened.values() for one in answers)


class Notes(logging.Handler):
    """Keeps every line of every log."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line as it would be written."""
        self.lines.append(self.format(record))


@pytest.fixture(scope="module")
def walk(make_app: Callable[..., Flask], databases: Databases) -> Iterator[Walk]:
    """Every address, opened by everybody."""
    app, notes = make_app(), Notes()
    with app.app_context():
        walked = Walk(furnish())
        logging.getLogger().addHandler(notes)
        levels = {name: logging.getLogger(name).level for name in ("", "directory")}
        for name in levels:
            logging.getLogger(name).setLevel(logging.DEBUG)
        walked.opened["visitor"] = [*_opened(app, Client(app), walked.made, console=False)]
        walked.opened["stranger"] = [*_opened(app, Door(app), walked.made, console=True)]
        walked.logged = "\n".join(notes.lines)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        logging.getLogger().removeHandler(notes)
        for role in ROLES:
            console = _signed_in(app, role, walked.made)
            walked.opened[role] = [*_opened(app, console, walked.made, console=True)]
        walked.audit = console.open("/manage/audit/export", "POST", data={"csrf_token": console.token()})
        yield walked
        db.session.remove()
        db.engine.dispose()
    databases.drop(app.config["DATABASE_URL"])


def _signed_in(app: Flask, role: str, made: Furnished) -> Console:
    if role != "entrusted":
        return sign_in(app, role)
    person = make_person(role="contributor", entrusted_with=[db.session.get_one(Listing, made.ids["house"])])
    db.session.get_one(Suggestion, int(made.gaps["<suggestion_id>"][0])).person_id = person.id
    commit()
    return Console(app, person)


def _opened(app: Flask, visitor: Client, made: Furnished, *, console: bool) -> Iterator[Opened]:
    written: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if WRITES.match(statement):
            written.append(" ".join(statement.split())[:120])

    event.listen(db.engine, "before_cursor_execute", note)
    for rule, path, answer in open_all(app, visitor, made, console=console):
        yield Opened(rule, path, answer, tuple(written))
        written.clear()
    event.remove(db.engine, "before_cursor_execute", note)


def seen_by(role: str) -> set[str]:
    """The canaries that a role may see."""
    if role == "entrusted":
        return seen_by("contributor") | OF_ONES_OWN | {"zqtold"}  # what they sent themselves
    return {name for name, roles in SEEN_BY.items() if role in roles}


@pytest.mark.parametrize("who", ["visitor", "stranger"])
def test_nothing_private_reaches_whoever_is_not_signed_in(walk: Walk, who: str) -> None:
    """v5.0.0-8.2.3, 14.1.2, 14.2.1"""
    assert {one.path: one.canaries for one in walk.opened[who] if one.canaries} == {}


@pytest.mark.parametrize("role", ROLES)
def test_of_what_is_private_a_role_sees_what_is_for_it(walk: Walk, role: str) -> None:
    """v5.0.0-8.1.2, 8.2.2, 8.2.3: by field."""
    leaked = {one.path: one.canaries - seen_by(role) for one in walk.opened[role]}
    assert {path: names for path, names in leaked.items() if names} == {}


def test_what_is_private_leaves_the_console_in_no_file(walk: Walk) -> None:
    """v5.0.0-8.2.3, 14.1.2: not even for those who see it on a page."""
    files = [one for one in walk if one.answer.mimetype in FILES]
    assert len(files) > 20
    assert {one.path: one.canaries & NOT_IN_FILES for one in files if one.canaries & NOT_IN_FILES} == {}
    assert walk.audit is not None and walk.audit.mimetype == "text/csv"
    assert "zqaudit" in walk.audit.text
    assert not set(CANARY.findall(walk.audit.text)) & (NOT_IN_FILES | ({*SEEN_BY} - seen_by("admin")))


def test_nothing_private_is_in_a_log(walk: Walk) -> None:
    """v5.0.0-16.2.5"""
    assert not CANARY.findall(walk.logged)


def test_every_canary_that_somebody_may_see_is_seen_by_them(walk: Walk) -> None:
    """v5.0.0-14.1.1: what is private, and for whom. Canaries that stand nowhere would prove nothing."""
    seen = set().union(*(one.canaries for one in walk.opened["admin"]))
    assert seen == seen_by("admin")


def test_every_address_leads_somewhere(walk: Walk) -> None:
    """A walk that only finds closed doors proves nothing."""
    found: dict[str, int] = {}
    for one in (*walk.opened["visitor"], *walk.opened["entrusted"], *walk.opened["admin"]):
        found[one.rule.rule] = min(one.answer.status_code, found.get(one.rule.rule, 999))
    assert {rule: status for rule, status in found.items() if status >= 400 and rule not in LEAD_NOWHERE} == {}
    assert len(found) > 90


def test_to_open_an_address_writes_nothing(walk: Walk) -> None:
    """v5.0.0-3.5.3"""
    written = {one.path: [line for line in one.written if not NOTED.search(line)] for one in walk}
    assert {path: lines for path, lines in written.items() if lines} == {}
    # The watch itself: exports are noted.
    assert any("INSERT INTO audit_event" in line for one in walk for line in one.written)


def test_every_answer_carries_the_security_headers_once(walk: Walk) -> None:
    """v5.0.0-3.4.1, 3.4.2, 3.4.3, 3.4.4, 3.4.5, 3.4.6: pages, fragments, files, redirects, errors."""
    wrong = {}
    for one in walk:
        headers = one.answer.headers
        lacks = [name for name, value in HEADERS.items() if headers.getlist(name) != [value]]
        if lacks or any(name.lower().startswith("access-control") for name, _value in headers):
            wrong[one.path] = lacks
    assert wrong == {}


def test_every_answer_says_what_it_is(walk: Walk) -> None:
    """v5.0.0-4.1.1"""
    told = {(one.answer.mimetype, one.answer.headers.get("Content-Type", "")) for one in walk}
    assert {mimetype for mimetype, _whole in told} <= TEXTS
    assert not [whole for mimetype, whole in told if mimetype.startswith("text/") and "charset=utf-8" not in whole]


def test_no_cache_keeps_what_anybody_looked_at(walk: Walk) -> None:
    """v5.0.0-14.2.2, 14.3.2"""
    kept = {one.path: one.answer.headers.get("Cache-Control") for one in walk if not CACHED.match(one.path)}
    assert {path: value for path, value in kept.items() if value != "no-store"} == {}


def test_only_the_console_sets_a_cookie(walk: Walk) -> None:
    """v5.0.0-3.3.4, 14.3.3"""
    assert not [one.path for one in walk.opened["visitor"] if "Set-Cookie" in one.answer.headers]


def test_a_file_is_offered_under_a_plain_name(walk: Walk) -> None:
    """v5.0.0-3.2.1, 5.3.2, 5.4.1, 5.4.2"""
    answers = [one.answer for one in walk if one.answer.mimetype in ("text/csv", "application/json")]
    assert walk.audit is not None and len(answers) > 5
    for answer in (*answers, walk.audit):
        assert re.fullmatch(r'attachment; filename="?[a-z0-9-]+\.(csv|json)"?', answer.headers["Content-Disposition"])
