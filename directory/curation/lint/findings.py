"""A finding, and what every group of rules reads: the public texts of a content, each with the name of its field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from directory.models.content import Content

PROSE = ("summary", "description", "application_process")
"""What visitors read as sentences."""
_TEXTS = (
    "name", *PROSE, "eligibility_description", "fees_description", "alert", "closed_reason",
)  # fmt: skip
_TEXTS_OF_CHILDREN = {
    "phones": ("label", "menu", "text_body", "hours"),
    "links": ("label",),
    "locations": ("name", "directions"),
    "schedules": ("description",),
}


@dataclass(frozen=True)
class Finding:
    """One thing that could be better.

    field: where, such as "summary" or "phones.0.number"; rule: its stable short name; message: a sentence that says
    what to do; is_blocking: the listing cannot be published like this, because it could hurt somebody.
    """

    field: str
    rule: str
    message: str
    is_blocking: bool = False


def public_texts(content: Content) -> Iterator[tuple[str, str]]:
    """(field, text) of every text that visitors can read; private notes and the source are none."""
    yield from ((name, content[name]) for name in _TEXTS if content.get(name))
    yield from ((f"aliases.{number}", alias) for number, alias in enumerate(content.get("aliases") or ()) if alias)
    for name, columns in _TEXTS_OF_CHILDREN.items():
        for field, child in children(content, name):
            yield from ((f"{field}.{column}", child[column]) for column in columns if child.get(column))
    for field, schedule in children(content, "schedules"):
        for inner, exception in children(schedule, "exceptions"):
            if exception.get("note"):
                yield f"{field}.{inner}.note", exception["note"]
    for key, answer in (content.get("answers") or {}).items():
        if answer.get("note"):
            yield f"answers.{key}.note", answer["note"]


def prose(content: Content) -> Iterator[tuple[str, str]]:
    """(field, text) of summary, description and how to join, where they say something."""
    yield from ((name, content[name]) for name in PROSE if content.get(name))


def children(content: Content, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(field, child) of a list of children: "phones.0" and the first phone."""
    yield from ((f"{name}.{number}", child) for number, child in enumerate(content.get(name) or ()))


def is_filled(value: object) -> bool:
    """Whether a field says something; spaces do not."""
    return bool(str(value or "").strip())


def folded(text: str) -> str:
    """A text as rules compare it: one kind of digit and letter, nothing invisible, lower case, single spaces."""
    plain = unicodedata.normalize("NFKC", text)
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return re.sub(r"\s+", " ", seen).casefold().strip()
