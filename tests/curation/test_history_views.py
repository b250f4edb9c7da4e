"""The screens of the history: what was changed, by whom, and the way back; and the files made of it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from directory.curation import revisions_of
from directory.database import db
from directory.models import AuditEvent, Listing, Term
from directory.tables import inert
from tests.clients import Console
from tests.curation.edits import content_of, edit, make_vocabulary, version_of
from tests.factories import begin, commit, make_listing, make_location, make_phone
from tests.page import Page, read_text

SECRET = "Ana knows the door code"


@pytest.fixture
def listing_id(app: Flask) -> int:
    """A group on the one database that these screens are tried on."""
    make_vocabulary()
    listing = make_listing("Larkspur Circle", slug="larkspur-circle", phones=[make_phone()], summary="We meet.")
    commit()
    return listing.id


def history_of(console: Console, listing_id: int, query: str = "") -> Page:
    """The page of all versions."""
    return console.get(f"/manage/listings/{listing_id}/history{query}")


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a file for spreadsheets by the names of its columns."""
    return list(csv.DictReader(io.StringIO(text)))


def test_a_change_tells_who_why_and_what(console: Console, listing_id: int) -> None:
    edit(listing_id, by="Ana", name="Larkspur House")
    page = console.get("/manage/changes")
    newest = page.find(".change")
    assert "Larkspur House" in newest.text_content()
    assert "Ana" in newest.text_content()
    assert "typed in here" in newest.text_content()
    assert newest.cssselect("summary")[0].text_content() == "Name"


def test_what_is_gone_and_what_is_new_is_said_to_whoever_hears_the_page(console: Console, listing_id: int) -> None:
    edit(listing_id, summary="We talk.")
    page = history_of(console, listing_id)
    assert read_text(page.find("del")) == "gone: meet. end"
    assert read_text(page.find("ins")) == "new: talk. end"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("by=Ben", 1),
        ("source=person", 3),
        ("source=seed", 0),
        ("kind=organization", 0),
        ("since=2100-01-01", 0),
        ("since=soon", 3),
    ],
)
def test_changes_are_filtered(console: Console, listing_id: int, query: str, count: int) -> None:
    edit(listing_id, by="Ana", name="Larkspur House")
    edit(listing_id, by="Ben", name="Larkspur Walk")
    page = console.get(f"/manage/changes?{query}")
    assert len(page.select(".change")) == count


def test_changes_come_by_pages(console: Console, listing_id: int) -> None:
    for number in range(42):
        edit(listing_id, name=f"Larkspur {number}")
    older = console.get(console.get("/manage/changes").link("Older"))
    assert len(older.select(".change")) == 3
    assert "Newer" in older.text


def test_any_two_versions_are_compared(console: Console, listing_id: int) -> None:
    for name in ("B", "C"):
        edit(listing_id, name=name)
    page = history_of(console, listing_id, "?from=1&to=3")
    assert read_text(page.find(".panel del")) == "gone: Larkspur Circle end"
    assert read_text(page.find(".panel ins")) == "new: C end"


def test_a_version_that_is_brought_back_is_a_new_one(console: Console, listing_id: int) -> None:
    edit(listing_id, name="Larkspur House")
    page = console.get(history_of(console, listing_id).link("Bring this back"))
    assert "House" in page.find(".changed del").text_content()
    done = console.submit(page, "main form", reason="The old name is right")
    assert "Version 1 is back" in console.follow(done).text
    assert content_of(listing_id)["name"] == "Larkspur Circle"
    newest = revisions_of(listing_id)[0]
    assert (newest.version, newest.made_by, newest.reason) == (3, "Robin Larkspur", "The old name is right")


def test_a_stale_return_says_who_was_faster_and_keeps_the_reason(console: Console, listing_id: int) -> None:
    edit(listing_id, name="Larkspur House")
    page = console.get(f"/manage/listings/{listing_id}/history/1")
    edit(listing_id, by="Ben", name="Larkspur Walk")
    again = console.submit(page, "main form", 409, reason="It was right")
    assert "Ben has changed this listing meanwhile" in again.text
    assert again.find("[name=reason]").attrib["value"] == "It was right"
    assert content_of(listing_id)["name"] == "Larkspur Walk"
    console.submit(again, "main form")
    assert content_of(listing_id)["name"] == "Larkspur Circle"


def test_what_cannot_come_back_is_named(console: Console, listing_id: int) -> None:
    edit(listing_id, terms={"need": ["housing", "grief"]})
    edit(listing_id, terms={"need": ["grief"]})
    begin()
    db.session.delete(db.session.scalars(select(Term).where(Term.slug == "housing")).one())
    commit()
    edit(listing_id, name="Larkspur House")
    done = console.submit(console.get(f"/manage/listings/{listing_id}/history/2"), "main form")
    assert "could not come back: There is no term 'housing'" in console.follow(done).text


def test_a_listing_without_versions_has_a_history_that_says_so(console: Console, listing_id: int) -> None:
    assert "No version was kept yet" in history_of(console, listing_id).text


@pytest.mark.parametrize("path", ["history", "history/7", "history.csv"])
def test_there_is_no_history_of_what_there_is_not(console: Console, path: str) -> None:
    console.get(f"/manage/listings/999/{path}", 404)


def test_private_notes_are_in_the_console_and_in_no_file(console: Console, listing_id: int) -> None:
    edit(listing_id, private_notes=SECRET, name="Larkspur House")
    assert SECRET in history_of(console, listing_id).text
    for path in ("/manage/changes.csv", *(f"/manage/listings/{listing_id}/history.{kind}" for kind in ("csv", "json"))):
        text = console.open(path).text
        assert "Larkspur House" in text
        assert SECRET not in text


@pytest.mark.parametrize("visibility", ["city", "hidden"])
def test_an_address_that_is_not_shown_is_in_no_file(console: Console, visibility: str) -> None:
    place = make_location(address_1="7 Quiet Lane", visibility=visibility, directions="Ring at the Quiet Lane bell")
    listing_id = make_listing("Shelter", locations=[place]).id
    commit()
    edit(listing_id, name="Quartz Shelter", locations=[{"city": "Paris", "state": "KY", "address_1": "9 Quiet Lane",
                                                        "visibility": visibility}])  # fmt: skip
    for path in ("/manage/changes.csv", f"/manage/listings/{listing_id}/history.json"):
        text = console.open(path).text
        assert "Quartz Shelter" in text
        assert "Quiet Lane" not in text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    """faults F-19."""
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Larkspur", "859-555-0100", "a=b", "", "’=1"])
def test_other_cells_are_left_as_they_are(cell: str) -> None:
    assert inert(cell) == cell


def test_a_name_that_is_a_formula_is_harmless_in_the_file(console: Console, listing_id: int) -> None:
    """faults F-19."""
    edit(listing_id, by="@Ana", name="=HYPERLINK(1)")
    row = rows_of(console.open("/manage/changes.csv").text)[0]
    assert row["listing"] == "'=HYPERLINK(1)"
    assert row["by"] == "'@Ana"
    assert row["changes"] == "Name: was “Larkspur Circle”, is “=HYPERLINK(1)”"


def test_the_versions_of_a_listing_are_plain_data(console: Console, listing_id: int) -> None:
    edit(listing_id, name="Larkspur House")
    data: dict[str, Any] = json.loads(console.open(f"/manage/listings/{listing_id}/history.json").text)
    assert [version["version"] for version in data["versions"]] == [2, 1]
    assert data["versions"][0]["content"]["name"] == "Larkspur House"
    assert data["versions"][0]["changes"] == ["Name: was “Larkspur Circle”, is “Larkspur House”"]


@pytest.mark.parametrize("path", ["/manage/changes.csv?by=Ana", "/manage/listings/{}/history.json"])
def test_an_export_stands_in_the_audit_log(console: Console, listing_id: int, path: str) -> None:
    edit(listing_id, by="Ana", name="Larkspur House")
    console.open(path.format(listing_id))
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.event == "export")).one()
    assert event.made_by == "Robin Larkspur"


def test_a_file_has_no_more_than_was_asked_for(console: Console, listing_id: int) -> None:
    edit(listing_id, by="Ana", name="Larkspur House")
    edit(listing_id, by="Ben", name="Larkspur Walk")
    rows = rows_of(console.open("/manage/changes.csv?by=Ben").text)
    assert [(row["by"], row["what"]) for row in rows] == [("Ben", "Name")]


def test_the_history_of_a_closed_listing_and_of_what_took_its_place_lead_to_each_other(
    console: Console, listing_id: int
) -> None:
    other = db.session.scalars(select(Listing.hsds_id).where(Listing.slug == "quartz-house")).one()
    edit(listing_id, publication="closed", successor=other, closed_reason="Moved.")
    address = history_of(console, listing_id).link("Quartz House")
    assert console.get(address).link("Larkspur Circle").endswith(f"/listings/{listing_id}/history")
    assert version_of(listing_id) == 2
