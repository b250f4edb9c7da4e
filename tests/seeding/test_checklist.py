"""Every point of both sources of our guidance stands in a guide, under the heading that checklist.py names."""

from __future__ import annotations

import re

import pytest

from directory.config import ROOT
from tests.seeding.checklist import CHECKLIST, Point

GUIDES = ROOT / "seeds" / "guides" / "en"
# The points that the sources make by number; each may be told in several rows.
NUMBERED = {*(f"RS-{number}" for number in range(1, 10)), *(f"KY-{number}" for number in range(1, 8))}


def section_of(guide: str, heading: str) -> str:
    """The words of a section, in small letters and with single spaces; empty if there is no such heading."""
    parts = re.split(r"^## (.+)\n", (GUIDES / f"{guide}.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    plain = re.sub(r"\]\([^)]*\)|[*\[]", "", sections.get(heading, ""))
    return " ".join(plain.lower().split())


@pytest.mark.parametrize("point", CHECKLIST, ids=lambda point: point.id)
def test_every_point_of_the_sources_stands_in_a_guide(point: Point) -> None:
    section = section_of(point.guide, point.heading)
    assert section, f"{point.guide} has no section “{point.heading}”"
    missing = [word for word in point.words if not re.search(rf"(?<!\w){re.escape(word)}", section)]
    assert not missing, f"{point.guide}, “{point.heading}” no longer says: {point.says}"


def test_every_numbered_point_is_in_the_list_and_no_id_twice() -> None:
    ids = [point.id for point in CHECKLIST]
    assert len(ids) == len(set(ids))
    assert {re.match(r"(RS|KY)-\d|", id)[0] for id in ids} >= NUMBERED  # type: ignore[index]


def test_every_case_has_each_of_its_ways_in_the_list() -> None:
    for style in ("anxious", "avoidant"):
        ways = {point.id.split("-")[2] for point in CHECKLIST if point.id.startswith(f"RS-{style}-")}
        assert {"engage", "empower", "accept"} <= ways


def test_a_lost_point_would_be_noticed() -> None:
    lost = Point("X", "what no guide says", "loneliness", "Many ways in", ("company and friendship", "zeppelin"))
    with pytest.raises(AssertionError, match="no longer says"):
        test_every_point_of_the_sources_stands_in_a_guide(lost)
