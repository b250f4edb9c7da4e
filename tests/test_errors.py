"""Every error has a page and a fragment that say what to do, with the crisis numbers; logs tell nothing of visitors."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, abort, request
from sqlalchemy import select
from werkzeug.exceptions import TooManyRequests

from directory import create_app
from directory.database import db
from directory.models import Alias
from tests.clients import Client, Door
from tests.databases import Databases
from tests.page import Page
from tests.page_checks import check_elements, check_headers, check_page

SECRET = "hearing+voices+near+40502"
CODES = (400, 403, 404, 405, 410, 413, 429, 500, 503)


@pytest.fixture
def failing_app(make_app: Callable[..., Flask]) -> Flask:
    """An application with a page for every error and one with a fault; it answers as in production."""
    app = make_app(PROPAGATE_FAULTS=False)

    @app.get("/fails/<int:code>")
    def fail(code: int) -> str:
        abort(code)

    @app.get("/fault")
    def fault() -> str:
        raise RuntimeError("a fault of ours")

    return app


@pytest.fixture
def lost_app(tmp_path: Path) -> Flask:
    """An application whose database went away."""
    return create_app({"DATABASE_URL": f"sqlite:///{tmp_path / 'lost.sqlite3'}", "TESTING": True})


def check_error(page: Page, code: int) -> None:
    """What an error must hold: what to do, a way on and whom to call."""
    assert page.response.status_code == code
    assert page.h1
    assert page.find(".error .lead").text_content().strip()
    assert page.select(".error a[href='/']")
    assert page.select(".error a[href='tel:988']")
    assert page.select(".error a[href='sms:988']")
    assert "Traceback" not in page.response.text


@pytest.mark.parametrize("code", CODES)
def test_an_error_is_a_page_with_a_search_and_the_crisis_numbers(failing_app: Flask, code: int) -> None:
    page = Client(failing_app).get(f"/fails/{code}", status=code)
    check_error(page, code)
    assert page.select("main form[action='/find'] input[name=q]")


@pytest.mark.parametrize("code", CODES)
def test_an_error_is_a_fragment_for_htmx(failing_app: Flask, code: int) -> None:
    check_error(Client(failing_app).get_fragment(f"/fails/{code}", status=code), code)


def test_every_error_has_words_of_its_own(failing_app: Flask) -> None:
    client = Client(failing_app)
    titles = {client.get(f"/fails/{code}", status=code).h1 for code in CODES}
    assert len(titles) == len(CODES)


def test_an_address_that_is_not_there_is_a_page(client: Client) -> None:
    check_error(client.get("/nowhere", status=404), 404)


def test_too_many_parameters_are_a_page(client: Client) -> None:
    check_error(client.get("/find?" + "&".join(["need=x"] * 201), status=400), 400)


@pytest.mark.parametrize(
    ("path", "headers", "code"),
    [("/find", {}, 405), ("/about", {"Sec-Fetch-Site": "cross-site"}, 403)],
    ids=["wrong-method", "from-another-site"],
)
@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
def test_a_write_that_is_not_taken_is_answered(
    client: Client, path: str, headers: dict[str, str], code: int, htmx: dict[str, str]
) -> None:
    response = client.open(path, method="POST", headers={**headers, **htmx})
    page = Page(response, path)
    check_headers(response)
    check_elements(page) if htmx else check_page(page)
    check_error(page, code)


def test_a_method_that_is_not_allowed_is_told_which_are(client: Client) -> None:
    response = client.open("/find", method="POST")
    assert response.status_code == 405
    assert {*response.headers["Allow"].split(", ")} == {"GET", "HEAD", "OPTIONS"}


def test_an_error_says_when_to_try_again(app: Flask) -> None:
    @app.get("/later")
    def later() -> str:
        raise TooManyRequests(retry_after=90)

    assert Client(app).get("/later", status=429).response.headers["Retry-After"] == "90"


def test_a_write_that_is_too_large_is_a_page(make_app: Callable[..., Flask]) -> None:
    app = make_app(MAX_CONTENT_LENGTH=10)

    @app.post("/write")
    def write() -> str:
        return request.form.get("name", "")

    response = Client(app).open("/write", method="POST", data={"name": "x" * 100})
    check_error(Page(response, "/write"), 413)


def test_a_fault_in_the_program_is_a_page_without_its_words(failing_app: Flask) -> None:
    """v5.0.0-16.5.1"""
    page = Client(failing_app).get("/fault", status=500)
    check_error(page, 500)
    assert "a fault of ours" not in page.response.text


def test_a_database_that_does_not_answer_is_a_page_with_the_crisis_numbers(lost_app: Flask) -> None:
    """v5.0.0-16.5.1, 16.5.3"""
    page = Client(lost_app).get("/", status=503)
    check_error(page, 503)
    assert page.response.headers["Retry-After"] == "30"


def test_a_sign_in_that_cannot_be_looked_up_lets_nobody_in(lost_app: Flask) -> None:
    """v5.0.0-16.5.3"""
    door = Door(lost_app)
    with door._client.session_transaction("/manage") as session:
        session["sign_in"] = "s" * 43
    assert door.open("/manage/listings").status_code == 503


def test_a_database_that_does_not_answer_is_a_fragment_for_htmx(lost_app: Flask) -> None:
    check_error(Client(lost_app).get_fragment("/find?q=help", status=503), 503)


def test_the_crisis_numbers_and_the_way_out_need_no_database(lost_app: Flask) -> None:
    """Who is in danger must not depend on a file."""
    client = Client(lost_app)
    assert client.open("/leave").status_code == 303
    assert "tel:988" in client.open("/crisis").text


@pytest.fixture(params=["not-a-database", "malformed"])
def damaged_app(request: pytest.FixtureRequest, databases: Databases) -> Flask:
    """An application whose database was damaged after its start."""
    address = databases.make("sqlite", "seeded")
    file = Path(address.removeprefix("sqlite:///"))
    content = file.read_bytes()
    file.write_bytes(
        (b"x" * 100 if request.param == "not-a-database" else content[:100]) + b"\xff" * len(content[100:])
    )
    return create_app({"DATABASE_URL": address, "TESTING": True, "PROPAGATE_FAULTS": False})


def test_a_damaged_database_is_a_page_of_its_own(damaged_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    """v5.0.0-16.5.1, 16.5.3"""
    page = Client(damaged_app).get(f"/find?q={SECRET}", status=503)
    check_error(page, 503)
    assert "cannot be read" in page.h1
    assert "put back your last backup: docs/operating.md" in caplog.text
    assert "voices" not in caplog.text


def test_the_crisis_numbers_and_the_way_out_need_no_whole_database(damaged_app: Flask) -> None:
    client = Client(damaged_app)
    assert client.open("/leave").status_code == 303
    assert "tel:988" in client.get("/crisis").response.text


def test_an_error_page_is_not_kept_by_any_cache(client: Client) -> None:
    response = client.get("/nowhere", status=404).response
    assert response.headers["Cache-Control"] == "no-store"
    assert "HX-Request" in response.headers["Vary"]


@pytest.mark.parametrize("path", ["/fault", "/fails/500", "/fails/404", "/find", "/nowhere"])
def test_logs_hold_nothing_of_what_was_looked_for(
    failing_app: Flask, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    """v5.0.0-16.2.5, 16.3.4"""
    caplog.set_level(logging.DEBUG)
    Client(failing_app).open(f"{path}?q={SECRET}")
    assert ("a fault of ours" in caplog.text) is (path == "/fault")
    assert not [word for word in ("voices", "40502", "q=") if word in caplog.text]


def test_a_lost_database_is_logged_without_what_was_looked_for(
    lost_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    """v5.0.0-16.2.5, 16.3.4"""
    caplog.set_level(logging.DEBUG)
    Client(lost_app).open(f"/find?q={SECRET}")
    assert "The database did not answer" in caplog.text
    assert not [word for word in ("voices", "40502", "q=") if word in caplog.text]


def test_a_fault_of_a_statement_is_logged_without_what_was_looked_for(
    make_app: Callable[..., Flask], caplog: pytest.LogCaptureFixture
) -> None:
    app = make_app(PROPAGATE_FAULTS=False)

    @app.get("/statement")
    def statement() -> str:
        db.session.add(Alias(listing_id=999, name=request.args["q"]))
        db.session.flush()
        return "written"

    assert Client(app).open(f"/statement?q={SECRET}").status_code == 500
    assert "INSERT INTO alias" in caplog.text
    assert not [word for word in ("voices", "40502") if word in caplog.text]


@pytest.mark.parametrize("value", ["a\x00b", 2**40], ids=["nul", "number"])
def test_a_value_that_the_database_cannot_read_is_a_page(
    make_app: Callable[..., Flask], caplog: pytest.LogCaptureFixture, value: object
) -> None:
    """v5.0.0-2.2.1, F-41: PostgreSQL has no NUL in a text. What it was is not logged."""
    app = make_app("postgresql", PROPAGATE_FAULTS=False)

    @app.get("/asks")
    def ask() -> str:
        known = Alias.name if isinstance(value, str) else Alias.id
        return str(db.session.scalars(select(Alias).where(known == value)).all())

    check_error(Client(app).get("/asks", status=400), 400)
    assert "The database could not read a value" in caplog.text
    assert "a\\x00b" not in caplog.text and str(2**40) not in caplog.text


def test_foreign_host_is_refused_with_the_crisis_number(make_app: Callable[..., Flask]) -> None:
    """v5.0.0-4.1.3; F-43"""
    app = make_app(template="seeded", TRUSTED_HOSTS=["lean-on.example.org"])
    answer = app.test_client().get("/", headers={"Host": "evil.example.org"})
    assert answer.status_code == 400
    assert "988" in answer.text
    assert "Content-Security-Policy" in answer.headers
