"""When: schedules as RFC 5545 recurrences in local wall time, and their expansion.

A group at 19:00 meets at 19:00 on both sides of a change of clocks, so a series is expanded in its
own zone and only then turned into moments. python-dateutil does the recurrence; this module adds
zones, exceptions and the end of a meeting.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday
from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.database import Base
from directory.models.listing import one_of

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY")
MODES = ("in_person", "online", "phone")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EXCEPTION_KINDS = ("cancelled", "moved", "extra")
HORIZON = dt.timedelta(days=400)
_FREQ: dict[str, Literal[1, 2, 3]] = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY}
_WHOLE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Occurrence:
    """One meeting, or one stretch of opening hours: aware datetimes in the schedule's own zone."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    mode: str | None = None
    note: str | None = None

    @property
    def order(self) -> tuple[dt.datetime, dt.datetime]:
        """What sorts occurrences of any zone by time."""
        return self.starts_at.astimezone(dt.UTC), self.ends_at.astimezone(dt.UTC)


@dataclass(frozen=True)
class DateException:
    """One date that differs: cancelled, moved to another, or extra. Dates as YYYY-MM-DD, times HH:MM."""

    date: str
    kind: str
    to_date: str | None = None
    opens_at: str | None = None
    closes_at: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Pattern:
    """A schedule as a value: equal patterns have equal occurrences, so their expansion is shared.

    byday: RFC 5545 weekdays with or without an ordinal ("TU", "2MO", "-1FR"); times HH:MM in *timezone*.
    """

    freq: str
    timezone: str
    opens_at: str
    closes_at: str | None = None
    interval: int = 1
    byday: tuple[str, ...] = ()
    bymonthday: tuple[int, ...] = ()
    dtstart: str | None = None
    until: str | None = None
    mode: str | None = None
    exceptions: tuple[DateException, ...] = ()

    @property
    def is_always_open(self) -> bool:
        """Whether it is open day and night, every day, without a beginning or an end."""
        has_limits = self.byday or self.bymonthday or self.dtstart or self.until or self.exceptions
        return self.freq == "DAILY" and self.interval == 1 and self.opens_at == self.closes_at and not has_limits

    @property
    def weekdays(self) -> frozenset[str]:
        """The weekdays it can fall on; empty for a day of the month."""
        if self.byday:
            return frozenset(day[-2:] for day in self.byday)
        if self.freq == "DAILY":
            return frozenset(WEEKDAYS)
        if self.freq == "WEEKLY" and self.dtstart:
            return frozenset({WEEKDAYS[dt.date.fromisoformat(self.dtstart).weekday()]})
        return frozenset()


class Schedule(Base):
    """When a listing meets or is open: an RFC 5545 recurrence, or words alone (*description*)."""

    __tablename__ = "schedule"
    __table_args__ = (one_of("freq", FREQUENCIES), one_of("mode", MODES))

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    freq: Mapped[str | None] = mapped_column(String(10))
    interval: Mapped[int] = mapped_column(default=1)
    byday: Mapped[list[str] | None] = mapped_column(JSON)
    bymonthday: Mapped[list[int] | None] = mapped_column(JSON)
    dtstart: Mapped[dt.date | None]
    until: Mapped[dt.date | None]
    opens_at: Mapped[dt.time | None]
    closes_at: Mapped[dt.time | None]
    """Earlier than opens_at: after midnight. Equal: the whole day round."""
    timezone: Mapped[str | None] = mapped_column(String(40))
    mode: Mapped[str | None] = mapped_column(String(10))
    description: Mapped[str | None] = mapped_column(Text)
    exceptions: Mapped[list[ScheduleException]] = relationship(
        cascade="all, delete-orphan", order_by="ScheduleException.date", lazy="selectin"
    )

    @property
    def pattern(self) -> Pattern | None:
        """The schedule as a value, or None if it is words alone."""
        if not self.freq or not self.timezone or self.opens_at is None:
            return None
        return Pattern(
            freq=self.freq,
            timezone=self.timezone,
            opens_at=self.opens_at.isoformat("minutes"),
            closes_at=self.closes_at.isoformat("minutes") if self.closes_at else None,
            interval=self.interval or 1,
            byday=tuple(self.byday or ()),
            bymonthday=tuple(self.bymonthday or ()),
            dtstart=self.dtstart.isoformat() if self.dtstart else None,
            until=self.until.isoformat() if self.until else None,
            mode=self.mode,
            exceptions=tuple(exception.value for exception in self.exceptions),
        )


class ScheduleException(Base):
    """One date of a schedule that differs."""

    __tablename__ = "schedule_exception"
    __table_args__ = (one_of("kind", EXCEPTION_KINDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id", ondelete="CASCADE"), index=True)
    date: Mapped[dt.date]
    kind: Mapped[str] = mapped_column(String(10))
    to_date: Mapped[dt.date | None]
    opens_at: Mapped[dt.time | None]
    closes_at: Mapped[dt.time | None]
    note: Mapped[str | None] = mapped_column(String(200))

    @property
    def value(self) -> DateException:
        """The exception as a value."""
        return DateException(
            date=self.date.isoformat(),
            kind=self.kind,
            to_date=self.to_date.isoformat() if self.to_date else None,
            opens_at=self.opens_at.isoformat("minutes") if self.opens_at else None,
            closes_at=self.closes_at.isoformat("minutes") if self.closes_at else None,
            note=self.note,
        )


def next_start(patterns: Iterable[Pattern], after: dt.datetime) -> Occurrence | None:
    """The first occurrence that starts after *after*, or None when no pattern has one within 400 days.

    after: aware datetime. Raises ValueError for a naive datetime.
    Source: RFC 5545 RRULE; HSDS 3.1 schedule.
    """
    if after.tzinfo is None:
        raise ValueError("The next start is asked after an aware datetime: give it a time zone.")
    after = after.astimezone(dt.UTC)
    found = (next((o for o in occurrences(p, after, after + HORIZON) if o.starts_at > after), None) for p in patterns)
    return min((o for o in found if o), key=lambda o: o.order, default=None)


def upcoming(patterns: Sequence[Pattern], after: dt.datetime, count: int) -> list[Occurrence]:
    """The next *count* occurrences of all patterns that have not ended at *after*, in order."""
    first: list[Occurrence] = []
    for pattern in patterns:
        for number, occurrence in enumerate(occurrences(pattern, after, after + HORIZON)):
            if number == count:
                break
            first.append(occurrence)
    return sorted(first, key=lambda o: o.order)[:count]


def occurrences(pattern: Pattern, after: dt.datetime, before: dt.datetime) -> Iterator[Occurrence]:
    """The occurrences that end after *after* and start before *before*, in order.

    after, before: aware datetimes. Raises ValueError for naive ones.
    """
    if after.tzinfo is None or before.tzinfo is None:
        raise ValueError("Occurrences are asked between aware datetimes: give them a time zone.")
    zone = ZoneInfo(pattern.timezone)
    # Moments of one zone are compared by their wall time, which goes back when summer time ends.
    # Source: https://docs.python.org/3/library/datetime.html (comparison within one tzinfo)
    after, before = after.astimezone(dt.UTC), before.astimezone(dt.UTC)
    # Two days of slack: meetings that began yesterday, and moved dates.
    day, last = after.astimezone(zone).date() - dt.timedelta(days=2), before.astimezone(zone).date()
    while day <= last:
        month = (day.year, day.month)
        for occurrence in _month(pattern, *month):
            if occurrence.ends_at > after and occurrence.starts_at < before:
                yield occurrence
        day = (dt.date(*month, 1) + dt.timedelta(days=32)).replace(day=1)


def days_between(pattern: Pattern, first: dt.date, last: dt.date) -> list[dt.date]:
    """The dates of the series between two dates, both included, whatever its exceptions say."""
    start = dt.date.fromisoformat(pattern.dtstart) if pattern.dtstart else None
    end = min(last, dt.date.fromisoformat(pattern.until)) if pattern.until else last
    if start and start > end:
        return []
    if pattern.interval == 1:
        # Without an interval the phase does not matter: begin where we look, not years ago.
        anchor = max(first, start) if start else first
        byweekday, bymonthday = _by(pattern, start)
    else:
        anchor = start or dt.date(2024, 1, 1)
        byweekday, bymonthday = _by(pattern, anchor)
    rule = rrule(
        _FREQ[pattern.freq],
        dtstart=dt.datetime.combine(anchor, dt.time()),
        interval=pattern.interval,
        byweekday=byweekday,
        bymonthday=bymonthday,
        until=dt.datetime.combine(end, dt.time()),
        wkst=0,
    )
    return [moment.date() for moment in rule if moment.date() >= first]


@lru_cache(maxsize=20_000)
def _month(pattern: Pattern, year: int, month: int) -> tuple[Occurrence, ...]:
    """All occurrences whose start falls into one month of the pattern's zone, sorted."""
    first = dt.date(year, month, 1)
    last = (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    cancelled = {e.date for e in pattern.exceptions if e.kind in ("cancelled", "moved")}
    found = [
        _occurrence(pattern, day, pattern.opens_at, pattern.closes_at)
        for day in days_between(pattern, first, last)
        if day.isoformat() not in cancelled
    ]
    for exception in pattern.exceptions:
        day = dt.date.fromisoformat(exception.to_date or exception.date)
        if exception.kind in ("moved", "extra") and first <= day <= last:
            found.append(_occurrence(pattern, day, *hours_of(pattern, exception), exception.note))
    return tuple(sorted(found, key=lambda o: o.order))


def hours_of(pattern: Pattern, exception: DateException) -> tuple[str, str | None]:
    """When an exception opens and closes; it lasts as long as usual when only its start is given."""
    if exception.closes_at or not exception.opens_at or not pattern.closes_at:
        return exception.opens_at or pattern.opens_at, exception.closes_at or pattern.closes_at
    times = (exception.opens_at, pattern.opens_at, pattern.closes_at)
    start, usual_start, usual_end = (dt.datetime.fromisoformat(f"2000-01-01 {time}") for time in times)
    return exception.opens_at, (start + (usual_end - usual_start) % _WHOLE_DAY).time().isoformat("minutes")


def _by(pattern: Pattern, start: dt.date | None) -> tuple[list[weekday] | None, list[int] | None]:
    """The BYDAY and BYMONTHDAY parts; a rule without them takes its day from DTSTART (RFC 5545)."""
    byday = [weekday(WEEKDAYS.index(day[-2:]), int(day[:-2]) if day[:-2] else None) for day in pattern.byday]
    bymonthday = list(pattern.bymonthday)
    if start and not byday and not bymonthday:
        if pattern.freq == "WEEKLY":
            byday = [weekday(start.weekday())]
        elif pattern.freq == "MONTHLY":
            bymonthday = [start.day]
    return byday or None, bymonthday or None


def _occurrence(
    pattern: Pattern, day: dt.date, opens_at: str, closes_at: str | None, note: str | None = None
) -> Occurrence:
    """One occurrence on a date, as wall time in the pattern's zone.

    A wall time that a change of clocks skips is moved on by as much (02:30 becomes 03:30); one that
    happens twice is the first of the two (PEP 495, fold=0).
    """
    zone = ZoneInfo(pattern.timezone)
    starts = dt.datetime.combine(day, dt.time.fromisoformat(opens_at))
    ends = dt.datetime.combine(day, dt.time.fromisoformat(closes_at or opens_at))
    if closes_at and ends <= starts:
        ends += _WHOLE_DAY
    starts_at, ends_at = _existing(starts, zone), _existing(ends, zone)
    if ends_at < starts_at:  # only its start was skipped: 02:30–03:00
        ends_at = starts_at + (ends - starts)
    return Occurrence(starts_at, ends_at, pattern.mode, note)


def _existing(wall: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return wall.replace(tzinfo=zone).astimezone(dt.UTC).astimezone(zone)
