"""Every page and every fragment before the Nu checker, which knows HTML better than a parser does.

The pages are written to a folder and checked in one go, because Java takes longer to start than to check
a page. `make test` fetches the checker (tests/install-vnu). A new template needs an address in ADDRESSES, unless
it is shown at an address that has a slug alone.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import Guide, Listing, Term
from tests.browser.screens import SCREENS
from tests.console_screens import ConsoleScreens
from tests.databases import ROOT, Databases
from tests.framing import framed
from tests.shown import templates_drawn
from tests.suggesting.documents import documents_of_suggestions

VNU = Path(os.environ.get("VNU") or ROOT / ".make" / "vnu.jar")
# The checker runs for seconds: compiling it well takes longer than that, and so does tidying its memory beside it. Its
# schemas need a deep stack.
JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m", "-jar", str(VNU))
TEMPLATES = {str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html")}

# Pages that no screen shows: further states of a template, and what only a search can bring about.
ADDRESSES = {
    "/find?q=depression&sort=soonest": 200,
    "/find?q=walking+quiet+zebra": 200,
    "/find?kind=group&page=2&list=a.b&quiet=yes": 200,
    "/needs/i-feel-alone?near=Springfield": 200,
    "/listings/demo-mood-circle/problem/wrong?next=yes": 422,
    "/suggest?name=mood+circle": 200,
    "/find?" + "&".join(f"q={number}" for number in range(201)): 400,
}
# Path before a slug → the slugs that there are. Every one is opened.
SLUGS = {
    "/listings/": select(Listing.slug).where(Listing.publication == "published"),
    "/needs/": select(Term.slug).where(Term.taxonomy_slug == "need", Term.parent_id.is_not(None)),
    "/guides/": select(Guide.slug),
}


# Documents that come about only when something is written: each function gets an application of its own.
WRITTEN: dict[Callable[[Flask], Iterator[tuple[str, str]]], str] = {
    documents_of_suggestions: "empty",
}
BROKEN = {
    "broken-fragment": "<ul><p>Not in a list</p></ul>",
    "broken-icon": '<svg class="icon" aria-hidden="perhaps"></svg>',
}


@dataclass(frozen=True)
class Checked:
    """What the checker said, by the name of the document; which documents and templates it was about."""

    said: dict[str, list[str]]
    documents: set[str]
    templates: set[str]


@pytest.fixture(scope="module")
def checked(
    seeded_app: Flask,
    make_app: Callable[..., Flask],
    databases: Databases,
    console_screens: ConsoleScreens,
    tmp_path_factory: pytest.TempPathFactory,
) -> Checked:
    """Every document of the site, checked, and with them a few that are broken."""
    folder = tmp_path_factory.mktemp("html")
    names: dict[str, str] = {}
    with templates_drawn(seeded_app) as drawn:
        documents = {**dict(documents_of(seeded_app)), **{name: framed(text) for name, text in BROKEN.items()}}
    for written, template in WRITTEN.items():
        app = make_app(template=template)
        with templates_drawn(app) as more:
            documents |= dict(written(app))
        drawn |= more
        databases.drop(app.config["DATABASE_URL"])
    documents |= {screen.name: screen.document for screen in console_screens.screens}
    drawn |= console_screens.templates
    for number, (name, text) in enumerate(documents.items()):
        path = folder / f"{number:04}.html"
        path.write_text(text, encoding="utf-8")
        names[path.name] = name
    command = [*JAVA, "--format", "json", "--exit-zero-always", str(folder)]
    answer = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stderr)
    said: dict[str, list[str]] = {}
    for message in answer["messages"]:
        name = names[message["url"].rpartition("/")[2]]
        said.setdefault(name, []).append(f"{message['message']} {message.get('extract', '')!r}")
    return Checked(said, set(names.values()), drawn)


def documents_of(app: Flask) -> Iterator[tuple[str, str]]:
    """Every page, and every fragment that is not a page, as (name, HTML)."""
    client = app.test_client(use_cookies=False)
    for path, status in addresses(app):
        page = client.get(path)
        assert page.status_code == status, f"{path} answered {page.status}"
        yield path, page.text
        # Nothing of a listing or a need is asked for with htmx.
        if not path.startswith(("/listings/", "/needs/")):
            fragment = client.get(path, headers={"HX-Request": "true"}).text
            if "<html" not in fragment:
                yield f"fragment of {path}", framed(fragment)


def addresses(app: Flask) -> Iterator[tuple[str, int]]:
    """Every address to check with its status, once."""
    found = {screen.path: screen.status for screen in SCREENS.values()} | ADDRESSES
    client = app.test_client(use_cookies=False)
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    for rule in rules:
        if not rule.arguments and rule.rule not in found and client.get(rule.rule).mimetype == "text/html":
            found[rule.rule] = client.get(rule.rule).status_code
    with app.app_context():
        for before, slugs in SLUGS.items():
            if any(re.fullmatch(re.escape(before) + "<[a-z:]+>", rule.rule) for rule in rules):
                found |= {before + slug: 200 for slug in db.session.scalars(slugs)}
        db.session.remove()
    yield from ((path, status) for path, status in found.items() if status < 300 or status >= 400)


def test_every_page_and_fragment_is_valid(checked: Checked) -> None:
    assert {name: said for name, said in checked.said.items() if name not in BROKEN} == {}


def test_the_checker_sees_what_is_broken(checked: Checked) -> None:
    assert set(BROKEN) <= set(checked.said)


def test_every_template_is_on_a_page_that_is_checked(checked: Checked) -> None:
    assert TEMPLATES - checked.templates == set()
    assert len(TEMPLATES) > 20


def test_pages_of_every_kind_and_fragments_are_among_them(checked: Checked) -> None:
    kinds = {name.split("?")[0].rpartition("/")[0] for name in checked.documents}
    assert {"", "/listings", "/needs", "fragment of "} <= kinds
    assert len(checked.documents) > 300
