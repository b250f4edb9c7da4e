"""The screens of listings: the queue, suggestions, checking, editing, history, many at once (console_screens.py)."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import Listing, Suggestion
from tests.clients import Console
from tests.curation.waiting import hold, make_what_waits
from tests.page import Page, fields_of
from tests.shown import Screens, Shown, show_as, shown

FORM = ".editor__form"
DECISIONS = "form[action$='/decisions']"
OPENED = {
    "queue": "/manage",
    "queue-last-page": "/manage/queue/checks?page=99",
    **{f"queue-{part}": f"/manage/queue/{part}" for part in ("unsafe", "links", "duplicates", "notes")},
    "suggestions": "/manage/suggestions",
    "suggestions-held": "/manage/suggestions/held",
    "listings": "/manage/listings?page=2",
    "listings-none-fit": "/manage/listings?q=zebra",
    "new-listing": "/manage/listings/new",
    "new-group": "/manage/listings/new?kind=group",
    "changes-none-fit": "/manage/changes?since=2099-01-01",
    "duplicates": "/manage/duplicates",
    "bulk": "/manage/bulk?kind=role",
    "bulk-none-fit": "/manage/bulk?q=zebra",
}
EDITED = {
    "organization": "demo-larkspur-minds",
    "program": "demo-papers-and-rides",
    "helpline": "demo-county-crisis-line",
    "role": "demo-warmline-listener",
    "community": "demo-peer-rooms",
    "closed": "demo-fernley-lunch",
}


# A row more of each sort, and in a time a date that differs.
MORE_ROWS = {
    "aliases-1": "",
    "phones-1-number": "",
    "links-1-label": "",
    "locations-1-city": "Springfield",
    "schedules-1-repeats": "monthly_weekday",
    "schedules-1-exceptions-0-kind": "moved",
}


def screens_of_curation(app: Flask) -> Screens:
    """What an admin sees of listings, as they were told about, checked and changed."""
    circle = make_what_waits()
    console = show_as(app, "admin")
    yield from (shown(name, console.get(path)) for name, path in OPENED.items())
    yield from _of_suggestions(console)
    yield from _of_checking(console)
    yield from (shown(f"edit-{name}", console.get(_edit(slug))) for name, slug in EDITED.items())
    yield from _of_editing(console, f"/manage/listings/{circle}")
    yield from _of_history(console, f"/manage/listings/{circle}")
    yield from _of_merging(console)
    yield from _of_many(console)
    yield shown("mine-nothing-entrusted", show_as(app, "contributor", "Ash Fernley").get("/manage/mine"))
    yield shown("not-there", console.get("/manage/listings/999999/edit", 404))
    yield shown("not-yours", show_as(app, "coordinator", "Wren Harrow").get("/manage/people", 403))


def _edit(slug: str) -> str:
    found = db.session.scalars(select(Listing.id).where(Listing.slug == slug)).one()
    db.session.rollback()
    return f"/manage/listings/{found}/edit"


def _of_suggestions(console: Console) -> Screens:
    told = db.session.scalars(select(Suggestion).order_by(Suggestion.id)).all()
    paths = {f"{one.kind}-{'known' if one.sent_by else one.state}": f"/manage/suggestions/{one.id}" for one in told}
    db.session.rollback()
    yield from (shown(f"suggestion-{name}", console.get(path)) for name, path in paths.items())
    wrong = {"part_summary-verdict": "refuse", "part_name-verdict": "accept", "part_name-text": ""}
    page = console.submit(console.get(paths["change-waiting"]), DECISIONS, 422, **wrong)
    yield shown("suggestion-problems", page)
    refused = {"part_summary-verdict": "refuse", "part_summary-reason": "1", "part_name-verdict": "accept"}
    decided = console.submit(page, DECISIONS, **{**refused, "part_name-text": "Mood Circle of Larkspur"})
    yield shown("suggestion-decided-in-part", console.follow(decided))
    hidden = console.send(f"{paths['unsafe-waiting']}/hiding", {"csrf_token": console.token()})
    yield shown("suggestion-hidden", console.follow(hidden))
    console.follow(console.send(f"{paths['unsafe-waiting']}/showing", {"csrf_token": console.token()}))


def _of_checking(console: Console) -> Screens:
    work = console.follow(console.send("/manage/handful", {"csrf_token": console.token()}))
    yield shown("work", work)
    yield shown("work-problems", console.submit(work, ".work__form", 422, outcome="right", areas=None, method=None))
    yield shown("work-changed", console.submit(work, ".work__form", 409, outcome="right", version="0"))
    following = console.follow(console.submit(work, ".work__form", outcome="no-answer"))
    yield shown("work-next", following)
    console.submit(following, ".work__form", outcome="right", note="Ask for Sam.")
    yield shown("work-done", console.get(following.response.request.path))
    hold("demo-papers-and-rides")
    held = _edit("demo-papers-and-rides").split("/")[3]
    yield shown("work-held", console.get(f"/manage/checks/{held}"))
    yield shown("queue-in-hand", console.get("/manage"))


def _of_editing(console: Console, address: str) -> Screens:
    page = console.get(f"{address}/edit")
    yield shown("edit-group", page)
    yield shown("edit-problems", console.submit(page, FORM, 422, name="", summary="x" * 300, url="nowhere"))
    yield shown("edit-more-rows", console.submit(page, FORM, 200, **MORE_ROWS, need_words="lonely", show="needs"))
    saved = console.submit(page, FORM, name="Mood Circle of Robin", summary="A calm hour for your mood.")
    yield shown("edit-saved", console.follow(saved))
    clash = console.submit(page, FORM, 409, name="Mood Circle of Ana", summary="An hour to talk about your mood.")
    yield shown("edit-both-texts", clash)
    sent = fields_of(console.get(f"{address}/edit").find(FORM))
    yield shown("edit-preview", console.send(f"{address}/preview", sent, 200, HX_Request="true"))
    new = console.get("/manage/listings/new?kind=helpline")
    yield shown("new-problems", console.submit(new, FORM, 422, publication="published"))


def _of_history(console: Console, address: str) -> Screens:
    yield shown("changes", console.get("/manage/changes"))
    yield shown("history", console.get(f"{address}/history"))
    yield shown("history-compared", console.get(f"{address}/history?from=1&to=2"))
    yield shown("history-version", console.get(f"{address}/history/1"))


def _of_merging(console: Console) -> Screens:
    unknown = "/manage/duplicates?first=/listings/no&second=/listings/nor"
    yield shown("duplicates-unknown", console.get(unknown, 422))
    page = console.get(console.get("/manage/duplicates").link("See both"))
    yield shown("merge", page)
    done = console.submit(page, "form.conflict", reason="The same evening, told twice.")
    yield shown("merged", console.follow(done))


def _of_many(console: Console) -> Screens:
    found = console.get("/manage/bulk?kind=role")
    yield shown("bulk-problems", console.submit(found, "form.bulk", 422, operation="note"))
    yield _looked(console, found)
    picked = [box.attrib["value"] for box in found.select("input[name=pick]")][:3]
    looked = console.submit(found, "form.bulk", 200, operation="is_free", is_free="no", pick=picked)
    yield shown("bulk-preview", looked)
    done = console.follow(console.submit(looked, "main form"))
    yield shown("bulk-done", done)


def _looked(console: Console, found: Page) -> Shown:
    """What must stay as it is, and what says so already."""
    same = console.submit(found, "form.bulk", 200, operation="publication", publication="published", all="1")
    return shown("bulk-preview-nothing", same)
