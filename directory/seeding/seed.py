"""seed(): the whole load, in the session's transaction; the command commits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from directory.curation import StandIns, find_stand_ins, record, record_present
from directory.database import begin_writing, db, utc_now
from directory.models import Check, Listing, SlugRedirect
from directory.models.content import Content, apply_content, content_of, is_same
from directory.models.listing import with_children
from directory.seeding.content import content_from_row
from directory.seeding.files import read_seeds
from directory.seeding.gazetteer import known_points, load_demo_places, load_gazetteer
from directory.seeding.guides import load_guidance
from directory.seeding.report import Report
from directory.seeding.rows import ListingRow
from directory.seeding.vocabularies import TermIds, load_vocabularies, needs_without_group


def seed(
    folder: Path,
    *,
    demo: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Load the seed files of a folder. demo: the fictional county as well.

    Rows are known by their key: an unchanged row is left, a row that differs from its file is brought up
    to date, unless a person has edited it; then it is reported, as is a new row whose address
    is taken, and a new need whose group a person took out.
    progress: called with (done, of how many). Raises BadSeed before anything is written.
    """
    seeds = read_seeds(folder, demo=demo)
    begin_writing()
    report = Report(places=load_gazetteer())
    if demo:
        load_demo_places(seeds.demo_places)
    stand_ins = find_stand_ins()
    term_ids = load_vocabularies(seeds, stand_ins)
    report.without_group += needs_without_group(seeds, term_ids, stand_ins)
    stand_ins = stand_ins.without("need", report.without_group)
    load_guidance(seeds.guidance, term_ids, report.guides, stand_ins)
    existing = {listing.seed_key: listing for listing in db.session.scalars(_seeded())}
    keys = {listing.id: listing.seed_key for listing in existing.values()}
    report.taken += _taken_keys(row.key for _, row in seeds.listings if row.key not in existing)
    rows = [(file, row) for file, row in seeds.listings if row.key not in report.taken]
    contents = _contents(rows, stand_ins, report.taken)
    with db.session.no_autoflush:
        for done, (file, row) in enumerate(rows, start=1):
            source = "demo" if file.startswith("demo/") else "seed"
            existing[row.key] = _load(
                existing.get(row.key),
                keys,
                row,
                contents[row.key],
                term_ids,
                source,
                report,
            )
            if progress:
                progress(done, len(rows))
        _connect(existing, contents, {*report.added, *report.changed})
    db.session.flush()
    _record({*report.added, *report.changed})
    return report


def _seeded() -> Select[Listing]:
    return select(Listing).where(Listing.seed_key.is_not(None)).options(selectinload("*"))


def _taken_keys(new: Iterable[str]) -> list[str]:
    """Keys of new rows that are the slug of a listing now, or were before: the listing and its links come first."""
    slugs = {*db.session.scalars(select(Listing.slug)), *db.session.scalars(select(SlugRedirect.slug))}
    return [key for key in new if key in slugs]


def _contents(rows: list[tuple[str, ListingRow]], stand_ins: StandIns, taken: list[str]) -> dict[str, Content]:
    """Key → what the row asks for, without what there is not: terms taken out, and listings left out."""
    points = known_points()
    contents = {row.key: content_from_row(row, points) for _, row in rows}
    for content in contents.values():
        slugs = {taxonomy: stand_ins.slugs(taxonomy, names) for taxonomy, names in content["terms"].items()}
        content["terms"] = {taxonomy: names for taxonomy, names in slugs.items() if names}
        for name in ("organization", "successor"):
            content[name] = None if content[name] in taken else content[name]
    return contents


def _load(
    listing: Listing | None,
    keys: dict[int, str | None],
    row: ListingRow,
    content: Content,
    term_ids: TermIds,
    source: str,
    report: Report,
) -> Listing:
    if listing is None:
        listing = Listing(seed_key=row.key, slug=row.key, source=source)
        listing.checks = _checks(row)
        db.session.add(listing)
        report.added.append(row.key)
    else:
        current = content_of(listing, keys)
        if is_same(content, current):
            report.unchanged.append(row.key)
            return listing
        if not is_same(listing.seeded_as, current):
            report.edited.append(row.key)
            return listing
        report.changed.append(row.key)
        record_present(listing)
    apply_content(listing, content, term_ids)
    listing.seeded_as = content
    return listing


def _connect(existing: dict[str | None, Listing], contents: dict[str, Content], keys: set[str]) -> None:
    """Set what the rows that were written point at, now that all of them are known."""
    for key in keys:
        listing, content = existing[key], contents[key]
        listing.organization = existing.get(content["organization"]) if content["organization"] else None
        listing.successor = existing.get(content["successor"]) if content["successor"] else None


def _record(keys: set[str]) -> None:
    """A revision of every listing that was written."""
    written = (
        select(Listing)
        .where(Listing.seed_key.in_(keys))
        .options(joinedload(Listing.organization), joinedload(Listing.successor), *with_children())
        .order_by(Listing.id)
        .execution_options(populate_existing=True)
    )
    for listing in db.session.scalars(written):
        record(listing, by=listing.source, source=listing.source)
    db.session.flush()


def _checks(row: ListingRow) -> list[Check]:
    """The checks of a demo row; a real seed has none, because nothing in it counts as checked."""
    today = utc_now().date()
    return [
        Check(
            area=check.area,
            method=check.method,
            checked_on=today - dt.timedelta(days=check.days_ago),
        )
        for check in row.checks
    ]
