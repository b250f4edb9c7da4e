"""Terms and questions are changed one at a time, every version is kept, and the search knows new words at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.config import ROOT
from directory.curation import BadChange, find_stand_ins, revisions_of
from directory.curation.guides.contents import GUIDES, guide_key
from directory.curation.revising import (
    StaleRevision,
    Subject,
    is_same_content,
    revert_subject,
    revisions_of_subject,
    save_subject,
    version_of_subject,
)
from directory.curation.vocabulary.questions import QUESTIONS
from directory.curation.vocabulary.retiring import LINKED, retire_term
from directory.curation.vocabulary.standing_in import StandIns
from directory.curation.vocabulary.terms import TERMS, count_carriers
from directory.database import db
from directory.models import ContentRevision, Guide, GuideNeed, Listing, Question, QuestionLabel, Term
from directory.models.content import Content
from tests.clients import Client
from tests.factories import begin, commit, make_listing, make_term
from tests.search.asking import found_names

SLEEP, GRIEF = "need/sleep", "need/grief"


def said_by(subject: Subject, key: str) -> Content:
    """What a subject says now."""
    content = subject.read(key)
    assert content is not None
    return content


def change(subject: Subject, key: str, *, by: str = "Ana", version: int | None = None, **values: Any) -> Any:
    """Save and commit; version: the present one unless told otherwise."""
    begin()
    present = subject.read(key) or {}
    at = version_of_subject(subject, key, subject.read(key)) if version is None else version
    made = save_subject(subject, key, {**present, **values}, by=by, version=at)
    commit()
    return made


def lay(*phrases: str) -> list[Content]:
    """Synonyms that people say."""
    return [{"locale": "en", "reason": "lay", "phrase": phrase} for phrase in phrases]


@pytest.fixture
def words(any_app: Flask) -> Flask:
    """Two needs in a group, the first carried by a listing and a guide, a format, and a question."""
    group = make_term("need", "rest", "Rest and sorrow", parent=None)
    sleep = make_term("need", "sleep", "I cannot sleep", parent=group, synonyms={"lay": ["insomnia"]})
    make_term("need", "grief", "I lost someone", parent=group)
    make_term("format", "online", "Online")
    make_listing("Larkspur Circle", slug="larkspur", terms=(sleep,))
    guide = Guide(slug="rest", title="Rest", summary="Rest.", body="Rest.", readers=["peer"], minutes=1)
    guide.guide_needs = [GuideNeed(term=sleep)]
    question = Question(key="listen", shape="yes_no", kinds=["group"], formats=["online"])
    question.labels = [QuestionLabel(label="Can I listen?")]
    db.session.add_all([guide, question])
    commit()
    return any_app


def test_a_new_synonym_is_searched_with_at_once(words: Flask) -> None:
    assert found_names("awake") == []
    change(TERMS, SLEEP, synonyms=lay("insomnia", "awake at night"))
    assert found_names("awake at night") == ["Larkspur Circle"]


def test_a_synonym_that_was_taken_out_leads_nowhere(words: Flask) -> None:
    assert found_names("insomnia") == ["Larkspur Circle"]
    change(TERMS, SLEEP, synonyms=[])
    assert found_names("insomnia") == []


def test_a_new_label_is_found_and_shown_at_once(words: Flask) -> None:
    change(TERMS, SLEEP, labels={"en": {"label": "My nights are long", "short": "Nights", "description": "Rest."}})
    assert found_names("long nights") == ["Larkspur Circle"]
    assert "My nights are long" in Client(words).get("/needs/sleep").h1


def test_the_first_edit_keeps_what_was_there(words: Flask) -> None:
    before = said_by(TERMS, SLEEP)
    change(TERMS, SLEEP, is_crisis=True)
    newest, first = revisions_of_subject(TERMS, SLEEP)
    assert (first.version, first.made_by, first.source) == (1, "seed", "seed")
    assert is_same_content(first.content, before)
    assert (newest.version, newest.made_by, newest.content["is_crisis"]) == (2, "Ana", True)


def test_the_same_change_twice_is_one_change(words: Flask) -> None:
    assert change(TERMS, SLEEP, version=1, is_crisis=True) is not None
    assert change(TERMS, SLEEP, version=1, is_crisis=True) is None
    assert len(revisions_of_subject(TERMS, SLEEP)) == 2


def test_a_stale_change_is_refused_and_tells_what_there_is(words: Flask) -> None:
    change(TERMS, SLEEP, by="Ana", is_crisis=True)
    with pytest.raises(StaleRevision) as stale:
        change(TERMS, SLEEP, by="Ben", version=1, position=7)
    assert stale.value.changed_by == "Ana"
    assert stale.value.current is not None
    assert (stale.value.version, stale.value.current["is_crisis"], stale.value.current["position"]) == (2, True, 0)


def test_what_changed_without_an_edit_makes_an_older_edit_stale(words: Flask) -> None:
    change(TERMS, SLEEP, is_crisis=True)
    begin()
    db.session.query(Term).filter_by(slug="sleep").one().position = 3
    commit()
    with pytest.raises(StaleRevision):
        change(TERMS, SLEEP, version=2, position=7)


def test_a_term_that_is_carried_stays(words: Flask) -> None:
    begin()
    with pytest.raises(BadChange, match="still carries it"):
        retire_term(SLEEP, to_slug=None, by="Ana", version=1)


def test_a_group_with_needs_stays(words: Flask) -> None:
    begin()
    with pytest.raises(BadChange, match="needs in this group"):
        retire_term("need/rest", to_slug=None, by="Ana", version=1)


def test_all_that_carries_a_term_gets_the_other_one(words: Flask) -> None:
    begin()
    assert retire_term(SLEEP, to_slug="grief", by="Ana", version=1) == 1
    commit()
    listing_id = db.session.query(Listing.id).filter_by(slug="larkspur").scalar()
    assert TERMS.read(SLEEP) is None
    assert said_by(GUIDES, guide_key("rest"))["needs"] == ["grief"]
    assert revisions_of(listing_id)[0].content["terms"] == {"need": ["grief"]}
    assert revisions_of(listing_id)[0].made_by == "Ana"
    assert found_names(need="grief") == ["Larkspur Circle"]


def test_the_address_of_a_need_that_was_taken_out_leads_on(words: Flask) -> None:
    begin()
    retire_term(SLEEP, to_slug="grief", by="Ana", version=1)
    commit()
    answer = Client(words).open("/needs/sleep")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/needs/grief")


def test_a_question_asked_for_a_format_follows_it(words: Flask) -> None:
    make_term("format", "video", "By video")
    commit()
    begin()
    retire_term("format/online", to_slug="video", by="Ana", version=1)
    commit()
    assert said_by(QUESTIONS, "listen")["formats"] == ["video"]


def test_a_term_that_was_taken_out_can_come_back(words: Flask) -> None:
    before = said_by(TERMS, GRIEF)
    begin()
    retire_term(GRIEF, to_slug=None, by="Ana", version=1)
    commit()
    assert find_stand_ins().are_for("need", "grief")
    begin()
    first = revisions_of_subject(TERMS, GRIEF)[-1]
    revert_subject(TERMS, GRIEF, first.id, by="Ben", version=2)
    commit()
    assert said_by(TERMS, GRIEF) == before
    assert not find_stand_ins().are_for("need", "grief")


def test_stand_ins_lead_on_and_end() -> None:
    stand_ins = StandIns({("need", "a"): "b", ("need", "b"): "c", ("need", "x"): None, ("need", "y"): "y"})
    assert stand_ins.slugs("need", ["a", "b", "c", "x", "y", "d"]) == ["c", "d"]


def test_how_much_carries_a_term_is_counted(words: Flask) -> None:
    term = db.session.query(Term).filter_by(slug="sleep").one()
    carried = count_carriers()[term.id]
    assert (carried.listings, carried.guides, carried.questions, carried.needs) == (1, 1, 0, 0)
    assert count_carriers()[term.parent_id or 0].needs == 2


def test_every_need_that_a_page_leads_to_by_name_has_to_stay() -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))
    assert {f"need/{slug}" for slug in re.findall(r"""need=['"]([a-z-]+)['"]""", pages)} == LINKED


WORDS = st.text("abc é'<0", min_size=1, max_size=12).map(str.strip).filter(bool)
LABEL = st.fixed_dictionaries({"label": WORDS, "short": st.none() | WORDS, "description": st.none() | WORDS})
SYNONYM = st.fixed_dictionaries(
    {"locale": st.sampled_from(["en", "es"]), "reason": st.sampled_from(["lay", "clinical"]), "phrase": WORDS}
)
OF_TERMS = st.fixed_dictionaries(
    {},
    optional={
        "labels": st.fixed_dictionaries({"en": LABEL}, optional={"es": LABEL}),
        "synonyms": st.lists(SYNONYM, max_size=4, unique_by=lambda s: tuple(s.values())).map(
            lambda rows: sorted(rows, key=lambda s: (s["locale"], s["reason"] == "clinical", s["phrase"]))
        ),
        "position": st.integers(0, 99),
        "is_crisis": st.booleans(),
        "icon": st.sampled_from([None, "sun", "moon"]),
    },
)
OF_GUIDES = st.fixed_dictionaries(
    {},
    optional={
        "title": WORDS,
        "body": WORDS,
        "readers": st.lists(st.sampled_from(["peer", "family"]), unique=True),
        "needs": st.lists(st.sampled_from(["sleep", "grief"]), unique=True),
        "try_this": st.lists(WORDS, max_size=3),
        "sources": st.lists(st.fixed_dictionaries({"title": WORDS, "url": WORDS}), max_size=2),
        "is_draft": st.booleans(),
        "checked_on": st.none() | st.dates().map(str),
        "position": st.integers(0, 99),
    },
)
OF_QUESTIONS = st.fixed_dictionaries(
    {},
    optional={
        "labels": st.fixed_dictionaries({"en": st.fixed_dictionaries({"label": WORDS, "yes": st.none() | WORDS})}),
        "kinds": st.lists(st.sampled_from(["group", "helpline"]), min_size=1, unique=True),
        "formats": st.sampled_from([[], ["online"]]),
        "good": st.sampled_from([None, "yes", "no"]),
        "shape": st.sampled_from(["yes_no", "open"]),
    },
)
CASES = {
    "term": (TERMS, SLEEP, OF_TERMS),
    "guide": (GUIDES, "en/rest", OF_GUIDES),
    "question": (QUESTIONS, "listen", OF_QUESTIONS),
}


@pytest.mark.parametrize("kind", CASES)
@settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_after_any_changes_any_version_can_be_brought_back(words: Flask, kind: str, data: st.DataObject) -> None:
    subject, key, changes = CASES[kind]
    begin()
    said = [said_by(subject, key)]
    for values in data.draw(st.lists(changes, min_size=1, max_size=4)):
        present = said_by(subject, key)
        if save_subject(
            subject, key, {**present, **values}, by="Ana", version=version_of_subject(subject, key, present)
        ):
            said.append(said_by(subject, key))
    revisions = revisions_of_subject(subject, key)[::-1]
    assert len(revisions) == (len(said) if len(said) > 1 else 0)
    for revision, content in zip(revisions, said, strict=False):
        assert is_same_content(revision.content, content)
    if revisions:
        old = data.draw(st.sampled_from(revisions))
        version = version_of_subject(subject, key, said_by(subject, key))
        revert_subject(subject, key, old.id, by="Ben", version=version)
        db.session.expire_all()
        assert is_same_content(subject.read(key), old.content)
    db.session.rollback()


def test_a_revision_of_something_else_is_not_gone_back_to(words: Flask) -> None:
    made = change(TERMS, SLEEP, is_crisis=True)
    begin()
    with pytest.raises(LookupError):
        revert_subject(TERMS, GRIEF, made.id, by="Ben", version=1)
    assert db.session.query(ContentRevision).filter_by(subject_key=GRIEF).count() == 0
