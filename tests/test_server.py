"""What the server of `make run` takes from a request before the application sees it, and what it writes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.server import Server, serve_as_run


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve_as_run(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def server_behind_proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve_as_run(tmp_path_factory.mktemp("proxied"), PROXY_COUNT="1") as running:
        yield running


@pytest.mark.parametrize("name", ["server", "server_behind_proxy"])
@pytest.mark.parametrize("header", ["SCRIPT_NAME", "script_name", "Script-Name"])
def test_no_request_says_what_stands_before_every_path(request: pytest.FixtureRequest, name: str, header: str) -> None:
    """v5.0.0-4.1.3: else every link of a page would lead to another host."""
    server: Server = request.getfixturevalue(name)
    answer = server.say(
        "GET //evil.example/find HTTP/1.1", "Host: a.example", f"{header}: //evil.example", "Connection: close"
    )
    assert answer.startswith("HTTP/1.1 200 ")
    assert answer.endswith("\r\n\r\nroot=")


@pytest.mark.parametrize(
    "lines",
    [
        ("GET /find?q=zebrafish HTTP/1.1", "Host: a.example", "zebrafish near: 40502"),
        ("GET /find?q=zebrafish near 40502 HTTP/1.1", "Host: a.example"),
        ("GET /find?q=zebrafish HTTP/9.9", "Host: a.example"),
        ("ZEBRAFISH? /find HTTP/1.1", "Host: a.example"),
        (f"GET /find?q={'zebrafish' * 1000} HTTP/1.1", "Host: a.example"),
    ],
    ids=["header", "line", "version", "method", "too-long"],
)
def test_a_request_that_is_refused_is_logged_without_who_sent_it_and_what_for(
    server: Server, lines: tuple[str, ...]
) -> None:
    """v5.0.0-14.2.1, 16.2.5"""
    before = server.read_log()
    assert server.say(*lines).startswith("HTTP/1.1 4")
    log = _log_since(server, before)
    assert "Invalid request: " in log
    assert "127.0.0.1" not in log
    assert "zebrafish" not in log.lower()
    assert "40502" not in log


def test_a_request_that_fails_is_logged_with_the_place_but_not_with_what_it_asked_for(server: Server) -> None:
    """v5.0.0-14.2.1, 16.2.5"""
    before = server.read_log()
    assert server.say("GET /broken?q=zebrafish HTTP/1.1", "Host: a.example").startswith("HTTP/1.1 500 ")
    log = _log_since(server, before)
    assert "Error handling request: RuntimeError" in log
    assert "in tell_root" in log
    assert "zebrafish" not in log


def _log_since(server: Server, before: str) -> str:
    """What was logged after *before*, up to a request that is made now."""
    server.say("GET /looked-for-last HTTP/1.1", "Host: a.example", "Connection: close")
    return server.wait_for_log("/looked-for-last", before)
