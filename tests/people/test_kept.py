"""What was typed when a session was over: kept for its owner, for an hour, and back in the form."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask, request
from sqlalchemy import select
from wtforms import StringField

from directory.database import begin_writing, db
from directory.forms import SignedForm
from directory.models import KeptForm
from directory.pages import answer_with
from directory.people import needs
from tests.clients import Console, Door
from tests.conftest import sign_in
from tests.factories import commit, make_person

TYPED = {"title": "Tea & talk", "note": "two\nlines", "password": "secret secret", "title2": ["a", "b"]}


class NoteForm(SignedForm):
    """A form of the console, such as any feature has."""

    title = StringField("Title")


@pytest.fixture
def app(app: Flask) -> Flask:
    """An application with a page that has a form, and an action that has no page of its own."""

    @needs("queue.see")
    def show() -> object:
        form = NoteForm()
        if request.method == "POST":
            begin_writing()
            db.session.rollback()
            return form.title.data or ""
        return answer_with(f"<p>{form.title()}</p>")

    app.add_url_rule("/manage/notes", "notes", show, methods=["GET", "POST"])
    app.add_url_rule("/manage/notes/1/send", "send_note", show, methods=["POST"])
    return app


@pytest.fixture
def tired(app: Flask, clock: time_machine.Coordinates) -> Console:
    """A coordinator whose session has just run out."""
    console = sign_in(app)
    clock.shift(dt.timedelta(hours=9))
    return console


def sign_in_address(console: Console, path: str) -> str:
    """Where the page leads that answers a form after its session was over."""
    page = console.send(path, TYPED, 401)
    return page.find("main a.button").attrib["href"]


def next_of(address: str) -> str:
    """The page that a sign-in leads on to."""
    with_next = address.partition("next=")[2]
    return with_next.replace("%3F", "?").replace("%3D", "=").replace("%26", "&")


def test_what_was_typed_is_back_in_the_form_after_the_sign_in(tired: Console) -> None:
    address = next_of(sign_in_address(tired, "/manage/notes"))
    assert address.startswith("/manage/notes?kept=")
    tired.sign_in_again()
    assert 'value="Tea &amp; talk"' in tired.open(address).text


def test_a_form_whose_page_cannot_take_it_back_is_shown_and_sent_again(tired: Console) -> None:
    address = next_of(sign_in_address(tired, "/manage/notes/1/send"))
    assert address.startswith("/manage/kept/")
    tired.sign_in_again()
    page = tired.get(address)
    assert "two lines" in page.main_text
    form = page.find("main form")
    assert form.attrib["action"] == "/manage/notes/1/send"
    assert [field.attrib["value"] for field in form.cssselect("input[name=title2]")] == ["a", "b"]
    assert tired.submit(page, "main form", 200).response.text == "Tea & talk"


def test_a_page_that_does_not_take_it_sends_on_to_one_that_shows_it(app: Flask, tired: Console) -> None:
    address = next_of(sign_in_address(tired, "/manage/account/password"))
    tired.sign_in_again()
    assert (
        tired.open(address.replace("/manage/account/password", "/manage/account"))
        .headers["Location"]
        .startswith("/manage/kept/")
    )


def test_passwords_codes_and_tokens_are_not_kept(tired: Console) -> None:
    sign_in_address(tired, "/manage/notes")
    assert {name for name, _value in db.session.scalars(select(KeptForm.fields)).one()} == {"title", "note", "title2"}


def test_it_is_for_the_same_person_alone(app: Flask, tired: Console) -> None:
    address = next_of(sign_in_address(tired, "/manage/notes"))
    other = sign_in(app, "admin")
    assert "Tea" not in other.open(address).text
    other.get(f"/manage/kept/{address.partition('=')[2]}", 404)


def test_it_is_gone_after_an_hour(tired: Console, clock: time_machine.Coordinates) -> None:
    address = next_of(sign_in_address(tired, "/manage/notes"))
    clock.shift(dt.timedelta(hours=1, seconds=1))
    tired.sign_in_again()
    assert "Tea" not in tired.open(address).text


def test_a_stranger_fills_no_table_and_is_told_how_to_keep_it(app: Flask) -> None:
    page = Door(app).send("/manage/notes", TYPED, 401)
    assert "come back to this one and reload it" in page.main_text
    assert not db.session.scalars(select(KeptForm)).all()


def test_no_more_than_a_few_are_kept_for_each(tired: Console) -> None:
    for _time in range(8):
        tired.send("/manage/notes", TYPED, 401)
    assert len(db.session.scalars(select(KeptForm)).all()) == 5


def test_htmx_is_sent_to_sign_in_and_back_to_the_form(tired: Console) -> None:
    answer = tired.open("/manage/notes", "POST", data=TYPED, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/manage/login?next=/manage/notes?kept")


def test_a_form_of_an_earlier_sign_in_is_not_taken_but_kept(app: Flask) -> None:
    """v5.0.0-3.5.1: the token is of another session; the browser says that the form is ours."""
    console = sign_in(app)
    sent = {**TYPED, "csrf_token": "of another session"}
    page = console.send("/manage/notes", sent, 403)
    assert 'value="Tea &amp; talk"' in console.open(page.find("main a.button").attrib["href"]).text


def test_a_form_of_another_site_is_neither_taken_nor_kept(app: Flask) -> None:
    """v5.0.0-3.5.1, F-30"""
    console = sign_in(app)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example.org"}, {"HX-Request": "true"}):
        assert console.open("/manage/notes", "POST", data=TYPED, headers=headers).status_code == 403
    assert not db.session.scalars(select(KeptForm)).all()


def test_opening_a_page_changes_nothing(app: Flask, tired: Console) -> None:
    """v5.0.0-3.5.3"""
    make_person()
    commit()
    address = next_of(sign_in_address(tired, "/manage/notes"))
    tired.sign_in_again()
    tired.open(address)
    assert len(db.session.scalars(select(KeptForm)).all()) == 1
