"""A new need of the seed in a group that a coordinator took out: it is left out and told, and all else goes on."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from directory.curation.vocabulary.retiring import retire_term
from directory.database import db
from directory.models import Guide, Listing, Term
from directory.seeding import Report, seed
from tests.factories import begin, commit
from tests.seeding.folders import Row, SeedFolder

GROUP = {"slug": "new-group", "label": "New", "icon": "home", "needs": [{"slug": "old-need", "label": "Old need"}]}
LATER = {"slug": "later-need", "label": "Later need"}


def load(folder: SeedFolder) -> Report:
    """Seed from a folder, as `flask seed --demo` does."""
    db.session.rollback()
    report = seed(folder.path, demo=True)
    commit()
    return report


def retire(key: str) -> None:
    begin()
    retire_term(key, to_slug=None, by="Ana", version=1)
    commit()


def needs_of_listing(slug: str) -> list[str]:
    listing = db.session.scalars(select(Listing).where(Listing.slug == slug)).one()
    return [term.slug for term in listing.terms_of("need")]


def add_later_need(folder: SeedFolder) -> list[str]:
    """A need more in the group, that a listing and a guide have; the guide's other needs."""
    folder.edit("needs.yaml", "new-group", lambda group: group["needs"].append(LATER))
    folder.edit("organizations.yaml", "nami", lambda row: row["terms"].update(need=["later-need", "i-feel-alone"]))
    file = folder.path / "guides" / "en" / "loneliness.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("needs: [", "needs: [later-need, ", 1), encoding="utf-8")
    guide = db.session.scalars(select(Guide).where(Guide.slug == "loneliness")).one()
    return [need.slug for need in guide.needs]


def test_a_new_need_of_a_group_that_was_taken_out_is_left_out_and_told(own_app: Flask, folder: SeedFolder) -> None:
    groups: list[Row] = [GROUP]
    folder.edit_rows("needs.yaml", lambda rows: rows.extend(groups))
    load(folder)
    retire("need/old-need")
    retire("need/new-group")
    others = add_later_need(folder)
    report = load(folder)
    assert report.without_group == ["later-need"]
    assert not db.session.scalars(select(Term).where(Term.slug == "later-need")).all()
    assert needs_of_listing("nami") == ["i-feel-alone"]
    guide = db.session.scalars(select(Guide).where(Guide.slug == "loneliness")).one()
    assert [need.slug for need in guide.needs] == others
    again = load(folder)
    assert (again.added, again.changed, again.edited, again.guides.edited) == ([], [], [], [])


def test_the_command_says_which_need_has_no_group(own_app: Flask, folder: SeedFolder) -> None:
    folder.edit_rows("needs.yaml", lambda rows: rows.append(GROUP))
    load(folder)
    retire("need/old-need")
    retire("need/new-group")
    add_later_need(folder)
    db.session.rollback()
    result = own_app.test_cli_runner().invoke(args=["seed", "--demo", "--folder", str(folder.path)])
    assert result.exit_code == 0
    assert "its group was taken out, not added: later-need" in result.output
