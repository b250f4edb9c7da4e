"""How long ago listings were checked, by kind, and how many checks were made each week.

A listing is as fresh as the area of it that was checked longest ago; an area that was never checked does not count.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta
from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from directory.database import db
from directory.freshness import STEPS
from directory.models import KINDS, Check, Listing, Publication
from directory.search import WEEKS_KEPT, first_week

_AREAS = ("contact", "schedule", "joining")


@dataclass(frozen=True)
class AgeRow:
    """Published listings of a kind ("" for all) by the age of their check. counts: every age that there is → number."""

    kind: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class CheckedListing:
    """A listing in a list of those of one age. since: the day of the check that counts."""

    id: int
    slug: str
    name: str
    kind: str
    since: dt.date | None


def age_bounds() -> list[tuple[str, int]]:
    """(age, months after which it begins), the youngest first; a setting of 0 means that there is no such age."""
    bounds = [(str(age), int(current_app.config[setting])) for age, setting in reversed(STEPS)]
    return [(age, months) for age, months in bounds if months]


def age_labels() -> dict[str, str]:
    """What each age that there is means, in words."""
    bounds = age_bounds()
    months = [months for _age, months in bounds]
    labels = {"fresh": _("Under %(num)s months ago", num=months[0]) if months else _("Checked")}
    for (age, begins), ends in zip(bounds, [*months[1:], None], strict=True):
        labels[age] = (
            _("%(from_months)s to %(to_months)s months ago", from_months=begins, to_months=ends)
            if ends
            else ngettext("Over %(num)s month ago", "Over %(num)s months ago", begins)
        )
    return {**labels, "never": _("Never checked")}


def count_ages(today: dt.date) -> list[AgeRow]:
    """The ages of all published listings, then kind by kind; kinds without a listing are left out. One statement."""
    ages = list(age_labels())
    found = Counter((row.kind, age_of(_since(row), today)) for row in db.session.execute(_latest()))
    rows = [AgeRow(kind, {age: found[kind, age] for age in ages}) for kind in KINDS]
    everything = AgeRow("", {age: sum(row.counts[age] for row in rows) for age in ages})
    return [everything, *(row for row in rows if row.total)]


def find_of_age(age: str, kind: str, today: dt.date) -> list[CheckedListing]:
    """The published listings whose check has an age, the longest ago first. kind: "" for all. One statement."""
    asked = _latest(Listing.slug, Listing.name)
    rows = db.session.execute(asked.where(Listing.kind == kind) if kind else asked)
    listings = [CheckedListing(row.id, row.slug, row.name, row.kind, _since(row)) for row in rows]
    fitting = [listing for listing in listings if age_of(listing.since, today) == age]
    return sorted(fitting, key=lambda listing: (listing.since or today, listing.name.casefold(), listing.id))


def count_checks(today: dt.date) -> dict[dt.date, int]:
    """Monday → checks made in that week, for the last WEEKS_KEPT weeks, weeks without one included. One statement."""
    begin = first_week(today)
    asked = select(Check.checked_on, func.count()).where(Check.checked_on >= begin).group_by(Check.checked_on)
    weeks = {begin + dt.timedelta(weeks=number): 0 for number in range(WEEKS_KEPT)}
    for day, number in db.session.execute(asked):
        monday = day - dt.timedelta(days=day.weekday())
        if monday in weeks:
            weeks[monday] += number
    return weeks


def age_of(since: dt.date | None, today: dt.date) -> str:
    """The age of a check on a day. since: None for never."""
    if since is None:
        return "never"
    later = (age for age, months in reversed(age_bounds()) if since < today - relativedelta(months=months))
    return next(later, "fresh")


def _latest(*columns: InstrumentedAttribute[str]) -> Select[int, str, *tuple[Any, ...]]:
    """Every published listing with the day on which each area was last checked."""
    days = [func.max(case((Check.area.in_((area, "all")), Check.checked_on))).label(f"{area}_on") for area in _AREAS]
    return (
        select(Listing.id, Listing.kind, *columns, *days)
        .outerjoin(Check, Check.listing_id == Listing.id)
        .where(Listing.publication == Publication.PUBLISHED)
        .group_by(Listing.id, Listing.kind, *columns)
    )


def _since(row: Row[Any]) -> dt.date | None:
    return min(filter(None, (row.contact_on, row.schedule_on, row.joining_on)), default=None)
