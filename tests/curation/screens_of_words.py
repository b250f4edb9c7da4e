"""The screens of words, questions, guides, settings and pictures (tests/console_screens.py)."""

from __future__ import annotations

import datetime as dt

from flask import Flask
from sqlalchemy import select

from directory.database import db, utc_now
from directory.models import EmptySearchWeek, EmptySearchWord, Question
from directory.search.empty_searches import monday_of
from tests.clients import Console
from tests.factories import begin, commit
from tests.shown import Screens, show_as, shown

TERM = "/manage/words/need/i-feel-alone"
GUIDE = "/manage/guides/first-support-group"
OPENED = {
    "words": "/manage/words",
    "words-tried": "/manage/words/try?q=lonely+and+cannot+sleep",
    "word": TERM,
    "word-retired": f"{TERM}/retirement",
    "word-without-history": f"{TERM}/history",
    "word-new": "/manage/words/new/need",
    "word-new-group": "/manage/words/new/need?group=yes",
    "questions": "/manage/words/questions",
    "question-new": "/manage/words/questions/new",
    "guides": "/manage/guides",
    "guide": GUIDE,
    "guide-new": "/manage/guides/new",
    "settings": "/manage/settings",
    "overview": "/manage/overview",
    "overview-coverage": "/manage/overview/coverage?need=i-feel-alone&state=KY&state=OH",
    "overview-listings": "/manage/overview/listings?age=never",
    "overview-words-off": "/manage/overview/words",
}


def screens_of_words(app: Flask) -> Screens:
    """What an admin sees of all that is no listing."""
    console = show_as(app, "admin")
    yield from (shown(name, console.get(path)) for name, path in OPENED.items())
    yield from _of_a_term(console)
    yield from _of_a_question(console)
    yield from _of_a_guide(console)
    yield from _of_settings(console)
    _count_words()
    app.config["COUNT_EMPTY_SEARCHES"] = True
    yield shown("overview-words", console.get("/manage/overview/words"))


def _of_a_term(console: Console) -> Screens:
    page = console.get(TERM)
    yield shown("word-problems", console.submit(page, "form.form", 422, label="", position="x"))
    console.follow(console.submit(page, "form.form", label="I feel so alone", reason="People say so."))
    yield shown("word-both-texts", console.submit(page, "form.form", 409, label="I am lonely"))
    yield shown("word-history", console.get(f"{TERM}/history"))
    page = console.get(f"{TERM}/retirement")
    yield shown("word-retired-problems", console.submit(page, "form.form", 422, successor=""))


def _of_a_question(console: Console) -> Screens:
    key = db.session.scalars(select(Question.key).order_by(Question.key).limit(1)).one()
    address = f"/manage/words/questions/{key}"
    page = console.get(address)
    yield shown("question", page)
    yield shown("question-problems", console.submit(page, "form.form", 422, label=""))
    console.follow(console.submit(page, "form.form", label="May I just listen?", reason="Shorter."))
    yield shown("question-history", console.get(f"{address}/history"))


def _of_a_guide(console: Console) -> Screens:
    page = console.get(GUIDE)
    yield shown("guide-problems", console.submit(page, "#guide", 422, title="", body=""))
    yield shown("guide-shown", console.submit(page, "#guide", 200, do="look"))
    console.follow(console.submit(page, "#guide", title="Before your first group", reason="Shorter."))
    yield shown("guide-both-texts", console.submit(page, "#guide", 409, title="Your first evening in a group"))
    yield shown("guide-history", console.get(f"{GUIDE}/history"))


def _of_settings(console: Console) -> Screens:
    page = console.get("/manage/settings")
    wrong = {"crisis-call": "555-0100", "crisis-call_again": "555-0101"}
    yield shown("settings-problems", console.submit(page, "form.form--crisis", 422, **wrong))
    lines = {"call": "555-0100", "text": "555-0101", "chat_url": "https://chat.example.org/"}
    typed = {f"crisis-{name}{time}": value for name, value in lines.items() for time in ("", "_again")}
    console.submit(page, "form.form--crisis", **typed, **{"crisis-is_tried": "y"})
    console.submit(
        console.get("/manage/settings"), "form.form--crisis", **dict.fromkeys(typed, ""), **{"crisis-is_tried": "y"}
    )
    history = console.get(console.get("/manage/settings").link("Their history"))
    yield shown("settings-earlier-lines", console.follow(console.submit(history, "main form")))
    console.submit(page, "form.form--site", SITE_NAME="Lean On Larkspur", reason="Our own name.")
    yield shown("settings-history", console.get(console.get("/manage/settings").link("Its history")))


def _count_words() -> None:
    begin()
    this_week = monday_of(utc_now().date())
    for word, times in (("kayak", (7, 0, 3, 1)), ("gambling", (2, 5, 4, 0)), ("hoarding", (0, 0, 6, 2))):
        weeks = [
            EmptySearchWeek(week=this_week - dt.timedelta(weeks=number), times=count)
            for number, count in enumerate(times)
            if count
        ]
        db.session.add(EmptySearchWord(digest=word, word=word, weeks=weeks))
    commit()
