"""A fragment as a whole document, for the checker of HTML."""

from __future__ import annotations

# What a fragment stands in: the least of a page, with the form that filters of results belong to.
AROUND = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Fragment</title></head>
<body><main id="main">{heading}<form id="find" action="/find"></form>
{fragment}
</main></body></html>"""


def framed(fragment: str) -> str:
    """A fragment in the least of a page."""
    heading = "" if "<h1" in fragment else "<h1>Fragment</h1>"
    return AROUND.format(heading=heading, fragment=fragment)
