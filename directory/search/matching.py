"""Which listings meet the words, and how well: sets by score, the best first.

A score is the sum over the units of the weight of the best field that meets each (words.WEIGHTS). Both
databases give the same sets, so both give the same order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyroaring import BitMap

from directory.search.catalog import NOTHING, Catalog
from directory.search.understanding import Unit
from directory.search.words import FIELDS, WEIGHTS

# A listing that a coordinator filed under what was meant fits better than one that mentions the word.
TERM_WEIGHT = WEIGHTS["terms"] + 1
Levels = dict[int, BitMap]
"""score → the listings with that score; no listing stands in two."""


def match_units(catalog: Catalog, units: Sequence[Unit], meeting: Mapping[str, BitMap]) -> list[Levels]:
    """The levels of each unit. One SQL statement at the most. meeting: moment → who meets then."""
    expanded = [[_expand(catalog, unit, phrase) for phrase in unit.phrases] for unit in units]
    words = {word for phrases in expanded for phrase in phrases for words in phrase for word in words}
    postings = catalog.find_postings(sorted(words)) if words else {}
    return [
        {TERM_WEIGHT: meeting[unit.moment]} if unit.moment else _unit_levels(catalog, unit, phrases, postings)
        for unit, phrases in zip(units, expanded, strict=True)
    ]


def meeting_all(levels: Sequence[Levels]) -> Levels:
    """The listings that meet every unit; their scores add up."""
    total = levels[0]
    for other in levels[1:]:
        both: dict[int, list[BitMap]] = {}
        for score, ids in total.items():
            for more, others in other.items():
                if common := ids & others:
                    both.setdefault(score + more, []).append(common)
        total = {score: BitMap.union(*sets) for score, sets in both.items()}
    return total


def lifted(levels: Levels, ids: BitMap) -> Levels:
    """The same listings, some of them one step higher than others with the same score."""
    steps = {2 * score + step: had for score, all in levels.items() for step, had in ((1, all & ids), (0, all - ids))}
    return {score: had for score, had in steps.items() if had}


def meeting_some(levels: Sequence[Levels], weights: Sequence[int]) -> Levels:
    """The listings that meet at least one unit, scored by what those weigh that they meet."""
    scores: Levels = {0: BitMap.union(NOTHING, *(ids for unit in levels for ids in unit.values()))}
    for unit, weight in zip(levels, weights, strict=True):
        met = BitMap.union(NOTHING, *unit.values())
        raised: Levels = {}
        for score, ids in scores.items():
            raised[score + weight] = raised.get(score + weight, NOTHING) | (ids & met)
            raised[score] = raised.get(score, NOTHING) | (ids - met)
        scores = raised
    return {score: ids for score, ids in scores.items() if ids}


Place = tuple[str, str, BitMap]
"""A field, a word of the index, and the listings in whose field it stands."""


def phrase_places(catalog: Catalog, unit: Unit) -> list[tuple[BitMap, list[Place]]]:
    """For each way to say a unit: the listings that have all its words, and where, the weightiest field first.

    Only for units that were matched before: it asks nothing of the database.
    """
    return [_places_of(catalog, _expand(catalog, unit, phrase)) for phrase in unit.phrases]


def _places_of(catalog: Catalog, phrase: list[tuple[str, ...]]) -> tuple[BitMap, list[Place]]:
    fields = {word: catalog.postings.get(word, {}) for words in phrase for word in words}
    having = [BitMap.union(NOTHING, *(ids for word in words for ids in fields[word].values())) for words in phrase]
    places = [
        (field, word, fields[word][field]) for field in FIELDS for word in sorted(fields) if field in fields[word]
    ]
    return BitMap.intersection(*having), places


def _expand(catalog: Catalog, unit: Unit, phrase: tuple[str, ...]) -> list[tuple[str, ...]]:
    """For each word of a phrase, the words of the index that stand for it."""
    vocabulary = catalog.vocabulary
    expanded = [vocabulary.same_words(word) for word in phrase]
    if unit.is_prefix and phrase[-1] == unit.typed.split()[-1]:
        expanded[-1] = tuple(dict.fromkeys((*expanded[-1], *vocabulary.beginning_with(phrase[-1]))))
    return expanded


def _unit_levels(
    catalog: Catalog,
    unit: Unit,
    phrases: list[list[tuple[str, ...]]],
    postings: dict[str, dict[str, BitMap]],
) -> Levels:
    by_weight: dict[int, list[BitMap]] = {}
    for term_id in unit.term_ids:
        by_weight.setdefault(TERM_WEIGHT, []).append(catalog.having("term", term_id))
    for phrase in phrases:
        levels = [_word_levels(words, postings) for words in phrase]
        for weight, ids in _weakest(levels).items():
            by_weight.setdefault(weight, []).append(ids)
    return _disjoint({weight: BitMap.union(*sets) for weight, sets in by_weight.items()})


def _word_levels(words: tuple[str, ...], postings: dict[str, dict[str, BitMap]]) -> Levels:
    return _disjoint(
        {
            WEIGHTS[field]: BitMap.union(NOTHING, *(postings.get(word, {}).get(field, NOTHING) for word in words))
            for field in FIELDS
        }
    )


def _weakest(levels: list[Levels]) -> Levels:
    """The listings in which all words stand, at the weight of the weakest."""
    total = levels[0]
    for other in levels[1:]:
        both: dict[int, list[BitMap]] = {}
        for weight, ids in total.items():
            for more, others in other.items():
                if common := ids & others:
                    both.setdefault(min(weight, more), []).append(common)
        total = _disjoint({weight: BitMap.union(*sets) for weight, sets in both.items()})
    return total


def _disjoint(levels: Levels) -> Levels:
    """The same sets, each listing left only in its highest."""
    seen = BitMap()
    result: Levels = {}
    for weight in sorted(levels, reverse=True):
        if fresh := levels[weight] - seen:
            result[weight] = fresh
            seen = seen | fresh
    return result
