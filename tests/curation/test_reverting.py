"""Reverting: any version can be brought back, and what cannot come back is named."""

from __future__ import annotations

from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from directory.curation import differences, revert, revisions_of, save
from directory.database import db
from directory.models import Listing, Question, Term
from directory.models.content import plain, whole_content_of
from tests.curation.edits import (
    FIELDS,
    HOUSE,
    NEEDS,
    PARK,
    QUESTIONS,
    content_of,
    edit,
    go_back,
    make_vocabulary,
)
from tests.factories import begin, commit, make_listing, make_phone


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
