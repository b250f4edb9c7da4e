"""Two edits of one listing: what each field was, what they made of it, what you made; and one content out of both.

Pure. Contents come as parts that a form says (forms/contents.py), so that all three can be compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from directory.models.content import Content, plain

MINE, THEIRS = "mine", "theirs"
_BY_KEY = ("terms", "answers")


@dataclass(frozen=True)
class Clash:
    """A field in which yours and theirs differ. chosen: whose is taken; None where both changed it: you must say."""

    field: str
    was: Any
    theirs: Any
    mine: Any
    chosen: str | None


def clashes(was: Content | None, theirs: Content, mine: Content) -> list[Clash]:
    """The fields that differ. was: what your edit began with; None if nobody knows, and then all must be chosen."""
    before, other, own = flat(was or {}), flat(theirs), flat(mine)
    found = []
    for name in dict.fromkeys((*own, *other)):
        values = (before.get(name), other.get(name), own.get(name))
        if not is_same_value(values[1], values[2]):
            found.append(Clash(name, *values, chosen=_chosen(was, *values)))
    return found


def merged(theirs: Content, mine: Content, found: list[Clash], said: Mapping[str, str]) -> Content | None:
    """Their content with what is taken of yours, or None while something has still to be chosen.

    said: field → mine or theirs, which goes before what would be taken without it.
    """
    result, own = flat(theirs), flat(mine)
    for clash in found:
        choice = said.get(clash.field) or clash.chosen
        if choice not in (MINE, THEIRS):
            return None
        if choice == MINE:
            result[clash.field] = own.get(clash.field)
    return deep(result)


def flat(content: Content) -> Content:
    """A content with a field for each taxonomy and each answer: "terms.need", "answers.come-late"."""
    single = {name: value for name, value in content.items() if name not in _BY_KEY}
    keyed = {f"{name}.{key}": value for name in _BY_KEY for key, value in (content.get(name) or {}).items()}
    return single | keyed


def deep(flattened: Content) -> Content:
    """A content out of one with a field for each taxonomy and answer: what flat() took apart."""
    content: Content = {"terms": {}, "answers": {}}
    for name, value in flattened.items():
        group, _dot, key = name.partition(".")
        if group not in _BY_KEY:
            content[name] = value
        elif plain(value):
            content[group][key] = value
    return content


def is_same_value(first: Any, second: Any) -> bool:
    """Whether a field says the same in two contents; what is empty equals what is missing."""
    empty: tuple[Any, ...] = (None, [], {}, "")
    one, other = plain(first), plain(second)
    return one == other or (one in empty and other in empty)


def _chosen(was: Content | None, before: Any, theirs: Any, mine: Any) -> str | None:
    if was is None:
        return None
    if is_same_value(before, mine):
        return THEIRS
    return MINE if is_same_value(before, theirs) else None
