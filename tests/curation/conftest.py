"""The listing that the tests of curation edit."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.curation.edits import make_vocabulary
from tests.factories import commit, make_listing, make_phone


@pytest.fixture
def listing_id(any_app: Flask) -> int:
    """A group with a phone, and what an edit may name."""
    make_vocabulary()
    listing = make_listing("Larkspur Circle", slug="larkspur-circle", phones=[make_phone()])
    commit()
    return listing.id
