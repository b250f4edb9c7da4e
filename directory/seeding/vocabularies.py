"""Taxonomies, terms, synonyms and questions: what the seed says, where no person has added to it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from directory.curation import StandIns
from directory.database import db
from directory.models import Question, QuestionLabel, Synonym, Taxonomy, Term, TermLabel
from directory.models.taxonomy import DEFAULT_LOCALE
from directory.seeding.files import Seeds
from directory.seeding.rows import (
    NeedGroupRow,
    NeedRow,
    QuestionRow,
    SynonymsRow,
    TermRow,
)

NEEDS_LABEL = "What would help"
TermIds = dict[tuple[str, str], int]


def load_vocabularies(seeds: Seeds, stand_ins: StandIns) -> TermIds:
    """Write terms and questions that are missing; (taxonomy, slug) → term id of all that there are.

    Terms are added, never changed: a coordinator may have found better words. One that a coordinator has taken out
    stays out; needs of a group that was taken out go to the one in its place.
    """
    known = {(term.taxonomy_slug, term.slug): term for term in db.session.scalars(_terms())}
    _taxonomy("need", NEEDS_LABEL, 0)
    for position, group in enumerate(seeds.need_groups):
        _need_group(known, group, position, stand_ins)
    for position, taxonomy in enumerate(seeds.taxonomies, start=1):
        _taxonomy(taxonomy.slug, taxonomy.label, position)
        for order, row in enumerate(taxonomy.terms):
            if not stand_ins.are_for(taxonomy.slug, row.slug):
                _term(known, taxonomy.slug, row, order)
    for position, question in enumerate(seeds.questions):
        _question(question, position)
    db.session.flush()
    return {key: term.id for key, term in known.items()}


def needs_without_group(seeds: Seeds, term_ids: TermIds, stand_ins: StandIns) -> list[str]:
    """Slugs of needs that were not written, because their group was taken out and nothing is in its place."""
    slugs = (need.slug for group in seeds.need_groups for need in group.needs)
    return [slug for slug in slugs if ("need", slug) not in term_ids and not stand_ins.are_for("need", slug)]


def _terms() -> Select[Term]:
    return select(Term).options(selectinload(Term.labels), selectinload(Term.synonyms))


def _taxonomy(slug: str, label: str, position: int) -> None:
    if db.session.get(Taxonomy, slug) is None:
        db.session.add(Taxonomy(slug=slug, label=label, position=position))
        db.session.flush()


def _need_group(known: dict[tuple[str, str], Term], row: NeedGroupRow, position: int, stand_ins: StandIns) -> None:
    if stand_ins.are_for("need", row.slug):
        found = known.get(("need", stand_ins.find("need", row.slug) or ""))
    else:
        described = TermRow(slug=row.slug, label=row.label, description=row.description)
        is_new = ("need", row.slug) not in known
        found = _term(known, "need", described, position)
        found.icon = row.icon if is_new else found.icon
    for order, need in enumerate(row.needs):
        if found and not stand_ins.are_for("need", need.slug):
            _term(known, "need", need, order, parent=found)


def _term(
    known: dict[tuple[str, str], Term],
    taxonomy: str,
    row: TermRow,
    position: int,
    parent: Term | None = None,
) -> Term:
    if term := known.get((taxonomy, row.slug)):
        return term
    term = Term(taxonomy_slug=taxonomy, slug=row.slug, position=position, parent=parent)
    term.labels = [
        TermLabel(
            locale=DEFAULT_LOCALE,
            label=row.label,
            short=row.short,
            description=row.description,
        )
    ]
    term.synonyms = list(_synonyms(row.synonyms))
    if isinstance(row, NeedRow):
        term.is_crisis = row.is_crisis
        term.external_ids = {"open_eligibility": [str(category.id) for category in row.open_eligibility]}
    db.session.add(term)
    known[taxonomy, row.slug] = term
    return term


def _synonyms(row: SynonymsRow) -> Iterable[Synonym]:
    for reason in ("lay", "clinical", "misspelling"):
        for phrase in dict.fromkeys(getattr(row, reason)):
            yield Synonym(locale=DEFAULT_LOCALE, phrase=phrase, reason=reason)


def _question(row: QuestionRow, position: int) -> None:
    if db.session.get(Question, row.key) is None:
        label = QuestionLabel(locale=DEFAULT_LOCALE, label=row.label, yes=row.yes, no=row.no)
        question = Question(key=row.key, position=position, shape=row.shape, kinds=list(row.kinds))
        question.formats, question.good, question.labels = (
            row.formats,
            row.good,
            [label],
        )
        db.session.add(question)
