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

# Who is in danger must not stand behind pages that wait for a database: the way out, whom to call, how to stay safe,
# and the files that these are made of. They take next to no time.
WITHOUT_TURN = frozenset({"/crisis", "/leave", "/safety", "/worker.js"})
FOLDERS_WITHOUT_TURN = ("/assets/", "/static/")


class InTurn:
    """A WSGI application whose pages are answered so many at a time, in each process, in the order they came.

    Writes do not take turns: one that waits for another process to finish writing must not hold up readers.
    """

    def __init__(self, app: WSGIApplication, at_once: int) -> None:
        self._app = app
        self._free = at_once
        self._waiting: deque[threading.Lock] = deque()
        self._guard = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The answer; its body is sent after the turn."""
        if not _needs_turn(environ):
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


def _needs_turn(environ: WSGIEnvironment) -> bool:
    path = environ["PATH_INFO"]
    is_read = environ["REQUEST_METHOD"] in ("GET", "HEAD")
    return is_read and path not in WITHOUT_TURN and not path.startswith(FOLDERS_WITHOUT_TURN)
