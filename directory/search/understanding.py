"""What was meant by what was typed: words and phrases become units, each of which a listing must meet.

"my freind hears voices" → friend (a correction), "hears voices" (leads to a need). A unit is met by the
terms it leads to, or by the words themselves in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import dropwhile

from directory.search.vocabulary import LONGEST_PHRASE, Meaning, Vocabulary
from directory.search.words import (
    STOP_WORDS,
    WEAK_WORDS,
    WISHES,
    fold,
    indexed_words,
    split_words,
    stems,
)

MOST_WORDS = 16
# Words for a stretch of time (moments.py). "Tonight" in a text says nothing of this night.
MOMENTS = {
    **dict.fromkeys((("tonight",), ("tonite",), ("2nite",), ("this", "evening")), "tonight"),
    ("today",): "today",
    ("this", "week"): "week",
}
# Words that join a phrase to what stands before it and are no part of it.
_JOINING = frozenset(
    ("also", "and", "are", "because", "but", "for", "is", "of", "or", "so", "that", "then", "to", "with")
)


@dataclass(frozen=True)
class Unit:
    """One thing that was typed and what meets it.

    typed: the words as typed, folded. phrases: each a way to say it in a text, all of whose words must
    be there. is_prefix: the last word may go on (somebody is still typing). moment: "today", "tonight" or
    "week", and who meets then meets it.
    """

    typed: str
    term_ids: frozenset[int] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    spelling: str | None = None
    is_prefix: bool = False
    moment: str | None = None

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

    @property
    def text(self) -> str:
        """The search as understood."""
        return " ".join(unit.meant for unit in self.units)

    @cached_property
    def asked(self) -> tuple[Unit, ...]:
        """The units that a listing must meet. A time among them only lifts who meets then: times are often unknown."""
        return tuple(unit for unit in self.units if not unit.moment) or self.units

    @property
    def lifting(self) -> frozenset[str]:
        """The stretches of time that lift a listing without being asked for."""
        return frozenset(unit.moment for unit in self.units if unit.moment and unit not in self.asked)

    @property
    def is_read(self) -> bool:
        """Whether more was read in it than its words."""
        return any(unit.term_ids or unit.moment for unit in self.units)


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
    if units and ends_open and not vocabulary.same_words(words[-1]):
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
            if meaning := vocabulary.meaning_of(phrase):
                return _meant_unit(phrase, meaning), length
            if moment := MOMENTS.get(tuple(phrase)):
                return Unit(" ".join(phrase), moment=moment), length
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
    phrase = list(dropwhile(_JOINING.__contains__, phrase)) or phrase
    typed = " ".join(phrase)
    own = tuple(split_words(meaning.spelling)) if meaning.spelling else tuple(phrase)
    telling = tuple(word for word in own if word not in STOP_WORDS | WISHES) or own
    ways = [telling, ("".join(telling),) if len(telling) > 1 else telling]
    # "I don't want to be here" is in no text as "don't".
    ways = [] if WEAK_WORDS.issuperset(telling) else ways
    phrases = dict.fromkeys((*ways, *sorted(meaning.phrases)))
    return Unit(typed, meaning.term_ids, tuple(phrases), meaning.spelling)


def _corrected(word: str, vocabulary: Vocabulary) -> Unit:
    nearest = None if vocabulary.beginning_with(word) else vocabulary.nearest(word)
    if nearest in (None, word):
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
    return replace(unit, is_prefix=True) if ends_here else unit


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
