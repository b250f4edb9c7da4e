"""Reading the seed files: everything that is wrong with them is found before anything is written."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

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
WHOLE_FILE = "-"
AnyRow = TypeVar("AnyRow", bound=BaseModel)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: in which file, row and field, and what."""

    file: str
    row: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file} · {self.row} · {self.field}: {self.message}"


class BadSeed(Exception):
    """The seed files cannot be loaded; nothing was written. problems: every one that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass
class Seeds:
    """The content of the seed files, checked. demo_places: rows of the fictional gazetteer."""

    need_groups: list[NeedGroupRow] = field(default_factory=list)
    taxonomies: list[TaxonomyRow] = field(default_factory=list)
    questions: list[QuestionRow] = field(default_factory=list)
    listings: list[tuple[str, ListingRow]] = field(default_factory=list)
    """(file, row)"""
    demo_places: list[dict[str, str]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    """Keys and slugs of rows with problems; others may point at them, so that one fault is told once."""


class _Loader(yaml.CSafeLoader):
    """Refuses a field that stands twice in a row: YAML would keep the last one and say nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} stands twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_seeds(folder: Path, *, demo: bool = False) -> Seeds:
    """All seed files of a folder. demo: with the fictional county of its demo/ folder.

    Raises BadSeed with every problem.
    """
    problems: list[Problem] = []
    seeds = Seeds()

    def read(name: str, top: str, kind: type[AnyRow]) -> list[AnyRow]:
        return list(_read(folder, name, top, kind, problems, seeds.refused))

    seeds.need_groups = read("needs.yaml", "groups", NeedGroupRow)
    seeds.taxonomies = read("taxonomies.yaml", "taxonomies", TaxonomyRow)
    seeds.questions = read("questions.yaml", "questions", QuestionRow)
    for name in (*LISTING_FILES, *(["demo/listings.yaml"] if demo else [])):
        seeds.listings += [(name, row) for row in read(name, "listings", ListingRow)]
    if demo:
        seeds.demo_places = list(_read_places(folder, "demo/gazetteer.csv", problems))
    problems += _doubles(seeds)
    if all(problem.row != WHOLE_FILE for problem in problems):
        problems += _reference_problems(seeds)
    if problems:
        raise BadSeed(problems)
    return seeds


def _read(
    folder: Path,
    name: str,
    top: str,
    kind: type[AnyRow],
    problems: list[Problem],
    refused: set[str],
) -> Iterator[AnyRow]:
    try:
        content = yaml.load((folder / name).read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a safe loader)
        rows = list(content[top] or [])
    except FileNotFoundError:
        problems.append(Problem(name, WHOLE_FILE, "-", "the file is missing"))
        return
    except (yaml.YAMLError, KeyError, TypeError, UnicodeDecodeError) as error:
        problems.append(Problem(name, WHOLE_FILE, top, f"cannot be read: {' '.join(str(error).split())}"))
        return
    for number, row in enumerate(rows, start=1):
        label = _row_name(row, number)
        try:
            yield kind.model_validate(row)
        except ValidationError as error:
            refused.update(_names_in(row))
            for detail in error.errors():
                place = ".".join(str(part) for part in detail["loc"]) or "row"
                problems.append(Problem(name, label, place, _plain(detail)))


def _read_places(folder: Path, name: str, problems: list[Problem]) -> Iterator[dict[str, str]]:
    try:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    except FileNotFoundError:
        problems.append(Problem(name, WHOLE_FILE, "-", "the file is missing"))


def _row_name(row: Any, number: int) -> str:
    name = row.get("key") or row.get("slug") if isinstance(row, dict) else None
    return str(name or f"row {number}")


def _names_in(row: Any) -> Iterator[str]:
    """Every key and slug in a row as it was read, also of the rows inside it."""
    if isinstance(row, list):
        for inner in row:
            yield from _names_in(inner)
    elif isinstance(row, dict):
        yield from (str(row[name]) for name in ("key", "slug") if name in row)
        for inner in row.values():
            yield from _names_in(inner)


def _plain(detail: Any) -> str:
    message = str(detail["msg"]).removeprefix("Value error, ")
    given = detail.get("input")
    return f"{message} (found {given!r})" if isinstance(given, str | int | float) else message


def _reference_problems(seeds: Seeds) -> Iterator[Problem]:
    """Names that point at nothing."""
    terms = {taxonomy.slug: {term.slug for term in taxonomy.terms} for taxonomy in seeds.taxonomies}
    terms["need"] = {need.slug for group in seeds.need_groups for need in group.needs}
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
