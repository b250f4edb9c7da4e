"""What was meant by what was typed: words and phrases become units, each of which a listing must meet.

"my freind hears voices" → friend (a correction), "hears voices" (leads to a need). A unit is met by the
terms it leads to, or by the words themselves in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from directory.search.vocabulary import LONGEST_PHRASE, Meaning, Vocabulary
from directory.search.words import (
    STOP_WORDS,
    WEAK_WORDS,
    fold,
    indexed_words,
    split_words,
    stems,
)

MOST_WORDS = 16


@dataclass(frozen=True)
class Unit:
    """One thing that was typed and what meets it.

    typed: the words as typed, folded. phrases: each a way to say it in a text, all of whose words must
    be there. is_prefix: the last word may go on (somebody is still typing).
    """

    typed: str
    term_ids: frozenset[int] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    spelling: str | None = None
    is_prefix: bool = False

    @property
    def meant(self) -> str:
        """The words as they were understood."""
        return self.spelling or self.typed


@dataclass(frozen=True)
class Understanding:
    """The units of a search text, and the text as understood where it was corrected."""

    units: tuple[Unit, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    """(as typed, as understood)"""
    is_cut: bool = False
    ignored: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        """The search as understood."""
        return " ".join(unit.meant for unit in self.units)


def understand(typed: str, vocabulary: Vocabulary, *, exact: bool = False) -> Understanding:
    """The units of a text. exact: take the words as they are, without correction and synonyms."""
    words = split_words(typed)
    ends_open = bool(words) and fold(typed).endswith(words[-1])
    cut = words[:MOST_WORDS]
    units: list[Unit] = []
    while cut:
        unit, length = _first_unit(cut, vocabulary, exact=exact)
        cut = cut[length:]
        if unit:
            units.append(unit)
    if not units and words:
        # Only words that say nothing, such as "who": look for them all the same.
        units = [Unit(word, phrases=((word,),)) for word in dict.fromkeys(words[:MOST_WORDS])]
    if units and ends_open:
        units[-1] = _prefixed(units[-1], words)
    if not exact:
        units = _joined_compounds(typed, units, vocabulary)
    units = list({(unit.typed, unit.phrases): unit for unit in units}.values())
    corrections = tuple((unit.typed, unit.spelling) for unit in units if unit.spelling)
    return Understanding(tuple(units), corrections, is_cut=len(words) > MOST_WORDS)


def _first_unit(words: list[str], vocabulary: Vocabulary, *, exact: bool) -> tuple[Unit | None, int]:
    """The unit that the text begins with and how many words it takes; the longest known phrase wins."""
    if not exact:
        for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
            phrase = words[:length]
            if phrase[-1] in STOP_WORDS or all(word in STOP_WORDS for word in phrase):
                continue
            if meaning := vocabulary.meanings.get(stems(phrase)):
                return _meant_unit(phrase, meaning), length
        if len(words) > 1 and not vocabulary.knows(words[0]) and vocabulary.counts.get(words[0] + words[1]):
            joined = words[0] + words[1]  # "bi polar"
            return Unit(f"{words[0]} {words[1]}", phrases=((joined,),)), 2
    word = words[0]
    if word in STOP_WORDS or (word in WEAK_WORDS and not exact):
        return None, 1
    if exact or vocabulary.knows(word):
        return Unit(word, phrases=((word,),)), 1
    return _corrected(word, vocabulary), 1


def _meant_unit(phrase: list[str], meaning: Meaning) -> Unit:
    typed = " ".join(phrase)
    own = tuple(split_words(meaning.spelling)) if meaning.spelling else tuple(phrase)
    telling = tuple(word for word in own if word not in STOP_WORDS) or own
    joined = ("".join(telling),) if len(telling) > 1 else telling
    phrases = dict.fromkeys((telling, joined, *sorted(meaning.phrases)))
    return Unit(typed, meaning.term_ids, tuple(phrases), meaning.spelling)


def _corrected(word: str, vocabulary: Vocabulary) -> Unit:
    nearest = None if vocabulary.beginning_with(word) else vocabulary.nearest(word)
    if nearest is None:
        return Unit(word, phrases=((word,),))
    meaning = vocabulary.meanings.get(stems([nearest]))
    phrases = dict.fromkeys(((nearest,), *(sorted(meaning.phrases) if meaning else ())))
    return Unit(
        word,
        meaning.term_ids if meaning else frozenset(),
        tuple(phrases),
        spelling=nearest,
    )


def _prefixed(unit: Unit, words: list[str]) -> Unit:
    ends_here = unit.typed.split()[-1] == words[-1] and unit.spelling is None and len(words[-1]) > 1
    return Unit(unit.typed, unit.term_ids, unit.phrases, unit.spelling, is_prefix=True) if ends_here else unit


def _joined_compounds(typed: str, units: list[Unit], vocabulary: Vocabulary) -> list[Unit]:
    """Units that together are one compound ("self-harm", "S&PAA") may also be met in one piece."""
    words = split_words(typed)
    compounds = [word for word in indexed_words(typed)[len(words) :] if vocabulary.counts.get(word)]
    for compound in compounds:
        for start in range(len(units)):
            for end in range(start + 2, len(units) + 1):
                if "".join(unit.typed.replace(" ", "") for unit in units[start:end]) == compound:
                    parts = tuple(word for unit in units[start:end] for word in unit.typed.split())
                    joined = Unit(" ".join(parts), phrases=((compound,), parts))
                    return _joined_compounds_rest(units, start, end, joined)
    return units


def _joined_compounds_rest(units: list[Unit], start: int, end: int, joined: Unit) -> list[Unit]:
    return [*units[:start], joined, *units[end:]]
