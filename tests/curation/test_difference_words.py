"""Two contents, and what became of the one in words."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from directory.curation.difference_words import FieldChange, changes_in_words, short_words
from directory.curation.field_words import Names
from directory.curation.wording import Piece

NAMES = Names(
    terms={("need", "housing"): "A place to live", ("need", "grief"): "I lost someone"},
    questions={"come-late": "Can I come late?"},
    listings={"0001": "Quartz House"},
)
PHONE = {"number": "859-555-0100", "type": "voice", "label": "Office"}
TEXT = {"number": "859-555-0177", "type": "text", "text_body": "HELLO"}
EVENING = {
    "freq": "MONTHLY", "byday": ["2TU", "4TU"], "opens_at": "19:00", "closes_at": "20:30",
    "timezone": "America/New_York", "interval": 1, "exceptions": [],
}  # fmt: skip
CLOSED = {"date": "2019-12-24", "kind": "cancelled", "note": "Holiday"}
HALL = {"address_1": "1 Elm St", "city": "Lexington", "state": "KY", "visibility": "full"}


def told(before: dict[str, Any], after: dict[str, Any]) -> list[FieldChange]:
    """The changes of two parts of a content."""
    return changes_in_words(before, after, NAMES)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({"name": "Larkspur"}, {"name": "Larkspur Circle"}, "Name: was “Larkspur”, is “Larkspur Circle”"),
        ({"alert": None}, {"alert": "Moved."}, "Notice on its page: added: “Moved.”"),
        ({"alert": "Moved."}, {"alert": ""}, "Notice on its page: taken out: “Moved.”"),
        ({"publication": "draft"}, {"publication": "published"}, "Who sees it: was “Draft”, is “Published”"),
        (
            {"status": "active"},
            {"status": "temporarily closed"},
            "Is it running?: was “Running”, is “Closed for now”",
        ),
        ({"is_free": None}, {"is_free": True}, "Cost: added: “Free”"),
        ({"is_free": True}, {"is_free": False}, "Cost: was “Free”, is “Costs money”"),
        ({"minimum_age": None}, {"minimum_age": 18}, "From age: added: “18”"),
        ({"organization": None}, {"organization": "0001"}, "Belongs to: added: “Quartz House”"),
        (
            {"organization": "0001"},
            {"organization": "0002"},
            "Belongs to: was “Quartz House”, is “a listing that is gone”",
        ),
        ({"phones": []}, {"phones": [PHONE]}, "Phones: added: “859-555-0100 · Office”"),
        ({"phones": [PHONE, TEXT]}, {"phones": [PHONE]},
         "Phones: taken out: “859-555-0177 · to text · send the word HELLO”"),
        ({"phones": [PHONE, TEXT]}, {"phones": [{**PHONE, "number": "859-555-0101"}, TEXT]},
         "Phones: was “859-555-0100 · Office”, is “859-555-0101 · Office”"),
        ({"aliases": ["A", "B"]}, {"aliases": ["B", "A"]}, "Other names: in another order: “B, A”"),
        ({"service_areas": []}, {"service_areas": ["US-KY"]}, "Whom it serves: added: “Anyone in Kentucky”"),
        ({"terms": {"need": ["housing"]}}, {"terms": {"need": ["housing", "grief"]}},
         "What it helps with: added: “I lost someone”"),
        ({"answers": {}}, {"answers": {"come-late": {"value": "yes", "note": "By the side door"}}},
         "Can I come late?: added: “Yes · By the side door”"),
        ({"locations": [HALL]}, {"locations": [{**HALL, "visibility": "city"}]},
         "Places: was “1 Elm St, Lexington, KY”, is “1 Elm St, Lexington, KY · only the town shown”"),
        ({"schedules": []}, {"schedules": [EVENING]},
         "Times: added: “2nd and 4th Tuesday of the month, 7:00–8:30 PM, New York time (Eastern Time)”"),
    ],
)  # fmt: skip
def test_a_difference_is_one_sentence(app: Flask, before: dict[str, Any], after: dict[str, Any], sentence: str) -> None:
    assert [change.sentence for change in told(before, after)] == [sentence]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"aliases": []}, {}),
        ({"alert": None}, {"alert": ""}),
        ({"phones": [PHONE]}, {"phones": [{**PHONE, "menu": None}]}),
    ],
    ids=["no list", "no text", "a column added later"],
)
def test_what_is_empty_is_no_difference(app: Flask, before: dict[str, Any], after: dict[str, Any]) -> None:
    assert told(before, after) == []


def test_a_text_is_told_word_by_word(app: Flask) -> None:
    (change,) = told({"summary": "We meet on Monday in the hall."}, {"summary": "We meet on Friday in the hall."})
    assert change.rows[0].pieces == (
        Piece("same", "We meet on "),
        Piece("gone", "Monday"),
        Piece("new", "Friday"),
        Piece("same", " in the hall."),
    )


def test_two_texts_without_much_in_common_stand_one_after_the_other(app: Flask) -> None:
    (change,) = told({"summary": "We sing in the hall."}, {"summary": "Talks about money, each Friday."})
    assert [piece.kind for piece in change.rows[0].pieces] == ["gone", "same", "new"]


def test_an_exception_that_is_long_over_is_told_all_the_same(app: Flask) -> None:
    (change,) = told({"schedules": [EVENING]}, {"schedules": [{**EVENING, "exceptions": [CLOSED]}]})
    assert "not on 24 Dec 2019 (Holiday)" in change.sentence


def test_what_no_words_tell_apart_is_named_all_the_same(app: Flask) -> None:
    (change,) = told({"links": [{"label": "Chat", "url": "u", "color": 1}]}, {"links": [{"label": "Chat", "url": "u"}]})
    assert change.sentence == "More pages: a detail that is not shown here"


def test_a_few_words_name_each_field_once(app: Flask) -> None:
    found = told({"name": "A", "phones": []}, {"name": "B", "phones": [PHONE, TEXT]})
    assert short_words(found) == "Name, Phones"
