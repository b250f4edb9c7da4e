"""Which places a visitor may have meant by one that the gazetteer does not know: a slip in a town, a state or a ZIP.

They are offered, never taken: somebody who asks for help near a wrong town would look in vain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, and_, func, or_, select

from directory.database import db
from directory.models import Place
from directory.models.location import STATES
from directory.search.places import PlaceFound, state_code, town_key
from directory.search.words import fold, split_words

MOST_MEANT = 5
# With fewer letters every second town is near.
FEWEST_LETTERS = 3
_DIGITS = re.compile(r"(?:.*[\s,])?(\d{4,6})(?:-\d*)?", re.ASCII)
_STATE_NAMES = {code: fold(name) for code, name in STATES.items()}


def find_places_meant(found: PlaceFound | None) -> list[str]:
    """Names that lead to one place each, the most likely first; none for a known place. One SQL statement."""
    if found is None or found.spot or found.choices:
        return []
    if digits := _DIGITS.fullmatch(found.typed):
        return _towns_of_near_codes(digits[1])
    states = [STATES[code] for code in _near_states(found.typed)]
    return [*states, *_near_towns(found.typed)][:MOST_MEANT]


def _towns_of_near_codes(code: str) -> list[str]:
    """The towns with the codes next to this one, as far as they begin with the same three digits."""
    area, number = code[:3], int(f"{code}0"[:5])
    rows = db.session.execute(
        select(Place.key, Place.city, Place.state).where(
            Place.type == "postal_code", Place.key.between(f"{area}00", f"{area}99")
        )
    ).all()
    nearest = sorted(rows, key=lambda row: abs(int(row.key) - number))
    return list(dict.fromkeys(f"{row.city}, {row.state}" for row in nearest))[:MOST_MEANT]


def _near_states(text: str) -> list[str]:
    """The codes of the states that are called so, but for a slip; of "ky" just that."""
    if code := state_code(text):
        return [code]
    typed = fold(text).strip()
    return [
        code for _, _, code in process.extract(typed, _STATE_NAMES, scorer=OSA.distance, score_cutoff=_reach(typed))
    ]


def _near_towns(typed: str) -> list[str]:
    """Towns that are called so, but for a slip: first in the state that was typed, then the largest."""
    readings = list(dict.fromkeys(_readings(typed)))
    if not readings:
        return []
    rows = db.session.execute(
        select(Place.key, Place.city, Place.state, Place.size).where(
            Place.type == "town", or_(*(_may_be(key, state) for key, state in readings))
        )
    ).all()
    keys = [row.key for row in rows]
    ranked: dict[str, tuple[int, int, int]] = {}
    for place, (key, state) in enumerate(readings):
        near = process.extract(key, keys, scorer=OSA.distance, score_cutoff=_reach(key), limit=None)
        for _, slips, index in near:
            row = rows[index]
            if state in (None, row.state):
                ranked.setdefault(f"{row.city}, {row.state}", (0 if state else 1 + place, slips, -row.size))
    return sorted(ranked, key=lambda label: ranked[label])[:MOST_MEANT]


def _readings(typed: str) -> Iterator[tuple[str, str | None]]:
    """What may be the key of a town, and the state that was typed with it: with a state first, then without."""
    words = split_words(typed)
    ends = [length for length in (2, 1) if len(words) > length]
    named = [(length, states) for length in ends if (states := _near_states(" ".join(words[-length:])))]
    texts: list[tuple[str, str | None]] = [
        (" ".join(words[:-length]), state) for length, states in named for state in states
    ]
    texts += [(" ".join(words), None), *((" ".join(words[:-length]), None) for length, _ in named)]
    for text, state in texts:
        if len(key := town_key(text)) >= FEWEST_LETTERS:
            yield key, state


def _may_be(key: str, state: str | None) -> ColumnElement[bool]:
    """Rows that can be near: as long, and with one of the first two letters in front. Reads a few of a hundred rows."""
    reach = _reach(key)
    # Ranges of keys would be quicker to read, but their end depends on how a database sorts letters.
    fronts = func.substr(Place.key, 1, 1).in_(sorted(set(key[:2])))
    near = and_(fronts, func.length(Place.key).between(len(key) - reach, len(key) + reach))
    return and_(near, Place.state == state) if state else near


def _reach(text: str) -> int:
    """How many slips a text of this length may have."""
    return 1 if len(text) < 6 else 2 if len(text) < 10 else 3
