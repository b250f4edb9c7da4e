"""The door of the console: who is let in, and what a visitor never gets."""

from __future__ import annotations

import pytest
from flask import Flask

from directory.database import db
from tests.clients import Client, Console
from tests.conftest import sign_in
from tests.factories import commit, make_person


def test_a_stranger_is_sent_to_sign_in_and_comes_back_to_the_page(client: Client) -> None:
    answer = client.open("/manage/listings?kind=group")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/manage/login?next=/manage/listings?kind%3Dgroup"


def test_a_stranger_who_sends_something_is_refused(client: Client) -> None:
    assert client.open("/manage/listings", "POST").status_code == 401


def test_a_page_that_there_is_not_looks_the_same_to_strangers(client: Client) -> None:
    assert client.open("/manage/nothing-here").status_code == 303


def test_who_is_signed_in_finds_the_door_open(console: Console) -> None:
    console.get("/manage/nothing-here", 404)


def test_who_is_no_longer_active_is_a_stranger(app: Flask) -> None:
    person = make_person()
    commit()
    console = Console(app, person)
    person.active = False
    db.session.commit()
    assert console.open("/manage/nothing-here").status_code == 303


@pytest.mark.parametrize("path", ["/", "/find", "/crisis", "/guides"])
def test_a_page_for_visitors_knows_nobody_and_sets_no_cookie(app: Flask, path: str) -> None:
    answer = sign_in(app).open(path)
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
