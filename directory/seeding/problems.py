"""What is wrong with seed files, each fault by file, row and field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

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
class Reading:
    """A folder of seed files on its way to rows: what was wrong so far.

    refused: keys and slugs of rows with problems; others may point at them, so that one fault is told once.
    """

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    def rows(self, name: str, top: str, kind: type[AnyRow]) -> list[AnyRow]:
        """The rows under the key *top* of a YAML file; the problems of the others are noted."""
        try:
            content = parse_yaml((self.folder / name).read_text(encoding="utf-8"))
            rows = list(content[top] or [])
        except FileNotFoundError:
            self.problems.append(Problem(name, WHOLE_FILE, "-", "the file is missing"))
            return []
        except (yaml.YAMLError, KeyError, TypeError, UnicodeDecodeError) as error:
            self.refuse(name, top, error)
            return []
        checked = (self.row(name, row, _row_name(row, number), kind) for number, row in enumerate(rows, start=1))
        return [row for row in checked if row is not None]

    def row(self, name: str, row: Any, label: str, kind: type[AnyRow]) -> AnyRow | None:
        """A row as its type, or None with its problems noted."""
        try:
            return kind.model_validate(row)
        except ValidationError as error:
            self.refused.update(_names_in(row))
            for detail in error.errors():
                place = ".".join(str(part) for part in detail["loc"]) or "row"
                self.problems.append(Problem(name, label, place, _plain(detail)))
            return None

    def refuse(self, name: str, place: str, error: Exception) -> None:
        """Note that a file cannot be read at all."""
        self.problems.append(Problem(name, WHOLE_FILE, place, f"cannot be read: {' '.join(str(error).split())}"))


class _Loader(yaml.CSafeLoader):
    """Refuses a field that stands twice in a row: YAML would keep the last one and say nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} stands twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def parse_yaml(text: str) -> Any:
    """What a YAML text says. Raises yaml.YAMLError, also for a field that stands twice."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader)


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
