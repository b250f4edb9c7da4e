"""What terms, questions and listings are called that contents name: read once for a page of differences."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from directory.curation.field_words import Names
from directory.curation.references import POINTERS
from directory.database import db
from directory.models import Listing, Question
from directory.models.content import Content
from directory.pages import page_locale
from directory.search import all_terms


def names_for(contents: Iterable[Content]) -> Names:
    """The names of all that some contents name, in the page's language; what is gone has none."""
    contents = list(contents)
    locale = page_locale()
    keys = {key for content in contents for key in content.get("answers") or ()}
    pointed = {content[name] for content in contents for name in POINTERS if content.get(name)}
    questions = db.session.scalars(select(Question).where(Question.key.in_(keys))) if keys else ()
    others = select(Listing.hsds_id, Listing.name).where(Listing.hsds_id.in_(pointed))
    return Names(
        {(term.taxonomy_slug, term.slug): term.label_in(locale).label for term in all_terms().values()},
        {question.key: question.label_in(locale).label for question in questions},
        {row.hsds_id: row.name for row in db.session.execute(others)} if pointed else {},
    )
