"""Whether a schedule can be told in dates, and whether one could come: the editor's own description asks here too.

Blocking is what no calendar has, since it would send people to a closed door or stop the page from being made.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from zoneinfo import available_timezones

from flask_babel import gettext as _

from directory.curation.lint.findings import Finding, children, is_filled
from directory.models.content import Content, pattern_of
from directory.models.listing import Kind
from directory.models.schedule import EXCEPTION_KINDS, FREQUENCIES, Pattern, days_between

LONGEST_MEETING = dt.timedelta(hours=6)
_MEETINGS = (Kind.GROUP, Kind.PROGRAM, Kind.ROLE)  # helplines and offices are open all night
_BYDAY = re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
# As long as the calendar takes to repeat leap years on all weekdays; what has no date in it has none at all.
_LONG_ENOUGH = dt.timedelta(days=366 * 28)


def schedules(content: Content) -> Iterator[Finding]:
    """What is wrong with each schedule by itself."""
    for field, schedule in children(content, "schedules"):
        yield from schedule_problems(schedule, field)
        if content.get("kind") in _MEETINGS and (length := _night_length(schedule)) and length > LONGEST_MEETING:
            message = _("This ends on the next day, after %(hours)s hours. Is it AM or PM?")
            found = message % {"hours": round(length / dt.timedelta(hours=1))}
            yield Finding(f"{field}.closes_at", "long-meeting", found)


def ways_to_meet(content: Content) -> Iterator[Finding]:
    """A group that does not say when it meets, and meetings online or by phone without a way in."""
    if content.get("kind") == Kind.GROUP and not content.get("schedules"):
        yield Finding(
            "schedules", "no-schedule", _("Say when the group meets. If you do not know, say how to find out.")
        )
    has_link = any(is_filled(link.get("url")) for _field, link in children(content, "links"))
    has_phone = any(is_filled(phone.get("number")) for _field, phone in children(content, "phones"))
    for field, schedule in children(content, "schedules"):
        if schedule.get("mode") == "online" and not (has_link or is_filled(content.get("url"))):
            message = _("Add the link to join, or the page that says how to get it.")
            yield Finding(f"{field}.mode", "online-link", message)
        if schedule.get("mode") == "phone" and not (has_phone or has_link or is_filled(content.get("url"))):
            yield Finding(f"{field}.mode", "phone-number", _("Add the number that people call to join."))


def schedule_problems(schedule: Content, field: str = "schedule") -> list[Finding]:
    """What keeps one schedule from being told in dates; empty if all is well. field: how its name begins."""
    found = [
        *_words_or_series(schedule),
        *(_unreadable(schedule) or (_contradictions(schedule) if schedule.get("freq") else ())),
        *_exceptions(schedule),
    ]
    problems = [Finding(f"{field}.{name}", rule, message, blocks) for name, rule, message, blocks in found]
    if schedule.get("freq") and not any(problem.is_blocking for problem in problems):
        problems += _dates(schedule, field)
    return problems


_Problem = tuple[str, str, str, bool]
"""field, rule, message, whether it blocks"""


def _words_or_series(schedule: Content) -> Iterator[_Problem]:
    """A schedule says something: in words, or as a series with its times and its zone."""
    if not schedule.get("freq"):
        if not is_filled(schedule.get("description")):
            yield "freq", "empty-schedule", _("Choose how often it meets, or say it in your own words."), False
        return
    if not schedule.get("opens_at"):
        yield "opens_at", "start-time", _("Say when it starts, such as 7:00 PM. Without it, no date is shown."), False
    if not schedule.get("timezone"):
        message = _("Choose the time zone. Without it, no date is shown.")
        yield "timezone", "time-zone", message, False


def _unreadable(schedule: Content) -> list[_Problem]:
    """Values that are no date, time, zone, weekday or number."""
    found: list[_Problem] = []
    for name in ("dtstart", "until"):
        if schedule.get(name) and not _is_date(schedule[name]):
            found.append((name, "date", _("This is no date. Write it like 24 Nov 2026."), True))
    for name in ("opens_at", "closes_at"):
        if schedule.get(name) and not _is_time(schedule[name]):
            found.append((name, "time", _("This is no time. Write it like 7:30 PM."), True))
    if schedule.get("freq") and schedule["freq"] not in FREQUENCIES:
        found.append(("freq", "frequency", _("Choose every day, every week or every month."), True))
    if schedule.get("timezone") and schedule["timezone"] not in _zones():
        found.append(("timezone", "time-zone", _("There is no such time zone. Choose one of the list."), True))
    interval = schedule.get("interval")
    if interval is not None and not (isinstance(interval, int) and 1 <= interval <= 52):
        found.append(("interval", "interval", _("Write a number from 1 to 52, such as 2 for every other week."), True))
    if any(not _BYDAY.fullmatch(str(day)) for day in schedule.get("byday") or ()):
        found.append(("byday", "weekday", _("Choose the weekday again, such as the 2nd Tuesday."), True))
    days = schedule.get("bymonthday") or ()
    if any(not isinstance(day, int) or not 1 <= abs(day) <= 31 for day in days):
        found.append(("bymonthday", "day-of-month", _("Write a day of the month, from 1 to 31."), True))
    return found


def _contradictions(schedule: Content) -> Iterator[_Problem]:
    """Parts of a series that do not go together."""
    freq, byday, bymonthday = schedule["freq"], schedule.get("byday") or (), schedule.get("bymonthday")
    dtstart, until = schedule.get("dtstart"), schedule.get("until")
    if freq == "WEEKLY" and not byday and not dtstart:
        yield "byday", "no-day", _("Choose a weekday, or the first date. Without it, nobody knows which day."), True
    if freq == "MONTHLY" and not (byday or bymonthday or dtstart):
        yield "byday", "no-day", _("Choose which day of the month, or the first date."), True
    if freq != "MONTHLY" and any(len(day) > 2 for day in byday):
        yield "byday", "nth-day", _("The 2nd or last of a weekday goes with “every month”. Choose that."), True
    if freq != "MONTHLY" and bymonthday:
        yield "bymonthday", "nth-day", _("A day of the month goes with “every month”. Choose that."), True
    if (schedule.get("interval") or 1) > 1 and not dtstart:
        message = _("Give the date of one meeting as the first date, so that we know which weeks or months are meant.")
        yield "dtstart", "first-date", message, False
    if dtstart and until and until < dtstart:
        yield "until", "until", _("The last date is before the first. Change one of them."), True


def _exceptions(schedule: Content) -> Iterator[_Problem]:
    """Dates that differ, each by itself."""
    seen: set[str] = set()
    for field, exception in children(schedule, "exceptions"):
        dates = [exception.get("date"), exception.get("to_date")]
        if not _is_date(dates[0]) or (dates[1] and not _is_date(dates[1])):
            yield f"{field}.date", "date", _("This is no date. Write it like 24 Nov 2026."), True
            continue
        times = [exception.get(name) for name in ("opens_at", "closes_at")]
        if any(time and not _is_time(time) for time in times):
            yield f"{field}.opens_at", "time", _("This is no time. Write it like 7:30 PM."), True
        if exception.get("kind") not in EXCEPTION_KINDS:
            yield f"{field}.kind", "exception", _("Choose what happens on this date: not, moved, or extra."), True
        elif exception["kind"] == "moved" and not (dates[1] or times[0]):
            yield f"{field}.to_date", "exception", _("Say to which date or time it moves."), True
        if exception["date"] in seen:
            yield f"{field}.date", "exception", _("This date is here twice. Take one of them out."), False
        seen.add(exception["date"])


def _dates(schedule: Content, field: str) -> Iterator[Finding]:
    """Whether there is any date in it, and whether the dates that differ are dates of the series."""
    # A zone and a time do not change which dates there are.
    whole = {**schedule, "timezone": schedule.get("timezone") or "UTC", "opens_at": schedule.get("opens_at") or "12:00"}
    pattern = pattern_of(whole)
    if pattern is None:
        return
    has_extra = any(exception.get("kind") == "extra" for _field, exception in children(schedule, "exceptions"))
    if not _days_meet(pattern):
        yield Finding(f"{field}.byday", "no-dates", _("There is no such day in any month. Choose another one."), True)
        return
    if not has_extra and not _has_a_date(pattern):
        message = _("There is no such day between the first and the last date. Change one of them.")
        yield Finding(f"{field}.byday", "no-dates", message, is_blocking=True)
    for inner, exception in children(schedule, "exceptions"):
        day = dt.date.fromisoformat(exception["date"])
        is_of_series = bool(days_between(pattern, day, day))
        if exception["kind"] != "extra" and not is_of_series:
            message = _("It does not meet on this date, so nothing changes. Look at the date again.")
            yield Finding(f"{field}.{inner}.date", "exception", message)
        if exception["kind"] == "extra" and is_of_series and not exception.get("opens_at"):
            yield Finding(
                f"{field}.{inner}.date", "exception", _("It meets on this date as always. Take this row out.")
            )


def _days_meet(pattern: Pattern) -> bool:
    """Whether a day of the month can be the weekday that is wanted as well: the 1st Monday is never the 20th.

    Asked before the calendar is, because dateutil looks for such a day until the year 9999.
    """
    if not (pattern.byday and pattern.bymonthday):
        return True
    ordinals = [int(day[:-2] or 0) for day in pattern.byday]
    return any(
        _is_nth(day if day > 0 else length + 1 + day, ordinal, length)
        for length in (28, 29, 30, 31)
        for day in pattern.bymonthday
        for ordinal in ordinals
    )


def _is_nth(day: int, ordinal: int, length: int) -> bool:
    """Whether a day of a month of some length can be the nth of its weekday; 0: any."""
    counted = (length - day) // 7 + 1 if ordinal < 0 else (day - 1) // 7 + 1
    return 1 <= day <= length and abs(ordinal) in (0, counted)


def _has_a_date(pattern: Pattern) -> bool:
    first = dt.date.fromisoformat(pattern.dtstart) if pattern.dtstart else dt.date(2024, 1, 1)
    last = dt.date.fromisoformat(pattern.until) if pattern.until else first + _LONG_ENOUGH
    soon = min(last, first + dt.timedelta(days=366))
    return bool(days_between(pattern, first, soon) or days_between(pattern, first, last))


def _night_length(schedule: Content) -> dt.timedelta | None:
    """How long a meeting lasts that ends on the next day; None for all others."""
    opens_at, closes_at = str(schedule.get("opens_at")), str(schedule.get("closes_at"))
    if not (_is_time(opens_at) and _is_time(closes_at)) or closes_at >= opens_at:
        return None
    starts, ends = (dt.datetime.fromisoformat(f"2000-01-01 {time}") for time in (opens_at, closes_at))
    return ends + dt.timedelta(days=1) - starts


def _is_date(value: object) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        return False
    try:
        dt.date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _is_time(value: object) -> bool:
    return bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(value)))


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())  # walks through hundreds of files
