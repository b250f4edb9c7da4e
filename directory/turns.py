"""Requests of one process take turns: pages are computed one after the other, connections are waited for side by side.

Python computes in one thread at a time. Threads that compute at once only interrupt each other, and every page takes
as long as all of them together. But a thread that waits for a slow phone, or for a connection that a browser opened
ahead of need, must hold up nobody: the server has several threads, and only the computing is done in turn.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class InTurn:
    """A WSGI application whose reads are answered so many at a time, in each process, in the order they came.

    Writes do not take turns: one that waits for another process to finish writing must not hold up readers.
    """

    def __init__(self, app: WSGIApplication, at_once: int) -> None:
        self._app = app
        self._free = at_once
        self._waiting: deque[threading.Lock] = deque()
        self._guard = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The answer; its body is sent after the turn."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._app(environ, start_response)
        self._wait()
        try:
            return self._app(environ, start_response)
        finally:
            self._call_next()

    def _wait(self) -> None:
        with self._guard:
            if self._free:
                self._free -= 1
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()  # until _call_next() lets go of it

    def _call_next(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
