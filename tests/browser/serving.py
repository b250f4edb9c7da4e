"""The demo on a port of this machine, and the browser that looks at it.

Used by the tests beside it and by screenshots.py. The server runs in threads of this process, so that a
test needs no second program; the neutral page of the leave button is a server of its own, on another host name.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Playwright, expect
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Response

PATIENCE_MS = 15_000
CONTACT_EMAIL = "coordinators@larkspur.example.org"
NEUTRAL_PAGE = "<!doctype html><html lang=en><title>Weather</title><link rel=icon href=data:,><h1>Fair and mild</h1>"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that asks another host gets no answer; the tests see that it asked.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]


class QuietHandler(WSGIRequestHandler):
    """Serves without a line for every request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: a log tells what was looked for."""


@contextlib.contextmanager
def serve(application: Any, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve a WSGI application on a free port; gives its address without a slash at the end."""
    server = make_server(host, 0, application, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def serve_neutral_page() -> contextlib.AbstractContextManager[str]:
    """Stands for the site that the leave button opens: another host, as far as the browser knows."""
    return serve(Response(NEUTRAL_PAGE, mimetype="text/html"), "localhost")


def launch(playwright: Playwright) -> Browser:
    """Chromium: the one that CHROMIUM names, the system's, or Playwright's own."""
    expect.set_options(timeout=PATIENCE_MS)
    names = ("chromium", "chromium-browser", "google-chrome")
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    return playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
