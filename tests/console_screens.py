"""Every screen of the console and of its doors, in every state that looks different: the one list of them.

Read by the checker of HTML (tests/test_html.py), by eyes and fingers (tests/browser/test_console_accessibility.py) and
by the camera (tests/browser/screenshots.py). Screens are brought about with the client that checks pages, within the
program: that takes milliseconds, and what a browser then gets is what was answered. How states come about
stands with the tests of their features.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from directory.database import db
from tests.curation.proposing.screens import screens_of_proposing
from tests.curation.screens import screens_of_curation
from tests.curation.screens_of_words import screens_of_words
from tests.databases import Databases
from tests.people.screens import screens_of_doors, screens_of_people
from tests.shown import Screens, Shown, show_as, shown, templates_drawn

EMPTY = {
    "empty-queue": "/manage",
    "empty-listings": "/manage/listings",
    "empty-suggestions": "/manage/suggestions",
    "empty-held": "/manage/suggestions/held",
    "empty-changes": "/manage/changes",
    "empty-duplicates": "/manage/duplicates",
    "empty-bulk": "/manage/bulk",
    "empty-words": "/manage/words",
    "empty-questions": "/manage/words/questions",
    "empty-guides": "/manage/guides",
    "empty-overview": "/manage/overview",
    "empty-coverage": "/manage/overview/coverage",
    "empty-audit": "/manage/audit",
}
# What is sent as a file.
FILES = re.compile(r"\.(csv|json)$")


@dataclass(frozen=True)
class ConsoleScreens:
    """All screens, and the names of the templates that they were drawn from."""

    screens: list[Shown]
    templates: set[str]


def show_console(make_app: Callable[..., Flask], databases: Databases) -> ConsoleScreens:
    """Every screen of a console with much in it, and of one with nothing."""
    found = ConsoleScreens([], set())
    for bring_about, template in ((screens_of_console, "seeded"), (screens_of_empty_console, "empty")):
        app = make_app(template=template)
        with templates_drawn(app) as drawn:
            found.screens.extend(bring_about(app))
        found.templates.update(drawn)
        databases.drop(app.config["DATABASE_URL"])
    return found


def screens_of_console(app: Flask) -> Screens:
    """All that there is to see where there is something. app: on the seed and the demo, a copy of one's own."""
    with app.app_context():
        yield from screens_of_curation(app)
        yield from screens_of_proposing(app)
        yield from screens_of_words(app)
        yield from screens_of_people(app)
        yield from screens_of_doors(app)
        db.session.remove()


def screens_of_empty_console(app: Flask) -> Screens:
    """All that there is to see where there is nothing yet. app: on an empty database of its own."""
    with app.app_context():
        console = show_as(app, "admin")
        yield from (shown(name, console.get(path)) for name, path in EMPTY.items())
        db.session.remove()


def pages_of_console(app: Flask) -> set[str]:
    """The endpoint of every address of the console that can be opened as a page."""
    rules = (rule for rule in app.url_map.iter_rules() if re.match(r"/manage(/|$)", rule.rule))
    return {rule.endpoint for rule in rules if "GET" in (rule.methods or ()) and not FILES.search(rule.rule)}
