"""Reading the seed files: everything that is wrong with them is found before anything is written."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from directory.seeding.guide_files import GuidanceSeeds, guidance_problems, read_guidance
from directory.seeding.problems import WHOLE_FILE, BadSeed, Problem, Reading
from directory.seeding.rows import ListingRow, NeedGroupRow, QuestionRow, TaxonomyRow

LISTING_FILES = (
    "organizations.yaml",
    "helplines.yaml",
    "helplines_of_organizations.yaml",
    "groups.yaml",
    "programs.yaml",
    "roles.yaml",
    "communities.yaml",
)


@dataclass
class Seeds:
    """The content of the seed files, checked. demo_places: rows of the fictional gazetteer."""

    need_groups: list[NeedGroupRow] = field(default_factory=list)
    taxonomies: list[TaxonomyRow] = field(default_factory=list)
    questions: list[QuestionRow] = field(default_factory=list)
    listings: list[tuple[str, ListingRow]] = field(default_factory=list)
    """(file, row)"""
    demo_places: list[dict[str, str]] = field(default_factory=list)
    guidance: GuidanceSeeds = field(default_factory=GuidanceSeeds)
    refused: set[str] = field(default_factory=set)
    """Keys and slugs of rows with problems (problems.Reading)."""


def read_seeds(folder: Path, *, demo: bool = False) -> Seeds:
    """All seed files of a folder. demo: with the fictional county of its demo/ folder.

    Raises BadSeed with every problem.
    """
    reading = Reading(folder)
    seeds = Seeds(refused=reading.refused)
    seeds.need_groups = reading.rows("needs.yaml", "groups", NeedGroupRow)
    seeds.taxonomies = reading.rows("taxonomies.yaml", "taxonomies", TaxonomyRow)
    seeds.questions = reading.rows("questions.yaml", "questions", QuestionRow)
    for name in (*LISTING_FILES, *(["demo/listings.yaml"] if demo else [])):
        seeds.listings += [(name, row) for row in reading.rows(name, "listings", ListingRow)]
    seeds.guidance = read_guidance(reading)
    problems = reading.problems
    if demo:
        seeds.demo_places = list(_read_places(folder, "demo/gazetteer.csv", problems))
    problems += _doubles(seeds)
    if all(problem.row != WHOLE_FILE for problem in problems):
        needs = {need.slug for group in seeds.need_groups for need in group.needs}
        problems += [*_reference_problems(seeds, needs), *guidance_problems(seeds.guidance, needs | seeds.refused)]
    if problems:
        raise BadSeed(problems)
    return seeds


def _read_places(folder: Path, name: str, problems: list[Problem]) -> Iterator[dict[str, str]]:
    try:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    except FileNotFoundError:
        problems.append(Problem(name, WHOLE_FILE, "-", "the file is missing"))


def _reference_problems(seeds: Seeds, needs: set[str]) -> Iterator[Problem]:
    """Names that point at nothing."""
    terms = {taxonomy.slug: {term.slug for term in taxonomy.terms} for taxonomy in seeds.taxonomies}
    terms["need"] = needs
    questions = {question.key for question in seeds.questions} | seeds.refused
    keys = {row.key for _, row in seeds.listings} | seeds.refused
    for file, row in seeds.listings:
        for column, key in (("organization", row.organization), ("successor", row.successor)):
            if key and key not in keys:
                yield Problem(file, row.key, column, f"no listing has the key {key!r}")
        for key in sorted(row.answers.keys() - questions):
            yield Problem(file, row.key, f"answers.{key}", "no question has this key")
        for taxonomy, slugs in row.terms.items():
            if taxonomy not in terms.keys() | seeds.refused:
                yield Problem(file, row.key, f"terms.{taxonomy}", "there is no such taxonomy")
                continue
            for slug in sorted(set(slugs) - terms.get(taxonomy, set()) - seeds.refused):
                yield Problem(file, row.key, f"terms.{taxonomy}", f"there is no term {slug!r}")
        for code in sorted(set(row.languages) - terms.get("language", set()) - seeds.refused):
            yield Problem(file, row.key, "languages", f"there is no term {code!r}")


def _doubles(seeds: Seeds) -> Iterator[Problem]:
    """Keys and slugs that stand more than once."""

    def twice(names: Iterable[str]) -> list[str]:
        return [name for name, times in Counter(names).items() if times > 1]

    for key in twice(row.key for _, row in seeds.listings):
        files = ", ".join(sorted({file for file, row in seeds.listings if row.key == key}))
        yield Problem(files, key, "key", "stands more than once")
    # A group is a term of the same taxonomy as its needs.
    for slug in twice(s for group in seeds.need_groups for s in (group.slug, *(need.slug for need in group.needs))):
        yield Problem("needs.yaml", slug, "slug", "stands more than once")
    for slug in twice(taxonomy.slug for taxonomy in seeds.taxonomies):
        yield Problem("taxonomies.yaml", slug, "slug", "stands more than once")
    for taxonomy in seeds.taxonomies:
        for slug in twice(term.slug for term in taxonomy.terms):
            yield Problem("taxonomies.yaml", taxonomy.slug, f"terms.{slug}", "stands more than once")
    for key in twice(question.key for question in seeds.questions):
        yield Problem("questions.yaml", key, "key", "stands more than once")
