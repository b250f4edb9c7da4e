"""The demo on a port of this machine, for the browser that looks at it.

Used by the tests beside it and by screenshots.py. The server runs in threads of this process, so that a
test needs no second program; the neutral page of the leave button is a server of its own, on another host name.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Response

CONTACT_EMAIL = "coordinators@larkspur.example.org"
NEUTRAL_PAGE = "<!doctype html><html lang=en><title>Weather</title><link rel=icon href=data:,><h1>Fair and mild</h1>"
# axe as a script of the same site: brought into each page by the browser's cache, compiled once.
AXE = "/axe-for-tests.js"


class QuietHandler(WSGIRequestHandler):
    """Serves without a line for every request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: a log tells what was looked for."""


@contextlib.contextmanager
def serve(application: Any, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve a WSGI application on a free port; gives its address without a slash at the end."""

    def with_axe(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != AXE:
            return application(environ, start_response)
        kept = {"Cache-Control": "max-age=3600, immutable"}
        return Response(Axe().axe_script, headers=kept, mimetype="text/javascript")(environ, start_response)

    server = make_server(host, 0, with_axe, threaded=True, request_handler=QuietHandler)
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
