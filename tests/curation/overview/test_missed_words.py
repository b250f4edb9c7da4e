"""The page of words that found nothing: what is shown, to whom, and how a word is forgotten."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from directory.curation.overview.missed_words import find_missed_words
from directory.database import begin_writing, db
from directory.models import EmptySearchWeek, EmptySearchWord
from tests.clients import Console
from tests.conftest import NOW, sign_in
from tests.curation.overview.svg import assert_pictures_are_whole
from tests.factories import commit

TODAY = NOW.date()
THIS_WEEK = TODAY


def make_word(word: str | None, times: int, week: dt.date = THIS_WEEK) -> EmptySearchWord:
    """A counted word, or one that nobody can read yet."""
    made = EmptySearchWord(digest=f"{word}-{times}", word=word, weeks=[EmptySearchWeek(week=week, times=times)])
    db.session.add(made)
    db.session.flush()
    return made


@pytest.fixture
def counting(app: Flask, clock: object) -> Console:
    """A coordinator on a site that counts and has seen "kayak" seven times."""
    app.config["COUNT_EMPTY_SEARCHES"] = True
    begin_writing()
    make_word("kayak", 7)
    make_word(None, 3)
    return sign_in(app)


def test_only_what_can_be_read_and_was_seen_often_lately_is_shown(any_app: Flask) -> None:
    begin_writing()
    make_word("kayak", 5)
    make_word("seldom", 4)
    make_word(None, 9)
    make_word("longago", 9, TODAY - dt.timedelta(weeks=26))
    commit()
    assert [(word.word, word.total) for word in find_missed_words(TODAY)] == [("kayak", 5)]


def test_a_word_stands_with_its_weeks_and_what_to_do(counting: Console) -> None:
    page = counting.get("/manage/overview/words")
    assert_pictures_are_whole(page)
    assert page.link("What a visitor sees") == "/find?q=kayak"
    assert page.link("Make it a synonym") == "/manage/words"
    cells = [cell.text_content() for cell in page.find("table tbody tr").cssselect("td")]
    assert cells == ["0"] * 25 + ["7", "7"]


def test_a_word_is_forgotten_with_its_counts(counting: Console) -> None:
    page = counting.get("/manage/overview/words")
    after = counting.follow(counting.submit(page, ".missed form"))
    assert "The word is forgotten." in after.text
    assert "kayak" not in after.text
    assert [week.times for week in db.session.query(EmptySearchWeek)] == [3]


def test_all_words_are_forgotten_at_once_even_when_nothing_is_counted_any_more(counting: Console, app: Flask) -> None:
    app.config["COUNT_EMPTY_SEARCHES"] = False
    page = counting.get("/manage/overview/words")
    counting.submit(page, "section[aria-labelledby=forget] form")
    assert db.session.query(EmptySearchWord).count() == db.session.query(EmptySearchWeek).count() == 0


def test_a_contributor_sees_words_and_cannot_forget_them(counting: Console, app: Flask) -> None:
    contributor = sign_in(app, "contributor")
    page = contributor.get("/manage/overview/words")
    assert "kayak" in page.text
    assert "Forget this word" not in page.find(".missed").text_content()
    contributor.send("/manage/overview/words/forget", {}, 403)


def test_a_site_that_does_not_count_says_so(console: Console) -> None:
    assert "Nothing is counted" in console.get("/manage/overview/words").main_text
