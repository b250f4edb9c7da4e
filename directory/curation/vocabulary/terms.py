"""Terms as contents: read, written, and how many listings and guides carry each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from directory.curation.editing import BadChange
from directory.curation.revising import Subject
from directory.database import db, is_writing
from directory.models import GuideNeed, ListingTerm, Question, Synonym, Taxonomy, Term, TermLabel
from directory.models.content import Content
from directory.models.taxonomy import DEFAULT_LOCALE, REASONS

NEED = "need"


@dataclass(frozen=True)
class Carried:
    """How much carries a term: listings of any publication, guides, questions asked for it, needs of a group."""

    listings: int = 0
    guides: int = 0
    questions: int = 0
    needs: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether the term can go without a successor."""
        return not (self.listings or self.guides or self.questions or self.needs)


def term_key(taxonomy: str, slug: str) -> str:
    """What a term is known by in its history."""
    return f"{taxonomy}/{slug}"


def find_term(key: str) -> Term | None:
    """A term by its key, or None; in a transaction that writes, its row stays locked."""
    taxonomy, _slash, slug = key.partition("/")
    found = select(Term).filter_by(taxonomy_slug=taxonomy, slug=slug).execution_options(populate_existing=True)
    if is_writing():
        found = found.with_for_update(of=Term, key_share=True)
    return db.session.scalars(found).first()


def read_term(key: str) -> Content | None:
    """What a term says: its place, its labels by locale, its synonyms in an order that stays."""
    term = find_term(key)
    if term is None:
        return None
    synonyms = sorted(term.synonyms, key=lambda row: (row.locale, REASONS.index(row.reason), row.phrase, row.id))
    return {
        "parent": term.parent.slug if term.parent else None,
        "position": term.position,
        "icon": term.icon,
        "is_crisis": term.is_crisis,
        "labels": {row.locale: _label_content(row) for row in term.labels},
        "synonyms": [{"locale": row.locale, "reason": row.reason, "phrase": row.phrase} for row in synonyms],
        "external_ids": term.external_ids,
    }


def write_term(key: str, content: Content) -> tuple[str, ...]:
    """Give a term a content; it is made if there is none. Raises BadChange if its group or taxonomy is gone."""
    taxonomy, _slash, slug = key.partition("/")
    if db.session.get(Taxonomy, taxonomy) is None:
        raise BadChange(_("There is no list of words by this name."))
    term = find_term(key)
    if term is None:
        term = Term(taxonomy_slug=taxonomy, slug=slug, labels=[], synonyms=[])
        db.session.add(term)
    term.parent = _find_parent(taxonomy, content.get("parent"))
    term.position = content.get("position") or 0
    term.icon = content.get("icon")
    term.is_crisis = bool(content.get("is_crisis"))
    term.external_ids = content.get("external_ids")
    _write_labels(term, content.get("labels") or {})
    _write_synonyms(term, content.get("synonyms") or [])
    return ()


TERMS = Subject("term", read_term, write_term)


def find_group(taxonomy: str) -> tuple[Taxonomy, list[Term]] | None:
    """A taxonomy with its terms in the order of pages, or None."""
    found = db.session.get(Taxonomy, taxonomy)
    return (found, sorted(found.terms, key=lambda term: (term.position, term.id))) if found else None


def all_taxonomies() -> list[Taxonomy]:
    """Every taxonomy, the needs first."""
    return list(db.session.scalars(select(Taxonomy).order_by(Taxonomy.slug != NEED, Taxonomy.position, Taxonomy.slug)))


def count_carriers() -> dict[int, Carried]:
    """Term id → how much carries it, for every term; four statements."""
    listings = _counted(ListingTerm.term_id)
    guides = _counted(GuideNeed.term_id)
    needs = _counted(Term.parent_id)
    asked = Counter(slug for formats in db.session.scalars(select(Question.formats)) for slug in formats or ())
    return {
        term.id: Carried(
            listings.get(term.id, 0),
            guides.get(term.id, 0),
            asked[term.slug] if term.taxonomy_slug == "format" else 0,
            needs.get(term.id, 0),
        )
        for term in db.session.scalars(select(Term))
    }


def next_position(taxonomy: str, parent: str | None) -> int:
    """The place behind all others of a group."""
    found = select(func.max(Term.position)).where(Term.taxonomy_slug == taxonomy)
    group = _find_slug(taxonomy, parent)
    found = found.where(Term.parent_id == group.id if group else Term.parent_id.is_(None))
    last = db.session.scalar(found)
    return 0 if last is None else last + 1


def _counted(column: Any) -> dict[int, int]:
    return {id: count for id, count in db.session.execute(select(column, func.count()).group_by(column)) if id}


def _label_content(row: TermLabel) -> Content:
    return {"label": row.label, "short": row.short, "description": row.description}


def _find_slug(taxonomy: str, slug: str | None) -> Term | None:
    if slug is None:
        return None
    return db.session.scalars(select(Term).filter_by(taxonomy_slug=taxonomy, slug=slug)).first()


def _find_parent(taxonomy: str, slug: str | None) -> Term | None:
    parent = _find_slug(taxonomy, slug)
    if slug and (parent is None or parent.parent_id is not None):
        raise BadChange(_("Its group is gone. Choose a group that there is."))
    return parent


def _write_labels(term: Term, labels: dict[str, Content]) -> None:
    if DEFAULT_LOCALE not in labels:
        raise BadChange(_("Give it a name."))
    # The same rows again where there are some: a second one for the same locale cannot be inserted first.
    known = {row.locale: row for row in term.labels}
    rows = []
    for locale, values in labels.items():
        row = known.get(locale) or TermLabel(locale=locale)
        row.label, row.short, row.description = values["label"], values.get("short"), values.get("description")
        rows.append(row)
    term.labels = rows


def _write_synonyms(term: Term, synonyms: list[Content]) -> None:
    known = {(row.locale, row.reason, row.phrase): row for row in term.synonyms}
    wanted = dict.fromkeys((row.get("locale", DEFAULT_LOCALE), row["reason"], row["phrase"]) for row in synonyms)
    term.synonyms = [known.get(key) or Synonym(locale=key[0], reason=key[1], phrase=key[2]) for key in wanted]
