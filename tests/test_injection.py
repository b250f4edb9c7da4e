"""What comes from outside is data: never a statement, a command, code or a template. Read in the source, and tried."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.clients import Client
from tests.conftest import sign_in
from tests.factories import commit, make_listing
from tests.test_house import modules

RUN_CODE = {"eval", "exec", "compile", "__import__", "render_template_string", "from_string"}
RUN_COMMANDS = {"subprocess", "pty", "commands", "popen2"}
UNPACK = {"pickle", "marshal", "shelve", "dill", "joblib"}
# Statements that are put together: of our own words, or of a number from the settings.
OF_OUR_OWN = {"directory.database", "directory.people.sessions"}


def imported() -> Iterator[tuple[str, str]]:
    """(module, top-level package) of every import of the program."""
    for module in modules().values():
        for node in ast.walk(module.tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            yield from ((module.dotted, name.partition(".")[0]) for name in names)


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """(module, name of what is called, the call)."""
    for module in modules().values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                yield module.dotted, name, node


def test_no_command_is_run_and_nothing_is_unpickled() -> None:
    """v5.0.0-1.2.5, 1.5.2"""
    packages = {*imported()}
    assert ("directory", "flask") in packages
    assert not {(where, name) for where, name in packages if name in RUN_COMMANDS | UNPACK}
    assert not [where for where, name, _call in calls() if name in ("system", "popen", "spawn")]


def test_chance_that_can_be_foretold_orders_visits_of_links_alone() -> None:
    """v5.0.0-11.5.1"""
    assert {where for where, name in imported() if name == "random"} == {"directory.curation.links.visiting"}


def test_nothing_is_run_as_code_or_drawn_as_a_template() -> None:
    """v5.0.0-1.3.2, 1.3.7"""
    found = {(where, name) for where, name, call in calls() if name in RUN_CODE and isinstance(call.func, ast.Name)}
    assert not found
    assert not [where for where, name, _call in calls() if name == "from_string"]


def test_no_statement_is_put_together_of_what_came_from_outside() -> None:
    """v5.0.0-1.2.4, F-26"""
    made = {
        where
        for where, name, call in calls()
        if name in ("text", "exec_driver_sql", "literal_column")
        and any(not isinstance(value, ast.Constant) for value in call.args[:1])
    }
    assert made <= OF_OUR_OWN


@pytest.mark.parametrize(("typed", "found"), [("%", ["100% Hope"]), ("_", ["Low_Bar"]), ("\\", ["Back\\Slash"])])
def test_what_is_typed_stands_for_itself_in_a_pattern(app: Flask, typed: str, found: list[str]) -> None:
    """v5.0.0-1.2.9"""
    for name in ("100% Hope", "Low_Bar", "Back\\Slash", "Larkspur Circle"):
        make_listing(name)
    commit()
    page = sign_in(app).open("/manage/listings", query_string={"q": typed}).text
    assert [name for name in ("100% Hope", "Low_Bar", "Back\\Slash", "Larkspur Circle") if name in page] == found


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config", "/.env", "/instance/secret-key", "/static/../wsgi.py", "/static/%2e%2e/wsgi.py",
        "/static/..%2fwsgi.py", "/assets/../../wsgi.py", "/static//etc/passwd", "/static/", "/assets/",
    ],
)  # fmt: skip
def test_no_file_but_those_for_browsers_can_be_asked_for(client: Client, path: str) -> None:
    """v5.0.0-13.4.1"""
    assert client.open(path, follow_redirects=True).status_code == 404


@pytest.mark.parametrize("path", ["/metrics", "/health", "/debug", "/console", "/admin", "/docs", "/server-status"])
def test_there_is_no_page_about_the_inside(client: Client, path: str) -> None:
    """v5.0.0-13.4.5"""
    client.get(path, status=404)


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/manage"])
def test_a_method_that_no_page_has_is_not_allowed(app: Flask, method: str, path: str) -> None:
    """v5.0.0-13.4.4"""
    answer = sign_in(app).open(path, method, headers={"Sec-Fetch-Site": "same-origin", "X-Echo": "zqx"})
    assert answer.status_code in (403, 405)  # in the console the token is asked for first
    assert "zqx" not in answer.text
