"""What the search promises, on both databases alike: which words find a listing, and which never may."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event

from directory.database import db
from directory.models import Alias, Answer, Listing, Question
from tests.factories import commit, make_check, make_listing, make_location, make_phone, make_schedule, make_term
from tests.search.asking import found_names, index_content, index_text, search

CANARY = "zqcanary"


def _make_one_in_each_field(word: str) -> list[str]:
    """Seven listings, each with the word in another field, the weightiest first; by name they stand the other way."""
    house = make_listing(f"Z {word} house", kind="organization")
    term = make_term("format", label=f"{word} evenings")
    rows = [
        house,
        make_listing("Y alias", aliases=(f"{word} circle",)),
        make_listing("X organization", organization=house),
        make_listing("W terms", terms=(term,)),
        make_listing("V summary", summary=f"About {word}."),
        make_listing("U description", description=f"We like {word}."),
        make_listing("T joining", application_process=f"Ask for {word}."),
    ]
    commit()
    return [row.name for row in rows]


def test_a_word_in_any_field_finds_and_a_weightier_field_stands_before(any_app: Flask) -> None:
    expected = _make_one_in_each_field("quartz")
    make_listing("S nothing of it")
    commit()
    assert found_names("quartz") == expected


def test_who_it_is_for_is_searched_too(any_app: Flask) -> None:
    make_listing("Fernley Walk", eligibility_description="For beekeepers.")
    commit()
    assert found_names("beekeepers") == ["Fernley Walk"]


def test_a_member_is_found_by_another_name_of_its_organization(any_app: Flask) -> None:
    house = make_listing("Larkspur House", kind="organization", aliases=("Bluebell",))
    make_listing("Friday Circle", organization=house)
    commit()
    assert found_names("bluebell") == ["Larkspur House", "Friday Circle"]


def test_two_words_may_stand_in_different_fields(any_app: Flask) -> None:
    make_listing("Quartz Circle", description="In the library.")
    make_listing("Quartz Evening")
    make_listing("Library Hour")
    commit()
    assert found_names("quartz library") == ["Quartz Circle"]


def test_only_the_last_word_may_be_unfinished(any_app: Flask) -> None:
    make_listing("Quartz House")
    commit()
    finishing, middle = search("house quar"), search("quar house")
    assert [card.name for card in finishing.cards] == ["Quartz House"] and not finishing.loosened
    assert middle.loosened


def test_a_finished_last_word_is_not_a_beginning(any_app: Flask) -> None:
    make_listing("Quartz House")
    commit()
    assert found_names("quar", exact=True) == ["Quartz House"]
    assert found_names("quar.", exact=True) == []


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        pytest.param("Painting groups", "painting group", id="plural"),
        pytest.param("Paint with us", "painted", id="past"),
        pytest.param("Walking by the lake", "walks", id="verb"),
        pytest.param("Élan café", "elan cafe", id="accents-left-out"),
        pytest.param("Elan cafe", "ÉLAN CAFÉ", id="accents-typed"),
        pytest.param("Straße", "STRASSE", id="sharp-s"),
        pytest.param("ＮＡＭＩ", "nami", id="wide-letters"),
        pytest.param("ℌope", "hope", id="letters-like-symbols"),
        pytest.param("quartz", "QUARTZ", id="case"),
        pytest.param("Поддержка", "поддержка", id="another-script"),
        pytest.param("支援", "支援", id="no-spaces"),
    ],
)
def test_other_forms_of_a_word_find_it(any_app: Flask, written: str, typed: str) -> None:
    make_listing(written)
    make_listing("Decoy")
    commit()
    assert found_names(typed, exact=True) == [written]


@pytest.mark.parametrize(
    ("written", "decoy", "ways"),
    [
        pytest.param("Beyond self-harm", "Harm at work", ("self-harm", "selfharm", "self harm"), id="self-harm"),
        pytest.param("S&PAA circle", "Circle S", ("S&PAA", "spaa", "s&paa", "S & PAA"), id="S&PAA"),
        pytest.param("Open 24/7", "Open at 24 Elm", ("24/7", "247", "24 7"), id="24/7"),
        pytest.param("AA/NA evening", "AA morning", ("AA/NA", "aa na", "aana"), id="AA/NA"),
        pytest.param("Room of O'Brien", "Room of Brien", ("O'Brien", "O’Brien", "obrien"), id="O'Brien"),
        pytest.param("12-step night", "Night 12", ("12-step", "12 step", "12step"), id="12-step"),
        pytest.param("LGBTQ+ night", "Night B", ("LGBTQ+", "lgbtq", "LGBTQ"), id="LGBTQ+"),
    ],
)
def test_a_compound_is_found_however_it_is_written(
    any_app: Flask, written: str, decoy: str, ways: tuple[str, ...]
) -> None:
    make_listing(written)
    make_listing(decoy)
    commit()
    for typed in ways:
        assert found_names(typed) == [written], typed


def test_several_filters_narrow_and_several_values_widen(any_app: Flask) -> None:
    online, in_person = make_term("format", "online"), make_term("format", "in-person")
    make_listing("A", terms=(online,), kind="group")
    make_listing("B", terms=(in_person,), kind="group")
    make_listing("C", terms=(online,), kind="program")
    make_listing("D", kind="program")
    commit()
    assert found_names(format="online") == ["A", "C"]
    assert found_names(format="online", kind="group") == ["A"]
    assert found_names(format=("online", "in-person")) == ["A", "B", "C"]
    assert found_names(format=("online", "in-person"), kind=("group", "helpline")) == ["A", "B"]


def _rename_organization(listing: Listing) -> None:
    assert listing.organization is not None
    listing.organization.name = "Granite House"


def _hide_organization(listing: Listing) -> None:
    assert listing.organization is not None
    listing.organization.publication = "hidden"


def _move_away(listing: Listing) -> None:
    listing.organization = None


def _give_other_alias(listing: Listing) -> None:
    listing.aliases = [Alias(name="Granite")]


def _set(name: str, value: object) -> Callable[[Listing], None]:
    return lambda listing: setattr(listing, name, value)


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        pytest.param(_set("name", "Granite"), "Larkspur", "Granite", id="renamed"),
        pytest.param(_set("summary", "Granite"), "painting", "Granite", id="summary"),
        pytest.param(_set("publication", "hidden"), "Larkspur", None, id="hidden"),
        pytest.param(_set("publication", "closed"), "Larkspur", None, id="closed"),
        pytest.param(_set("publication", "draft"), "Larkspur", None, id="back-to-draft"),
        pytest.param(_give_other_alias, "Bluebell", "Granite", id="alias"),
        pytest.param(_set("aliases", []), "Bluebell", None, id="alias-taken-away"),
        pytest.param(_rename_organization, "Quartz", "Granite", id="organization-renamed"),
        pytest.param(_hide_organization, "Quartz", None, id="organization-hidden"),
        pytest.param(_move_away, "Quartz", None, id="organization-left"),
        pytest.param(db.session.delete, "Larkspur", None, id="deleted"),
    ],
)
def test_a_change_is_found_once_it_is_committed(
    any_app: Flask, change: Callable[[Listing], None], before: str, after: str | None
) -> None:
    house = make_listing("Quartz House", kind="organization")
    listing = make_listing("Larkspur", organization=house, aliases=("Bluebell",), summary="For painting.")
    commit()
    assert found_names(before, kind="group") == ["Larkspur"]
    change(listing)
    commit()
    assert found_names(before, exact=True, kind="group") == []
    if after:
        assert len(found_names(after, exact=True, kind="group")) == 1


def test_a_published_draft_is_found(any_app: Flask) -> None:
    listing = make_listing("Larkspur", publication="draft")
    commit()
    assert found_names("larkspur") == []
    listing.publication = "published"
    commit()
    assert found_names("larkspur") == ["Larkspur"]


def test_a_rollback_leaves_the_index_as_it_was(any_app: Flask) -> None:
    listing = make_listing("Larkspur")
    commit()
    before = index_content()
    listing.name = "Granite"
    make_listing("Quartz")
    db.session.rollback()
    commit()
    assert index_content() == before
    assert found_names() == ["Larkspur"]


def test_a_commit_that_fails_takes_the_index_rows_with_it(any_app: Flask) -> None:
    make_listing("Larkspur")
    commit()
    before = index_content()

    def fail(_session: object) -> None:
        raise RuntimeError("the power went")

    make_listing("Quartz")
    event.listen(db.session, "before_commit", fail)
    try:
        with pytest.raises(RuntimeError):
            commit()
    finally:
        event.remove(db.session, "before_commit", fail)
    db.session.rollback()
    assert index_content() == before
    assert found_names() == ["Larkspur"]


def test_what_stood_before_a_savepoint_that_failed_is_found(any_app: Flask) -> None:
    make_listing("Larkspur")
    inner = db.session.begin_nested()
    make_listing("Quartz")
    inner.rollback()
    commit()
    assert found_names() == ["Larkspur"]


def test_what_stood_before_two_savepoints_is_found_when_the_outer_one_failed(any_app: Flask) -> None:
    make_listing("Larkspur")
    outer = db.session.begin_nested()
    make_listing("Granite")
    with db.session.begin_nested():
        make_listing("Quartz")
    outer.rollback()
    commit()
    assert found_names() == ["Larkspur"]


def test_nothing_private_is_found_or_kept(any_app: Flask) -> None:
    db.session.add(Question(key="just-listen", shape="yes_no", kinds=["group"]))
    secret = make_listing(f"{CANARY} shelter", kind="organization", publication="draft", aliases=(f"{CANARY}alias",))
    place = {"name": f"{CANARY}1", "address_1": f"{CANARY}2", "postal_code": "40999", "directions": f"{CANARY}3"}
    where = {"latitude": 38.12345, "longitude": -84.54321}
    listing = make_listing(
        "Larkspur Circle",
        organization=secret,
        private_notes=f"{CANARY} note",
        closed_reason=f"{CANARY} reason",
        seeded_as={"private_notes": CANARY},
        locations=[
            make_location(city=f"{CANARY}town", state="TN", visibility="hidden", **place, **where),
            make_location(city="Lexington", visibility="city", **place, **where),
        ],
        phones=[make_phone()],
        schedules=[make_schedule()],
        checks=[make_check()],
    )
    listing.answers = [Answer(question_key="just-listen", value="yes")]
    for publication in ("draft", "hidden", "closed"):
        make_listing(f"{CANARY} {publication}", publication=publication, description=CANARY)
    commit()
    kept = index_text()
    assert "larkspur circle" in kept
    for private in (CANARY, "40999", "38.12", "84.54", '"TN"'):
        assert private not in kept
    assert found_names() == ["Larkspur Circle"]
    assert search(CANARY).total == 0 and search(f"{CANARY} shelter", exact=True).total == 0
    for card in search("lexington").cards:
        assert CANARY not in json.dumps(card.stored)
        assert card.organization is None
