"""Phones that can be called, addresses that are safe to open, places that fit together."""

from __future__ import annotations

from typing import Any

import pytest

from directory.curation.lint import lint
from tests.curation.lint.contents import fields, found, make_content

PLACE = {"city": "Lexington", "state": "KY", "postal_code": "40508"}


@pytest.mark.parametrize(
    "phone",
    [
        {"number": "800-950-6264"},
        {"number": "(800) 950 6264"},
        {"number": "+1 800 950 6264"},
        {"number": "1-800-FLOWERS"},
        {"number": "859-555-0123"},
        {"number": "988"},
        {"number": "211"},
        {"number": "741741", "type": "text"},
        {"number": "88788", "type": "text"},
        {"number": "4357", "type": "text"},
        {"number": "800-950-6264", "type": "tty"},
        {"number": "+44 20 7946 0958"},
        {"number": "800-950-6264", "extension": "12"},
    ],
)
def test_numbers_that_reach_somebody(phone: dict[str, Any]) -> None:
    assert not fields("phone", phones=[phone])


@pytest.mark.parametrize(
    ("phone", "hint"),
    [
        ({"number": "950-6264"}, "area code"),
        ({"number": "800-950-62645"}, "too many"),
        ({"number": "123-456-7890"}, "No phone has"),
        ({"number": "the office"}, "no phone number"),
        ({"number": "741741"}, "takes texts"),
        ({"number": "800-950-6264 x12"}, "extension"),
        ({"number": " "}, "Write the number"),
        ({"number": "12"}, ""),
    ],
)
def test_numbers_that_reach_nobody_say_what_to_do(phone: dict[str, Any], hint: str) -> None:
    [finding] = found("phone", phones=[{"number": "988"}, phone])
    assert finding.field == "phones.1.number" and hint in finding.message and not finding.is_blocking


def test_numbers_are_read_as_in_the_country_of_the_listing() -> None:
    london = {"number": "020 7946 0958"}
    assert fields("phone", phones=[london]) == ["phones.0.number"]
    assert not fields("phone", phones=[london], locations=[{"city": "London", "country": "GB"}])


@pytest.mark.parametrize(
    ("address", "rule"),
    [
        ("https://circle.example.org/join", None),
        ("http://circle.example.org", "https"),
        ("circle.example.org", "https"),
        ("javascript:alert(1)", "https"),
        ("https://", "https"),
        ("https://[", "https"),
        ("https://bit.ly/3abc", "short-link"),
        ("https://www.tinyurl.com/3abc", "short-link"),
        ("https://rabbit.ly.example.org", None),
    ],
)
def test_addresses_are_encrypted_and_say_where_they_lead(address: str, rule: str | None) -> None:
    link = {"label": "Join", "url": address}
    findings = lint(make_content(url=address, links=[link]))
    assert [(f.field, f.rule) for f in findings] == ([("url", rule), ("links.0.url", rule)] if rule else [])


@pytest.mark.parametrize(("state", "is_found"), [("KY", False), ("ky", False), ("OH", True)])
def test_a_state_fits_its_postal_code(state: str, is_found: bool) -> None:
    content = make_content(locations=[{**PLACE, "state": state}])
    findings = lint(content, find_state=lambda country, code: {("US", "40508"): "KY"}.get((country, code)))
    assert [(f.field, f.rule) for f in findings] == ([("locations.0.postal_code", "state")] if is_found else [])


def test_a_postal_code_that_nobody_knows_is_left_alone() -> None:
    assert lint(make_content(), find_state=lambda country, code: None) == []
