"""The seed files to be changed, and applications on seeded databases of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from flask import Flask

from directory.seeding import problems
from tests.applications import in_context
from tests.databases import ENGINES, Databases
from tests.seeding.folders import SeedFolder


@pytest.fixture(autouse=True, scope="package")
def parsed_once() -> Iterator[None]:
    """A file that no test changed is parsed once: that takes longer than to load it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(problems, "parse_yaml", lru_cache(maxsize=64)(problems.parse_yaml))
        yield


@pytest.fixture
def folder(tmp_path: Path) -> SeedFolder:
    """The seed files, to be changed."""
    return SeedFolder(tmp_path / "seeds")


@pytest.fixture
def own_app(make_app: Callable[..., Flask], databases: Databases) -> Iterator[Flask]:
    """An application on a seeded database of its own, in its context."""
    yield from in_context(make_app(template="seeded"), databases)


@pytest.fixture(params=ENGINES)
def any_own_app(
    request: pytest.FixtureRequest, make_app: Callable[..., Flask], databases: Databases
) -> Iterator[Flask]:
    """Like own_app, once on each database."""
    yield from in_context(make_app(request.param, "seeded"), databases)
