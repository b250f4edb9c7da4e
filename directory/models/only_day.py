"""The day of a schedule that takes place once: such a one is kept as a series that ends on its first day."""

from __future__ import annotations

import datetime as dt

from directory.models.schedule import WEEKDAYS, Pattern


def find_only_day(pattern: Pattern) -> dt.date | None:
    """The day on which a pattern takes place once, if it does; exceptions are not looked at."""
    if not pattern.dtstart or pattern.dtstart != pattern.until:
        return None
    day = dt.date.fromisoformat(pattern.dtstart)
    fits_weekday = not pattern.byday or WEEKDAYS[day.weekday()] in pattern.byday
    fits_number = not pattern.bymonthday or day.day in pattern.bymonthday
    return day if fits_weekday and fits_number else None
