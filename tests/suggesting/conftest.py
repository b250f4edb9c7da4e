"""A listing to tell about, and somebody who tells."""

from __future__ import annotations

import pytest
import time_machine

from directory.models import Listing
from tests.clients import Client
from tests.factories import commit, make_listing, make_location, make_phone, make_schedule
from tests.suggesting.sending import Visitor


@pytest.fixture
def circle(client: Client) -> Listing:
    """A group with a phone, a web page, a day and a place."""
    listing = make_listing(
        "Larkspur Circle",
        slug="circle",
        summary="A calm hour to talk.",
        url="https://circle.example.org",
        phones=[make_phone("859-555-0123")],
        schedules=[make_schedule()],
        locations=[make_location(address_1="12 Fern Street", postal_code="40508")],
    )
    commit()
    return listing


@pytest.fixture
def visitor(client: Client, clock: time_machine.Coordinates) -> Visitor:
    """A visitor on a clock that stands still but when they wait."""
    return Visitor(client, clock)
