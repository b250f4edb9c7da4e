"""A coordinator, somebody who tells us something, and a group to be told about."""

from __future__ import annotations

import pytest
import time_machine
from flask import Flask

from tests.clients import Client, Console
from tests.conftest import sign_in
from tests.factories import commit, make_listing, make_phone, make_schedule
from tests.suggesting.sending import Visitor


@pytest.fixture
def console(app: Flask, clock: time_machine.Coordinates) -> Console:
    """A signed-in coordinator who, like everyone here, lives by the clock."""
    return sign_in(app)


@pytest.fixture
def circle(app: Flask) -> int:
    """The id of a group that can be told about."""
    values = {"phones": [make_phone("859-555-0123")], "schedules": [make_schedule()]}
    listing = make_listing("Larkspur Circle", slug="circle", summary="A calm hour to talk.", **values)
    commit()
    return listing.id


@pytest.fixture
def visitor(app: Flask, clock: time_machine.Coordinates) -> Visitor:
    """Somebody who tells us something."""
    return Visitor(Client(app), clock)
