"""A contributor, a listing that is entrusted to them, and a coordinator who decides on what they send."""

from __future__ import annotations

import pytest
import time_machine
from flask import Flask

from directory.database import db
from directory.models import Listing, Person, Question, QuestionLabel
from tests.clients import Console
from tests.conftest import sign_in
from tests.factories import (
    commit,
    make_check,
    make_listing,
    make_location,
    make_person,
    make_phone,
    make_schedule,
    make_term,
)


@pytest.fixture
def house(app: Flask, clock: time_machine.Coordinates) -> Listing:
    """The organization."""
    return make_listing("Quartz House", kind="organization", slug="quartz-house", checks=[make_check(5)])


@pytest.fixture
def circle_id(house: Listing) -> int:
    """Its group, which says a little of everything, also what contributors do not see."""
    alone = make_term("need", "i-feel-alone", label="I feel alone", synonyms={"lay": ["lonely"]})
    make_term("need", "grief", label="I lost someone")
    for key in ("come-late", "bring-someone"):
        db.session.add(Question(key=key, shape="yes_no", kinds=["group"], labels=[QuestionLabel(label=key)]))
    listing = make_listing(
        "Larkspur Circle", slug="larkspur-circle", summary="We talk.", terms=(alone,), phones=[make_phone()],
        schedules=[make_schedule()], locations=[make_location(postal_code="40508")], organization=house,
        private_notes="Canary: the host is away.", source_url="https://canary.example.org",
        application_process="Just come.",
    )  # fmt: skip
    commit()
    return listing.id


@pytest.fixture
def kim(house: Listing, circle_id: int) -> Person:
    """Somebody who looks after the organization."""
    person = make_person("Kim Fern", "contributor", entrusted_with=[house])
    commit()
    return person


@pytest.fixture
def contributor(app: Flask, kim: Person) -> Console:
    """Kim's browser."""
    return Console(app, kim)


@pytest.fixture
def coordinator(app: Flask, circle_id: int) -> Console:
    """The browser of Robin, who decides."""
    return sign_in(app)
