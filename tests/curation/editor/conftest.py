"""The listing whose form is filled in, and who fills it in."""

from __future__ import annotations

import pytest
from flask import Flask

from directory.database import db
from directory.models import Question, QuestionLabel
from tests.clients import Console
from tests.conftest import sign_in
from tests.factories import commit, make_listing, make_location, make_phone, make_schedule, make_term


@pytest.fixture
def listing_id(app: Flask) -> int:
    """A group that says a little of everything."""
    alone = make_term("need", "i-feel-alone", label="I feel alone", synonyms={"lay": ["lonely"]})
    make_term("need", "grief", label="I lost someone", synonyms={"lay": ["my mom died"]})
    make_term("format", "online", label="Online")
    make_term("platform", "zoom", label="Zoom")
    for key, shape in (("come-late", "yes_no"), ("who-leads", "open")):
        db.session.add(Question(key=key, shape=shape, kinds=["group"], labels=[QuestionLabel(label=key)]))
    listing = make_listing(
        "Larkspur Circle", slug="larkspur-circle", summary="We talk.", terms=(alone,), phones=[make_phone()],
        schedules=[make_schedule()], locations=[make_location(postal_code="40508")], aliases=("The Circle",),
    )  # fmt: skip
    commit()
    return listing.id


@pytest.fixture
def console(app: Flask, listing_id: int) -> Console:
    """A signed-in coordinator, once the listing is there."""
    return sign_in(app)
