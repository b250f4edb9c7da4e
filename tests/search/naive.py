"""The search once more, slowly and plainly: a scan over the rows, to compare find() with.

Nothing here uses the index, the catalog, bitmaps or the recurrence library.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
import unicodedata
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from Stemmer import Stemmer

from directory.database import db
from directory.models import Listing, Place, Schedule
from directory.search.criteria import TAXONOMY_FILTERS, Criteria

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_english = Stemmer("english")


def read_listings() -> list[Listing]:
    """Every published listing with all that belongs to it."""
    everything = selectinload("*")
    return list(db.session.scalars(select(Listing).where(Listing.publication == "published").options(everything)))


def naive_ids(listings: list[Listing], criteria: Criteria, now: dt.datetime) -> set[int]:
    """The ids of the listings that meet the criteria; words are taken as typed. now: aware, visitor's zone."""
    point = _point(criteria.near) if criteria.near else None
    return {listing.id for listing in listings if _meets(listing, criteria, point, now)}


def _meets(listing: Listing, criteria: Criteria, point: Place | None, now: dt.datetime) -> bool:
    return (
        (criteria.old or not _is_old(listing, now))
        and all(_has_one(listing, name, values, now) for name, values in criteria.filters.items() if values)
        and (not point or _serves(listing, point, criteria.within))
        and (not criteria.q or {_stem(word) for word in _words(criteria.q)} <= _stems(listing))
    )


def _is_old(listing: Listing, now: dt.datetime) -> bool:
    """Whether a part of it was last checked more than 18 months ago. Crisis lines are never too old."""
    if listing.kind == "helpline" and any(row.term.slug == "crisis-line" for row in listing.listing_terms):
        return False
    months = now.year * 12 + now.month - 1 - 18
    last_day = calendar.monthrange(months // 12, months % 12 + 1)[1]
    limit = dt.date(months // 12, months % 12 + 1, min(now.day, last_day))
    for part in ("contact", "schedule", "joining"):
        days = [check.checked_on for check in listing.checks if check.area in (part, "all")]
        if days and max(days) < limit:
            return True
    return False


def _has_one(listing: Listing, name: str, values: tuple[str, ...], now: dt.datetime) -> bool:
    if taxonomy := TAXONOMY_FILTERS.get(name):
        return any(row.term.taxonomy_slug == taxonomy and row.term.slug in values for row in listing.listing_terms)
    if name == "kind":
        return listing.kind in values
    if name == "free":
        return listing.is_free is True
    if listing.status != "active":
        return False
    if name == "day":
        return any(value.upper() in _days(schedule) for value in values for schedule in listing.schedules)
    return any(_is_on(schedule, value, now) for value in values for schedule in listing.schedules)


# Words


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", re.sub(r"['’]", "", text)).casefold()
    return re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def _stem(word: str) -> str:
    return str(_english.stemWord(word))


def _stems(listing: Listing) -> set[str]:
    owner = listing.organization if listing.organization and listing.organization.publication == "published" else None
    texts = [
        listing.name, listing.summary, listing.description,
        listing.application_process, listing.eligibility_description,
        *(alias.name for alias in listing.aliases),
        *(phone.hours for phone in listing.phones),
        *(text for row in listing.listing_terms for label in row.term.labels for text in (label.label, label.short)),
        *(f"{place.city} {place.state}" for place in listing.locations if place.visibility != "hidden"),
        *([owner.name, *(alias.name for alias in owner.aliases)] if owner else []),
    ]  # fmt: skip
    return {_stem(word) for text in texts if text for word in _words(text)}


# Places


def _point(postal_code: str) -> Place:
    return db.session.scalars(select(Place).where(Place.type == "postal_code", Place.key == postal_code)).one()


def _serves(listing: Listing, near: Place, within: int) -> bool:
    extents = {area.extent for area in listing.service_areas}
    if extents & {"US", "worldwide", f"US-{near.state}"}:
        return True
    for place in listing.locations:
        if place.visibility != "hidden" and place.latitude is not None and place.longitude is not None:
            digits = 1 if place.visibility == "city" else 5
            point = round(place.latitude, digits), round(place.longitude, digits)
            if _miles((near.latitude, near.longitude), point) <= within:
                return True
    return False


def _miles(a: tuple[float, float], b: tuple[float, float]) -> float:
    """By the spherical law of cosines."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    cosine = math.sin(lat_a) * math.sin(lat_b) + math.cos(lat_a) * math.cos(lat_b) * math.cos(lon_b - lon_a)
    return 3958.8 * math.acos(min(1.0, cosine))


# Times


def _days(schedule: Schedule) -> set[str]:
    if schedule.freq == "DAILY" and schedule.opens_at and not schedule.byday:
        return set(WEEKDAYS)
    return {day[-2:] for day in schedule.byday or ()} if schedule.freq and schedule.opens_at else set()


def _is_on(schedule: Schedule, moment: str, now: dt.datetime) -> bool:
    """Whether one of its meetings overlaps with today, tonight or the next seven days."""
    if not schedule.freq or not schedule.timezone or schedule.opens_at is None:
        return False
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if moment == "today":
        starts, ends = now, midnight + dt.timedelta(days=1)
    elif moment == "week":
        starts, ends = now, now + dt.timedelta(days=7)
    else:
        evening = midnight - dt.timedelta(days=1) if now.hour < 4 else midnight
        starts, ends = max(now, evening.replace(hour=17)), (evening + dt.timedelta(days=1)).replace(hour=4)
    days = (now.date() + dt.timedelta(days=number) for number in range(-3, 10))
    spans = [_span(schedule, *held) for day in days for held in _held_on(schedule, day)]
    return any(begins < ends and finishes > starts for begins, finishes in spans)


def _held_on(schedule: Schedule, day: dt.date) -> list[tuple[dt.date, dt.time, dt.time | None]]:
    """(day, from, until) of every meeting that begins on a day."""
    away = {exception.date for exception in schedule.exceptions if exception.kind in ("cancelled", "moved")}
    assert schedule.opens_at is not None
    held = [(day, schedule.opens_at, schedule.closes_at)] if day not in away and _falls_on(schedule, day) else []
    for exception in schedule.exceptions:
        if exception.kind in ("moved", "extra") and (exception.to_date or exception.date) == day:
            opens_at = exception.opens_at or schedule.opens_at
            held.append((day, opens_at, exception.closes_at or schedule.closes_at))
    return held


def _falls_on(schedule: Schedule, day: dt.date) -> bool:
    if (schedule.dtstart and day < schedule.dtstart) or (schedule.until and day > schedule.until):
        return False
    if schedule.interval > 1:
        assert schedule.freq == "WEEKLY" and schedule.dtstart
        weeks = (_monday(day) - _monday(schedule.dtstart)).days // 7
        if weeks % schedule.interval:
            return False
    if schedule.bymonthday and day.day not in schedule.bymonthday:
        return False
    return not schedule.byday or any(_is_day(rule, day) for rule in schedule.byday)


def _is_day(rule: str, day: dt.date) -> bool:
    """TU: a Tuesday. 2MO: the second Monday of the month. -1FR: the last Friday."""
    if WEEKDAYS[day.weekday()] != rule[-2:]:
        return False
    if not rule[:-2]:
        return True
    last = calendar.monthrange(day.year, day.month)[1]
    number = int(rule[:-2])
    return number == (day.day - 1) // 7 + 1 if number > 0 else -number == (last - day.day) // 7 + 1


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _span(
    schedule: Schedule, day: dt.date, opens_at: dt.time, closes_at: dt.time | None
) -> tuple[dt.datetime, dt.datetime]:
    zone = ZoneInfo(schedule.timezone or "UTC")
    begins = dt.datetime.combine(day, opens_at, zone)
    finishes = dt.datetime.combine(day, closes_at or opens_at, zone)
    if closes_at and closes_at <= opens_at:
        finishes += dt.timedelta(days=1)
    return begins, finishes
