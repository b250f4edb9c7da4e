"""Whether the parts of an address fit together. Whoever asks brings the gazetteer along."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask_babel import gettext as _

from directory.curation.lint.contact import DEFAULT_COUNTRY
from directory.curation.lint.findings import Finding, children
from directory.models.content import Content

FindState = Callable[[str, str], str | None]
"""(country, postal code) → the state that it lies in, or None if the gazetteer does not know it."""


def states(content: Content, find_state: FindState) -> Iterator[Finding]:
    """Locations in another state than that of their postal code."""
    for field, place in children(content, "locations"):
        code, state = (place.get("postal_code") or "").strip(), (place.get("state") or "").strip().upper()
        found = find_state(place.get("country") or DEFAULT_COUNTRY, code) if code and state else None
        if found and found != state:
            message = _("The postal code %(code)s is in %(found)s, not in %(state)s. Correct one of them.")
            yield Finding(f"{field}.postal_code", "state", message % {"code": code, "found": found, "state": state})
