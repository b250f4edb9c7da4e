"""The words that found nothing, for coordinators: those seen often enough, and how to forget one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, select

from directory.database import db, require_writing
from directory.models import EmptySearchWeek, EmptySearchWord
from directory.search import SHOWN_FROM, WEEKS_KEPT, first_week


@dataclass(frozen=True)
class MissedWord:
    """One word. weeks: Monday → times, weeks without one included."""

    digest: str
    word: str
    weeks: dict[dt.date, int]

    @property
    def total(self) -> int:
        """How often it was seen in all the weeks that are kept."""
        return sum(self.weeks.values())


def find_missed_words(today: dt.date) -> list[MissedWord]:
    """The words that were seen SHOWN_FROM times or more, the most seen first. One statement."""
    begin = first_week(today)
    rows = db.session.execute(
        select(EmptySearchWord.digest, EmptySearchWord.word, EmptySearchWeek.week, EmptySearchWeek.times)
        .join(EmptySearchWeek, EmptySearchWeek.digest == EmptySearchWord.digest)
        .where(EmptySearchWord.word.is_not(None), EmptySearchWeek.week >= begin)
    )
    words: dict[str, MissedWord] = {}
    for digest, word, week, times in rows:
        weeks = {begin + dt.timedelta(weeks=number): 0 for number in range(WEEKS_KEPT)}
        words.setdefault(digest, MissedWord(digest, word or "", weeks)).weeks[week] = times
    often = (word for word in words.values() if word.total >= SHOWN_FROM)
    return sorted(often, key=lambda word: (-word.total, word.word))


def has_counts() -> bool:
    """Whether anything was counted, shown or not."""
    return db.session.execute(select(EmptySearchWord.digest).limit(1)).first() is not None


def forget_word(digest: str) -> None:
    """Delete a word with all its counts. Call begin_writing() first; what is not there is forgotten already."""
    require_writing()
    db.session.execute(delete(EmptySearchWord).where(EmptySearchWord.digest == digest))


def forget_all_words() -> None:
    """Delete every word and count. Call begin_writing() first."""
    require_writing()
    db.session.execute(delete(EmptySearchWord))
