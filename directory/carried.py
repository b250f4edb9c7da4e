"""What goes along from page to page in the address, because it is kept nowhere else: the hand-out and quiet mode.

Every link to a page that url_for() makes, and every form that uses carried_fields(), takes along what the
address of this page has. Nothing is stored for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from flask import Flask, has_request_context, request

# Parameter → what it may look like. list: short ids of listings (handout/); quiet: one history entry for all pages.
CARRIED = {
    "list": re.compile(r"[0-9a-z]{1,7}(\.[0-9a-z]{1,7}){0,99}"),
    "quiet": re.compile(r"yes"),
}
# Answers that are no pages of ours, or that must be the same for everyone.
NOT_PAGES = frozenset({"asset", "static", "site.leave", "handout.open_short", "handout.worker"})
# Files for other programs are the same for everyone, too; only the calendar of a hand-out needs the hand-out.
FILES, HAND_OUT_FILE = "exchange.", "exchange.show_calendar"
# What goes along is remembered under this name on the request, since some pages change it.
_REMEMBERED = "carried_along"


def init_app(app: Flask) -> None:
    """Take the parameters along in every link to a page."""
    app.url_defaults(_add_carried)
    app.jinja_env.globals["carried"] = carried
    app.jinja_env.filters["with_query"] = with_query


def carried() -> dict[str, str]:
    """The parameters of this request that go along, as they are; those that cannot be right are left out."""
    if not has_request_context():
        return {}
    if not hasattr(request, _REMEMBERED):
        asked = {name: request.args.get(name, "") for name in CARRIED}
        _remember({name: value for name, value in asked.items() if CARRIED[name].fullmatch(value)})
    return getattr(request, _REMEMBERED)


def carry(name: str, value: str) -> None:
    """From now on the links of this page take along another value, or with an empty one none."""
    others = {other: kept for other, kept in carried().items() if other != name}
    _remember(others | ({name: value} if value else {}))


@contextmanager
def nothing_carried() -> Iterator[None]:
    """For parts that are remembered for every visitor: links made meanwhile take nothing along."""
    before = carried()
    _remember({})
    try:
        yield
    finally:
        _remember(before)


def carried_query() -> str:
    """What goes along, as the beginning of a query: "?list=1a.2b", or empty."""
    return f"?{urlencode(carried())}" if carried() else ""


def with_query(address: str, query: str) -> str:
    """An address of ours with more parameters, which may be none."""
    if not query:
        return address
    return f"{address}{'&' if '?' in address else '?'}{query}"


def _remember(values: dict[str, str]) -> None:
    setattr(request, _REMEMBERED, values)


def _add_carried(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint in NOT_PAGES or (endpoint.startswith(FILES) and endpoint != HAND_OUT_FILE):
        return
    for name, value in carried().items():
        values.setdefault(name, value)
