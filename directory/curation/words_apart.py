"""Two contents told apart field by field and word by word (wording.py); of what stayed only the edges are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from directory.curation.wording import Piece, compare_words
from directory.models.content import Content, plain

# Of a long text that stayed, so many words are shown on each side of a change.
AROUND = 8


@dataclass(frozen=True)
class FieldApart:
    """A field in which two contents differ. label: what it is called; pieces: from the one to the other."""

    name: str
    label: str
    pieces: tuple[Piece, ...]


def contents_apart(before: Content | None, after: Content | None, labels: Mapping[str, Any]) -> list[FieldApart]:
    """The fields in which two contents differ, in the order of *labels*; others are called by their name."""
    old, new = plain(before or {}), plain(after or {})
    names = [*labels, *sorted({*old, *new} - {*labels})]
    pairs = [(name, as_text(old.get(name)), as_text(new.get(name))) for name in names]
    return [
        FieldApart(name, str(labels.get(name, name)), _pieces(one, other)) for name, one, other in pairs if one != other
    ]


def as_text(value: Any) -> str:
    """A value of a content as a person reads it: lists a line each, children as their values."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(_("yes")) if value else str(_("no"))
    if isinstance(value, dict):
        return " · ".join(text for text in map(as_text, value.values()) if text)
    if isinstance(value, list | tuple):
        return "\n".join(map(as_text, value))
    return str(value)


def _pieces(before: str, after: str) -> tuple[Piece, ...]:
    pieces = compare_words(before, after)
    last = len(pieces) - 1
    return tuple(
        Piece("same", _shortened(piece.text, is_first=number == 0, is_last=number == last))
        if piece.kind == "same"
        else piece
        for number, piece in enumerate(pieces)
    )


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """A run that stayed; the middle of a long one is left out."""
    words = re.findall(r"\s+|\S+", text)
    most = 2 * AROUND  # a word and the space behind it
    if len(words) <= 2 * most:
        return text
    head = [] if is_first else words[:most]
    tail = [] if is_last else words[-most:]
    return "".join([*head, " … ", *tail])
