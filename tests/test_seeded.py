"""A kept seeded database is found only for what it was made of."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine

from tests.conftest import NOW
from tests.databases import ROOT
from tests.seeded import SOURCES, state_of_sources


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the sources of a seeded database, cut short."""
    for source in SOURCES:
        copied = [ROOT / source] if (ROOT / source).is_file() else list((ROOT / source).glob("*.*"))
        for path in copied:
            target = tmp_path / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    return tmp_path


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "directory/config.py").write_text("PAGE = 1\n"),
        lambda root: (root / "seeds/new.yaml").write_text("[]\n"),
        lambda root: (root / "seeds/needs.yaml").rename(root / "seeds/wants.yaml"),
        lambda root: (root / "seeds/needs.yaml").unlink(),
        lambda root: (root / "requirements.txt").write_text("flask\n"),
    ],
    ids=["a line", "a new file", "a name", "a lost file", "a package"],
)
def test_another_state_of_the_sources_has_another_database(root: Path, change: Callable[[Path], object]) -> None:
    before = state_of_sources(root)
    assert state_of_sources(root) == before
    change(root)
    assert state_of_sources(root) != before


def test_a_stopped_clock_changes_nothing() -> None:
    outside = state_of_sources()
    with time_machine.travel(NOW.replace(year=2031)):
        assert state_of_sources() == outside
