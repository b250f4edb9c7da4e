"""Decisions on suggestions below the pages: rows that a contributor proposed, what is gone, words compared."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from directory.curation import StaleEdit
from directory.curation.reviewing.deciding import ChangedSuggestion, Verdict, decide, hide, make_draft
from directory.curation.wording import Piece, compare_words
from directory.database import db
from directory.models import Answer, Listing, Question, QuestionLabel, Revision, Suggestion
from directory.models.content import Content, whole_content_of
from directory.suggesting import propose
from tests.factories import begin, commit, make_listing, make_person, make_phone, make_schedule, make_term

ACCEPT, REFUSE = Verdict(True), Verdict(False)


def proposed(changes: Content) -> int:
    """The id of a suggestion by a contributor, for the only listing that there is."""
    person = make_person("Kim Fern", "contributor")
    commit()
    begin()
    listing = db.session.scalars(select(Listing)).one()
    parts = {key: {"was": "", "told": str(value), "content": value} for key, value in changes.items()}
    made = propose(listing.id, parts, person_id=person.id, name="Kim Fern", base_version=listing.version)
    assert made is not None
    commit()
    return made.id


def decided(suggestion_id: int, version: int | None = 1, **verdicts: Verdict) -> Suggestion:
    """A suggestion after a decision."""
    begin()
    made = decide(suggestion_id, verdicts, by="Robin Larkspur", version=version)
    commit()
    return made


@pytest.fixture
def listing(any_app: Flask) -> Listing:
    """A group with two phones and a day."""
    phones = [make_phone("859-555-0123"), make_phone("859-555-0124", type="text")]
    made = make_listing("Larkspur Circle", slug="circle", phones=phones, schedules=[make_schedule()])
    commit()
    return made


def test_rows_that_a_contributor_proposed_are_taken_over_as_they_are(listing: Listing) -> None:
    content = whole_content_of(listing)
    phones = [{**content["phones"][0], "hours": "Mornings"}, content["phones"][1]]
    schedules = [{**content["schedules"][0], "byday": ["WE"]}]
    id = proposed({"phones": phones, "schedules": schedules, "name": "Larkspur Ring"})
    made = decided(id, phones=ACCEPT, schedules=ACCEPT, name=Verdict(True, text="Larkspur Round"))
    now = whole_content_of(db.session.get(Listing, listing.id))
    assert (now["phones"], now["schedules"], now["name"]) == (phones, schedules, "Larkspur Round")
    assert made.state == "accepted"
    assert db.session.scalars(select(Revision.version)).all() == [1, 2]


def test_one_taxonomy_and_one_answer_are_taken_over_and_the_others_stay(any_app: Flask) -> None:
    alone, grief, online = make_term("need", "alone"), make_term("need", "grief"), make_term("format", "online")
    for key in ("come-late", "bring-someone"):
        db.session.add(Question(key=key, shape="yes_no", kinds=["group"], labels=[QuestionLabel(label=key)]))
    listing = make_listing(terms=(alone, online))
    listing.answers = [Answer(question_key="come-late", value="yes", checked_on=dt.date(2026, 11, 1))]
    commit()
    changes = {"terms.need": [grief.slug], "terms.format": None, "answers.bring-someone": {"value": "no", "note": None}}
    id = proposed(changes)
    begin()
    verdicts = {"terms.need": ACCEPT, "terms.format": REFUSE, "answers.bring-someone": ACCEPT}
    decide(id, verdicts, by="Robin Larkspur", version=1)
    commit()
    now = whole_content_of(db.session.get(Listing, listing.id))
    assert now["terms"] == {"format": ["online"], "need": ["grief"]}
    assert now["answers"]["come-late"] == {"value": "yes", "note": None, "checked_on": "2026-11-01"}
    assert now["answers"]["bring-someone"]["value"] == "no"


def test_what_was_cleared_is_cleared(listing: Listing) -> None:
    decided(proposed({"phones": [], "url": None, "is_free": None}), phones=ACCEPT, url=ACCEPT, is_free=ACCEPT)
    assert db.session.get(Listing, listing.id).phones == []


def test_a_choice_is_taken_over_as_it_was_meant_not_as_it_reads(listing: Listing) -> None:
    decided(proposed({"status": "temporarily closed"}), status=Verdict(True, text="Closed for now"))
    assert db.session.get(Listing, listing.id).status == "temporarily closed"


def test_nobody_decides_on_what_they_have_not_read(listing: Listing) -> None:
    id = proposed({"name": "Larkspur Ring"})
    begin()
    with pytest.raises(ChangedSuggestion):
        decide(id, {"name": ACCEPT}, by="Robin Larkspur", version=1, seen="another")


def test_what_is_refused_changes_nothing(listing: Listing) -> None:
    made = decided(proposed({"name": "Larkspur Ring"}), name=REFUSE)
    assert (made.state, db.session.get(Listing, listing.id).version) == ("refused", 1)


def test_an_older_version_is_refused_and_nothing_is_noted(listing: Listing) -> None:
    id = proposed({"name": "Larkspur Ring"})
    db.session.get(Listing, listing.id).summary = "Other words."
    commit()
    begin()
    with pytest.raises(StaleEdit):
        decide(id, {"name": ACCEPT}, by="Robin Larkspur", version=1)
    db.session.rollback()
    assert db.session.get(Suggestion, id).decisions == {}


def test_a_number_for_one_of_several_phones_is_left_to_a_person(listing: Listing) -> None:
    suggestion = Suggestion(
        kind="change",
        listing_id=listing.id,
        fields={"phones": {"was": "", "told": "859-555-0199"}},
        text_hash="0" * 64,
    )
    db.session.add(suggestion)
    commit()
    made = decided(suggestion.id, phones=Verdict(True, text="859-555-0199"))
    assert made.state == "accepted"
    assert [phone.number for phone in db.session.get(Listing, listing.id).phones] == ["859-555-0123", "859-555-0124"]


def test_a_suggestion_whose_listing_is_gone_can_still_be_decided(listing: Listing) -> None:
    id = proposed({"name": "Larkspur Ring"})
    db.session.delete(db.session.get(Listing, listing.id))
    commit()
    db.session.expire_all()
    assert decided(id, name=REFUSE).state == "refused"
    begin()
    assert hide(id, by="Robin Larkspur") is False


def test_there_is_no_draft_of_what_is_no_new_listing(listing: Listing) -> None:
    id = proposed({"name": "Larkspur Ring"})
    begin()
    with pytest.raises(LookupError):
        make_draft(id, by="Robin Larkspur")


def test_a_second_draft_of_a_name_gets_an_address_of_its_own(any_app: Flask) -> None:
    values: dict[str, Any] = {"kind": "new", "text_hash": "0" * 64}
    fields = {"name": {"was": "", "told": "Évenings!"}, "reach": {"was": "", "told": "https://e.example.org"}}
    made = [Suggestion(fields=fields, **values) for _ in range(2)]
    db.session.add_all(made)
    commit()
    slugs, urls = set(), set()
    for suggestion in made:
        begin()
        draft = make_draft(suggestion.id, by="Robin Larkspur")
        slugs.add(draft.slug)
        urls.add(draft.url)
        commit()
    assert len(slugs) == 2 and urls == {"https://e.example.org"}


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("a b c", "a b c", [("same", "a b c")]),
        ("a b c", "a x c", [("same", "a "), ("gone", "b"), ("new", "x"), ("same", " c")]),
        ("a", "a b", [("same", "a"), ("new", " b")]),
        ("a  b", "a\nb", [("same", "a\nb")]),
        ("", "a", [("new", "a")]),
        ("a", "", [("gone", "a")]),
    ],
    ids=["same", "changed", "longer", "spaces", "from-nothing", "to-nothing"],
)
def test_words_are_compared(old: str, new: str, pieces: list[tuple[str, str]]) -> None:
    assert compare_words(old, new) == [Piece(*piece) for piece in pieces]
