"""docs/asvs.md says of every requirement which tests name it, or why none does; this keeps it true."""

from __future__ import annotations

import pytest

from tests.asvs import FAULTS, REQUIREMENTS, citations, cited_in, proof_of, rows

AGAIN = "Run `python -m tests.asvs`."


def test_every_requirement_and_fault_has_one_line() -> None:
    ids = [row.id for row in rows()]
    assert len(ids) == len(set(ids))
    assert {f"v5.0.0-{number}" for number in REQUIREMENTS} | {*FAULTS} <= set(ids)


def test_every_line_names_its_tests_or_says_why_there_is_none() -> None:
    cited = citations()
    unproven = [row.id for row in rows() if not row.has_reason and row.id not in cited]
    assert not unproven, f"No test names {unproven}: write it, name it in a docstring, or say why there is none."
    wrong = {row.id for row in rows() if not row.has_reason and row.proof != proof_of(cited[row.id])}
    assert not wrong, f"Other files name {wrong}. {AGAIN}"


def test_what_has_a_test_gives_no_excuse() -> None:
    assert not {row.id for row in rows() if row.has_reason} & {*citations()}


def test_what_tests_name_is_in_the_table() -> None:
    known = {row.id for row in rows()}
    assert not {id: files for id, files in citations().items() if id.startswith("v") and id not in known}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""v5.0.0-6.4.3, 7.4.3; F-31"""', {"v5.0.0-6.4.3", "v5.0.0-7.4.3", "F-31"}),
        ('"""v5.0.0-16.4.1: from 192.0.2.7 on"""', {"v5.0.0-16.4.1"}),
        ('id="F-25-two-slashes"', {"F-25"}),
        ('"""Version 6.4.3 of a package"""', set()),
    ],
    ids=["several", "address", "id-of-a-case", "no-citation"],
)
def test_a_citation_is_read_as_it_is_written(source: str, found: set[str]) -> None:
    assert cited_in(source) == found
