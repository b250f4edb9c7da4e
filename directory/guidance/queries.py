"""What the pages of guidance ask of the database: rows in the page's language, in English where there are none."""

from __future__ import annotations

from sqlalchemy import select

from directory.database import db
from directory.models import Guide, PracticeCase, Sign
from directory.models.taxonomy import DEFAULT_LOCALE
from directory.pages import page_locale


def find_guide(slug: str) -> Guide | None:
    """A guide that visitors may see, or None if there is none with this slug."""
    rows = {guide.locale: guide for guide in db.session.scalars(select(Guide).filter_by(slug=slug, is_draft=False))}
    return rows.get(page_locale()) or rows.get(DEFAULT_LOCALE)


def find_signs() -> dict[str, Sign]:
    """All that a supporter may see, by key, in the order of their page."""
    rows = db.session.scalars(select(Sign).where(Sign.locale.in_(_locales()))).all()
    return {sign.key: sign for sign in sorted(rows, key=_place)}


def find_cases() -> dict[str, PracticeCase]:
    """All cases to practice on, by key, in the order of their page."""
    rows = db.session.scalars(select(PracticeCase).where(PracticeCase.locale.in_(_locales()))).all()
    return {case.key: case for case in sorted(rows, key=_place)}


def _locales() -> set[str]:
    return {page_locale(), DEFAULT_LOCALE}


def _place(row: Sign | PracticeCase) -> tuple[int, bool]:
    """By position; of two with the same key the one in the page's language comes last, and stays."""
    return row.position, row.locale == page_locale()
