"""Loading the seed: all or nothing, again without harm, and never over what a person wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, inspect, select, text

from directory.database import begin_writing, db
from directory.models import Check, Listing, Place, Revision, Term
from directory.seeding import BadSeed, Report, seed
from directory.seeding.files import LISTING_FILES
from tests.clients import Client
from tests.factories import commit, make_check
from tests.seeding.folders import SEEDS, SeedFolder

EDITED = "demo-larkspur-minds"


def load(path: Path, **options: Any) -> Report:
    """Seed from a folder, in a transaction of its own: what was read before ends first."""
    db.session.rollback()
    return seed(path, **options)


def listing(key: str) -> Listing:
    """The listing of a seed row."""
    return db.session.scalars(select(Listing).where(Listing.seed_key == key)).one()


def rows_of_all_tables() -> dict[str, int]:
    """How many rows each table has."""
    names = inspect(db.session.connection()).get_table_names()
    return {name: db.session.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in names}  # noqa: S608


def versions() -> dict[str, tuple[int, object]]:
    """When each listing was written last, and how often."""
    rows = db.session.execute(select(Listing.slug, Listing.version, Listing.updated_at))
    return {slug: (version, updated_at) for slug, version, updated_at in rows}


def test_the_real_seed_loads_from_nothing_without_the_demo(app: Flask) -> None:
    """v5.0.0-15.2.3"""
    told: list[tuple[int, int]] = []
    report = load(SEEDS, progress=lambda done, total: told.append((done, total)))
    commit()
    rows = list(db.session.scalars(select(Listing)))
    assert Counter(row.kind for row in rows) == {
        "organization": 58, "helpline": 25, "group": 43, "program": 14, "role": 47, "community": 34,
    }  # fmt: skip
    assert (len(report.added), report.changed, report.edited) == (221, [], [])
    assert (told[0], told[-1]) == ((1, 221), (221, 221))
    assert {row.source for row in rows} == {"seed"}
    assert not [row.slug for row in rows if row.slug.startswith("demo-")]
    assert db.session.scalar(select(func.count()).select_from(Check)) == 0
    assert set(db.session.scalars(select(Place.source).distinct())) == {"seed"}
    assert report.places > 40_000


def test_forty_needs_in_seven_groups_are_loaded(seeded: Flask) -> None:
    needs = list(db.session.scalars(select(Term).where(Term.taxonomy_slug == "need")))
    assert len([term for term in needs if term.parent_id is None]) == 7
    assert len([term for term in needs if term.parent_id is not None]) == 40


def test_a_second_run_changes_nothing(any_own_app: Flask) -> None:
    rows, written = rows_of_all_tables(), versions()
    report = load(SEEDS, demo=True)
    commit()
    assert (report.added, report.changed, report.edited) == ([], [], [])
    assert len(report.unchanged) == len(written) == rows["listing"]
    assert rows_of_all_tables() == rows
    assert versions() == written


def change_name(row: Listing) -> None:
    row.name = "Blue Door Friends"


def change_phone(row: Listing) -> None:
    row.phones[0].number = "859-555-0199"


def remove_phone(row: Listing) -> None:
    row.phones.pop()


def change_exception(row: Listing) -> None:
    schedule = next(schedule for schedule in row.schedules if schedule.exceptions)
    schedule.exceptions[0].note = "Closed for a wedding"


def remove_term(row: Listing) -> None:
    row.listing_terms.pop()


def change_answer(row: Listing) -> None:
    row.answers[0].note = "Thirteen groups."


def hide(row: Listing) -> None:
    row.publication = "hidden"


def take_away_organization(row: Listing) -> None:
    row.organization = None


# Each on a listing that has what is changed.
EDITS: dict[str, Callable[[Listing], None]] = {
    "988-lifeline": change_phone,
    "crisis-text-line": remove_phone,
    "demo-larkspur-minds": change_name,
    "demo-recovery-cafe": change_exception,
    "nami": remove_term,
    "dbsa": change_answer,
    "smart-recovery": hide,
    "nami-facebook": take_away_organization,
}


def test_a_row_that_a_person_edited_is_left_and_reported(own_app: Flask, folder: SeedFolder) -> None:
    begin_writing()
    for key, edit in EDITS.items():
        edit(listing(key))
    commit()
    written = versions()
    for file in (*LISTING_FILES, "demo/listings.yaml"):
        folder.edit_rows(file, lambda rows: [row.update(summary="New.") for row in rows if row["key"] in EDITS])
    report = load(folder.path, demo=True)
    commit()
    assert set(report.edited) == set(EDITS)
    assert (report.changed, report.added) == ([], [])
    assert versions() == written


def test_the_command_says_which_rows_a_person_edited(own_app: Flask) -> None:
    begin_writing()
    change_name(listing(EDITED))
    commit()
    result = own_app.test_cli_runner().invoke(args=["seed", "--demo"])
    assert result.exit_code == 0
    assert "0 added, 0 changed" in result.output
    assert "1 left as a person edited them" in result.output
    assert f"edited by a person, not changed: {EDITED}" in result.output


def test_a_changed_row_updates_a_listing_that_nobody_edited(any_own_app: Flask, folder: SeedFolder) -> None:
    begin_writing()
    row = listing(EDITED)
    row.checks.append(make_check(days_ago=1))
    commit()
    checks, stamp = len(row.checks), row.hsds_id
    folder.edit("demo/listings.yaml", EDITED, lambda row: row.update(name="Larkspur Quorum", phones=[]))
    report = load(folder.path, demo=True)
    commit()
    assert (report.changed, report.added, report.edited) == ([EDITED], [], [])
    assert (row.name, row.phones, row.hsds_id, len(row.checks)) == ("Larkspur Quorum", [], stamp, checks)
    assert Client(any_own_app).get("/find?q=quorum").card_names()[0] == "Larkspur Quorum"
    assert load(folder.path, demo=True).changed == []


def revisions(key: str) -> list[Revision]:
    """What is recorded of a seed row, oldest first."""
    of_row = select(Revision).where(Revision.listing_id == listing(key).id).order_by(Revision.version)
    return list(db.session.scalars(of_row))


def test_every_row_that_is_written_is_recorded(any_own_app: Flask, folder: SeedFolder) -> None:
    assert db.session.scalar(select(func.count()).select_from(Revision)) == len(versions())
    folder.edit("demo/listings.yaml", EDITED, lambda row: row.update(name="Larkspur Quorum"))
    load(folder.path, demo=True)
    commit()
    before, after = revisions(EDITED)
    assert [(row.version, row.source, row.made_by) for row in (before, after)] == [
        (1, "demo", "demo"),
        (2, "demo", "demo"),
    ]
    assert (before.content["name"], after.content["name"]) == ("Larkspur Minds Together", "Larkspur Quorum")
    assert revisions("nami-facebook")[0].content["organization"] == listing("nami").hsds_id
    assert revisions("nami-facebook")[0].source == "seed"


def test_a_row_older_than_its_history_is_recorded_before_it_changes(own_app: Flask, folder: SeedFolder) -> None:
    begin_writing()
    db.session.execute(delete(Revision))
    commit()
    name = listing(EDITED).name
    folder.edit("demo/listings.yaml", EDITED, lambda row: row.update(name="Larkspur Quorum"))
    load(folder.path, demo=True)
    commit()
    assert [row.content["name"] for row in revisions(EDITED)] == [name, "Larkspur Quorum"]


def test_a_row_may_move_to_another_organization(own_app: Flask, folder: SeedFolder) -> None:
    assert listing("nami-facebook").organization is listing("nami")
    folder.edit("communities.yaml", "nami-facebook", lambda row: row.update(organization=EDITED))
    report = load(folder.path, demo=True)
    commit()
    assert report.changed == ["nami-facebook"]
    assert listing("nami-facebook").organization is listing(EDITED)


def test_a_new_row_is_added_and_a_row_taken_out_of_the_file_stays(own_app: Flask, folder: SeedFolder) -> None:
    folder.edit("communities.yaml", "nami-facebook", lambda row: row.update(key="nami-elsewhere"))
    report = load(folder.path, demo=True)
    assert (report.added, report.changed, report.edited) == (["nami-elsewhere"], [], [])
    assert listing("nami-facebook").is_public


def test_a_word_that_a_coordinator_found_better_is_kept(own_app: Flask) -> None:
    term = db.session.scalars(select(Term).where(Term.slug == "i-feel-alone")).one()
    term.labels[0].label = "I am on my own"
    commit()
    load(SEEDS, demo=True)
    commit()
    assert term.label_in("en").label == "I am on my own"


def test_the_order_of_a_crisis_line_is_call_text_chat(seeded: Flask) -> None:
    line = listing("988-lifeline")
    assert [phone.type for phone in line.phones][:2] == ["voice", "text"]
    assert [link.label for link in line.links][:1] == ["Chat"]


def plant_three_faults(folder: SeedFolder) -> tuple[str, ...]:
    """A fault each in three files, and what is said about them."""
    folder.edit("organizations.yaml", "nami", lambda row: row.update(colour="green"))
    folder.edit("roles.yaml", "afsp-advocate", lambda row: row["terms"].update(need=["fly-to-the-moon"]))
    folder.edit("needs.yaml", "connection", lambda group: group["needs"][0].pop("label"))
    return (
        "organizations.yaml · nami · colour: ",
        "roles.yaml · afsp-advocate · terms.need: ",
        "needs.yaml · connection · needs.0.label: ",
    )


def test_a_seed_with_faults_is_refused_whole(any_app: Flask, folder: SeedFolder) -> None:
    told = plant_three_faults(folder)
    before = rows_of_all_tables()
    with pytest.raises(BadSeed) as refused:
        load(folder.path)
    commit()
    assert len(refused.value.problems) == 3
    assert all(any(str(problem).startswith(words) for problem in refused.value.problems) for words in told)
    assert rows_of_all_tables() == before


def test_the_command_prints_every_fault_and_writes_nothing(app: Flask, folder: SeedFolder) -> None:
    told = plant_three_faults(folder)
    before = rows_of_all_tables()
    result = app.test_cli_runner().invoke(args=["seed", "--folder", str(folder.path)])
    assert result.exit_code == 1
    assert "The seed was refused, nothing was written" in result.output
    assert all(words in result.output for words in told)
    assert "Traceback" not in result.output
    assert rows_of_all_tables() == before
