"""Two texts told apart word by word, for people: what was taken out, what was put in, what stayed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from flask_babel import gettext as _

from directory.models.content import Content, plain

# Of a long text that stayed, so many words are shown on each side of a change.
AROUND = 8


@dataclass(frozen=True)
class Piece:
    """A run of words. mark: "same", "gone" or "new"."""

    mark: str
    text: str


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
        FieldApart(name, str(labels.get(name, name)), tuple(words_apart(one, other)))
        for name, one, other in pairs
        if one != other
    ]


def words_apart(before: str, after: str) -> Iterator[Piece]:
    """The pieces that lead from one text to another."""
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, after))
    for mark, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if mark == "equal":
            yield Piece("same", _shortened(old[start:end], is_first=start == 0, is_last=end == len(old)))
            continue
        if end > start:
            yield Piece("gone", "".join(old[start:end]))
        if new_end > new_start:
            yield Piece("new", "".join(new[new_start:new_end]))


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


def _shortened(words: list[str], *, is_first: bool, is_last: bool) -> str:
    """A run that stayed; the middle of a long one is left out."""
    most = 2 * AROUND  # a word and the space behind it
    if len(words) <= 2 * most:
        return "".join(words)
    head = [] if is_first else words[:most]
    tail = [] if is_last else words[-most:]
    return "".join([*head, " … ", *tail])
