"""Guides, signs and practice cases into the database, where no person has edited them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from directory.curation import StandIns
from directory.database import db
from directory.models import Guide, GuideNeed, PracticeCase, Sign
from directory.models.taxonomy import DEFAULT_LOCALE
from directory.seeding.guide_files import GuidanceSeeds
from directory.seeding.guide_rows import CaseRow, GuideRow, SignRow
from directory.seeding.report import Tally
from directory.seeding.vocabularies import TermIds

COLUMNS = (
    "position", "title", "summary", "readers", "styles", "techniques", "kinds", "try_this", "sources", "body",
)  # fmt: skip


def load_guidance(seeds: GuidanceSeeds, term_ids: TermIds, tally: Tally, stand_ins: StandIns) -> None:
    """Write what is new or differs; a guide that a person has edited is left and told in *tally*."""
    known = {guide.slug: guide for guide in db.session.scalars(select(Guide).filter_by(locale=DEFAULT_LOCALE))}
    for row in seeds.guides:
        _load_guide(known.get(row.slug), row, term_ids, tally, stand_ins)
    # Nobody edits these but by their file.
    signs = {sign.key: sign for sign in db.session.scalars(select(Sign).filter_by(locale=DEFAULT_LOCALE))}
    for position, sign in enumerate(seeds.signs):
        _load_part(signs.get(sign.key) or Sign(key=sign.key), sign, sign.label, "label", position)
    cases = {case.key: case for case in db.session.scalars(select(PracticeCase).filter_by(locale=DEFAULT_LOCALE))}
    for position, case in enumerate(seeds.cases):
        _load_part(cases.get(case.key) or PracticeCase(key=case.key), case, case.title, "title", position)


def _load_guide(guide: Guide | None, row: GuideRow, term_ids: TermIds, tally: Tally, stand_ins: StandIns) -> None:
    content = _content_from_row(row)
    content["needs"] = stand_ins.slugs("need", content["needs"])
    if guide is None:
        guide = Guide(slug=row.slug, locale=DEFAULT_LOCALE)
        db.session.add(guide)
        tally.added.append(row.slug)
    else:
        current = _content_of(guide)
        if content == current:
            tally.unchanged.append(row.slug)
            return
        if guide.seeded_as != current:
            tally.edited.append(row.slug)
            return
        tally.changed.append(row.slug)
    for name in COLUMNS:
        setattr(guide, name, content[name])
    guide.minutes = row.minutes
    guide.guide_needs = [
        GuideNeed(term_id=term_ids["need", slug], position=position) for position, slug in enumerate(content["needs"])
    ]
    guide.seeded_as = content


def _content_from_row(row: GuideRow) -> dict[str, Any]:
    values = row.model_dump(mode="json")
    return {name: values[name] for name in (*COLUMNS, "needs")}


def _content_of(guide: Guide) -> dict[str, Any]:
    return {name: getattr(guide, name) for name in COLUMNS} | {"needs": [need.slug for need in guide.needs]}


def _load_part(part: Sign | PracticeCase, row: SignRow | CaseRow, title: str, column: str, position: int) -> None:
    content = row.model_dump(mode="json", exclude={"key", "style", column})
    part.locale, part.style, part.position = DEFAULT_LOCALE, row.style, position
    setattr(part, column, title)
    if part.content != content:
        part.content = content
    db.session.add(part)
