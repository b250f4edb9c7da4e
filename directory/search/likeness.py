"""Phrases that are like one that the directory knows: about another relative, or about harm to oneself in other words.

No list can hold "my … drinks" for every relative, or each way to say that somebody may do themselves harm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeVar

from directory.search.words import stem, stems

Key = tuple[str, ...]
"""The stems of a phrase."""
Found = TypeVar("Found")
_RELATIVES = """
    aunt boyfriend brother child cousin dad daughter ex father fiance fiancee friend girlfriend grandchild granddaughter
    grandma grandmother grandpa grandson husband kid mom mother mum nephew niece parent partner roommate sibling sister
    son spouse stepdad stepdaughter stepmom stepson uncle wife
"""
RELATIVES = frozenset(map(stem, _RELATIVES.split()))
# What is said of friends and of children is often said of one's own life: "friends who drink", "abused as a child".
_OWN_LIFE = frozenset(map(stem, ("friend", "child", "kid")))
_RELATIVE = "…"
# What people do with themselves that is no harm. All else before "myself" is taken for it: a crisis line too many
# does less than one too few, and so no way to do it has to stand anywhere.
_HARMLESS = """
    accept afford ask be become believe better blame calm care challenge change control cook defend describe
    distract doubt dress educate enjoy explain express feed feel find fix forgive give grow handle heal hear help
    improve introduce isolate keep kind know learn lose losing lost love make manage motivate pamper present protect
    proud prove push question recognise recognize regulate remind respect reward see share speak stand stop support
    take talk teach tell think time train treat trust understand value wash work
"""
HARMLESS = frozenset(map(stem, _HARMLESS.split()))
# Before "myself" they make it no more than where, how or for whom.
_BETWEEN = frozenset(
    ("about", "after", "around", "as", "at", "between", "by", "for", "from", "in", "like", "not", "of", "to", "with")
)
_HARM = stems(["kill", "myself"])


def by_any_relative(known: Mapping[Key, Found]) -> dict[Key, list[Found]]:
    """What phrases about a relative lead to, keyed by the phrase about any relative."""
    found: dict[Key, list[Found]] = defaultdict(list)
    for key, value in known.items():
        if _OWN_LIFE.isdisjoint(key) and (like := _about_any_relative(key)):
            found[like].append(value)
    return dict(found)


def keys_alike(words: Sequence[str]) -> list[Key]:
    """The keys to look a phrase of folded words up with when it is not known as it is."""
    telling = stems(list(words))
    keys = [like] if (like := _about_any_relative(telling)) else []
    return [*keys, _HARM] if _is_harm(telling) and _BETWEEN.isdisjoint(words) else keys


def _about_any_relative(key: Key) -> Key | None:
    if len(key) < 2 or not RELATIVES.intersection(key):
        return None
    return tuple(_RELATIVE if part in RELATIVES else part for part in key)


def _is_harm(key: Key) -> bool:
    return len(key) == 2 and key[1] == _HARM[1] and key[0] not in HARMLESS
