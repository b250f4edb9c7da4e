"""Saving: every field, nobody's work overwritten, one change for one edit, and back again."""

from __future__ import annotations

import multiprocessing
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text

from directory.curation import BadChange, StaleEdit, differences, revert, revisions_of, save
from directory.database import db
from directory.models import Listing, Question, SlugRedirect, Term
from directory.models.content import plain, whole_content_of
from directory.search.index import state_table
from tests.curation.edits import (
    HOUSE,
    NEEDS,
    PARK,
    QUESTIONS,
    add_aliases,
    content_of,
    edit,
    go_back,
    make_vocabulary,
    version_of,
)
from tests.factories import begin, commit, make_listing, make_phone
from tests.page import Client

PROCESSES, EDITS_EACH = 4, 10

EVENING = {"freq": "WEEKLY", "byday": ["TU"], "opens_at": "19:00", "closes_at": "20:30", "timezone": "America/New_York"}
CLOSED = {"date": "2026-12-22", "kind": "cancelled", "note": "Closed for the holidays"}
MOVED = {"date": "2026-12-29", "kind": "moved", "to_date": "2026-12-30", "opens_at": "18:00"}
FIELDS: dict[str, Any] = {
    "slug": "fernley-walk",
    "kind": "program",
    "name": "Fernley Walk",
    "summary": "We walk.",
    "description": "Along the river.",
    "url": "https://walk.example.org",
    "email": "walk@example.org",
    "status": "temporarily closed",
    "alert": "The bridge is closed.",
    "application_process": "Come.\nWalk.",
    "eligibility_description": "Adults",
    "fees_description": "A dollar",
    "is_free": False,
    "minimum_age": 18,
    "maximum_age": 99,
    "publication": "closed",
    "closed_reason": "The group has ended.",
    "private_notes": "Call Ana first.",
    "source_url": "https://walk.example.org/about",
    "organization": HOUSE,
    "successor": PARK,
    "aliases": ["River Walk", "The Walk"],
    "phones": [{"number": "859-555-0100", "type": "text", "languages": ["es"], "hours": "Weekdays"}],
    "links": [{"label": "Chat", "url": "https://chat.example.org"}],
    "locations": [{"city": "Lexington", "state": "KY", "latitude": 38.05, "longitude": -84.5, "visibility": "city"}],
    "service_areas": ["US-KY", "US-OH"],
    "schedules": [{**EVENING, "exceptions": [MOVED, CLOSED]}, {"description": "When the moon is full"}],
    "terms": {"need": ["housing", "i-feel-alone"], "language": ["en"]},
    "answers": {"come-late": {"value": "yes", "note": "By the side door"}},
}


@pytest.fixture
def listing_id(any_app: Flask) -> int:
    """A group with a phone, and what an edit may name."""
    make_vocabulary()
    listing = make_listing("Larkspur Circle", slug="larkspur-circle", phones=[make_phone()])
    commit()
    return listing.id


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


def test_a_revert_names_what_cannot_come_back(listing_id: int) -> None:
    edit(listing_id, **{**FIELDS, "publication": "published"})
    old = revisions_of(listing_id)[0]
    edit(listing_id, slug="larkspur-circle", name="Other", terms={}, answers={}, organization=None, successor=None)
    begin()
    db.session.delete(db.session.scalars(select(Term).where(Term.slug == "housing")).one())
    db.session.delete(db.session.get_one(Question, "come-late"))
    db.session.execute(delete(Listing).where(Listing.hsds_id == PARK))
    make_listing("A newer walk", slug="fernley-walk")
    commit()
    reverted = go_back(listing_id, old.id)
    now = content_of(listing_id)
    assert (now["slug"], now["name"], now["terms"]) == (
        "larkspur-circle", "Fernley Walk", {"need": ["i-feel-alone"], "language": ["en"]},
    )  # fmt: skip
    assert (now["answers"], now["organization"], now["successor"]) == ({}, HOUSE, None)
    assert [sentence.split("'")[1] for sentence in reverted.left_out] == ["housing", "come-late", PARK, "fernley-walk"]
    assert reverted.revision is not None
    assert (reverted.revision.reason, reverted.revision.made_by) == ("Back to version 2.", "Ben")


def test_a_revert_to_what_there_is_makes_no_revision(listing_id: int) -> None:
    made = edit(listing_id, name="Larkspur Ring")
    assert made is not None
    assert go_back(listing_id, made.id).revision is None
    assert len(revisions_of(listing_id)) == 2


WORDS = st.text("abc é'\"<0", min_size=1, max_size=12)
MAYBE = st.none() | WORDS
TIMES = st.none() | st.times().map(lambda time: time.isoformat("minutes"))
DATES = st.dates().map(lambda date: date.isoformat())
EXCEPTIONS = st.fixed_dictionaries(
    {"date": DATES, "kind": st.sampled_from(["cancelled", "moved", "extra"])},
    optional={"to_date": st.none() | DATES, "opens_at": TIMES, "note": MAYBE},
)
SCHEDULES = st.fixed_dictionaries(
    {"freq": st.sampled_from([None, "DAILY", "WEEKLY", "MONTHLY"]), "opens_at": TIMES, "closes_at": TIMES},
    optional={
        "byday": st.none() | st.lists(st.sampled_from(["MO", "2TU", "-1FR"]), max_size=2),
        "dtstart": st.none() | DATES,
        "mode": st.sampled_from([None, "in_person", "online"]),
        "exceptions": st.lists(EXCEPTIONS, max_size=2, unique_by=lambda exception: exception["date"]),
    },
)
LOCATIONS = st.fixed_dictionaries(
    {"city": WORDS, "state": WORDS},
    optional={"latitude": st.none() | st.floats(-90, 90), "country": st.sampled_from(["US", "CA"]), "name": MAYBE},
)
ANSWERS = st.fixed_dictionaries(
    {"value": st.sampled_from(["yes", "no", "ask"]), "note": MAYBE}, optional={"checked_on": st.none() | DATES}
)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "slug": st.sampled_from(["one", "two", "three"]),
        "name": WORDS,
        "description": st.text("abc\n", max_size=20),
        "alert": MAYBE,
        "is_free": st.none() | st.booleans(),
        "minimum_age": st.none() | st.integers(0, 99),
        "publication": st.sampled_from(["draft", "published", "hidden"]),
        "organization": st.sampled_from([None, HOUSE, PARK]),
        "successor": st.sampled_from([None, HOUSE, PARK]),
        "aliases": st.lists(WORDS, max_size=3),
        "phones": st.lists(st.fixed_dictionaries({"number": WORDS}, optional={"label": MAYBE}), max_size=2),
        "links": st.lists(st.fixed_dictionaries({"label": WORDS, "url": WORDS}), max_size=2),
        "locations": st.lists(LOCATIONS, max_size=2),
        "service_areas": st.lists(st.sampled_from(["US", "US-KY", "worldwide"]), max_size=2),
        "schedules": st.lists(SCHEDULES, max_size=2),
        "terms": st.fixed_dictionaries({"need": st.lists(st.sampled_from(NEEDS), max_size=4)}),
        "answers": st.dictionaries(st.sampled_from(QUESTIONS), ANSWERS),
    },
)


@settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(CHANGES, min_size=1, max_size=4), choose=st.integers(0, 99))
def test_after_any_edits_any_revision_can_be_brought_back(
    any_app: Flask, edits: list[dict[str, Any]], choose: int
) -> None:
    begin()
    if db.session.get(Question, QUESTIONS[0]) is None:
        make_vocabulary()
        begin()
    listing = make_listing("Larkspur Circle", phones=[make_phone()])
    said = [plain(whole_content_of(listing))]
    for changes in edits:
        if save(listing.id, changes, by="Ana", version=listing.version):
            said.append(plain(content_of(listing.id)))
    revisions = revisions_of(listing.id)[::-1]
    assert [plain(revision.content) for revision in revisions] == (said if len(said) > 1 else [])
    if revisions:
        old = revisions[choose % len(revisions)]
        revert(listing.id, old.id, by="Ben", version=listing.version)
        assert differences(old.content, content_of(listing.id)) == []
    db.session.rollback()


def test_edits_of_many_processes_are_all_kept(any_app: Flask, listing_id: int) -> None:
    address = any_app.config["DATABASE_URL"]
    names = [[f"{process}-{number}" for number in range(EDITS_EACH)] for process in range(PROCESSES)]
    db.session.rollback()
    processes = multiprocessing.get_context("spawn")
    with processes.Manager() as manager, processes.Pool(PROCESSES) as pool:
        together = manager.Barrier(PROCESSES)
        stale = pool.starmap(add_aliases, [(address, listing_id, own, together) for own in names])
    assert sum(stale) > 0, "The edits did not meet: nothing was tried."
    assert sorted(content_of(listing_id)["aliases"]) == sorted(name for own in names for name in own)
    assert version_of(listing_id) == 1 + PROCESSES * EDITS_EACH
    assert len(revisions_of(listing_id)) == 1 + PROCESSES * EDITS_EACH
