"""Guides as contents: read and written."""

from __future__ import annotations

import datetime as dt

from flask_babel import gettext as _
from sqlalchemy import select

from directory.curation.editing import BadChange
from directory.curation.revising import Subject
from directory.database import db, is_writing
from directory.models import Guide, GuideNeed, Term
from directory.models.content import Content
from directory.models.guide import minutes_to_read
from directory.models.taxonomy import DEFAULT_LOCALE

TEXTS = ("title", "summary", "body")
LISTS = ("readers", "styles", "techniques", "kinds", "try_this", "sources")
# What a reader takes from a guide: where one of these changes, the check before is one of another text.
CHECKED = ("body", "try_this", "sources")


def guide_key(slug: str, locale: str = DEFAULT_LOCALE) -> str:
    """What a guide is known by in its history."""
    return f"{locale}/{slug}"


def find_guide(key: str) -> Guide | None:
    """A guide by its key, draft or not; in a transaction that writes, its row stays locked."""
    locale, _slash, slug = key.partition("/")
    found = select(Guide).filter_by(slug=slug, locale=locale).execution_options(populate_existing=True)
    if is_writing():
        found = found.with_for_update(of=Guide, key_share=True)
    return db.session.scalars(found).first()


def all_guides() -> list[Guide]:
    """Every guide, drafts too, in the order of the page of guides."""
    return list(db.session.scalars(select(Guide).order_by(Guide.position, Guide.id)))


def read_guide(key: str) -> Content | None:
    """What a guide says, needs by their slugs, the day of its check as YYYY-MM-DD."""
    guide = find_guide(key)
    if guide is None:
        return None
    return {
        **{name: getattr(guide, name) for name in TEXTS},
        **{name: list(getattr(guide, name) or ()) for name in LISTS},
        "needs": [need.slug for need in guide.needs],
        "position": guide.position,
        "is_draft": guide.is_draft,
        "checked_on": guide.checked_on.isoformat() if guide.checked_on else None,
    }


def write_guide(key: str, content: Content) -> tuple[str, ...]:
    """Give a guide a content; it is made if there is none. Needs that are gone are left out and named."""
    if not content.get("title"):
        raise BadChange(_("A guide needs a title."))
    guide = find_guide(key)
    if guide is None:
        locale, _slash, slug = key.partition("/")
        guide = Guide(slug=slug, locale=locale)
        db.session.add(guide)
    for name in TEXTS:
        setattr(guide, name, content.get(name) or "")
    for name in LISTS:
        setattr(guide, name, list(content.get(name) or ()))
    guide.position = content.get("position") or 0
    guide.is_draft = bool(content.get("is_draft"))
    day = content.get("checked_on")
    guide.checked_on = dt.date.fromisoformat(day) if day else None
    guide.minutes = minutes_to_read(guide.body)
    return _write_needs(guide, content.get("needs") or [])


GUIDES = Subject("guide", read_guide, write_guide)


def _write_needs(guide: Guide, slugs: list[str]) -> tuple[str, ...]:
    found = select(Term.slug, Term.id).where(Term.taxonomy_slug == "need", Term.slug.in_(slugs))
    ids = {row.slug: row.id for row in db.session.execute(found)}
    there = [slug for slug in dict.fromkeys(slugs) if slug in ids]
    # The same rows again where there are some, so that none is inserted before the old one is deleted.
    known = {row.term_id: row for row in guide.guide_needs}
    rows = []
    for position, slug in enumerate(there):
        row = known.get(ids[slug]) or GuideNeed(term_id=ids[slug])
        row.position = position
        rows.append(row)
    guide.guide_needs = rows
    return tuple(_("There is no need “%(slug)s” any more.", slug=slug) for slug in slugs if slug not in ids)
