"""What could cost a life: the number that the Lifeline had before 988, and words of methods.

No file of ours writes a method out: METHODS keeps the first twelve digits of the hash of each word. The same list
is kept by the tests of our own pages.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from flask_babel import gettext as _

from directory.crisis import RETIRED_NUMBER
from directory.curation.lint.findings import Finding, children, folded, public_texts
from directory.models.content import Content

METHODS = {
    "01e3c9895eb9", "13ffbb2f9bba", "1bd890f23252", "24144326c8ca", "25f391070d16", "2cde8d18812e",
    "2f02d8fc5b6e", "2f9e3d0f184c", "30cf1c20022c", "330a3129c3fd", "3eed0f332976", "4c5689c07ef3",
    "4dae965881da", "59a0838c0554", "5b2941676cc9", "5d5e689f6620", "6699ce47d492", "687d0e0b2dfb",
    "69a53163a00a", "77bbabc31558", "811836cb0163", "8bedb0f81a00", "9b4f1d0e11dc", "a00f29548b40",
    "a6fcba40fce8", "ac8eb9a0ca6a", "b15c961913da", "bb0f3fb1b047", "c037af831f3c", "c4e1a75a8471",
    "c6faa71a15c8", "cac77afa6447", "d00204a98cb0", "d4466afe1bd2", "dafcad9b2717", "ddaac836a2b4",
    "df58c4a35a0e", "e11dc1dad905", "e26a1d865fee", "e3c04dfa6e11", "e72f713f29ec", "ebaeb202ee2a",
    "f61f2bcd51b5",
}  # fmt: skip
_WORD = re.compile(r"[a-z]+")
# Digits as people also write them: o for 0, and the letters of a phone's keys in the last four (TALK).
_KEYS = {"2": "[2a-c]", "5": "[5j-l]", "8": "[8t-v]"}
_SPELLED = [*("[0o]" if digit == "0" else digit for digit in RETIRED_NUMBER[:-4]), *map(_KEYS.get, RETIRED_NUMBER[-4:])]
_RETIRED = re.compile(r"\W{0,3}".join(map(str, _SPELLED)))
_ABOUT_DEATH = re.compile(
    r"\b(suicid\w*|self.?(harm|injur)\w*|(kill|hurt|harm)\w* (your|my|him|her|them|one)sel(f|ves)"
    r"|end\w* (your|my|their|his|her) (own )?li(fe|ves)|die|dies|died|death)\b"
)


def retired_number(content: Content) -> Iterator[Finding]:
    """The Lifeline's old number in any spelling, in a phone, a link or a text."""
    message = _("This is the old number of the Lifeline. Take it out: the number is 988 now.")
    fields = [(f"{field}.number", phone.get("number")) for field, phone in children(content, "phones")]
    fields += [(f"{field}.url", link.get("url")) for field, link in children(content, "links")]
    fields += [("url", content.get("url")), *public_texts(content)]
    for field, text in fields:
        is_number = field.endswith(".number") and RETIRED_NUMBER in re.sub(r"\D", "", str(text))
        if text and (is_number or _is_retired(folded(str(text)))):
            yield Finding(field, "retired-number", message, is_blocking=True)


def methods(content: Content) -> Iterator[Finding]:
    """Words of methods: blocking in a text that speaks of death, else a note, since a word has other uses."""
    for field, text in public_texts(content):
        if words_of_methods(text):
            speaks_of_death = bool(_ABOUT_DEATH.search(folded(text)))
            if speaks_of_death:
                message = _("Take out how it is done. To name a way can hurt someone who reads this on a bad day.")
            else:
                message = _("A word here can be read as a way to do harm. Use another word if you can.")
            yield Finding(field, "method", message, speaks_of_death)


def words_of_methods(text: str) -> set[str]:
    """The words of a text, and pairs of them, that METHODS keeps."""
    words = _WORD.findall(text.lower())
    return {each for each in (*words, *map(" ".join, itertools.pairwise(words))) if digest(each) in METHODS}


@lru_cache(maxsize=20_000)
def digest(word: str) -> str:
    """What METHODS keeps of a word."""
    return hashlib.sha256(word.encode()).hexdigest()[:12]


def _is_retired(text: str) -> bool:
    """Whether the number stands there by itself, not as a part of a longer one."""
    for found in _RETIRED.finditer(text):
        is_longer_before = re.search(r"[02-9]$|\d1$|[^\W\d_]$", text[: found.start()])
        if not is_longer_before and not text[found.end() : found.end() + 1].isdigit():
            return True
    return False
