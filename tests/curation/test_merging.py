"""Making one listing of two: what is kept, what happens to the other, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from directory.curation import BadChange, StaleEdit, revisions_of
from directory.curation.batches import undo_batch
from directory.curation.merging.plan import LEFT, RIGHT, choices_between, merged_content, union
from directory.curation.merging.saving import Wanted, merge
from directory.database import db
from directory.models import Listing
from directory.models.content import completed, whole_content_of
from tests.clients import Client, Console
from tests.curation.edits import EVENING, content_of, edit, make_vocabulary, version_of
from tests.factories import begin, commit, make_check, make_listing, make_phone
from tests.page import Page

PHONE = {"number": "859-555-0100", "type": "voice"}
Pair = tuple[int, int]


def make_pair(**right: Any) -> Pair:
    """Two listings of one group."""
    make_vocabulary()
    values = {"summary": "We meet.", "url": "https://one.example.org"}
    one = make_listing("Larkspur Circle", slug="one", phones=[make_phone("859-555-0100")], **values)
    two = make_listing("Larkspur Group", **{"slug": "two", "phones": [make_phone("(859) 555-0100")], **right})
    commit()
    edit(one.id, terms={"need": ["housing"]})
    return one.id, two.id


def merged(pair: Pair, *, stays: str = LEFT, versions: Pair | None = None, **said: str) -> str:
    """Merge and commit; the batch."""
    versions = versions or (version_of(pair[0]), version_of(pair[1]))
    begin()
    batch = merge(Wanted(*pair, versions, stays, said), by="Ana")
    commit()
    return batch


def whole(**values: Any) -> dict[str, Any]:
    """A whole content with some values."""
    empty: dict[str, Any] = whole_content_of(Listing(name="", kind="group", slug="x", summary="", description=""))
    return completed({**empty, **values})


def page_of(console: Console, pair: Pair) -> Page:
    """Both side by side."""
    return console.get(f"/manage/duplicates/{pair[0]}/{pair[1]}")


@pytest.mark.parametrize(
    ("field", "first", "second", "expected"),
    [
        ("aliases", ["A", "B"], ["b", "C"], ["A", "B", "C"]),
        ("phones", [PHONE], [{"number": "(859) 555 0100", "type": "voice"}], [PHONE]),
        ("phones", [PHONE], [{**PHONE, "type": "text"}], [PHONE, {**PHONE, "type": "text"}]),
        ("phones", [PHONE], [{**PHONE, "extension": "7"}], [PHONE, {**PHONE, "extension": "7"}]),
        ("links", [{"label": "A", "url": "https://x.example.org/a"}], [{"label": "B", "url": "http://www.x.example.org/a/"}],
         [{"label": "A", "url": "https://x.example.org/a"}]),
        ("schedules", [EVENING], [EVENING], [EVENING]),
        ("terms.need", ["housing"], ["grief", "housing"], ["housing", "grief"]),
        ("description", "We meet.", "We meet.", "We meet."),
        ("description", "We meet.", "We talk.", "We meet.\n\nWe talk."),
        ("private_notes", None, "Call Ana.", "Call Ana."),
    ],
)  # fmt: skip
def test_both_without_repeats(field: str, first: Any, second: Any, expected: Any) -> None:
    assert union(field, first, second) == expected


@pytest.mark.parametrize(
    ("left", "right", "stays", "chosen"),
    [
        ({"summary": "A"}, {"summary": "B"}, LEFT, LEFT),
        ({"summary": "A"}, {"summary": "B"}, RIGHT, RIGHT),
        ({"summary": ""}, {"summary": "B"}, LEFT, RIGHT),
        ({"aliases": ["A"]}, {"aliases": ["B"]}, LEFT, "both"),
    ],
    ids=["the one that stays", "also the second", "what says something", "lists as both"],
)
def test_a_choice_is_proposed(left: dict[str, Any], right: dict[str, Any], stays: str, chosen: str) -> None:
    (choice,) = choices_between(whole(**left), whole(**right), stays=stays, said={})
    assert choice.chosen == chosen


def test_a_choice_that_there_is_not_is_the_proposed_one() -> None:
    (choice,) = choices_between(whole(name="A"), whole(name="B"), stays=LEFT, said={"name": "both"})
    assert choice.chosen == LEFT


def test_the_name_that_goes_becomes_another_name() -> None:
    left, right = whole(name="A"), whole(name="B")
    choices = choices_between(left, right, stays=LEFT, said={})
    assert merged_content(left, right, choices, stays=LEFT)["aliases"] == ["B"]


def test_the_one_that_stays_has_what_was_chosen_of_both(any_app: Flask) -> None:
    pair = make_pair(summary="We talk.", email="two@example.org", terms=())
    edit(pair[1], terms={"need": ["grief"]})
    merged(pair, summary=RIGHT)
    content = content_of(pair[0])
    assert content["slug"] == "one"
    assert content["summary"] == "We talk."
    assert content["email"] == "two@example.org"
    assert content["terms"]["need"] == ["housing", "grief"]
    assert [phone["number"] for phone in content["phones"]] == ["859-555-0100"]
    assert content["aliases"] == ["Larkspur Group"]


def test_the_other_is_closed_and_its_page_names_the_one_that_stays(any_app: Flask) -> None:
    pair = make_pair()
    merged(pair)
    assert Client(any_app).get("/listings/two", 410).link("Larkspur Circle") == "/listings/one"


def test_both_histories_say_what_happened(any_app: Flask) -> None:
    pair = make_pair()
    merged(pair)
    reasons = [revisions_of(id)[0].reason for id in pair]
    assert reasons == ["Merged with “Larkspur Group”.", "Merged into “Larkspur Circle”."]


def test_checks_stay_where_they_were_made(any_app: Flask) -> None:
    pair = make_pair(checks=[make_check()])
    merged(pair)
    assert len(db.session.get_one(Listing, pair[1]).checks) == 1
    assert db.session.get_one(Listing, pair[0]).checks == []


def test_what_belonged_to_the_other_belongs_to_the_one_that_stays(any_app: Flask) -> None:
    pair = make_pair()
    member, gone = (make_listing(publication=state) for state in ("published", "closed"))
    member.organization_id, gone.successor_id = pair[1], pair[1]
    commit()
    merged(pair)
    db.session.expire_all()
    assert (member.organization_id, gone.successor_id) == (pair[0], pair[0])


@pytest.mark.parametrize("changed", [0, 1], ids=["the one that stays", "the one that goes"])
def test_a_merge_of_what_somebody_changed_meanwhile_changes_nothing(any_app: Flask, changed: int) -> None:
    """v5.0.0-2.3.3"""
    pair = make_pair()
    versions = version_of(pair[0]), version_of(pair[1])
    edit(pair[changed], by="Ben", summary="We sing.")
    before = [content_of(id) for id in pair]
    begin()
    with pytest.raises(StaleEdit, match="Ben"):
        merge(Wanted(*pair, versions, LEFT, {}), by="Ana")
    db.session.rollback()
    assert [content_of(id) for id in pair] == before


def test_a_merge_is_undone_as_a_whole(any_app: Flask) -> None:
    pair = make_pair(summary="We talk.")
    member = make_listing(organization_id=pair[1])
    commit()
    before = [content_of(id) for id in (*pair, member.id)]
    batch = merged(pair, summary=RIGHT)
    begin()
    undone = undo_batch(batch, by="Ben")
    commit()
    assert len(undone.names) == 3
    assert [content_of(id) for id in (*pair, member.id)] == before


def test_a_merge_of_which_a_half_was_changed_since_is_not_undone_by_halves(any_app: Flask) -> None:
    pair = make_pair()
    batch = merged(pair)
    edit(pair[0], by="Ben", summary="We sing.")
    begin()
    undone = undo_batch(batch, by="Ana")
    commit()
    assert undone.names == ()
    assert [(one.name, one.why) for one in undone.left] == [("Larkspur Circle", "Ben has changed it since.")]
    assert content_of(pair[1])["publication"] == "closed"


@pytest.mark.parametrize("closed", [0, 1])
def test_what_is_closed_is_not_merged(app: Flask, closed: int) -> None:
    pair = make_pair()
    edit(pair[closed], publication="closed", closed_reason="Moved.")
    begin()
    with pytest.raises(BadChange, match="closed"):
        merge(Wanted(*pair, (version_of(pair[0]), version_of(pair[1])), LEFT, {}), by="Ana")


def test_what_visitors_see_is_not_made_less_than_a_page_needs(app: Flask) -> None:
    pair = make_pair(summary="")
    begin()
    with pytest.raises(BadChange, match="Write one sentence"):
        merge(Wanted(*pair, (version_of(pair[0]), version_of(pair[1])), LEFT, {"summary": RIGHT}), by="Ana")


def test_the_screen_makes_one_of_two_and_can_undo_it(console: Console) -> None:
    pair = make_pair(summary="We talk.")
    done = console.follow(console.submit(page_of(console, pair), "main form", **{"choice-summary": "right"}))
    assert "They are one now" in done.text
    assert content_of(pair[0])["summary"] == "We talk."
    undone = console.follow(console.submit(done, "main form"))
    assert "2 listings are as they were before." in undone.text
    assert content_of(pair[1])["publication"] == "published"


def test_a_stale_screen_shows_both_again_with_the_choices(console: Console) -> None:
    pair = make_pair(summary="We talk.")
    page = page_of(console, pair)
    edit(pair[1], by="Ben", summary="We sing.")
    again = console.submit(page, "main form", 409, stays="right", reason="One group", **{"choice-name": "left"})
    assert "Ben has changed one of the two meanwhile" in again.text
    assert "We sing." in again.find("#choice-summary").text_content()
    assert again.find("[name=stays][checked]").attrib["value"] == "right"
    assert again.find("[name=choice-name][checked]").attrib["value"] == "left"
    assert again.find("[name=reason]").attrib["value"] == "One group"
    console.submit(again, "main form")
    assert content_of(pair[1])["name"] == "Larkspur Circle"


@pytest.mark.parametrize("path", ["1/1", "1/999"])
def test_there_is_no_screen_for_what_are_not_two(console: Console, path: str) -> None:
    make_pair()
    console.get(f"/manage/duplicates/{path}", 404)
