"""What a content names and what of it there is: terms, questions, other listings, a free slug."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from directory.database import db
from directory.models import Listing, Question, Term
from directory.models.content import Content

POINTERS = ("organization", "successor")


@dataclass(frozen=True)
class Known:
    """What there is of what a content names.

    term_ids: (taxonomy, slug) → id; listing_ids: hsds_id → id; problems: a sentence for each name that there is not.
    """

    term_ids: dict[tuple[str, str], int]
    questions: frozenset[str]
    listing_ids: dict[str, int]
    is_slug_free: bool
    problems: tuple[str, ...]

    def without_missing(self, content: Content, slug: str) -> Content:
        """The content without what there is not; slug: the one to keep if the content's is not free."""
        terms = {
            taxonomy: [name for name in slugs if (taxonomy, name) in self.term_ids]
            for taxonomy, slugs in content["terms"].items()
        }
        answers = {key: answer for key, answer in content["answers"].items() if key in self.questions}
        pointers = {name: content[name] if content[name] in self.listing_ids else None for name in POINTERS}
        kept = content["slug"] if self.is_slug_free else slug
        return {**content, **pointers, "terms": terms, "answers": answers, "slug": kept}


def known_of(content: Content, listing_id: int) -> Known:
    """What there is of what a whole content names. listing_id: whose content it is, which cannot point at itself."""
    rows = db.session.execute(
        select(Term.taxonomy_slug, Term.slug, Term.id).where(Term.taxonomy_slug.in_(content["terms"]))
    )
    term_ids = {(taxonomy, slug): id for taxonomy, slug, id in rows}
    questions = frozenset(db.session.scalars(select(Question.key).where(Question.key.in_(content["answers"]))))
    pointed = {content[name] for name in POINTERS if content[name]}
    others = select(Listing.hsds_id, Listing.id).where(Listing.hsds_id.in_(pointed), Listing.id != listing_id)
    listing_ids = {row.hsds_id: row.id for row in db.session.execute(others)}
    holder = select(Listing.id).where(Listing.slug == content["slug"], Listing.id != listing_id)
    is_slug_free = db.session.scalar(holder) is None
    named = [(taxonomy, slug) for taxonomy, slugs in content["terms"].items() for slug in slugs]
    missing = [term for term in named if term not in term_ids]
    problems = (
        *(f"There is no term {slug!r} in {taxonomy!r}." for taxonomy, slug in missing),
        *(f"There is no question {key!r}." for key in content["answers"] if key not in questions),
        *(f"There is no other listing {hsds_id!r}." for hsds_id in sorted(pointed - listing_ids.keys())),
        *(() if is_slug_free else (f"Another listing is called {content['slug']!r}.",)),
    )
    return Known(term_ids, questions, listing_ids, is_slug_free, problems)
