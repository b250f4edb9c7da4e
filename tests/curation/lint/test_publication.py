"""What a listing needs before visitors may see it, and what helps a first step."""

from __future__ import annotations

from typing import Any

import pytest

from directory.curation.lint import lint, missing_for_publication
from tests.curation.lint.contents import fields, make_content

NO_CONTACT: dict[str, Any] = {"url": None, "email": None, "phones": [], "links": []}


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"name": "  "}, ["name"]),
        ({"kind": None}, ["kind"]),
        ({"kind": "shop"}, ["kind"]),
        ({"summary": ""}, ["summary"]),
        ({"terms": {"need": [], "language": ["en"]}}, ["terms.need"]),
        ({**NO_CONTACT, "kind": "role"}, ["phones"]),
        ({**NO_CONTACT, "locations": []}, ["phones"]),
        ({**NO_CONTACT, "schedules": []}, ["phones"]),
        ({**NO_CONTACT, "locations": [{"address_1": "12 Sample Street", "visibility": "hidden"}]}, ["phones"]),
        ({**NO_CONTACT, "phones": [{"number": " "}], "links": [{"url": ""}], "locations": []}, ["phones"]),
        (NO_CONTACT, []),
        ({**NO_CONTACT, "kind": "role", "email": "circle@example.org"}, []),
        ({**NO_CONTACT, "kind": "role", "links": [{"label": "Chat", "url": "https://chat.example.org"}]}, []),
        ({**NO_CONTACT, "kind": "helpline", "phones": [{"number": "988"}]}, []),
    ],
)
def test_what_is_missing_is_named_and_blocks(changes: dict[str, Any], missing: list[str]) -> None:
    found = missing_for_publication(make_content(**changes))
    assert [finding.field for finding in found] == missing
    assert all(finding.is_blocking for finding in found)


def test_all_that_is_missing_is_named_at_once() -> None:
    assert [f.field for f in missing_for_publication({})] == ["name", "kind", "summary", "phones", "terms.need"]


def test_a_draft_may_lack_anything() -> None:
    assert not fields("missing", publication="draft", **NO_CONTACT, locations=[])
    assert fields("missing", publication="published", **NO_CONTACT, locations=[]) == ["phones"]


def test_what_blocks_comes_first() -> None:
    found = lint(make_content(summary="Best program!", application_process="", name=""))
    assert [finding.is_blocking for finding in found] == sorted((f.is_blocking for f in found), reverse=True)
    assert found[0].field == "name"


@pytest.mark.parametrize("kind", ["group", "program", "role", "community"])
def test_what_people_join_says_how(kind: str) -> None:
    assert fields("joining", kind=kind, application_process=" ") == ["application_process"]
    assert not fields("joining", kind=kind)


def test_nobody_joins_a_helpline() -> None:
    assert not fields("joining", kind="helpline", application_process=None)


def test_more_than_six_needs_are_too_many() -> None:
    assert fields("needs", terms={"need": list("abcdefg")}) == ["terms.need"]
    assert not fields("needs", terms={"need": list("abcdef")})
