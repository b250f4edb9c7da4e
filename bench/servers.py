"""Servers to measure: ours as `make run` starts it, and a bare Flask page under the same gunicorn."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent


@contextlib.contextmanager
def serve(application: str, **settings: str) -> Iterator[int]:
    """Serve with two workers; gives the port."""
    port = _free_port()
    environment = {**os.environ, "PORT": str(port), "WORKERS": "2", **settings}
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "--access-logfile", "/dev/null"]
    server = subprocess.Popen(
        [*command, "--log-level", "warning", application], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise TimeoutError("The server did not start within a minute.")
