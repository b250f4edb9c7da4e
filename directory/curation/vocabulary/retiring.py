"""Taking a term out: only if nothing carries it, or after all that does has been given another one.

All of it happens in one transaction, and each listing, guide and question that changes gets a revision of its own.
The term's history stays, so that it can come back, seeding does not add it anew, and its address leads on.
"""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from directory.curation.editing import BadChange, save
from directory.curation.guides.contents import GUIDES, guide_key
from directory.curation.revising import record_gone, record_subject, require_version, save_subject, version_of_subject
from directory.curation.vocabulary.questions import QUESTIONS
from directory.curation.vocabulary.terms import TERMS, count_carriers, find_term, term_key
from directory.database import db, require_writing
from directory.models import ContentRevision, Guide, GuideNeed, Listing, ListingTerm, Question, Term

# Terms that pages of the program lead to by name; a test compares them with the templates.
LINKED = frozenset({"need/talk-to-someone-tonight", "need/afraid-of-hospital-or-police"})


def retire_term(key: str, *, to_slug: str | None, by: str, version: int, reason: str | None = None) -> int:
    """Take a term out; how many listings were given the other one. to_slug: of the same taxonomy.

    Call begin_writing() first. Raises LookupError if there is no such term, StaleRevision if it is at another
    version, BadChange with what stands in the way.
    """
    require_writing()
    present = TERMS.read(key)
    term = find_term(key)
    if present is None or term is None:
        raise LookupError(f"There is no term {key}.")
    require_version(TERMS, key, present, version)
    successor = _successor(term, to_slug)
    carried = count_carriers()[term.id]
    if key in LINKED:
        raise BadChange(_("Pages of this site lead to this one by name, so it has to stay. You can change its words."))
    if carried.needs:
        raise BadChange(_("There are needs in this group. Move them to another group first."))
    if successor is None and not carried.is_nothing:
        raise BadChange(_("Something still carries it. Choose what takes its place."))
    reason = reason or (f"“{term.slug}” became “{successor.slug}”." if successor else None)
    moved = 0
    if successor:
        moved = _move_listings(term, successor, by, reason)
        _move_guides(term, successor, by, reason)
        _move_questions(term, successor, by, reason)
    record_subject(TERMS, key, present)
    db.session.expire(term)
    db.session.delete(term)
    db.session.flush()
    record_gone(TERMS, key, by=by, reason=reason, moved_to=successor.slug if successor else None)
    return moved


def retired_terms() -> dict[tuple[str, str], str | None]:
    """(taxonomy, slug) → the slug that took its place, or None: of every term that was taken out and is not back."""
    newest: dict[str, ContentRevision] = {}
    rows = select(ContentRevision).filter_by(subject_kind=TERMS.kind).order_by(ContentRevision.version)
    for revision in db.session.scalars(rows):
        newest[revision.subject_key] = revision
    gone = {key: row.content.get("moved_to") for key, row in newest.items() if row.content.get("is_gone")}
    return {(key.partition("/")[0], key.partition("/")[2]): slug for key, slug in gone.items()}


def _successor(term: Term, slug: str | None) -> Term | None:
    if not slug:
        return None
    successor = find_term(term_key(term.taxonomy_slug, slug))
    if successor is None or successor.id == term.id:
        raise BadChange(_("Choose another one of the same list."))
    if (successor.parent_id is None) != (term.parent_id is None):
        raise BadChange(_("A need can only become a need, not a group."))
    return successor


def _move_listings(term: Term, successor: Term, by: str, reason: str | None) -> int:
    taxonomy, old, new = term.taxonomy_slug, term.slug, successor.slug
    carriers = select(Listing).join(ListingTerm).where(ListingTerm.term_id == term.id).order_by(Listing.id)
    listings = db.session.scalars(carriers).all()
    for listing in listings:
        terms: dict[str, list[str]] = {}
        for row in listing.listing_terms:
            slug = row.term.slug
            is_old = (row.term.taxonomy_slug, slug) == (taxonomy, old)
            terms.setdefault(row.term.taxonomy_slug, []).append(new if is_old else slug)
        kept = {name: list(dict.fromkeys(slugs)) for name, slugs in terms.items()}
        save(listing.id, {"terms": kept}, by=by, version=listing.version, reason=reason)
    return len(listings)


def _move_guides(term: Term, successor: Term, by: str, reason: str | None) -> None:
    carriers = select(Guide).join(GuideNeed).where(GuideNeed.term_id == term.id).order_by(Guide.id)
    for guide in db.session.scalars(carriers).all():
        key = guide_key(guide.slug, guide.locale)
        content = GUIDES.read(key) or {}
        needs = [successor.slug if slug == term.slug else slug for slug in content["needs"]]
        changed = {**content, "needs": list(dict.fromkeys(needs))}
        version = version_of_subject(GUIDES, key, content)
        save_subject(GUIDES, key, changed, by=by, version=version, reason=reason)


def _move_questions(term: Term, successor: Term, by: str, reason: str | None) -> None:
    if term.taxonomy_slug != "format":
        return
    for question in db.session.scalars(select(Question).order_by(Question.key)).all():
        if term.slug in (question.formats or ()):
            content = QUESTIONS.read(question.key) or {}
            formats = [successor.slug if slug == term.slug else slug for slug in content["formats"]]
            changed = {**content, "formats": list(dict.fromkeys(formats))}
            version = version_of_subject(QUESTIONS, question.key, content)
            save_subject(QUESTIONS, question.key, changed, by=by, version=version, reason=reason)
