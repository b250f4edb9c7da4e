"""Answers that were given before, served to a browser as they were sent: the screens of tests/console_screens.py.

Each stands at /screens/NAME; style, scripts and icons come from the application, as does whatever a page leads to.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from werkzeug.wrappers import Response

from tests.browser.serving import serve
from tests.shown import Shown

SHELF = "/screens/"


def serve_screens(app: Flask, screens: Iterable[Shown]) -> contextlib.AbstractContextManager[str]:
    """Serve screens on a free port; gives its address without a slash at the end."""
    by_path = {f"{SHELF}{screen.name}": screen for screen in screens}

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        screen = by_path.get(environ["PATH_INFO"])
        if screen is None:
            return app(environ, start_response)
        headers = {"Content-Security-Policy": screen.policy}
        return Response(screen.html, screen.status, headers, mimetype="text/html")(environ, start_response)

    return serve(application)
