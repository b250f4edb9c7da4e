"""What a change changed, in words: fields by what people call them, texts word by word, lists row by row.

Pure: two contents and what terms, questions and listings are called, in; words, out. No database, no request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from flask_babel import gettext as _

from directory.curation.editor.conflicts import flat
from directory.curation.field_words import Names, field_label, lines_of
from directory.curation.wording import Piece, compare_words
from directory.models.content import Content, said_in

_TEXTS = (
    "name", "summary", "description", "alert", "application_process", "eligibility_description", "fees_description",
    "closed_reason", "private_notes",
)  # fmt: skip
# Below this, two rows or texts have too little in common to be told as one that was changed.
_LEAST_ALIKE = 0.5


@dataclass(frozen=True)
class Row:
    """One line of what changed. kind: gone, new, changed (pieces of both), order (only that is
    another), detail (without words of its own)."""

    kind: str
    pieces: tuple[Piece, ...]

    @property
    def sentence(self) -> str:
        """The row in one line of plain text, for where no mark can be seen."""
        old = _one_line(piece.text for piece in self.pieces if piece.kind != "new")
        new = _one_line(piece.text for piece in self.pieces if piece.kind != "gone")
        if self.kind == "gone":
            return _("taken out: “%(old)s”", old=old)
        if self.kind == "new":
            return _("added: “%(new)s”", new=new)
        if self.kind == "detail":
            return new
        if self.kind == "order":
            return _("in another order: “%(new)s”", new=new)
        return _("was “%(old)s”, is “%(new)s”", old=old, new=new)


@dataclass(frozen=True)
class FieldChange:
    """A field that two contents tell differently. field: such as "phones", "terms.need", "answers.come-late"."""

    field: str
    label: str
    rows: tuple[Row, ...]

    @property
    def sentence(self) -> str:
        """All of it in one line: "Phones: added: “859-555-0123”"."""
        return f"{self.label}: {'; '.join(row.sentence for row in self.rows)}"


def changes_in_words(before: Content, after: Content, names: Names) -> list[FieldChange]:
    """The fields in which two contents differ, in the order of a content, each with what became of it."""
    old, new = flat(before), flat(after)
    order = [*after, *(name for name in before if name not in after)]
    found = [name for name in dict.fromkeys((*new, *old)) if said_in(old.get(name)) != said_in(new.get(name))]
    found.sort(key=lambda name: order.index(name.partition(".")[0]))
    return [
        FieldChange(name, field_label(name, names), _rows(name, old.get(name), new.get(name), names)) for name in found
    ]


def short_words(changes: Sequence[FieldChange]) -> str:
    """What was changed, in a few words: "Name, Phones, What it helps with"."""
    return ", ".join(dict.fromkeys(change.label for change in changes))


def _change(name: str, before: Any, after: Any, names: Names) -> FieldChange:
    return FieldChange(name, field_label(name, names), _rows(name, before, after, names))


def _rows(name: str, before: Any, after: Any, names: Names) -> tuple[Row, ...]:
    if name in _TEXTS:
        return (_text_row(str(before or ""), str(after or "")),)
    old, new = lines_of(name, before, names), lines_of(name, after, names)
    if not isinstance(before or after, list):
        old, new = [" · ".join(old)] if old else [], [" · ".join(new)] if new else []
    rows = _list_rows(old, new)
    # What is told in the same words differs all the same, in something that has none.
    return rows or (Row("detail", (Piece("same", _("a detail that is not shown here")),)),)


def _text_row(old: str, new: str) -> Row:
    if not old:
        return Row("new", (Piece("new", new),))
    if not new:
        return Row("gone", (Piece("gone", old),))
    return _changed(old, new)


def _changed(old: str, new: str) -> Row:
    """Both in one, word by word; one after the other where a mosaic of both could not be read."""
    if SequenceMatcher(a=old.split(), b=new.split(), autojunk=False).ratio() < _LEAST_ALIKE:
        return Row("changed", (Piece("gone", old), Piece("same", " "), Piece("new", new)))
    return Row("changed", tuple(compare_words(old, new)))


def _list_rows(old: list[str], new: list[str]) -> tuple[Row, ...]:
    """What is gone, what is new and what was changed of two lists of lines, in the order of the second."""
    if sorted(old) == sorted(new):
        return () if old == new else (Row("order", (Piece("same", ", ".join(new)),)),)
    gone, added = _without(old, new), _without(new, old)
    rows = []
    for line in added:
        partner = max(gone, key=lambda other: _alike(other, line), default=None)
        if partner is not None and (len(old) == len(new) == 1 or _alike(partner, line) >= _LEAST_ALIKE):
            gone.remove(partner)
            rows.append(_changed(partner, line))
        else:
            rows.append(Row("new", (Piece("new", line),)))
    return (*(Row("gone", (Piece("gone", line),)) for line in gone), *rows)


def _without(lines: list[str], others: list[str]) -> list[str]:
    """The lines without those that the others have, one for one."""
    left = list(others)
    kept = []
    for line in lines:
        if line in left:
            left.remove(line)
        else:
            kept.append(line)
    return kept


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio()


def _one_line(texts: Any) -> str:
    return " ".join("".join(texts).split())
