"""Every address of the application that can be opened, with something that there is in each gap.

A new route is walked by itself. One with a gap that nothing fills is a failure that says what to add to GAPS.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from flask import Flask, current_app
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from directory.handout.codes import write_code
from directory.models import KINDS
from tests.clients import Client
from tests.everywhere.furnished import SENDER_TOKEN, Furnished

LISTINGS = ["larkspur-house", "larkspur-circle", "ring", "not-yet", "out-of-sight", "old-circle"]
# A rule up to a gap, or the gap alone → what stands in it.
GAPS: dict[str, list[str]] = {
    "/listings/<slug>": LISTINGS,
    "/needs/<slug>": ["i-feel-alone", "grief"],
    "/guides/<slug>": ["rest", "waiting"],
    "/guides/supporting/<key>": ["calls-often"],
    "/guides/supporting/practice/<key>": ["night-call"],
    "/suggestions/<token>": [SENDER_TOKEN],
    "/static/<path:filename>": ["icons.svg"],
    "/sitemap-<int:part>": ["1"],
    "/manage/guides/<slug>": ["rest", "waiting"],
    "/manage/kept/<key>": ["zqsecretkey"],
    "/manage/listings/new/<kind>": ["group"],
    "/manage/queue/<key>": ["unsafe", "suggestions", "answers", "checks", "links", "duplicates", "notes"],
    "/manage/settings/history/<key>": ["site", "crisis-US"],
    "/manage/words/<taxonomy>": ["need"],
    "/manage/words/<taxonomy>/<slug>": ["i-feel-alone"],
    "/manage/words/new/<taxonomy>": ["need", "format"],
    "/manage/words/questions/<key>": ["come-late"],
    "<version>": ["1", "2"],
}
# What an address may ask for besides.
QUERIES: dict[str, list[str]] = {
    "/calendar.ics": ["?list={codes}"],
    "/feed.atom": ["?near=40508"],
    "/find": ["?q=lonely", "?q=larkspur&near=40508", "?kind=group&need=i-feel-alone&sort=soonest", "?when=week"],
    "/find.ics": ["?kind=group"],
    "/find/handout": ["?kind=group"],
    "/guides": ["?for=peer"],
    "/guides/supporting/practice/<key>": ["?choice=a"],
    "/handout": ["?list={codes}", "?list={codes}&size=large"],
    "/listings/<slug>/problem/wrong": ["?part=summary&part=other&part=locations&part=name"],
    "/needs/<slug>": ["?near=Lexington"],
    "/suggest": ["?name=larkspur"],
    "/manage/audit": ["?event=role-changed"],
    "/manage/bulk": ["?kind=group", "?q=larkspur&state=published"],
    "/manage/changes": ["?by=zqmate", "?source=person&kind=group&since=2026-01-01"],
    "/manage/changes.csv": ["?kind=group"],
    "/manage/duplicates": ["?first=ring&second=nothing"],
    "/manage/listings": ["?q=larkspur", "?publication=draft"],
    "/manage/listings/<int:listing_id>/history": ["?from=1&to=2"],
    "/manage/listings/new": [f"?kind={kind}" for kind in KINDS],
    "/manage/login": ["?next=/manage/listings"],
    "/manage/overview/coverage": ["?need=i-feel-alone&state=KY"],
    "/manage/overview/listings": ["?age=never", "?age=fresh&kind=group"],
    "/manage/words/new/<taxonomy>": ["?group=alone", "?group="],
    "/manage/words/try": ["?q=lonely"],
}
_GAP = re.compile(r"<(?:[^:>]+:)?(\w+)>")


def rules_to_open(app: Flask) -> list[Rule]:
    """Every rule that can be opened, in order."""
    return sorted((rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())), key=lambda r: r.rule)


def is_of_console(rule: Rule) -> bool:
    """Whether an address is one of the console."""
    return re.match(r"/manage(/|$)", rule.rule) is not None


def open_all(
    app: Flask, visitor: Client, made: Furnished, *, console: bool, fragments: bool = True
) -> Iterator[tuple[Rule, str, TestResponse]]:
    """Open every address of the console, or every other one: (rule, path, answer).

    fragments: the first of each rule is opened as htmx does, too; they are parts of pages.
    """
    for rule in rules_to_open(app):
        if is_of_console(rule) is not console:
            continue
        for number, path in enumerate(paths_of(rule, made)):
            yield rule, path, visitor.open(path)
            if fragments and number == 0:
                yield rule, f"fragment of {path}", visitor.open(path, headers={"HX-Request": "true"})


def paths_of(rule: Rule, made: Furnished) -> Iterator[str]:
    """Addresses of a rule: every combination of what fills its gaps, bare and with what may be asked."""
    gaps = list(_GAP.finditer(rule.rule))
    filled = [_values(rule, gap, made) for gap in gaps]
    codes = ".".join(map(write_code, made.ids.values()))
    for values in itertools.product(*filled):
        path, left = rule.rule, iter(values)
        path = _GAP.sub(lambda _gap: next(left), path)  # noqa: B023 (used at once)
        yield from (path + query.format(codes=codes) for query in ("", *QUERIES.get(rule.rule, ())))


def _values(rule: Rule, gap: re.Match[str], made: Furnished) -> list[str]:
    before, name = rule.rule[: gap.end()], f"<{gap[1]}>"
    if before == "/assets/<name>":
        return [bundle.name for bundle in current_app.extensions["assets"].values()]
    for known in (made.gaps, GAPS):
        if found := known.get(before) or known.get(name):
            return found
    raise AssertionError(f"Nothing fills {before}: add it to GAPS in {__name__}, so that {rule.rule} is walked, too.")
