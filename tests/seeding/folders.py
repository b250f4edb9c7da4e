"""A copy of the seed files, for tests that change a row."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from directory.config import ROOT

SEEDS = ROOT / "seeds"
Row = dict[str, Any]


class SeedFolder:
    """The seed files in a folder of their own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        shutil.copytree(SEEDS, path)

    def edit(self, file: str, key: str, change: Callable[[Row], object]) -> None:
        """Change the row with a key."""
        self.edit_rows(file, lambda rows: change(next(row for row in rows if key in (row.get("key"), row.get("slug")))))

    def edit_rows(self, file: str, change: Callable[[list[Row]], object]) -> None:
        """Change the list of rows."""
        content = yaml.load((self.path / file).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        change(next(iter(content.values())))
        self.write(file, yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))

    def write(self, file: str, text: str) -> None:
        """Replace a whole file."""
        (self.path / file).write_text(text, encoding="utf-8")
