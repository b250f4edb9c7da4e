"""Which words find nothing, if the site counts them (COUNT_EMPTY_SEARCHES): gathered in memory, written now and then.

A search that finds nothing only adds its words to a set in this process. The set is written at most every ten minutes,
after an answer was sent and in a transaction of its own, and counts each word once: so a person who types slowly, or
tries again, is not taken for many. Places are never in it. What is not yet written is lost with the process.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import threading
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from flask import Flask, Response, current_app
from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from directory.database import begin_writing, db, utc_now
from directory.models import EmptySearchWeek, EmptySearchWord
from directory.search.criteria import Criteria
from directory.search.find import Results, count
from directory.search.words import STOP_WORDS, WEAK_WORDS, split_words

SHOWN_FROM = 5
"""How often a word must be seen before it is written itself, and shown."""
WEEKS_KEPT = 26
PAUSE = dt.timedelta(minutes=10)
MOST_GATHERED = 500
_WORDS_EACH = 100
"""How many words one statement asks for."""


class Gathered:
    """The words of this process that wait to be written. Safe for threads."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._since: dt.datetime | None = None
        self._written_on: dt.date | None = None
        self._lock = threading.Lock()

    def add(self, words: Iterable[str], now: dt.datetime) -> None:
        """Take words in; beyond MOST_GATHERED they are let go."""
        with self._lock:
            for word in words:
                if len(self._words) < MOST_GATHERED:
                    self._words.add(word)
                    self._since = self._since or now

    def is_due(self, now: dt.datetime) -> bool:
        """Whether words have waited long enough; once a day also without words, so that old counts are deleted."""
        with self._lock:
            self._since = self._since or now
            return now - self._since >= PAUSE and (bool(self._words) or self._written_on != now.date())

    def take(self, now: dt.datetime) -> set[str]:
        """All that waits, which then waits no more."""
        with self._lock:
            taken, self._words, self._since = self._words, set(), None
            self._written_on = now.date()
        return taken


def init_app(app: Flask) -> None:
    """Give the application its memory of words."""
    app.extensions["empty_searches"] = Gathered()


def note_search(results: Results) -> None:
    """Keep in mind the words of a search that found nothing, if the site counts them. Writes nothing."""
    if not current_app.config["COUNT_EMPTY_SEARCHES"] or results.total or not results.criteria.q:
        return
    if _finds_anything(results.criteria):
        return
    gathered: Gathered = current_app.extensions["empty_searches"]
    gathered.add(countable_words(results.criteria.q), utc_now())


def write_afterwards(response: Response) -> Response:
    """The answer, after which words that have waited long enough are written."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if app.config["COUNT_EMPTY_SEARCHES"] and app.extensions["empty_searches"].is_due(utc_now()):
        response.call_on_close(lambda: write_gathered(app))
    return response


def write_gathered(app: Flask) -> bool:
    """Write what waits, in a transaction of its own; say whether that worked. What could not be written waits on."""
    gathered: Gathered = app.extensions["empty_searches"]
    words = gathered.take(utc_now())
    with app.app_context():
        try:
            begin_writing()
            _count(_whole_words(words), monday_of(utc_now().date()))
            db.session.commit()
        except (OperationalError, IntegrityError):
            # Another process is writing, perhaps the same word.
            db.session.rollback()
            gathered.add(words, utc_now())
            return False
    return True


def countable_words(typed: str) -> set[str]:
    """The words of a search that may be counted: folded, with a letter, no single letters, none that say nothing.

    What has no letter may be a ZIP code, a phone number or a birthday.
    """
    words = set(split_words(typed)) - STOP_WORDS - WEAK_WORDS
    return {word for word in words if len(word) > 1 and any(letter.isalpha() for letter in word)}


def monday_of(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def first_week(today: dt.date) -> dt.date:
    """The Monday of the oldest week that is kept."""
    return monday_of(today) - dt.timedelta(weeks=WEEKS_KEPT - 1)


def digest_of(word: str) -> str:
    """How a word is known before it may be written: it cannot be computed without the site's secret."""
    key = hmac.digest(current_app.config["SECRET_KEY"].encode(), b"words of empty searches", "sha256")
    return hmac.new(key, word.encode(), hashlib.sha256).hexdigest()


def _finds_anything(criteria: Criteria) -> bool:
    """Whether the words alone find something: then it was the place or a filter that nobody meets."""
    return bool((criteria.near or criteria.filters) and count(replace(criteria, near="", filters={})))


def _whole_words(words: Collection[str]) -> list[str]:
    """The words without the beginnings of others: somebody was typing those."""
    ordered = sorted(words)
    return [word for word, after in pairwise([*ordered, ""]) if not after.startswith(word)]


def _count(words: list[str], week: dt.date) -> None:
    _forget_old(week)
    for start in range(0, len(words), _WORDS_EACH):
        _count_some({digest_of(word): word for word in words[start : start + _WORDS_EACH]}, week)
    _hide_rare()


def _count_some(words: dict[str, str], week: dt.date) -> None:
    """Count each word once. words: digest → word."""
    known = set(db.session.scalars(select(EmptySearchWord.digest).where(EmptySearchWord.digest.in_(words))))
    db.session.add_all(EmptySearchWord(digest=digest) for digest in sorted(words.keys() - known))
    db.session.flush()
    seen = EmptySearchWeek.digest.in_(words), EmptySearchWeek.week == week
    this_week = set(db.session.scalars(select(EmptySearchWeek.digest).where(*seen)))
    db.session.execute(update(EmptySearchWeek).where(*seen).values(times=EmptySearchWeek.times + 1))
    db.session.add_all(
        EmptySearchWeek(digest=digest, week=week, times=1) for digest in sorted(words.keys() - this_week)
    )
    db.session.flush()
    for digest in db.session.scalars(_often().where(EmptySearchWeek.digest.in_(words))).all():
        db.session.execute(update(EmptySearchWord).where(EmptySearchWord.digest == digest).values(word=words[digest]))


def _forget_old(week: dt.date) -> None:
    """Delete what is older than WEEKS_KEPT, and words of which nothing is left."""
    db.session.execute(delete(EmptySearchWeek).where(EmptySearchWeek.week < first_week(week)))
    db.session.execute(delete(EmptySearchWord).where(EmptySearchWord.digest.not_in(select(EmptySearchWeek.digest))))


def _hide_rare() -> None:
    """Words that are seen too seldom by now are digests again."""
    rare = EmptySearchWord.word.is_not(None), EmptySearchWord.digest.not_in(_often())
    db.session.execute(
        update(EmptySearchWord).where(*rare).values(word=None).execution_options(synchronize_session=False)
    )


def _often() -> Select[Any]:
    """The digests of words that were seen often enough to be shown."""
    total = func.sum(EmptySearchWeek.times)
    return select(EmptySearchWeek.digest).group_by(EmptySearchWeek.digest).having(total >= SHOWN_FROM)
