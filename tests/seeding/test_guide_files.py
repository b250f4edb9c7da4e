"""Guides as files and rows: read, checked, loaded again and again without harm."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from directory.database import db
from directory.models import Guide, PracticeCase, Sign
from directory.seeding import BadSeed, Report, seed
from directory.seeding.files import read_seeds
from tests.clients import Client
from tests.factories import begin, commit
from tests.seeding.folders import SeedFolder

GUIDE = "guides/en/loneliness.md"
SUPPORTING = "guides/en/supporting.yaml"


def load(folder: SeedFolder) -> Report:
    """Seed a database from a folder, in a transaction of its own, and commit."""
    db.session.rollback()
    report = seed(folder.path)
    commit()
    return report


def loneliness() -> Guide:
    """The guide as the database has it."""
    return db.session.scalars(select(Guide).filter_by(slug="loneliness")).one()


def change(folder: SeedFolder, old: str, new: str, file: str = GUIDE) -> None:
    """Replace a text in a file of the folder."""
    text = (folder.path / file).read_text(encoding="utf-8")
    assert old in text
    folder.write(file, text.replace(old, new))


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (GUIDE, "needs: [i-feel-alone", "needs: [no-such-need", "loneliness · needs: there is no need 'no-such-need'"),
        (GUIDE, "for: [peer]", "for: [pilot]", "loneliness · for.0:"),
        (GUIDE, "for: [peer]", "four: [peer]", "loneliness · four:"),
        (GUIDE, "\n## ", "\n### ", "loneliness · body: has a heading that is not of the second level"),
        (GUIDE, "\n## ", "\n<b>x</b>\n\n## ", "loneliness · body: has HTML in it"),
        (GUIDE, "---\nposition", "position", "- · head: cannot be read"),
        (SUPPORTING, "guide: supporting-anxious-style", "guide: no-such", "guide: there is no guide 'no-such'"),
        (SUPPORTING, "case: lena", "case: nobody", "asks-again · case: there is no case 'nobody'"),
        (SUPPORTING, "value: helps", "value: partly", "needs exactly one choice that helps"),
        (SUPPORTING, "key: tests-me", "key: asks-again", "asks-again · key: stands more than once"),
    ],
    ids=["need", "reader", "field", "heading", "html", "no-head", "sign-guide", "sign-case", "no-help", "twice"],
)
def test_a_fault_in_guidance_is_named(folder: SeedFolder, file: str, old: str, new: str, problem: str) -> None:
    change(folder, old, new, file)
    with pytest.raises(BadSeed) as refused:
        read_seeds(folder.path)
    told = [str(one) for one in refused.value.problems]
    assert any(one.startswith(file) and problem in one for one in told), told


def test_guides_signs_and_cases_are_there_and_a_second_load_changes_none(own_app: Flask, folder: SeedFolder) -> None:
    assert db.session.query(Guide).count() == 16
    assert db.session.query(Sign).count() == 6
    assert db.session.query(PracticeCase).count() >= 6
    assert loneliness().needs[0].slug == "i-feel-alone"
    assert loneliness().checked_on is None
    assert 2 <= loneliness().minutes <= 6
    again = load(folder)
    assert len(again.guides.unchanged) == 16
    assert not again.guides.added
    assert not again.guides.changed


def test_a_changed_file_changes_the_guide_and_every_page(own_app: Flask, folder: SeedFolder) -> None:
    assert "Zebra steps" not in Client(own_app).get("/guides").main_text
    title = loneliness().title
    change(folder, f"title: {title}", "title: Zebra steps")
    report = load(folder)
    assert report.guides.changed == ["loneliness"]
    assert "Zebra steps" in Client(own_app).get("/guides").main_text
    assert "Zebra steps" in Client(own_app).get("/find?q=zebra").main_text


def test_a_guide_that_a_person_edited_is_left_and_told(own_app: Flask, folder: SeedFolder) -> None:
    begin()
    loneliness().summary = "As a coordinator wrote it."
    commit()
    change(folder, "\n## ", "\nOne more line.\n\n## ")
    report = load(folder)
    assert report.guides.edited == ["loneliness"]
    assert loneliness().summary == "As a coordinator wrote it."
    assert "One more line." not in loneliness().body
