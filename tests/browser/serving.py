"""The demo on a port of this machine, for the browser that looks at it.

Used by the tests beside it and by screenshots.py. The server runs in threads of this process, so that a
test needs no second program; the neutral page of the leave button is a server of its own, on another host name.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Response

CONTACT_EMAIL = "coordinators@larkspur.example.org"
NEUTRAL_PAGE = "<!doctype html><html lang=en><title>Weather</title><link rel=icon href=data:,><h1>Fair and mild</h1>"
# A page of the same site that has axe in it, to be filled by mirror.py.
MIRROR = "/mirror-for-tests"
MIRROR_PAGE = "<!doctype html><html lang=en><title>Mirror</title><link rel=icon href=data:,><script>{}</script><body>"


class QuietHandler(WSGIRequestHandler):
    """Serves without a line for every request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: a log tells what was looked for."""


@contextlib.contextmanager
def serve(application: Any, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve a WSGI application on a free port; gives its address without a slash at the end."""

    def with_mirror(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != MIRROR:
            return application(environ, start_response)
        return Response(MIRROR_PAGE.format(AXE_SCRIPT), mimetype="text/html")(environ, start_response)

    server = make_server(host, 0, with_mirror, threaded=True, request_handler=QuietHandler)
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
