"""The words that this directory understands: its own, and those that lead to its terms.

It answers three questions about what was typed: which words of the index are meant (the same stem, the
same beginning), which terms a phrase leads to, and which word was meant when none fits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.models import Term
from directory.search.likeness import Key, by_any_relative, keys_alike
from directory.search.words import PARTICLES, STOP_WORDS, WEAK_WORDS, WISHES, split_words, stem, stems

MOST_PREFIXED = 60
LONGEST_PHRASE = 7
# Taxonomies whose labels are nouns that texts use: "depression", "veterans".
NAMING_TAXONOMIES = frozenset({"condition", "audience"})
# A word in more than so many listings is found in their texts: it does not need to stand for a phrase that it is in.
COMMON_SHARE, LEAST_COMMON = 0.05, 10


@dataclass(frozen=True)
class Meaning:
    """What a phrase leads to: terms, other phrases that say the same, and the spelling that was meant."""

    term_ids: frozenset[int]
    phrases: frozenset[tuple[str, ...]] = frozenset()
    spelling: str | None = None


@dataclass
class Vocabulary:
    """See the module. counts: word of the index → number of listings."""

    counts: Mapping[str, int] = field(default_factory=dict)
    by_stem: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ordered: tuple[str, ...] = ()
    meanings: Mapping[Key, Meaning] = field(default_factory=dict)
    alike: Mapping[Key, Meaning] = field(default_factory=dict)
    """What is known of one relative, for all of them (likeness.py)."""
    spellings: tuple[str, ...] = ()

    def same_words(self, word: str) -> tuple[str, ...]:
        """The words of the index with the same stem."""
        return self.by_stem.get(stem(word), ())

    def beginning_with(self, beginning: str) -> tuple[str, ...]:
        """The words of the index that begin like this, the most used first, at most MOST_PREFIXED."""
        start = bisect_left(self.ordered, beginning)
        end = bisect_left(self.ordered, beginning + "\U0010ffff")
        found = self.ordered[start:end]
        return tuple(sorted(found, key=lambda word: (-self.counts[word], word))[:MOST_PREFIXED])

    def meaning_of(self, phrase: list[str]) -> Meaning | None:
        """What a phrase of folded words leads to: as it is, without its empty words, or as one that is like it."""
        if phrase[0] in STOP_WORDS and len(phrase) == 1:
            return None
        if whole := self.meanings.get(tuple(map(stem, phrase))):
            return whole
        if phrase[-1] in STOP_WORDS:
            return None
        # "I want to talk to others" is one who would talk to others; "wants to die" is no one who died.
        ways = (phrase, [word for word in phrase if word not in WISHES])
        found = (self._read(way) for way in ways if any(word not in STOP_WORDS for word in way))
        return next(filter(None, found), None)

    def _read(self, phrase: list[str]) -> Meaning | None:
        alike = (self.alike.get(key) or self.meanings.get(key) for key in keys_alike(phrase))
        return self.meanings.get(stems(phrase)) or next(filter(None, alike), None)

    def knows(self, word: str) -> bool:
        """Whether a word, or another form of it, stands in a listing or leads to a term."""
        return stem(word) in self.by_stem or (stem(word),) in self.meanings

    def nearest(self, word: str) -> str | None:
        """The word that was probably meant: the nearest of the directory's own, or None.

        One slip for words of four to seven letters, two for longer ones (optimal string alignment).
        Ties go to the same first letter, then to the word in more listings, then to the alphabet.
        """
        if len(word) < 4 or any(letter.isdigit() for letter in word):
            return None
        slips = 1 if len(word) < 8 else 2
        near = process.extract(word, self.spellings, scorer=OSA.distance, score_cutoff=slips, limit=20)
        ranked = sorted(
            (
                distance,
                candidate[0] != word[0],
                -self.counts.get(candidate, 0),
                candidate,
            )
            for candidate, distance, _ in near
        )
        return ranked[0][3] if ranked else None


def make_vocabulary(counts: Mapping[str, int], terms: Iterable[Term]) -> Vocabulary:
    """The vocabulary of an index (word → number of listings) and of the terms with their synonyms."""
    by_stem: dict[str, list[str]] = defaultdict(list)
    for word in counts:
        by_stem[stem(word)].append(word)
    terms = list(terms)
    phrases = (phrase for term in terms for phrase in _right_phrases(term))
    known = {*counts, *(word for phrase in phrases for word in split_words(phrase))} - STOP_WORDS - WEAK_WORDS
    common = _common_stems(counts)
    meanings = _meanings(terms, common)
    meanings |= _misspelt_meanings(terms, meanings, known, common)
    spellings = {word for word in known if len(word) >= 4 and not any(letter.isdigit() for letter in word)}
    return Vocabulary(
        counts=counts,
        by_stem={key: tuple(sorted(words)) for key, words in by_stem.items()},
        ordered=tuple(sorted(counts)),
        meanings=meanings,
        alike={key: _all_of(found) for key, found in by_any_relative(meanings).items()},
        spellings=tuple(sorted(spellings)),
    )


def _common_stems(counts: Mapping[str, int]) -> frozenset[str]:
    """The stems of words that are in many listings."""
    least = max(LEAST_COMMON, COMMON_SHARE * max(counts.values(), default=0))
    return frozenset(stem(word) for word, count in counts.items() if count > least)


def phrase_key(phrase: str, common: Collection[str] = ()) -> Key:
    """What two ways of saying the same have in common: stems in order, without empty words.

    With them where they carry what is meant: "hang out" is not "hang", and "help me now" not any "help" (common).
    """
    telling, whole, has_particle = _parts_of(phrase)
    if len(whole) > 1 and len(telling) == 1 and (has_particle or telling[0] in common or telling[0] in WEAK_WORDS):
        return whole
    return telling


@lru_cache(maxsize=20_000)
def _parts_of(phrase: str) -> tuple[Key, Key, bool]:
    """The stems of a phrase without and with its empty words, and whether one of those changes the rest."""
    words = split_words(phrase)
    return stems(words), tuple(map(stem, words)), not PARTICLES.isdisjoint(words)


def _all_of(found: Iterable[Meaning]) -> Meaning:
    """Several meanings as one, with no spelling: it is that of one of them."""
    found = list(found)
    return Meaning(
        frozenset().union(*(one.term_ids for one in found)), frozenset().union(*(one.phrases for one in found))
    )


def _meanings(terms: list[Term], common: Collection[str]) -> dict[Key, Meaning]:
    """Phrase → meaning, for all rightly spelt phrases that lead to a term."""
    term_ids: dict[Key, set[int]] = defaultdict(set)
    phrases: dict[Key, set[tuple[str, ...]]] = defaultdict(set)
    for term in terms:
        names = {tuple(split_words(name)) for name in _names(term)} - {()}
        for phrase in _right_phrases(term):
            key = phrase_key(phrase, common)
            term_ids[key].add(term.id)
            phrases[key] |= names
    return {key: Meaning(frozenset(ids), frozenset(phrases[key])) for key, ids in term_ids.items() if key}


def _misspelt_meanings(
    terms: list[Term], meanings: Mapping[Key, Meaning], known: Collection[str], common: Collection[str]
) -> dict[Key, Meaning]:
    """Phrase → meaning, for the known misspellings; each with the spelling that was meant, where one is near."""
    rows: dict[Key, list[tuple[str, Term]]] = defaultdict(list)
    for term in terms:
        for synonym in term.synonyms:
            key = phrase_key(synonym.phrase, common)
            if synonym.reason == "misspelling" and key and key not in meanings:
                rows[key].append((fold_phrase(synonym.phrase), term))
    return {key: _misspelt_meaning(found, meanings, known) for key, found in rows.items()}


def _misspelt_meaning(
    found: list[tuple[str, Term]], meanings: Mapping[Key, Meaning], known: Collection[str]
) -> Meaning:
    typed = found[0][0]
    own = {fold_phrase(phrase) for _, term in found for phrase in _right_phrases(term)}
    spelling = _closest(typed, own) or (None if " " in typed else _closest(typed, known))
    meant = meanings.get(phrase_key(spelling)) if spelling else None
    term_ids = frozenset(term.id for _, term in found)
    if meant is None:
        return Meaning(term_ids, spelling=spelling)
    return Meaning(term_ids | meant.term_ids, meant.phrases, spelling)


def _right_phrases(term: Term) -> list[str]:
    """What a term is called and the synonyms that are spelt rightly."""
    labels = [text for label in term.labels for text in (label.label, label.short) if text]
    return [*labels, *_names(term), *(s.phrase for s in term.synonyms if s.reason != "misspelling")]


@lru_cache(maxsize=20_000)
def fold_phrase(phrase: str) -> str:
    """A phrase as folded words with single spaces."""
    return " ".join(split_words(phrase))


def _names(term: Term) -> list[str]:
    """The nouns in the label of a condition or an audience: "Schizophrenia, psychosis" has two."""
    if term.taxonomy_slug not in NAMING_TAXONOMIES:
        return []
    parts = (
        part for label in term.labels for part in label.label.replace(" or ", ",").replace(" and ", ",").split(",")
    )
    return [part.strip() for part in parts if part.strip()]


def _closest(typed: str, candidates: Iterable[str]) -> str | None:
    """The candidate within three slips of a known misspelling, or None."""
    found = process.extractOne(
        typed,
        sorted(candidates),  # so that every process breaks a tie alike
        scorer=OSA.distance,
        score_cutoff=3 if len(typed) > 5 else 2,
    )
    return found[0] if found else None
