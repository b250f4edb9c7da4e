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
