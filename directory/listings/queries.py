"""What the page of one listing asks of the database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from directory.database import db
from directory.models import Answer, Listing, Question, SlugRedirect
from directory.models.listing import with_children
from directory.pages import page_locale

# yes and no first, then what one must ask about.
UNKNOWN = "unknown"
# The question that the line “Cost” of a page answers as well.
COST = "cost"


@dataclass(frozen=True)
class Asked:
    """A question and what a listing answers; value is one of yes, no, ask, told, unknown."""

    question: Question
    value: str
    note: str | None

    @property
    def is_known(self) -> bool:
        """Whether there is an answer."""
        return self.value != UNKNOWN


def find_listing(slug: str) -> Listing | None:
    """The listing under a slug with all that its page shows, whatever its publication; None if there is none."""
    return db.session.scalars(
        select(Listing)
        .where(Listing.slug == slug)
        .options(
            joinedload(Listing.organization),
            joinedload(Listing.successor),
            selectinload(Listing.members.and_(Listing.publication == "published")),
            *with_children(),
        )
    ).first()


def find_new_slug(slug: str) -> str | None:
    """The slug that a listing has now, from one that it had before."""
    row = db.session.scalars(
        select(SlugRedirect).where(SlugRedirect.slug == slug).options(joinedload(SlugRedirect.listing))
    ).first()
    return row.listing.slug if row else None


def find_answers(listing: Listing) -> list[Asked]:
    """Every question that is asked of such a listing, with its answer or *unknown*, known ones first."""
    formats = {term.slug for term in listing.terms_of("format")}
    answers: dict[str, Answer] = {answer.question_key: answer for answer in listing.answers}
    questions = db.session.scalars(select(Question).order_by(Question.position)).all()
    asked = [
        Asked(
            question,
            answer.value if answer else UNKNOWN,
            _more_in_note(question, answer) if answer else None,
        )
        for question in questions
        for answer in [answers.get(question.key)]
        if answer or question.is_asked_of(listing.kind, formats)
    ]
    told = [row for row in asked if not _is_told_as_cost(row, listing)]
    return sorted(told, key=lambda row: not row.is_known)


def _more_in_note(question: Question, answer: Answer) -> str | None:
    """The note, unless it says what the answer says already: “It is free” – “It is free.”"""
    label = question.label_in(page_locale())
    said = {"yes": label.yes, "no": label.no}.get(answer.value) or ""
    return None if (answer.note or "").strip(" .").casefold() == said.casefold() else answer.note


def _is_told_as_cost(asked: Asked, listing: Listing) -> bool:
    """Whether the line “Cost: Free” says it all."""
    return asked.question.key == COST and asked.value == "no" and not asked.note and bool(listing.is_free)
