"""What is told of former versions: in order, and field by field."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from directory.curation import Difference, differences, revisions_of
from directory.database import db
from directory.models import Listing, Revision
from tests.curation.edits import edit
from tests.factories import begin, commit, make_listing


def test_revisions_are_told_newest_first_and_of_one_listing(any_app: Flask) -> None:
    mine, other = make_listing("One").id, make_listing("Other").id
    commit()
    for name in ("Two", "Three"):
        edit(mine, name=name)
    edit(other, name="Another")
    assert [(row.version, row.content["name"]) for row in revisions_of(mine)] == [(3, "Three"), (2, "Two"), (1, "One")]


def test_a_deleted_listing_takes_its_history_along(any_app: Flask) -> None:
    listing_id = make_listing("One").id
    commit()
    edit(listing_id, name="Two")
    begin()
    db.session.delete(db.session.get_one(Listing, listing_id))
    commit()
    assert db.session.scalar(select(func.count()).select_from(Revision)) == 0


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"name": "One"}, {"name": "One"}, []),
        ({"url": None, "aliases": []}, {"description": "", "answers": {}}, []),
        ({"is_free": None}, {"is_free": False}, [Difference("is_free", None, False)]),
        ({"is_free": False}, {}, [Difference("is_free", False, None)]),
        ({"phones": [{"number": "988"}]}, {"phones": [{"number": "988", "label": None}]}, []),
        (
            {"aliases": ["A"], "name": "One"},
            {"name": "Two", "colour": "green"},
            [Difference("name", "One", "Two"), Difference("aliases", ["A"], None), Difference("colour", None, "green")],
        ),
        ({"terms": {"need": ["a", "b"]}}, {"terms": {"need": ["a", "b"], "format": []}}, []),
    ],
    ids=["same", "empty", "no-is-not-unknown", "unknown-is-not-no", "empty-in-child", "order", "empty-taxonomy"],
)
def test_differences_are_told_field_by_field(
    before: dict[str, Any], after: dict[str, Any], told: list[Difference]
) -> None:
    assert differences(before, after) == told
