"""One change of many listings: what it would do, doing it, and undoing it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from directory.curation import BadChange, revisions_of
from directory.curation.batches import undo_batch
from directory.curation.bulk.applying import Applied, apply, plan
from directory.curation.bulk.operations import OPERATIONS, Operation
from directory.curation.field_words import Names
from directory.database import db
from directory.models import Term
from tests.clients import Console
from tests.curation.edits import HOUSE, content_of, edit, make_vocabulary, version_of
from tests.factories import begin, commit, make_listing, make_phone
from tests.page import Page

HOUSING = Operation("add_term", ("need", "housing"))
HIDE = Operation("publication", "hidden")
PUBLISH = Operation("publication", "published")


def make_three(**values: Any) -> list[int]:
    """Three groups that can be published, with a need."""
    make_vocabulary()
    need = db.session.query(Term).filter_by(slug="grief").one()
    values = {"summary": "We meet.", **values}
    listings = [
        make_listing(name, phones=[make_phone()], terms=(need,), **values) for name in ("Ash", "Birch", "Cedar")
    ]
    commit()
    return [listing.id for listing in listings]


def do(ids: list[int], operation: Operation, versions: list[int] | None = None, by: str = "Ana") -> Applied:
    """Apply and commit, from the present versions unless told otherwise."""
    picked = dict(zip(ids, versions or [version_of(id) for id in ids], strict=True))
    begin()
    applied = apply(picked, operation, by=by)
    commit()
    return applied


def undo(batch: str, by: str = "Ben") -> Any:
    """Undo and commit."""
    begin()
    undone = undo_batch(batch, by=by)
    commit()
    return undone


def choose(console: Console, status: int = 200, query: str = "?kind=group", **values: Any) -> Page:
    """Choose, and see what would change."""
    page = console.get(f"/manage/bulk{query}")
    return console.submit(page, "form.bulk", status, **values)


@pytest.mark.parametrize(
    ("operation", "changes"),
    [
        (HOUSING, {"terms": {"need": ["grief", "housing"]}}),
        (Operation("add_term", ("need", "grief")), {}),
        (Operation("add_term", ("language", "en")), {"terms": {"need": ["grief"], "language": ["en"]}}),
        (Operation("remove_term", ("need", "grief")), {"terms": {"need": []}}),
        (Operation("remove_term", ("need", "housing")), {}),
        (HIDE, {"publication": "hidden", "publish_at": None}),
        (Operation("is_free", True), {"is_free": True}),
        (Operation("organization", None), {"organization": None}),
        (Operation("alert", "Closed on Monday."), {"alert": "Closed on Monday."}),
        (Operation("note", "Ask in May."), {"private_notes": "Call Ana.\nAsk in May."}),
    ],
    ids=lambda value: value.name if isinstance(value, Operation) else "",
)
def test_an_operation_is_a_change_of_a_content(operation: Operation, changes: dict[str, Any]) -> None:
    assert operation.changes({"terms": {"need": ["grief"]}, "private_notes": "Call Ana."}) == changes


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_reason_tells_no_private_note(app: Flask, name: str) -> None:
    value = ("need", "housing") if name.endswith("_term") else "Ana's own number"
    known = {"publication": "hidden", "status": "active", "is_free": True}
    words = Operation(name, known.get(name, value)).words(Names())
    assert ("Ana" in words) is (name == "alert")


def test_a_plan_tells_old_and_new_and_leaves_out_what_says_so_already(any_app: Flask) -> None:
    ids = make_three()
    edit(ids[1], alert="Closed.")
    found = plan(ids, Operation("alert", "Closed."))
    assert [(one.name, [change.sentence for change in one.changes]) for one in found.planned] == [
        ("Ash", ["Notice on its page: added: “Closed.”"]),
        ("Cedar", ["Notice on its page: added: “Closed.”"]),
    ]
    assert found.same == ["Birch"]


def test_what_would_lack_what_a_page_needs_is_refused_by_name(any_app: Flask) -> None:
    ids = make_three(publication="draft")
    edit(ids[0], summary="")
    found = plan(ids, PUBLISH)
    assert [(one.name, one.why) for one in found.refused] == [
        ("Ash", "Write one sentence that says what people find here.")
    ]
    assert do(ids, PUBLISH).count == 2
    assert content_of(ids[0])["publication"] == "draft"


def test_the_last_need_of_a_page_is_not_taken_away(any_app: Flask) -> None:
    ids = make_three()
    edit(ids[0], terms={"need": ["grief", "housing"]})
    found = plan(ids, Operation("remove_term", ("need", "grief")))
    assert [one.name for one in found.planned] == ["Ash"]
    assert [one.name for one in found.refused] == ["Birch", "Cedar"]


def test_what_a_page_lacked_before_does_not_stand_in_the_way_of_another_change(app: Flask) -> None:
    ids = make_three(summary="")
    assert plan(ids, Operation("is_free", True)).refused == []


def test_what_is_closed_is_not_opened_with_others(app: Flask) -> None:
    ids = make_three(publication="closed")
    assert len(plan(ids, PUBLISH).refused) == 3


def test_an_organization_does_not_belong_to_itself(app: Flask) -> None:
    make_vocabulary()
    house = make_listing("Oak House", kind="organization", hsds_id=HOUSE.replace("1", "7"))
    commit()
    assert len(plan([house.id], Operation("organization", house.hsds_id)).refused) == 1


def test_all_are_changed_with_one_mark_and_a_reason(any_app: Flask) -> None:
    ids = make_three()
    applied = do(ids, HOUSING)
    assert applied.count == 3
    assert {content_of(id)["terms"]["need"][1] for id in ids} == {"housing"}
    newest = [revisions_of(id)[0] for id in ids]
    assert {(revision.batch, revision.made_by) for revision in newest} == {(applied.batch, "Ana")}
    assert newest[0].reason == "Add a word to filter by: housing"


def test_one_that_somebody_changed_meanwhile_is_left_and_named(any_app: Flask) -> None:
    ids = make_three()
    versions = [version_of(id) for id in ids]
    edit(ids[1], by="Ben", alert="New.")
    applied = do(ids, HIDE, versions)
    assert applied.count == 2
    assert [(one.name, one.why) for one in applied.left] == [("Birch", "Ben has changed it meanwhile.")]
    assert content_of(ids[1])["publication"] == "published"


def test_what_is_set_twice_is_changed_once(any_app: Flask) -> None:
    ids = make_three()
    versions = [version_of(id) for id in ids]
    do(ids, HIDE, versions)
    assert do(ids, HIDE, versions).count == 0
    assert len(revisions_of(ids[0])) == 2


def test_a_term_that_is_gone_changes_nothing_at_all(any_app: Flask) -> None:
    ids = make_three()
    begin()
    with pytest.raises(BadChange, match="no term"):
        apply(dict.fromkeys(ids, 1), Operation("add_term", ("need", "gone")), by="Ana")


def test_an_undo_gives_back_what_each_said_before(any_app: Flask) -> None:
    ids = make_three()
    before = [content_of(id) for id in ids]
    undone = undo(do(ids, HOUSING).batch)
    assert undone.names == ("Ash", "Birch", "Cedar")
    assert [content_of(id) for id in ids] == before
    assert revisions_of(ids[0])[0].reason == "Undone: Add a word to filter by: housing"


def test_an_undo_leaves_what_somebody_changed_since(any_app: Flask) -> None:
    ids = make_three()
    batch = do(ids, HIDE).batch
    edit(ids[1], by="Ben", alert="New.")
    undone = undo(batch)
    assert undone.names == ("Ash", "Cedar")
    assert [(one.name, one.why) for one in undone.left] == [("Birch", "Ben has changed it since.")]
    assert content_of(ids[1])["publication"] == "hidden"


def test_an_undo_can_be_undone(any_app: Flask) -> None:
    ids = make_three()
    undo(undo(do(ids, HIDE).batch).batch)
    assert {content_of(id)["publication"] for id in ids} == {"hidden"}


def test_the_screens_go_from_choosing_to_undoing(console: Console) -> None:
    ids = make_three()
    page = choose(console, operation="is_free", is_free="yes", pick=[str(ids[0]), str(ids[2])])
    assert [one.text_content() for one in page.select(".change__title")] == ["Ash", "Cedar"]
    assert content_of(ids[0])["is_free"] is None
    done = console.follow(console.submit(page, "main form"))
    assert "2 listings are changed." in done.text
    assert content_of(ids[2])["is_free"] is True
    assert "with 1 other" in console.get("/manage/changes").text
    assert "2 listings are as they were before." in console.follow(console.submit(done, "main form")).text
    assert content_of(ids[0])["is_free"] is None


def test_all_of_what_was_found_can_be_taken(console: Console) -> None:
    make_three()
    page = choose(console, query="?kind=group&need=grief&q=a", operation="publication", publication="hidden", all="1")
    assert len(page.select(".change__title")) == 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"operation": "is_free", "is_free": "yes"}, "Choose at least one listing."),
        ({"all": "1"}, "Choose what shall be done."),
        ({"all": "1", "operation": "add_term"}, "Choose a word to filter by."),
        ({"all": "1", "operation": "organization"}, "Choose an organization, or “To nothing”."),
        ({"all": "1", "operation": "note", "note": " "}, "Type the note."),
        ({"all": "1", "operation": "alert", "alert": "Call 1-800-273-8255."}, "988"),
    ],
    ids=["no listing", "no operation", "no term", "no organization", "no note", "a retired number"],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    console: Console, values: dict[str, str], sentence: str
) -> None:
    make_three()
    page = choose(console, 422, **{"alert": "Kept.", **values})
    assert sentence in page.find(".summary-of-problems").text_content()
    assert page.find("[name=alert]").text_content().strip() == values.get("alert", "Kept.")
    assert bool(page.select("[name=all][checked]")) is ("all" in values)


def test_the_list_follows_the_filter_without_the_page(console: Console) -> None:
    make_three()
    found = console.get_fragment("/manage/bulk?q=birch")
    assert len(found.select("[name=pick]")) == 1


def test_a_stale_listing_is_named_on_the_screen(console: Console) -> None:
    ids = make_three()
    page = choose(console, operation="publication", publication="hidden", all="1")
    edit(ids[1], by="Ben", alert="New.")
    done = console.follow(console.submit(page, "main form"))
    assert "Birch: Ben has changed it meanwhile." in done.text
    assert "2 listings are changed." in done.text
