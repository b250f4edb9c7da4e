"""Text as words: folded and split once, here, for both databases and for what visitors type.

No engine's tokenizer, stemmer or query syntax ever sees raw text, so `self-harm`, `O'Brien`, `24/7`
and `LGBTQ+` are ordinary words and there is nothing to inject.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from Stemmer import Stemmer

# The fields of a listing's text, the weightiest first, and what a word found there is worth.
FIELDS = (
    "names",
    "aliases",
    "organization",
    "terms",
    "summary",
    "description",
    "joining",
)
WEIGHTS = dict(zip(FIELDS, (8, 7, 6, 5, 3, 2, 1), strict=True))
# Words that say nothing about what helps. "voices", "help" or "talk" are not among them.
_STOP_WORDS = """
    a about after again all also am an and any anyone are as at be because been being but by can could did do does
    doing for from get gets getting go going gonna got had has have having he her here him his how i id if ill im in
    into is it its ive just like looking me my near need needs now of on one or our out over please really s she
    should so some someone somebody something than that thats the their them then there they this those to too up us
    ve very was we were what when where which who why will with would you your yours
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
# Words that change what a phrase means ("no friends") but that a listing need not contain.
_WEAK_WORDS = "cant dont didnt feel feeling feels isnt never no nobody none not off want wants wasnt without wont"
WEAK_WORDS = frozenset(_WEAK_WORDS.split())
# Of those, they tell a wish from a fact ("wants to die"), but stand in no text for it.
WISHES = frozenset(("want", "wants"))
# Empty words without which a phrase means something else: "hang out", "end it all", "on line".
PARTICLES = frozenset(["all", "it", "of", "on", "out", "over", "up"])
LONGEST_WORD = 40
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))
_WORD = re.compile(r"[^\W_]+")
# Tried at the beginning of words only and without going back, or one endless word would take hours.
_COMPOUND = re.compile(r"(?<![^\W_])[^\W_]++(?:[-/&.+·:][^\W_]++)+")
_english = Stemmer("english")


def fold(text: str) -> str:
    """The text without case, accents and apostrophes: "Élan, O’Brien" → "elan, obrien"."""
    # Decomposed first, since "™" becomes capital letters, and again, since folding case may compose.
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    decomposed = unicodedata.normalize("NFKD", decomposed.translate(_APOSTROPHES))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def split_words(text: str) -> list[str]:
    """The folded words of a text, in order: "Self-harm, 24/7" → ["self", "harm", "24", "7"]."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


def indexed_words(text: str) -> list[str]:
    """What the index keeps of a text: its words, and each compound in one piece.

    "S&PAA self-harm" → ["s", "paa", "self", "harm", "spaa", "selfharm"], so that a visitor finds it
    however they write it.
    """
    folded = fold(text)
    words = _WORD.findall(folded)
    joined = ["".join(_WORD.findall(compound)) for compound in _COMPOUND.findall(folded)]
    return [word[:LONGEST_WORD] for word in (*words, *joined)]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a folded word: "groups" → "group". Source: Snowball English (Porter 2)."""
    # PyStemmer keeps the GIL while it works, so one stemmer serves all threads.
    return str(_english.stemWord(word))


def stems(words: list[str]) -> tuple[str, ...]:
    """The stems of words without stop words; of all words when nothing else is left."""
    telling = [word for word in words if word not in STOP_WORDS]
    return tuple(stem(word) for word in telling or words)
