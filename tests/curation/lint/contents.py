"""A content with nothing to find in it, to be spoilt by a test."""

from __future__ import annotations

from typing import Any

from directory.curation.lint import Finding, lint
from directory.models.content import Content

TUESDAYS = {
    "freq": "WEEKLY",
    "byday": ["TU"],
    "opens_at": "19:00",
    "closes_at": "20:30",
    "timezone": "America/New_York",
    "mode": "in_person",
}


def make_content(**changes: Any) -> Content:
    """A published group in Lexington that is told well, with some changes."""
    return {
        "slug": "larkspur-circle",
        "kind": "group",
        "name": "Larkspur Circle",
        "summary": "A free group for people who live with depression.",
        "description": "You sit with others. You may talk, or listen.",
        "application_process": "Come ten minutes early.\nRing at the side door.",
        "publication": "published",
        "url": "https://larkspur.example.org",
        "phones": [{"number": "859-555-0123"}],
        "links": [],
        "locations": [
            {
                "address_1": "12 Sample Street",
                "city": "Lexington",
                "state": "KY",
                "postal_code": "40508",
                "country": "US",
            }
        ],
        "schedules": [TUESDAYS],
        "terms": {"need": ["i-feel-alone"]},
        "aliases": [],
        "answers": {},
    } | changes


def found(rule: str, **changes: Any) -> list[Finding]:
    """What one rule finds in the content with some changes."""
    return [finding for finding in lint(make_content(**changes)) if finding.rule == rule]


def fields(rule: str, **changes: Any) -> list[str]:
    """Where one rule finds something."""
    return [finding.field for finding in found(rule, **changes)]
