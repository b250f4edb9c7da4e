"""What a search text is understood as, told to whoever keeps the words: the search's own reading, not one like it."""

from __future__ import annotations

from dataclasses import dataclass

from directory.models import Term
from directory.search.catalog import get_catalog
from directory.search.criteria import Criteria
from directory.search.find import find
from directory.search.forms import clean_text

MOST_NAMES = 5


@dataclass(frozen=True)
class Reading:
    """One thing that was typed: as typed, as understood (another spelling, perhaps), and the terms it leads to."""

    typed: str
    meant: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Explanation:
    """A search text as it is understood now. names, guides: the first that it finds; total: how many listings."""

    typed: str
    readings: tuple[Reading, ...]
    total: int
    names: tuple[str, ...]
    guides: tuple[str, ...]
    is_loosened: bool
    """Whether no listing has all of it, and those with some of it are found."""


def explain_words(text: str) -> Explanation:
    """What the search makes of a text and what it finds, as a visitor would get it."""
    catalog = get_catalog()
    typed = clean_text(text)
    found = find(Criteria(q=typed), page_size=MOST_NAMES, catalog=catalog)
    readings = tuple(
        Reading(unit.typed, unit.meant, tuple(catalog.terms[id] for id in sorted(unit.term_ids) if id in catalog.terms))
        for unit in found.understanding.units
    )
    names = tuple(card.name for card in found.cards)
    return Explanation(typed, readings, found.total, names, tuple(g.title for g in found.guides), found.loosened)
