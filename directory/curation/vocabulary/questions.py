"""Questions as contents: read, written, and how many listings answer each."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import func, select

from directory.curation.editing import BadChange
from directory.curation.revising import Subject
from directory.database import db, is_writing
from directory.models import KINDS, Answer, Question, QuestionLabel, Term
from directory.models.content import Content
from directory.models.question import SHAPES
from directory.models.taxonomy import DEFAULT_LOCALE

FORMAT = "format"


def find_question(key: str) -> Question | None:
    """A question by its key, or None; in a transaction that writes, its row stays locked."""
    found = select(Question).filter_by(key=key).execution_options(populate_existing=True)
    if is_writing():
        found = found.with_for_update(of=Question, key_share=True)
    return db.session.scalars(found).first()


def all_questions() -> list[Question]:
    """Every question, in the order in which they are asked."""
    return list(db.session.scalars(select(Question).order_by(Question.position, Question.key)))


def count_answers() -> dict[str, int]:
    """Key of a question → how many listings answer it."""
    found = select(Answer.question_key, func.count()).group_by(Answer.question_key)
    return {row[0]: row[1] for row in db.session.execute(found)}


def all_formats() -> list[Term]:
    """The formats that a question can be asked for, in their order."""
    return list(db.session.scalars(select(Term).filter_by(taxonomy_slug=FORMAT).order_by(Term.position, Term.id)))


def read_question(key: str) -> Content | None:
    """What a question says."""
    question = find_question(key)
    if question is None:
        return None
    return {
        "labels": {row.locale: {"label": row.label, "yes": row.yes, "no": row.no} for row in question.labels},
        "shape": question.shape,
        "good": question.good,
        "kinds": list(question.kinds),
        "formats": list(question.formats or ()),
        "position": question.position,
    }


def write_question(key: str, content: Content) -> tuple[str, ...]:
    """Give a question a content; it is made if there is none. Formats that are gone are left out and named."""
    labels = content.get("labels") or {}
    if DEFAULT_LOCALE not in labels or content.get("shape") not in SHAPES or not content.get("kinds"):
        raise BadChange(_("A question needs its words, how it is answered, and what it is asked of."))
    question = find_question(key)
    if question is None:
        question = Question(key=key, labels=[])
        db.session.add(question)
    wanted = list(content.get("formats") or ())
    there = set(db.session.scalars(select(Term.slug).where(Term.taxonomy_slug == FORMAT, Term.slug.in_(wanted))))
    question.shape, question.good = content["shape"], content.get("good")
    question.kinds = [kind for kind in content["kinds"] if kind in KINDS]
    question.formats = [slug for slug in wanted if slug in there] or None
    question.position = content.get("position") or 0
    known = {row.locale: row for row in question.labels}
    rows = []
    for locale, values in labels.items():
        row = known.get(locale) or QuestionLabel(locale=locale)
        row.label, row.yes, row.no = values["label"], values.get("yes"), values.get("no")
        rows.append(row)
    question.labels = rows
    return tuple(_("There is no format “%(slug)s” any more.", slug=slug) for slug in wanted if slug not in there)


QUESTIONS = Subject("question", read_question, write_question)
