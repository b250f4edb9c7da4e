"""A web of this machine for the tests of links."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.curation.links.small_web import SmallWeb


@pytest.fixture
def small_web() -> Iterator[SmallWeb]:
    """A web without a site."""
    web = SmallWeb()
    yield web
    web.close()
