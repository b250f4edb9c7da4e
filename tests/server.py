"""The server of `make run` in a process of its own, to be spoken to letter by letter: what gunicorn.conf.py is for.

It serves an application of a few lines, since it is the server that is looked at.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory.config import ROOT

LONGEST_S = 20


def tell_root(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The application: answers with what stands before every path, or fails at /broken."""
    if environ["PATH_INFO"] == "/broken":
        raise RuntimeError("broken")
    told = f"root={environ['SCRIPT_NAME']}".encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(told)))])
    return [told]


@dataclass(frozen=True)
class Server:
    """A server that runs; its log is a file."""

    port: int
    log: Path

    def connect(self) -> socket.socket:
        """A connection on which nothing was said yet."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=LONGEST_S)

    def say(self, *lines: str) -> str:
        """All that is answered to a request of these lines, until the server ends the connection."""
        with self.connect() as connection:
            connection.sendall("\r\n".join((*lines, "", "")).encode())
            answer = b""
            with contextlib.suppress(ConnectionResetError):
                while read := connection.recv(65_536):
                    answer += read
            return answer.decode()

    def read_log(self) -> str:
        """All that was logged so far."""
        return self.log.read_text(encoding="utf-8")

    def wait_for_log(self, words: str, after: str = "") -> str:
        """The log, as soon as it has these words. after: what was logged before, which is left out."""
        return _wait_for(lambda: new if words in (new := self.read_log()[len(after) :]) else "")


@contextlib.contextmanager
def serve_as_run(folder: Path, **settings: str) -> Iterator[Server]:
    """Start gunicorn with our configuration on a free port, and end it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Server(port, folder / "server.log")
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), "WORKERS": "1", **settings}
    command = (sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "tests.server:tell_root")
    with server.log.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        server.wait_for_log("Booting worker")
        yield server
    finally:
        process.terminate()
        process.wait(LONGEST_S)


def _wait_for(look: Callable[[], str]) -> str:
    until = time.monotonic() + LONGEST_S
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.02)
    raise AssertionError("the server did not say so")
