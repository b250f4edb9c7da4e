"""Which listings somebody should look at, the most urgent first.

A few statements, however many there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from directory.curation.checking.recording import count_tries
from directory.database import db, utc_now
from directory.freshness import Age, age_of
from directory.models import Check, CheckTry, Claim, Listing, Person, Publication, checked_since, is_wholly_checked
from directory.site_zone import today_here

# The later, the longer visitors have been reading what nobody vouches for.
URGENCY = (Age.OLD, Age.OVERDUE, Age.DUE, Age.NEVER)
# What people in need turn to first is looked at first.
KIND_ORDER = ("helpline", "group", "program", "organization", "community", "role")


@dataclass(frozen=True)
class Due:
    """A listing to look at. since: the day of its check; tries: how often nobody answered; held_by: who has it."""

    id: int
    name: str
    slug: str
    kind: str
    age: Age
    since: dt.date | None
    tries: int = 0
    tried_today: bool = False
    held_by: str | None = None
    held_until: dt.datetime | None = None


def due_listings(among: Collection[int] | None = None) -> list[Due]:
    """The published listings that are due, overdue, old or were never checked wholly, the most urgent first.

    among: the organizations whose listings count; None for all. One that was tried today comes last.
    """
    today = today_here()
    checks = _latest_checks()
    rows = db.session.execute(_published(among)).all()
    ages = {row.id: _age(checks.get(row.id, []), today) for row in rows}
    due = [row for row in rows if ages[row.id] in URGENCY]
    tries = count_tries([row.id for row in due]) if due else {}
    tried_today = set(db.session.scalars(select(CheckTry.listing_id).where(CheckTry.tried_on == today)))
    claims = _claims()
    found = [
        Due(
            row.id, row.name, row.slug, row.kind, ages[row.id], checked_since(checks.get(row.id, [])),
            tries.get(row.id, 0), row.id in tried_today, *claims.get(row.id, (None, None)),
        )
        for row in due
    ]  # fmt: skip
    return sorted(found, key=_order)


def count_by_age(listings: Collection[Due]) -> dict[Age, int]:
    """How many are of each age, the most urgent first; without those that none is of."""
    counts = {age: sum(one.age is age for one in listings) for age in URGENCY}
    return {age: count for age, count in counts.items() if count}


def of_organizations(among: Collection[int]) -> Any:
    """The condition that a listing is one of some organizations, or belongs to one."""
    return or_(Listing.id.in_(among), Listing.organization_id.in_(among))


def _published(among: Collection[int] | None) -> Any:
    found = select(Listing.id, Listing.name, Listing.slug, Listing.kind).where(
        Listing.publication == Publication.PUBLISHED
    )
    return found if among is None else found.where(of_organizations(among))


def _latest_checks() -> dict[int, list[Any]]:
    """Listing id → area and day of the latest check of each area: as few rows as can be, however often one checks."""
    latest = select(Check.listing_id, Check.area, func.max(Check.checked_on).label("checked_on"))
    found: dict[int, list[Any]] = {}
    for row in db.session.execute(latest.group_by(Check.listing_id, Check.area)):
        found.setdefault(row.listing_id, []).append(row)
    return found


def _age(checks: list[Any], today: dt.date) -> Age:
    """How old; of what is fresh as far as it goes, but was never checked wholly: never."""
    age = age_of(checked_since(checks), today)
    return Age.NEVER if age is Age.FRESH and not is_wholly_checked(checks) else age


def _claims() -> dict[int, tuple[str, dt.datetime]]:
    held = select(Claim.listing_id, Person.name, Claim.until).join(Person, Person.id == Claim.person_id)
    return {id: (name, until) for id, name, until in db.session.execute(held.where(Claim.until > utc_now()))}


def _order(one: Due) -> tuple[bool, int, str, int, str, int]:
    since = one.since.isoformat() if one.since else ""
    kind = KIND_ORDER.index(one.kind) if one.kind in KIND_ORDER else len(KIND_ORDER)
    return one.tried_today, URGENCY.index(one.age), since, kind, one.name.casefold(), one.id
