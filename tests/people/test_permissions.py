"""Who may open what: docs/permissions.md is the input, every address of the console is called by everyone.

A new page of the console needs a row there. What is not in the table is a failure, and so is a row without a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from directory.people.permissions import PERMISSIONS
from tests.clients import Console, Door
from tests.conftest import sign_in
from tests.databases import ROOT
from tests.factories import commit, make_person

PAGE = ROOT / "docs" / "permissions.md"
ROLES = ("contributor", "coordinator", "admin")
WHO = ("stranger", *ROLES)
ROW = re.compile(r"^\| `(?P<method>[A-Z]+) (?P<address>/manage\S*)` \| (?P<verdicts>.+) \|$", re.MULTILINE)
IGNORED = {"HEAD", "OPTIONS"}


@dataclass(frozen=True)
class Row:
    """One row of the table. verdicts: "yes", "no" or "sign in", by who comes."""

    method: str
    address: str
    verdicts: dict[str, str]


def rows() -> dict[tuple[str, str], Row]:
    """The table, by method and address."""
    found = {}
    for match in ROW.finditer(PAGE.read_text(encoding="utf-8")):
        verdicts = dict(zip(WHO, (cell.strip() for cell in match["verdicts"].split("|")), strict=True))
        found[match["method"], match["address"]] = Row(match["method"], match["address"], verdicts)
    return found


def routes(app: Flask) -> set[tuple[str, str]]:
    """Every method and address under /manage that the application has."""
    rules = [rule for rule in app.url_map.iter_rules() if re.match(r"/manage(/|$)", rule.rule)]
    return {(method, rule.rule) for rule in rules for method in (rule.methods or set()) - IGNORED}


def path_of(app: Flask, address: str) -> str:
    """An address with something in its gaps that there is not."""
    rule = next(rule for rule in app.url_map.iter_rules() if rule.rule == address)
    return re.sub(
        r"<(?:(\w+)[^:>]*:)?\w+>", lambda gap: "999999" if gap[1] in ("int", "float") else "nothing", rule.rule
    )


def call(visitor: Console, row: Row, path: str) -> TestResponse:
    """What an address answers to an empty form with a good token."""
    data = {"csrf_token": visitor.token()} if row.method != "GET" else None
    return visitor.open(path, row.method, data=data, headers={"Sec-Fetch-Site": "same-origin"})


def verdict_of(answer: TestResponse, path: str) -> str:
    """What an answer means: let in, refused, or sent to sign in and back."""
    if answer.status_code == 403:
        return "no"
    is_sent_away = answer.headers.get("Location") == f"/manage/login?next={path}"
    return "sign in" if answer.status_code == 401 or is_sent_away else "yes"


def test_every_address_of_the_console_has_its_row_and_every_row_its_address(app: Flask) -> None:
    """v5.0.0-8.1.1: the matrix is written down, whole."""
    missing, surplus = routes(app) - set(rows()), set(rows()) - routes(app)
    lines = "\n".join(f"| `{method} {address}` | sign in | no | yes | yes |" for method, address in sorted(missing))
    assert not missing, f"Add rows to docs/permissions.md; last come the verdicts for {', '.join(WHO)}:\n{lines}"
    assert not surplus, f"docs/permissions.md has rows without a page: {sorted(surplus)}"


def test_the_table_says_nothing_else_than_yes_no_and_sign_in() -> None:
    assert {verdict for row in rows().values() for verdict in row.verdicts.values()} == {"yes", "no", "sign in"}


@pytest.mark.parametrize("who", WHO)
def test_every_address_answers_everyone_as_the_table_says(app: Flask, who: str) -> None:
    """v5.0.0-8.2.1, 8.2.2, 8.3.1: rights are checked where the address is, whatever a page shows; v5.0.0-6.3.3."""
    make_person(role="admin")
    commit()
    visitor = Door(app) if who == "stranger" else sign_in(app, who)
    wrong = {}
    for row in rows().values():
        path = path_of(app, row.address)
        visitor.sign_in_again()
        found = verdict_of(call(visitor, row, path), path)
        if found != row.verdicts[who]:
            wrong[f"{row.method} {row.address}"] = f"{found}, not {row.verdicts[who]}"
    assert not wrong


def test_a_view_that_names_no_action_is_closed_to_all(make_app: Callable[..., Flask]) -> None:
    """v5.0.0-8.2.1, 16.5.3: default deny."""
    app = make_app()
    app.add_url_rule("/manage/forgotten", view_func=lambda: "open")
    with app.app_context():
        assert sign_in(app, "admin").open("/manage/forgotten").status_code == 403


@pytest.mark.parametrize("action", PERMISSIONS)
def test_an_admin_may_whatever_others_may(action: str) -> None:
    assert "admin" in PERMISSIONS[action]


def test_the_way_to_read_a_rule_fills_its_gaps(app: Flask) -> None:
    assert path_of(app, "/manage/people/<int:person_id>/role") == "/manage/people/999999/role"
