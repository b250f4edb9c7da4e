"""docs/: the tree in architecture.md names the modules that there are, and headings stand apart."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from directory.config import ROOT

PAGE = ROOT / "docs" / "architecture.md"


@cache
def listed() -> dict[str, list[str]]:
    """Folder below directory/ ("" for itself) → the modules that the tree of the page names in it."""
    tree = PAGE.read_text(encoding="utf-8").split("```")[1]
    found: dict[str, list[str]] = {}
    open_folders: list[tuple[int, str]] = []
    for line in tree.splitlines():
        indent = len(line) - len(line.lstrip())
        names = re.split(r"  |\s+FEATURE", line.strip())[0].split()
        open_folders = [(depth, folder) for depth, folder in open_folders if depth < indent]
        parent = open_folders[-1][1] if open_folders else None
        for name in names:
            if name.endswith(".py") and parent is not None:
                found.setdefault(parent, []).append(name)
            elif name.endswith("/") and (name == "directory/" or parent is not None):
                folder = "" if name == "directory/" else f"{parent}/{name[:-1]}".lstrip("/")
                open_folders.append((indent, folder))
    return found


def modules_in(folder: str) -> set[str]:
    """The modules of a package, without its own."""
    return {path.name for path in (ROOT / "directory" / folder).glob("*.py")} - {"__init__.py"}


def test_the_tree_lists_the_packages_that_one_looks_into() -> None:
    assert {"", "search", "curation", "curation/editor", "people", "mail", "models"} <= set(listed())


@pytest.mark.parametrize("folder", sorted(listed()), ids=lambda folder: folder or "directory")
def test_a_package_whose_modules_are_listed_has_all_of_them(folder: str) -> None:
    named = [name for name in listed()[folder] if name != "__init__.py"]
    assert sorted(named) == sorted(modules_in(folder))


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.name)
def test_a_heading_has_an_empty_line_before_it(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    assert not [line for before, line in pairwise(lines) if re.match(r"##+ ", line) and before]
