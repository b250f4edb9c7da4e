"""What could hurt somebody blocks publication: the old number of 988, methods, addresses that are secret."""

from __future__ import annotations

from typing import Any

import pytest

from directory.crisis import RETIRED_NUMBER
from directory.curation.lint import lint
from directory.curation.lint.safety import digest
from tests.curation.lint.contents import fields, found, make_content

AREA, MIDDLE, LAST = RETIRED_NUMBER[:3], RETIRED_NUMBER[3:6], RETIRED_NUMBER[6:]
OLD = "-".join((AREA, MIDDLE, LAST))
STREET = {"address_1": "12 Sample Street", "city": "Lexington", "state": "KY"}


def test_a_content_that_is_told_well_has_no_findings() -> None:
    assert lint(make_content()) == []


@pytest.mark.parametrize(
    "spelling",
    [
        RETIRED_NUMBER,
        OLD,
        f"1-{OLD}",
        f"+1 ({AREA}) {MIDDLE}.{LAST}",
        f"1{RETIRED_NUMBER}",
        f"1-{AREA}-{MIDDLE}-TALK",
        f"{AREA} {MIDDLE} talk",
        f"{AREA}–{MIDDLE}–{LAST}",
        f"{AREA}\u200b{MIDDLE}\u200b{LAST}",
        " ".join(RETIRED_NUMBER),
        RETIRED_NUMBER.translate({ord("0"): "O"}),
        RETIRED_NUMBER.translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    ],
)
def test_the_old_lifeline_number_blocks_in_any_spelling(spelling: str) -> None:
    [finding] = found("retired-number", description=f"Call {spelling} at any time.")
    assert finding.is_blocking and finding.field == "description"
    assert "988" in finding.message


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"phones": [{"number": "988"}, {"number": f"1-{OLD}"}]}, "phones.1.number"),
        ({"summary": f"Call {OLD}."}, "summary"),
        ({"application_process": f"Call.\nOr {OLD}."}, "application_process"),
        ({"links": [{"label": "Call", "url": f"tel:+1{RETIRED_NUMBER}"}]}, "links.0.url"),
        ({"answers": {"cost": {"value": "no", "note": OLD}}}, "answers.cost.note"),
        ({"schedules": [{"description": f"Ask at {OLD}"}]}, "schedules.0.description"),
        ({"aliases": [f"1-{AREA}-{MIDDLE}-TALK"]}, "aliases.0"),
    ],
)
def test_the_old_lifeline_number_is_seen_everywhere(changes: dict[str, Any], field: str) -> None:
    assert fields("retired-number", **changes) == [field]


@pytest.mark.parametrize("text", ["Call 988.", "Call 800-273-8256.", f"Case 44{RETIRED_NUMBER}1", "Room 800, 27 talks"])
def test_other_numbers_are_not_the_old_one(text: str) -> None:
    assert not fields("retired-number", description=text)


def test_private_notes_are_read_by_no_rule() -> None:
    assert lint(make_content(private_notes=f"Call Bob at {OLD}. Best program!")) == []


@pytest.mark.parametrize(
    ("text", "is_blocking"),
    [
        ("She died by pebble, a suicide.", True),
        ("To harm yourself with a Pebble.", True),
        ("We paint a pebble together.", False),
    ],
)
def test_a_method_blocks_in_a_text_about_death_and_is_a_note_elsewhere(
    monkeypatch: pytest.MonkeyPatch, text: str, is_blocking: bool
) -> None:
    monkeypatch.setattr("directory.curation.lint.safety.METHODS", {digest("pebble")})
    [finding] = found("method", description=text)
    assert finding.is_blocking is is_blocking
    assert "pebble" not in finding.message.lower(), "the message names it"


def test_to_speak_of_suicide_is_no_finding() -> None:
    assert not lint(make_content(description="For people who lost someone to suicide. He died by suicide. We listen."))


@pytest.mark.parametrize(
    "text",
    [
        "Our address stays secret to keep people safe.",
        "The place is kept secret.",
        "We meet at a confidential location.",
        "The shelter is in an undisclosed location.",
        "The address is not published.",
    ],
)
def test_a_full_address_of_a_secret_place_blocks(text: str) -> None:
    [finding] = found("secret-address", description=text, locations=[{**STREET, "visibility": "full"}])
    assert finding.is_blocking and finding.field == "locations.0.visibility"
    for visibility in ("city", "hidden"):
        assert not found("secret-address", description=text, locations=[{**STREET, "visibility": visibility}])


@pytest.mark.parametrize(
    "text",
    [
        "What you say is confidential.",
        "Calls are kept private.",
        "You talk in a private place.",
        "The group is private.",
    ],
)
def test_a_private_talk_is_no_secret_place(text: str) -> None:
    assert not fields("secret-address", description=text)


@pytest.mark.parametrize(
    "text", ["Come to 12 Sample St.", "We are at 12, SAMPLE street", "12 N. Sample Street, first door"]
)
def test_a_hidden_address_in_a_text_blocks(text: str) -> None:
    place = {**STREET, "visibility": "hidden"}
    [finding] = found("address-in-text", description=text, locations=[place])
    assert finding.is_blocking and finding.field == "description"
    assert not found("address-in-text", description=text), "an address that is shown may be told"
    assert not found("address-in-text", description="Sample 12 of our bread", locations=[place])


def test_a_shelter_with_its_address_is_a_note() -> None:
    [finding] = found("shelter-address", summary="A domestic violence shelter for women and children.")
    assert not finding.is_blocking
    assert not found("shelter-address", summary="Winter shelter for anyone without a bed.")
