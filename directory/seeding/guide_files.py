"""Reading the files of guidance: one Markdown file for each guide, and supporting.yaml beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from directory.models.taxonomy import DEFAULT_LOCALE
from directory.seeding.guide_rows import CaseRow, GuideRow, SignRow
from directory.seeding.problems import Problem, Reading, parse_yaml

FOLDER = f"guides/{DEFAULT_LOCALE}"
SUPPORTING = f"{FOLDER}/supporting.yaml"
MARK = "---\n"


@dataclass
class GuidanceSeeds:
    """What the files of guidance say, checked; guides in the order of their page."""

    guides: list[GuideRow] = field(default_factory=list)
    signs: list[SignRow] = field(default_factory=list)
    cases: list[CaseRow] = field(default_factory=list)


def read_guidance(reading: Reading) -> GuidanceSeeds:
    """All files of guidance of a folder of seeds; their problems are noted in *reading*."""
    seeds = GuidanceSeeds()
    for path in sorted((reading.folder / FOLDER).glob("*.md")):
        if guide := _read_guide(reading, path):
            seeds.guides.append(guide)
    seeds.guides.sort(key=lambda guide: (guide.position, guide.slug))
    seeds.signs = reading.rows(SUPPORTING, "signs", SignRow)
    seeds.cases = reading.rows(SUPPORTING, "cases", CaseRow)
    return seeds


def _read_guide(reading: Reading, path: Path) -> GuideRow | None:
    """A guide: between two lines of --- what it is, then its text. Its slug is the name of its file."""
    name = f"{FOLDER}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
        empty, head, body = text.split(MARK, 2)
        row = {**parse_yaml(head), "slug": path.stem, "body": body}
    except (yaml.YAMLError, TypeError, ValueError) as error:
        reading.refuse(name, "head", error)
        return None
    if empty:
        reading.refuse(name, "head", ValueError("the file must begin with ---"))
        return None
    return reading.row(name, row, path.stem, GuideRow)


def guidance_problems(seeds: GuidanceSeeds, needs: set[str]) -> Iterator[Problem]:
    """Names in guidance that point at nothing, and keys that stand twice. needs: every slug that there is."""
    guides, cases = {guide.slug for guide in seeds.guides}, {case.key for case in seeds.cases}
    for guide in seeds.guides:
        for slug in sorted(set(guide.needs) - needs):
            yield Problem(f"{FOLDER}/{guide.slug}.md", guide.slug, "needs", f"there is no need {slug!r}")
    for sign in seeds.signs:
        if sign.guide not in guides:
            yield Problem(SUPPORTING, sign.key, "guide", f"there is no guide {sign.guide!r}")
        if sign.case not in cases:
            yield Problem(SUPPORTING, sign.key, "case", f"there is no case {sign.case!r}")
    for rows in (seeds.signs, seeds.cases):
        for key, times in Counter(row.key for row in rows).items():
            if times > 1:
                yield Problem(SUPPORTING, key, "key", "stands more than once")
