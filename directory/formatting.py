"""Times, dates and distances as people read them: pure functions, given to templates as filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_time, get_day_names, get_timezone_name
from babel.lists import format_list
from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from directory.models.location import STATES
from directory.models.only_day import find_only_day
from directory.models.schedule import WEEKDAYS, Occurrence, Pattern
from directory.pages import page_locale
from directory.site_zone import on_clock_here

DATE = "d MMM y"
DAY = "EEE d MMM"


def init_app(app: Flask) -> None:
    """Give the filters to the templates."""
    for function in (
        area_in_list,
        area_of_check,
        area_words,
        date,
        date_time,
        distance,
        end_time,
        host,
        limits_words,
        mode_words,
        moment,
        pattern_words,
        span,
        zone_name,
    ):
        app.template_filter(function.__name__)(function)


def date(day: dt.date | str) -> str:
    """A date in words: "12 Sep 2026"; of a moment, the day that it was on the site's clock."""
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return _format_date(on_clock_here(day).date() if isinstance(day, dt.datetime) else day, DATE, _locale())


def date_time(moment: dt.datetime, now: dt.datetime | None = None) -> str:
    """A start in words: "today, 7:00 PM", "Tue 24 Nov, 7:00 PM". now: aware; decides what is today."""
    return f"{_day(moment, now)}, {_clock(moment.time(), _locale())}"


def end_time(at: dt.datetime, now: dt.datetime) -> str:
    """Until when something lasts: "5:00 PM", "midnight", "tomorrow, 2:00 AM". at, now: aware, of one zone."""
    if at.time() == dt.time() and at.date() == now.date() + dt.timedelta(days=1):
        return _("midnight")
    return _clock(at.time(), _locale()) if at.date() == now.date() else date_time(at, now)


def moment(at: dt.datetime) -> str:
    """When something happened, on the site's clock: "24 Nov 2026, 7:00 PM"."""
    local = on_clock_here(at)
    return f"{date(local.date())}, {_clock(local.time(), _locale())}"


def span(occurrence: Occurrence, now: dt.datetime | None = None) -> str:
    """A meeting in words: "Tue 24 Nov, 7:00–8:30 PM"."""
    starts_at, ends_at = occurrence.starts_at, occurrence.ends_at
    return f"{_day(starts_at, now)}, {hours(starts_at.time(), None if starts_at == ends_at else ends_at.time())}"


def hours(opens_at: dt.time, closes_at: dt.time | None) -> str:
    """From when to when: "7:00–8:30 PM", "11:30 AM–1:00 PM", "7:00 PM", "all day"."""
    starts = _clock(opens_at, _locale())
    if closes_at is None:
        return starts
    if opens_at == closes_at == dt.time():
        return _("all day")
    ends = _clock(closes_at, _locale())
    same_half = starts[-2:] == ends[-2:] and starts[-2:] in ("AM", "PM") and opens_at < closes_at
    return f"{starts[:-3] if same_half else starts}–{ends}"


def distance(miles: float) -> str:
    """A distance in words: "2.4 miles", "1 mile", "under a mile", "38 miles"."""
    if miles < 0.95:
        return _("under a mile")
    rounded = round(miles, 1) if miles < 10 else round(miles)
    shown = f"{rounded:g}"
    return ngettext("%(shown)s mile", "%(shown)s miles", 1 if shown == "1" else 2, shown=shown)


def host(address: str | None) -> str:
    """The name of the site behind an address: "https://www.nami.org/x" → "nami.org"."""
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:  # "http://[", which nobody can open either
        return ""


def pattern_words(pattern: Pattern) -> str:
    """A schedule in words: "2nd and 4th Tuesday of the month, 7:00–8:30 PM", "Once, on Monday, …"."""
    if pattern.is_always_open:
        return _("Day and night, every day")
    closes_at = dt.time.fromisoformat(pattern.closes_at) if pattern.closes_at else None
    return f"{_recurrence(pattern)}, {hours(dt.time.fromisoformat(pattern.opens_at), closes_at)}"


def limits_words(pattern: Pattern, today: dt.date | None = None) -> list[str]:
    """From when and until when a series runs: ["from 5 Jan 2027", "until 30 Jun 2027"].

    today: a beginning that is past is not told any more; without it, all is. What takes place once has no limits.
    """
    if find_only_day(pattern):
        return []
    limits = []
    if pattern.dtstart and (today is None or pattern.dtstart > today.isoformat()):
        limits.append(_("from %(day)s", day=date(pattern.dtstart)))
    return [*limits, _("until %(day)s", day=date(pattern.until))] if pattern.until else limits


def day_of_month(day: dt.date, today: dt.date, has_weekday: bool = False) -> str:
    """A date near today: "24 Nov", "Tue 24 Nov"; with its year if that is another one."""
    pattern = DAY if has_weekday else "d MMM"
    return _format_date(day, pattern if day.year == today.year else f"{pattern} y", _locale())


def spell_days(days: frozenset[str]) -> str:
    """Weekdays in words, in the order of the week: "Monday and Thursday"."""
    return format_list([_day_name(day) for day in WEEKDAYS if day in days], locale=_locale())


def zone_name(zone: str | dt.tzinfo) -> str:
    """What people call a time zone: "Eastern Time"."""
    return _zone_name(str(zone), _locale())


def mode_words(mode: str, phones: Iterable[str] = ()) -> str:
    """How one meets. phones: the types of the listing's phones; with those for text alone it is no call."""
    if mode == "phone" and set(phones) == {"text"}:
        return _("by text message")
    return {"in_person": _("in person"), "online": _("online"), "phone": _("by phone")}[mode]


def area_words(extent: str) -> str:
    """Whom a listing serves: "US" → "Anywhere in the United States", "US-KY" → "Anyone in Kentucky"."""
    if extent == "worldwide":
        return _("From anywhere in the world")
    country, _dash, state = extent.partition("-")
    if state:
        return _("Anyone in %(state)s", state=STATES.get(state, state))
    if country == "US":
        return _("Anywhere in the United States")
    return _(
        "Anywhere in %(country)s",
        country=Locale.parse(_locale()).territories.get(country, country),
    )


def area_of_check(area: str) -> str:
    """What was checked."""
    return {
        "all": _("All of it"),
        "contact": _("Contact"),
        "schedule": _("Times"),
        "joining": _("How to join"),
    }[area]


def area_in_list(area: str) -> str:
    """What was checked, within a sentence: "schedule, contact"."""
    return {"contact": _("contact"), "schedule": _("times"), "joining": _("how to join")}[area]


def _recurrence(pattern: Pattern) -> str:
    if only := find_only_day(pattern):
        return _("Once, on %(weekday)s, %(day)s", weekday=_day_name(WEEKDAYS[only.weekday()]), day=date(only))
    if pattern.freq == "DAILY" and (pattern.interval > 1 or not pattern.byday):
        every = _("Every day") if pattern.interval == 1 else _("Every %(count)s days", count=pattern.interval)
        if not pattern.byday:
            return every
        return _("%(every)s, if that is a %(days)s", every=every, days=_day_or_day(pattern))
    if pattern.freq in ("DAILY", "WEEKLY"):
        days = pattern.weekdays
        if pattern.interval == 1 and days == frozenset(WEEKDAYS[:5]):
            return _("Monday to Friday")
        if pattern.interval == 1:
            return _("Every %(days)s", days=spell_days(days))
        if pattern.interval == 2:
            return _("Every other %(days)s", days=spell_days(days))
        return _("%(days)s, every %(count)s weeks", days=spell_days(days), count=pattern.interval)
    every = _("of the month") if pattern.interval == 1 else _("of every %(count)s months", count=pattern.interval)
    if pattern.bymonthday and pattern.byday:
        day = f"{_days_of_month(pattern)} {every}"
        return _("%(every)s, if that is a %(days)s", every=day, days=_day_or_day(pattern))
    return f"{_days_of_month(pattern)} {every}"


def _days_of_month(pattern: Pattern) -> str:
    if pattern.bymonthday or not pattern.byday:
        days = pattern.bymonthday or (dt.date.fromisoformat(pattern.dtstart or "2024-01-01").day,)
        return format_list([_ordinal(day) for day in days], locale=_locale())
    by_name: dict[str, list[str]] = {}
    for day in pattern.byday:
        by_name.setdefault(day[-2:], []).append(_ordinal(int(day[:-2])) if day[:-2] else _("Every"))
    phrases = [f"{format_list(which, locale=_locale())} {_day_name(day)}" for day, which in by_name.items()]
    return format_list(phrases, locale=_locale())


def _day_or_day(pattern: Pattern) -> str:
    """The weekdays that a date must fall on: "Tuesday", "2nd Tuesday or Friday"."""
    days = [f"{_ordinal(int(day[:-2]))} {_day_name(day[-2:])}" if day[:-2] else _day_name(day) for day in pattern.byday]
    return format_list(days, "or", locale=_locale())


def _ordinal(number: int) -> str:
    if number == -1:
        return _("last")
    if number < 0:
        return _("%(which)s to last", which=_ordinal(-number))
    words = {
        1: _("1st"),
        2: _("2nd"),
        3: _("3rd"),
        21: _("21st"),
        22: _("22nd"),
        23: _("23rd"),
        31: _("31st"),
    }
    return words.get(number) or _("%(number)sth", number=number)


def _day(moment: dt.datetime, now: dt.datetime | None) -> str:
    now = now.astimezone(moment.tzinfo) if now else None
    if now and moment.date() == now.date():
        return _("today")
    if now and moment.date() == now.date() + dt.timedelta(days=1):
        return _("tomorrow")
    far = now is not None and moment - now > dt.timedelta(days=300)
    return _format_date(moment.date(), f"{DAY} y" if far else DAY, _locale())


def _day_name(day: str) -> str:
    return str(get_day_names("wide", locale=_locale())[WEEKDAYS.index(day)])


def _locale() -> str:
    return page_locale()


@lru_cache(maxsize=2_000)
def _clock(time: dt.time, locale: str) -> str:
    # CLDR writes a narrow no-break space before PM; a plain one wraps better and reads the same.
    return format_time(time.replace(tzinfo=None), "short", locale=locale).replace("\u202f", " ")


@lru_cache(maxsize=2_000)
def _format_date(day: dt.date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


@lru_cache(maxsize=500)
def _zone_name(zone: str, locale: str) -> str:
    # CLDR has America/Kentucky/Louisville under its former name, America/Louisville, which Babel does not see.
    metazones = get_global("meta_zones")
    former = f"{zone.partition('/')[0]}/{zone.rpartition('/')[2]}"
    if zone not in metazones and former in metazones:
        names = Locale.parse(locale).meta_zones.get(metazones[former]) or {}
        if name := (names.get("long") or {}).get("generic"):
            return str(name)
    return get_timezone_name(ZoneInfo(zone), width="long", zone_variant="generic", locale=locale)
