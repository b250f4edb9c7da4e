"""Two texts compared word by word, so that whoever decides sees at once what would change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\S+|\s+")


@dataclass(frozen=True)
class Piece:
    """A stretch of words. kind: same, gone (only in the old text) or new (only in the new one)."""

    kind: str
    text: str


def compare_words(old: str, new: str) -> list[Piece]:
    """The words of both texts in order: what is the same, what is gone, what is new. Spaces alone are no difference."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    one, other = ([" " if word.isspace() else word for word in words] for words in (before, after))
    # Without the shortcut for frequent words, which a guide has many of.
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    pieces: list[Piece] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(after[k:m])))
            continue
        if i < j:
            pieces.append(Piece("gone", "".join(before[i:j])))
        if k < m:
            pieces.append(Piece("new", "".join(after[k:m])))
    return pieces
