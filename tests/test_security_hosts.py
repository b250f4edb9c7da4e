"""For which host and by whom a request says that it is, and what of that is believed."""

from collections.abc import Callable

import pytest
from flask import Flask, request
from werkzeug.test import EnvironBuilder, run_wsgi_app

from directory.security import HEADERS


@pytest.mark.parametrize(
    ("proxies", "forwarded", "cookie"),
    [
        (0, {"X-Forwarded-Proto": "https"}, "session"),
        (1, {"X-Forwarded-Proto": "https"}, "__Host-session"),
        (1, {"X-Forwarded-Proto": "https, http"}, "session"),
    ],
    ids=["no-proxy", "one-proxy", "what-a-visitor-says-before-the-proxy"],
)
def test_a_forwarded_scheme_counts_as_far_as_there_are_proxies(
    make_app: Callable[..., Flask], proxies: int, forwarded: dict[str, str], cookie: str
) -> None:
    """v5.0.0-4.1.3"""
    answer = make_app(PROXY_COUNT=proxies).test_client().get("/manage/login", headers=forwarded)
    assert answer.headers["Set-Cookie"].startswith(f"{cookie}=")


@pytest.mark.parametrize(("proxies", "seen"), [(0, "192.0.2.1"), (1, "198.51.100.7")], ids=["no-proxy", "one-proxy"])
def test_a_forwarded_address_is_the_one_that_our_proxy_saw(
    make_app: Callable[..., Flask], proxies: int, seen: str
) -> None:
    """v5.0.0-15.3.4: what a visitor wrote into the header before it is not believed."""
    app = make_app(PROXY_COUNT=proxies)
    app.add_url_rule("/seen", view_func=lambda: f"{request.remote_addr} {request.host}")
    headers = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Host": "evil.example"}
    answer = app.test_client().get("/seen", headers=headers, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert answer.text == f"{seen} localhost"


@pytest.mark.parametrize("path", ["/", "/handout", "/leave", "/static/icons.svg", "/nowhere"])
@pytest.mark.parametrize(
    "host",
    ["", "xn--n", "a..b", "%41", "a b", "a/b", "desk@a.example", "a.example:x", "[::1", "a" * 64,
     f"{'a.' * 130}example", "a" * 3_000],
    ids=["none", "no-punycode", "empty-part", "percent", "space", "path", "account", "port", "bracket", "long-part",
         "long", "endless"],
)  # fmt: skip
def test_a_host_that_is_none_is_refused(app: Flask, host: str, path: str) -> None:
    """v5.0.0-4.1.3, 16.5.1"""
    app.config["PROPAGATE_FAULTS"] = False
    # Not by the client for tests, which cannot read each of them either.
    body, status, headers = run_wsgi_app(app.wsgi_app, EnvironBuilder(path).get_environ() | {"HTTP_HOST": host}, True)
    assert status.startswith("400 ")
    assert b"988" in b"".join(body)
    assert {name: headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize(("version", "status"), [("HTTP/1.1", "400 "), ("HTTP/1.0", "200 ")])
def test_a_request_without_a_host_is_refused_unless_it_is_an_old_one(app: Flask, version: str, status: str) -> None:
    environ = EnvironBuilder("/privacy").get_environ() | {"SERVER_PROTOCOL": version}
    del environ["HTTP_HOST"]
    assert run_wsgi_app(app.wsgi_app, environ)[1].startswith(status)


@pytest.mark.parametrize(
    "host",
    ["localhost", "LEAN.example.org:8000", "127.0.0.1:8000", "[::1]:8000", "a.example.", "xn--bcher-kva.example"],
)
def test_a_host_that_is_one_is_answered(app: Flask, host: str) -> None:
    assert app.test_client().get("/privacy", headers={"Host": host}).status_code == 200
