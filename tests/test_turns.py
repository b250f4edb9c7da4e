"""Reads of one process are answered in turn; whoever only waits holds up nobody."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from directory.turns import InTurn

LONG_S = 10


class Pages:
    """A WSGI application whose answers wait until a test lets them go; it notes what is being answered."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.most_at_once = 0
        self.gates: dict[str, threading.Event] = {}
        self._now = 0
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)

    def __call__(self, environ: dict[str, Any], _start_response: object) -> Iterable[bytes]:
        name = environ["PATH_INFO"]
        with self._changed:
            self.begun.append(name)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            self._changed.notify_all()
        gate = self.gates.get(name)
        if gate:
            assert gate.wait(LONG_S)
        with self._lock:
            self._now -= 1
        if name == "/broken":
            raise ValueError(name)
        return [name.encode()]

    def wait_for(self, name: str) -> None:
        """Until an answer has begun."""
        with self._changed:
            assert self._changed.wait_for(lambda: name in self.begun, LONG_S)


@pytest.fixture
def pages() -> Pages:
    return Pages()


def ask(app: InTurn, path: str, method: str = "GET") -> threading.Thread:
    """Ask in a thread of its own."""
    call: Callable[..., object] = app
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path}
    thread = threading.Thread(target=lambda: call(environ, None), daemon=True)
    thread.start()
    return thread


def wait_until_queued(app: InTurn, count: int) -> None:
    """Until so many requests stand in line."""
    for _ in range(LONG_S * 1000):
        if len(app._waiting) == count:
            return
        threading.Event().wait(0.001)
    raise AssertionError(f"{len(app._waiting)} requests wait, not {count}")


def test_reads_are_answered_one_after_the_other_in_the_order_they_came(pages: Pages) -> None:
    app = InTurn(pages, at_once=1)
    pages.gates["/0"] = threading.Event()
    threads = [ask(app, "/0")]
    pages.wait_for("/0")
    for number in range(1, 5):
        threads.append(ask(app, f"/{number}"))
        wait_until_queued(app, number)
    pages.gates["/0"].set()
    for thread in threads:
        thread.join(LONG_S)
    assert pages.begun == ["/0", "/1", "/2", "/3", "/4"]
    assert pages.most_at_once == 1


def test_as_many_reads_as_allowed_are_answered_at_once(pages: Pages) -> None:
    app = InTurn(pages, at_once=2)
    pages.gates = {"/a": threading.Event(), "/b": threading.Event()}
    threads = [ask(app, "/a"), ask(app, "/b")]
    pages.wait_for("/a")
    pages.wait_for("/b")
    threads.append(ask(app, "/c"))
    wait_until_queued(app, 1)
    assert "/c" not in pages.begun
    for gate in pages.gates.values():
        gate.set()
    for thread in threads:
        thread.join(LONG_S)
    assert pages.most_at_once == 2
    assert "/c" in pages.begun


def test_a_write_that_waits_holds_up_no_reader(pages: Pages) -> None:
    app = InTurn(pages, at_once=1)
    pages.gates["/save"] = threading.Event()
    write = ask(app, "/save", method="POST")
    pages.wait_for("/save")
    ask(app, "/read").join(LONG_S)
    assert "/read" in pages.begun
    pages.gates["/save"].set()
    write.join(LONG_S)


@pytest.mark.parametrize(
    "path", ["/leave", "/safety", "/crisis", "/worker.js", "/static/icons.svg", "/assets/site-0.css"]
)
def test_who_is_in_danger_waits_for_no_turn(pages: Pages, path: str) -> None:
    app = InTurn(pages, at_once=1)
    pages.gates["/find"] = threading.Event()
    page = ask(app, "/find")
    pages.wait_for("/find")
    ask(app, path).join(LONG_S)
    assert path in pages.begun
    pages.gates["/find"].set()
    page.join(LONG_S)


def test_a_turn_ends_also_when_the_answer_fails(pages: Pages) -> None:
    app = InTurn(pages, at_once=1)
    with pytest.raises(ValueError, match="broken"):
        app({"REQUEST_METHOD": "GET", "PATH_INFO": "/broken"}, lambda *_: lambda _: None)
    ask(app, "/next").join(LONG_S)
    assert pages.begun == ["/broken", "/next"]
