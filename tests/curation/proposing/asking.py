"""What a contributor sends and a coordinator decides, as their browsers do it."""

from __future__ import annotations

from typing import Any

from tests.clients import Console
from tests.page import Page
from tests.suggesting.sending import all_suggestions

FORM, DECISIONS = ".editor__form", "form[action$='/decisions']"


def form_of(contributor: Console, listing_id: int) -> Page:
    """The form of a listing."""
    return contributor.get(f"/manage/listings/{listing_id}/proposal")


def proposed(contributor: Console, listing_id: int, status: int = 303, **values: Any) -> Page:
    """Send the form with other values; the answer."""
    return contributor.submit(form_of(contributor, listing_id), FORM, status, **values)


def decided(coordinator: Console, status: int = 303, **values: Any) -> Page:
    """Decide on the only suggestion: name="accept", or a field by its whole name; dots as two underscores."""
    (only,) = all_suggestions()
    page = coordinator.get(f"/manage/suggestions/{only.id}")
    named = {key.replace("__", "."): value for key, value in values.items()}
    sent = {f"part_{key}-verdict" if value in ("accept", "refuse") else key: value for key, value in named.items()}
    return coordinator.submit(page, DECISIONS, status, **sent)
