"""Listings that may be one and the same: found by name, number, page, mail and address, with the reasons in words.

Near linear: only listings that share a key are compared (a number, a page, an address, most of a name), and a key
that many share, such as the number of a national line, tells nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from flask import current_app
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from rapidfuzz.distance import OSA
from sqlalchemy import func, select

from directory.curation.identity import Identity, load_identities
from directory.database import db, utc_now
from directory.models import Listing, NotDuplicate

LEAST_SCORE = 60
_KEPT_FOR = dt.timedelta(minutes=10)
# A key that more listings share is one of an organization or of a nation, and tells no two of them apart.
MOST_OF_A_KEY = 6
MOST_OF_A_NAME = 40
_SHORTEST_SLIP, _LONG_WORD = 5, 9
# Points for each reason; what speaks against takes some away.
_SAME_NAME, _NEAR_NAME, _OTHER_NAME = 60, 52, 45
_CONTACT = {"phone": 30, "page": 25, "mail": 20, "address": 20}
_TOWN = 5
_OTHER_TOWN, _OTHER_KIND, _DIFFERENT_NAMES = -35, -15, -10

REASONS: dict[str, LazyString] = {
    "name": _("The same name"),
    "near-name": _("Nearly the same name"),
    "alias": _("The name of one is another name of the other"),
    "phone": _("The same number"),
    "page": _("The same web page"),
    "mail": _("The same mail address"),
    "address": _("The same address"),
}


@dataclass(frozen=True)
class Duplicate:
    """Two listings that may be one, the older first. score: up to 100; reasons: names of REASONS."""

    first_id: int
    second_id: int
    score: int
    reasons: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """The reasons in words."""
        return [str(REASONS[reason]) for reason in self.reasons]


@dataclass(frozen=True)
class _Kept:
    """What was found, when, and in what state of the listings."""

    state: tuple[object, ...]
    made_at: dt.datetime
    found: tuple[Duplicate, ...]


def find_duplicates(limit: int = 50, *, is_fresh: bool = True) -> list[Duplicate]:
    """The pairs that are most alike, the surest first; without closed ones and those that somebody told apart.

    Kept in this process until a listing changes. With 10,000 listings it takes seconds, so whoever asks at each page
    takes what is up to ten minutes old (is_fresh=False); what was closed or told apart meanwhile is left out.
    """
    state, now = _state(), utc_now()
    kept: _Kept | None = current_app.extensions.get("duplicates")
    if kept is None or (kept.state != state and (is_fresh or now - kept.made_at > _KEPT_FOR)):
        kept = _Kept(state, now, tuple(_find()))
        current_app.extensions["duplicates"] = kept
    found = kept.found[:limit]
    if kept.state == state:
        return list(found)
    told_apart, open_ids = _told_apart(), _open_ids(found)
    pairs = ((pair, (pair.first_id, pair.second_id)) for pair in found)
    return [pair for pair, ids in pairs if ids not in told_apart and open_ids.issuperset(ids)]


def tell_apart(first_id: int, second_id: int, *, by: str) -> None:
    """Remember that two listings are two. Raises LookupError if one of them is not there, or both are one."""
    low, high = sorted((first_id, second_id))
    if low == high or db.session.get(Listing, low) is None or db.session.get(Listing, high) is None:
        raise LookupError(f"There are no two listings {low} and {high}.")
    if db.session.get(NotDuplicate, (low, high)) is None:
        db.session.add(NotDuplicate(first_id=low, second_id=high, said_by=by, said_at=utc_now()))
        db.session.flush()


def compare(first: Identity, second: Identity, *, shared: frozenset[str] = frozenset()) -> Duplicate:
    """How alike two listings are. shared: keys that many have, which count for nothing."""
    points, reasons = _by_name(first, second)
    if not _are_kin(first, second):
        both = {key.partition(":")[0] for key in first.keys & second.keys - shared}
        telling = [kind for kind in _CONTACT if kind in both]
        points += sum(_CONTACT[kind] for kind in telling)
        reasons += telling
    if first.towns and second.towns:
        points += _TOWN if first.towns & second.towns else _OTHER_TOWN
    if first.kind != second.kind:
        points += _OTHER_KIND
    low, high = sorted((first.id, second.id))
    return Duplicate(low, high, max(0, min(100, points)), tuple(reasons))


def _find() -> list[Duplicate]:
    identities = load_identities()
    by_key: dict[str, list[Identity]] = {}
    for identity in identities:
        for key in identity.keys:
            by_key.setdefault(key, []).append(identity)
    shared = frozenset(key for key, group in by_key.items() if len(group) > MOST_OF_A_KEY)
    pairs = {pair for key, group in by_key.items() for pair in _pairs(key, group)}
    by_id = {identity.id: identity for identity in identities}
    found = [compare(by_id[low], by_id[high], shared=shared) for low, high in pairs - _told_apart()]
    return sorted((one for one in found if one.score >= LEAST_SCORE), key=lambda one: (-one.score, one.first_id))


def _pairs(key: str, group: list[Identity]) -> Iterator[tuple[int, int]]:
    most = MOST_OF_A_NAME if key.startswith("name:") else MOST_OF_A_KEY
    if len(group) <= most:
        for one, other in combinations(group, 2):
            yield (min(one.id, other.id), max(one.id, other.id))


def _are_kin(first: Identity, second: Identity) -> bool:
    """Whether one belongs to the other, or both to a third: what they share is then that of the house."""
    if first.organization_id == second.id or second.organization_id == first.id:
        return True
    return first.organization_id is not None and first.organization_id == second.organization_id


def _by_name(first: Identity, second: Identity) -> tuple[int, list[str]]:
    if _is_parent(first, second):
        return _DIFFERENT_NAMES, []  # a house and its group of the same name
    points = _name_points(first.names[0], second.names[0])
    if points > 0:
        return points, ["name" if points == _SAME_NAME else "near-name"]
    is_alone = len(first.names) == len(second.names) == 1
    if not is_alone and not {tuple(sorted(name)) for name in first.names}.isdisjoint(
        tuple(sorted(name)) for name in second.names
    ):
        return _OTHER_NAME, ["alias"]
    return _DIFFERENT_NAMES, []


def _is_parent(first: Identity, second: Identity) -> bool:
    return first.organization_id == second.id or second.organization_id == first.id


def _name_points(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """What two names are worth. A word that only one has makes them two: "NAMI Lexington" and "NAMI Louisville"."""
    if not one or len(one) != len(other):
        return _DIFFERENT_NAMES
    left, right = list(one), []
    for word in other:
        if word in left:
            left.remove(word)
        else:
            right.append(word)
    if not right:
        return _SAME_NAME
    slips = all(any(_is_slip(word, near) for word in left) for near in right)
    return _NEAR_NAME if slips else _DIFFERENT_NAMES


def _is_slip(word: str, other: str) -> bool:
    """Whether two words may be one with a slip in typing; numbers and short words are never."""
    if min(len(word), len(other)) < _SHORTEST_SLIP or not (word.isalpha() and other.isalpha()):
        return False
    most = 2 if min(len(word), len(other)) >= _LONG_WORD else 1
    return OSA.distance(word, other, score_cutoff=most) <= most


def _told_apart() -> set[tuple[int, int]]:
    said = db.session.execute(select(NotDuplicate.first_id, NotDuplicate.second_id))
    return {(row.first_id, row.second_id) for row in said}


def _open_ids(pairs: Iterable[Duplicate]) -> set[int]:
    ids = {id for pair in pairs for id in (pair.first_id, pair.second_id)}
    return set(db.session.scalars(select(Listing.id).where(Listing.id.in_(ids), Listing.publication != "closed")))


def _state() -> tuple[object, ...]:
    """What changes with every edit and every pair that is told apart."""
    listings = db.session.execute(select(func.count(Listing.id), func.sum(Listing.version), func.max(Listing.id))).one()
    return (*listings, db.session.scalar(select(func.count()).select_from(NotDuplicate)))
