"""Forms of the console take what a form sends and nothing else, and a request may come from anywhere."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.clients import Door

FILE = '--x\r\nContent-Disposition: form-data; name="email"; filename="a"\r\n\r\nash@example.org\r\n--x--\r\n'


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", '{"email": 5, "password": "\\ud800"}'),
        ("application/json", "[1, 2]"),
        ("application/json", "{"),
        ("multipart/form-data; boundary=x", FILE),
        ("multipart/form-data", "x"),
        ("text/plain", '{"email": "ash@example.org"}'),
    ],
    ids=["json", "json-list", "broken-json", "file", "no-boundary", "json-as-text"],
)
def test_what_is_no_form_is_taken_for_an_empty_one(app: Flask, kind: str, body: str) -> None:
    """v5.0.0-2.2.1, 2.2.2, F-30"""
    door = Door(app)
    answer = door.open("/manage/login", "POST", data=body, content_type=kind, headers={"X-CSRFToken": door.token()})
    assert answer.status_code == 422
    assert "Write your mail address." in answer.text


@pytest.mark.parametrize("address", ["198.51.100.7:4711", "fe80::1%eth0", "unix:", "", "::ffff:198.51.100.7"])
def test_whatever_a_proxy_says_of_the_address_a_try_is_counted(app: Flask, address: str) -> None:
    """v5.0.0-6.3.1"""
    app.config["SIGN_IN_TRIES"] = 2
    door = Door(app)
    form = {"email": "ash@example.org", "password": "wrong wrong wrong", "csrf_token": door.token()}
    tries = [
        door.open("/manage/login", "POST", data=form, environ_base={"REMOTE_ADDR": address}).status_code
        for _each in range(3)
    ]
    assert tries == [422, 422, 429]


def test_the_first_of_two_values_is_checked_and_used(app: Flask) -> None:
    """v5.0.0-15.3.7: and none of the address counts as one of the form."""
    door = Door(app)
    twice = {"email": ["robin@example.org", "ash@example.org"], "password": "", "csrf_token": door.token()}
    page = door.send("/manage/login?email=wren@example.org&password=abc", twice, 422)
    assert page.find("[name=email]").attrib["value"] == "robin@example.org"
    assert "Write your password." in page.main_text
