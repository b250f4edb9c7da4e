"""Saving: every field, nobody's work overwritten, one change for one edit."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from directory.curation import BadChange, StaleEdit, differences, revert, revisions_of, save
from directory.database import db
from directory.models import Listing, SlugRedirect
from directory.search.index import state_table
from tests.clients import Client
from tests.curation.edits import (
    CLOSED,
    EVENING,
    FIELDS,
    content_of,
    edit,
    version_of,
)
from tests.factories import begin, commit


def says(content: Any, wanted: Any) -> bool:
    """Whether a content has all that is wanted; a child may have more columns."""
    if isinstance(wanted, dict):
        return all(says(content[key], value) for key, value in wanted.items())
    if isinstance(wanted, list) and wanted and isinstance(wanted[0], dict):
        ordered = sorted(wanted, key=lambda child: child["date"]) if "date" in wanted[0] else wanted
        return len(content) == len(wanted) and all(map(says, content, ordered))
    return content == wanted


def test_a_save_changes_every_field_and_child_and_nothing_else(listing_id: int) -> None:
    for number, (field, value) in enumerate(FIELDS.items(), start=2):
        before = content_of(listing_id)
        made = edit(listing_id, **{field: value})
        after = content_of(listing_id)
        assert says(after[field], value), field
        assert [difference.field for difference in differences(before, after)] == [field]
        assert made is not None
        assert (made.content, made.version, version_of(listing_id)) == (after, number, number)
    assert len(revisions_of(listing_id)) == len(FIELDS) + 1
    assert list(FIELDS) == list(content_of(listing_id))


def test_a_first_edit_records_what_was_there_before(listing_id: int) -> None:
    db.session.execute(text("UPDATE listing SET source = '211 of Kentucky'"))
    commit()
    written = db.session.get_one(Listing, listing_id).updated_at
    begin()
    save(listing_id, {"name": "Larkspur Ring"}, by="Ana", version=1, reason="A new name", source="suggestion")
    commit()
    after, before = revisions_of(listing_id)
    assert (before.version, before.made_by, before.source, before.made_at) == (1, "211 of Kentucky", "import", written)
    assert (after.version, after.made_by, after.source, after.reason) == (
        2,
        "Ana",
        "suggestion",
        "A new name",
    )
    assert (before.content["name"], after.content["name"]) == ("Larkspur Circle", "Larkspur Ring")


def test_a_stale_save_is_refused_and_overwrites_nothing(listing_id: int) -> None:
    """v5.0.0-2.3.4; F-28"""
    edit(listing_id, by="Ana", name="Larkspur Ring")
    begin()
    with pytest.raises(StaleEdit) as refused:
        save(listing_id, {"name": "Larkspur Square", "phones": []}, by="Ben", version=1)
    commit()
    stale = refused.value
    assert (stale.version, stale.changed_by, stale.changed_at) == (2, "Ana", revisions_of(listing_id)[0].made_at)
    assert stale.based_on is not None
    assert (stale.based_on["name"], stale.current["name"]) == ("Larkspur Circle", "Larkspur Ring")
    assert (content_of(listing_id), version_of(listing_id)) == (stale.current, 2)
    assert len(revisions_of(listing_id)) == 2


def test_what_is_sent_twice_is_one_change(listing_id: int) -> None:
    """F-29"""
    assert edit(listing_id, **FIELDS) is not None
    assert edit(listing_id, **FIELDS) is None
    assert edit(listing_id, alert="The bridge is closed.", links=FIELDS["links"], aliases=None) is not None
    assert edit(listing_id, aliases=[]) is None
    assert version_of(listing_id) == 3
    assert len(revisions_of(listing_id)) == 3


def test_an_edit_within_the_same_moment_counts_as_a_version(listing_id: int, clock: object) -> None:
    for name in ("One", "Two"):
        edit(listing_id, aliases=[name])
    assert version_of(listing_id) == 3


def test_an_answer_counts_as_checked_only_while_it_says_the_same(listing_id: int) -> None:
    edit(listing_id, answers={"come-late": {"value": "yes", "note": None, "checked_on": "2026-11-01"}})
    assert edit(listing_id, answers={"come-late": {"value": "yes", "note": None}}) is None
    edit(listing_id, answers={"come-late": {"value": "no", "note": None}})
    assert content_of(listing_id)["answers"]["come-late"]["checked_on"] is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"terms": {"need": ["housing", "fly"], "mood": ["blue"]}},
            "no term .fly. in .need.*.blue. in .mood.",
        ),
        ({"answers": {"how-loud": {"value": "yes", "note": None}}}, "no question 'how-loud'"),
        ({"organization": "nobody"}, "no other listing 'nobody'"),
        ({"slug": "quartz-house"}, "Another listing is called 'quartz-house'"),
        ({"colour": "green", "phones": [{"number": "988", "colour": "red"}]}, "no colour, phones.colour"),
        ({"schedules": [{**EVENING, "exceptions": [{**CLOSED, "mood": "sad"}]}]}, "no exceptions.mood"),
    ],
    ids=["terms", "question", "organization", "slug", "field", "exception"],
)
def test_a_name_that_there_is_not_is_refused(listing_id: int, changes: dict[str, Any], told: str) -> None:
    begin()
    with pytest.raises(BadChange, match=told):
        save(listing_id, changes, by="Ana", version=1)
    commit()
    assert (version_of(listing_id), revisions_of(listing_id)) == (1, [])


def test_a_listing_cannot_belong_to_itself(listing_id: int) -> None:
    own = db.session.get_one(Listing, listing_id).hsds_id
    with pytest.raises(BadChange, match="no other listing"):
        edit(listing_id, organization=own)


def test_only_a_writer_may_save(listing_id: int) -> None:
    version = version_of(listing_id)
    with pytest.raises(RuntimeError, match="Call begin_writing"):
        save(listing_id, {"name": "Larkspur Ring"}, by="Ana", version=version)


def test_a_listing_or_revision_that_there_is_not_is_a_lookup_error(listing_id: int) -> None:
    begin()
    with pytest.raises(LookupError, match="no listing 999"):
        save(999, {}, by="Ana", version=1)
    with pytest.raises(LookupError, match="no revision 999"):
        revert(listing_id, 999, by="Ana", version=1)


def test_an_old_slug_redirects_until_the_listing_goes_back(any_app: Flask, listing_id: int) -> None:
    client = Client(any_app)
    edit(listing_id, slug="larkspur-ring")
    edit(listing_id, slug="larkspur-square")
    for old in ("larkspur-circle", "larkspur-ring"):
        answer = any_app.test_client().get(f"/listings/{old}")
        assert (answer.status_code, answer.location) == (301, "/listings/larkspur-square")
    edit(listing_id, slug="larkspur-circle")
    assert client.get("/listings/larkspur-circle").h1 == "Larkspur Circle"
    commit()
    assert set(db.session.scalars(select(SlugRedirect.slug))) == {"larkspur-ring", "larkspur-square"}


def test_search_finds_the_new_words_after_the_commit(any_app: Flask, listing_id: int) -> None:
    client = Client(any_app)
    assert client.get("/find?q=granite").card_names() == []
    edit(listing_id, aliases=["Granite Bench"])
    assert client.get("/find?q=granite").card_names() == ["Larkspur Circle"]
    edit(listing_id, aliases=[])
    assert client.get("/find?q=granite").card_names() == []


def test_a_revision_alone_is_no_change_of_the_index(listing_id: int) -> None:
    made = edit(listing_id, name="Larkspur Ring")
    generation = db.session.scalar(select(state_table.c.generation))
    assert made is not None
    made.reason = "They told us"
    commit()
    assert db.session.scalar(select(state_table.c.generation)) == generation
