"""Seeding leaves what a person has changed: words, questions, guides, and terms that were taken out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from directory.curation import find_stand_ins
from directory.curation.guides.contents import GUIDES
from directory.curation.revising import Subject, revert_subject, revisions_of_subject, save_subject, version_of_subject
from directory.curation.vocabulary.questions import QUESTIONS
from directory.curation.vocabulary.retiring import retire_term
from directory.curation.vocabulary.terms import TERMS
from directory.database import db
from directory.models import Guide, Term
from directory.models.content import Content
from directory.seeding.files import Seeds, read_seeds
from directory.seeding.guides import load_guidance
from directory.seeding.report import Tally
from directory.seeding.vocabularies import load_vocabularies
from tests.factories import begin, commit
from tests.seeding.folders import SEEDS

NEED, GUIDE, QUESTION = "need/cannot-sleep", "en/loneliness", "just-listen"


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    """The rows of the real seed."""
    return read_seeds(SEEDS)


@pytest.fixture
def load(app: Flask, seeds: Seeds) -> Callable[[], Tally]:
    """Loads words and guides as `flask seed` does, without listings; once already."""

    def load() -> Tally:
        begin()
        tally, stand_ins = Tally(), find_stand_ins()
        load_guidance(seeds.guidance, load_vocabularies(seeds, stand_ins), tally, stand_ins)
        commit()
        return tally

    load()
    return load


def change(subject: Subject, key: str, **values: object) -> None:
    """Save and commit."""
    begin()
    present: Content = subject.read(key) or {}
    version = version_of_subject(subject, key, present)
    save_subject(subject, key, {**present, **values}, by="Ana", version=version)
    commit()


def first_need() -> str:
    """The key of a need of the seed that is in a group."""
    found = select(Term.slug).where(Term.taxonomy_slug == "need", Term.parent_id.is_not(None)).order_by(Term.id)
    return f"need/{db.session.scalars(found).first()}"


def test_words_and_questions_that_a_person_changed_stay(load: Callable[[], Tally]) -> None:
    need = first_need()
    change(TERMS, need, synonyms=[], is_crisis=False, position=9)
    change(QUESTIONS, QUESTION, good="no", kinds=["role"])
    load()
    term, question = TERMS.read(need) or {}, QUESTIONS.read(QUESTION) or {}
    assert (term["synonyms"], term["is_crisis"], term["position"]) == ([], False, 9)
    assert (question["good"], question["kinds"]) == ("no", ["role"])


def test_a_guide_that_a_person_changed_stays_and_is_told(load: Callable[[], Tally]) -> None:
    change(GUIDES, GUIDE, title="Alone")
    assert "loneliness" in load().edited
    assert (GUIDES.read(GUIDE) or {})["title"] == "Alone"


def test_a_guide_that_was_only_checked_is_not_one_that_was_changed(load: Callable[[], Tally]) -> None:
    change(GUIDES, GUIDE, checked_on="2026-11-23")
    assert "loneliness" in load().unchanged


def test_a_guide_that_says_again_what_the_seed_said_follows_it_again(load: Callable[[], Tally]) -> None:
    change(GUIDES, GUIDE, title="Alone")
    begin()
    revert_subject(GUIDES, GUIDE, revisions_of_subject(GUIDES, GUIDE)[-1].id, by="Ben", version=2)
    commit()
    assert "loneliness" in load().unchanged


def test_a_term_that_was_taken_out_stays_out_and_its_guides_keep_the_other(load: Callable[[], Tally]) -> None:
    guide = db.session.scalars(select(Guide).order_by(Guide.id)).first()
    assert guide is not None
    old, others = guide.needs[0], [need.slug for need in guide.needs[1:]]
    found = select(Term).where(Term.parent_id == old.parent_id, Term.slug.not_in([old.slug, *others]))
    new = db.session.scalars(found).first()
    assert new is not None
    key, guide_key, slug = f"need/{old.slug}", f"en/{guide.slug}", new.slug
    begin()
    retire_term(key, to_slug=slug, by="Ana", version=1)
    commit()
    tally = load()
    assert TERMS.read(key) is None
    assert (GUIDES.read(guide_key) or {})["needs"] == [slug, *others]
    assert guide_key.removeprefix("en/") in {*tally.unchanged, *tally.edited}
