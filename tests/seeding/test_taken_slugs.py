"""A new row whose address another listing has: it is left out and told, and all else goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from directory.database import begin_writing, db
from directory.models import Listing, SlugRedirect
from directory.seeding import Report, seed
from tests.factories import commit, make_listing
from tests.seeding.folders import Row, SeedFolder

NEW = "nami-elsewhere"


def load(folder: SeedFolder) -> Report:
    """Seed from a folder, as `flask seed --demo` does."""
    db.session.rollback()
    report = seed(folder.path, demo=True)
    commit()
    return report


def listing(key: str) -> Listing | None:
    """The listing of a seed row."""
    return db.session.scalars(select(Listing).where(Listing.seed_key == key)).one_or_none()


def have_slug() -> None:
    db.session.add(make_listing("Nami Elsewhere", slug=NEW))


def had_slug() -> None:
    db.session.add(SlugRedirect(slug=NEW, listing=make_listing("Moved on")))


def add_rows(rows: list[Row]) -> None:
    """A new organization whose address is taken, and one that belongs to it."""
    nami = next(row for row in rows if row["key"] == "nami")
    rows += [{**nami, "key": NEW, "name": "Elsewhere"}, {**nami, "key": "nami-part", "organization": NEW}]


@pytest.mark.parametrize("take", [have_slug, had_slug])
def test_a_row_whose_address_is_taken_is_left_out_and_told(
    own_app: Flask, folder: SeedFolder, take: Callable[[], None]
) -> None:
    begin_writing()
    take()
    commit()
    folder.edit_rows("organizations.yaml", add_rows)
    report = load(folder)
    part = listing("nami-part")
    assert part is not None
    assert (report.taken, report.added) == ([NEW], ["nami-part"])
    assert (listing(NEW), part.organization) == (None, None)
    again = load(folder)
    assert (again.taken, again.added, again.changed, again.edited) == ([NEW], [], [], [])


def test_a_row_is_added_once_its_address_is_free(own_app: Flask, folder: SeedFolder) -> None:
    begin_writing()
    have_slug()
    commit()
    folder.edit_rows("organizations.yaml", add_rows)
    load(folder)
    begin_writing()
    db.session.scalars(select(Listing).where(Listing.slug == NEW)).one().slug = "of-a-person"
    commit()
    report = load(folder)
    part = listing("nami-part")
    assert part is not None
    assert (report.taken, report.added, report.changed) == ([], [NEW], ["nami-part"])
    assert part.organization is listing(NEW)


def test_the_command_says_which_address_is_taken(own_app: Flask, folder: SeedFolder) -> None:
    begin_writing()
    have_slug()
    commit()
    folder.edit_rows("organizations.yaml", add_rows)
    result = own_app.test_cli_runner().invoke(args=["seed", "--demo", "--folder", str(folder.path)])
    assert result.exit_code == 0
    assert f"its address is taken, not added: {NEW}" in result.output
