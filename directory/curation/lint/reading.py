"""How easily a text is read: its grade by Flesch and Kincaid, and how long a summary is.

The grade is years of school: 0.39 × words in a sentence + 11.8 × syllables in a word − 15.59. A short text has none,
since one long word would decide it. Syllables are counted by pyphen, as textstat does, which the tests compare.
Source: Kincaid et al. 1975, Navy Research Branch Report 8-75.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import pyphen
from flask_babel import gettext as _

from directory.curation.lint.findings import Finding, prose
from directory.models.content import Content

HIGHEST_GRADE = 8.0
FEWEST_WORDS = 30
FEWEST_SENTENCES = 2
LONGEST_SUMMARY = 140
SHORTEST_SUMMARY = 20


def summary_length(content: Content) -> Iterator[Finding]:
    """A summary that a phone cuts off or that says nearly nothing."""
    length = len((content.get("summary") or "").strip())
    if length > LONGEST_SUMMARY:
        message = _("Make this shorter if you can: %(length)s signs. Up to %(most)s fit well on a phone.")
        yield Finding("summary", "summary-length", message % {"length": length, "most": LONGEST_SUMMARY})
    elif 0 < length < SHORTEST_SUMMARY:
        yield Finding("summary", "summary-length", _("Say a little more: what is it, and who is it for?"))


def grade(content: Content) -> Iterator[Finding]:
    """A summary, description or way to join that is hard to read."""
    for field, text in prose(content):
        # A step is a sentence, with or without its full stop.
        text = re.sub(r"[^.!?:;]$", r"\g<0>.", text.strip(), flags=re.MULTILINE)
        found = find_grade(text)
        if found is not None and found > HIGHEST_GRADE:
            message = _("This is hard to read: grade %(grade)s. Use short words and sentences.", grade=round(found))
            yield Finding(field, "reading-grade", message)


@lru_cache(maxsize=2_000)
def find_grade(text: str) -> float | None:
    """The reading grade of an English text, or None if it is too short to have one."""
    words = [word for word in re.sub(r"[^\w\s']", "", text.lower()).split() if word]
    sentences = [part for part in re.split(r"(?<=[.!?])\s+", text) if len(part.split()) > 2]
    if len(words) < FEWEST_WORDS or len(sentences) < FEWEST_SENTENCES:
        return None
    syllables = sum(len(_hyphens().positions(word)) + 1 for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")  # reads a file
