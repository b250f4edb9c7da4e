"""How often something takes place, between the words of the form and RFC 5545: "2nd and 4th Tuesday" ↔ 2TU, 4TU.

A rule that the form has no words for is kept in codes, so that nothing is lost by opening and saving it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from directory.models.content import Content
from directory.models.schedule import WEEKDAYS

REPEATS = [
    ("weekly", _("Every week")),
    ("biweekly", _("Every other week")),
    ("monthly_weekday", _("On certain weekdays of the month, like 2nd Tuesday")),
    ("monthly_day", _("On a day of the month, like the 15th")),
    ("daily", _("Every day")),
    ("always", _("Day and night, every day")),
    ("once", _("Once")),
    ("words", _("Only in words")),
    ("weekly_code", _("By weeks, in codes")),
    ("monthly_code", _("By months, in codes")),
    ("daily_code", _("By days, in codes")),
]
RARE = ("weekly_code", "monthly_code", "daily_code")
ORDINALS = [("1", _("1st")), ("2", _("2nd")), ("3", _("3rd")), ("4", _("4th")), ("5", _("5th")), ("-1", _("Last"))]
_BYDAY = re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_MIDNIGHT = "00:00"
_LONGEST_INTERVAL = 99


def words_of(schedule: Content) -> dict[str, Any]:
    """The fields of the form that tell a schedule's rule."""
    freq, interval = schedule["freq"], schedule["interval"] or 1
    byday, bymonthday = schedule["byday"] or [], schedule["bymonthday"] or []
    told: dict[str, Any] = {
        "every": interval, "days": [], "ordinals": [], "byday": "",
        "month_days": ", ".join(str(day) for day in bymonthday),
    }  # fmt: skip
    ordinals, days = _split(byday)
    if not freq:
        return {**told, "repeats": "words"}
    if freq == "DAILY" and not byday and not bymonthday:
        return {**told, "repeats": _daily(schedule, interval)}
    if freq == "WEEKLY" and ordinals == [""] and not bymonthday:
        return {**told, "repeats": "biweekly" if interval == 2 else "weekly", "days": days}
    if freq == "WEEKLY" and not byday and not bymonthday:
        return {**told, "repeats": "biweekly" if interval == 2 else "weekly"}
    if freq == "MONTHLY" and byday and "" not in ordinals and ordinals and not bymonthday:
        return {**told, "repeats": "monthly_weekday", "days": days, "ordinals": ordinals}
    if freq == "MONTHLY" and not byday:
        return {**told, "repeats": "monthly_day"}
    return {**told, "repeats": f"{freq.lower()}_code", "byday": ", ".join(byday)}


def rule_of(told: Mapping[str, Any]) -> Content:
    """freq, interval, byday, bymonthday, opens_at, closes_at, dtstart, until of a content, from those fields."""
    repeats, days = told["repeats"], [day for day in WEEKDAYS if day in (told["days"] or ())]
    limits = {name: told[name] for name in ("opens_at", "closes_at", "dtstart", "until")}
    interval = min(max(told["every"] or 1, 1), _LONGEST_INTERVAL)
    rule: Content = {"freq": None, "interval": interval, "byday": None, "bymonthday": None, **limits}
    if repeats == "words" or repeats not in dict(REPEATS):
        return rule
    if repeats == "always":
        return {**rule, "freq": "DAILY", "interval": 1, "opens_at": _MIDNIGHT, "closes_at": _MIDNIGHT, **_NO_LIMITS}
    if repeats == "once":
        return {**rule, "freq": "DAILY", "interval": 1, "until": told["dtstart"]}
    if repeats in ("weekly", "biweekly"):
        interval = 2 if repeats == "biweekly" else rule["interval"]
        return {**rule, "freq": "WEEKLY", "interval": interval, "byday": days or None}
    if repeats == "monthly_weekday":
        byday = [
            f"{ordinal}{day}" for day in days for ordinal, _word in ORDINALS if ordinal in (told["ordinals"] or ())
        ]
        return {**rule, "freq": "MONTHLY", "byday": byday or None}
    if repeats == "monthly_day":
        return {**rule, "freq": "MONTHLY", "bymonthday": _numbers(told["month_days"])}
    if repeats == "daily":
        return {**rule, "freq": "DAILY"}
    codes = ["".join(code) for code in _BYDAY.findall((told["byday"] or "").upper())]
    freq = str(repeats).removesuffix("_code").upper()
    return {**rule, "freq": freq, "byday": codes or None, "bymonthday": _numbers(told["month_days"])}


def missing_in_rule(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, sentence) for all that the fields of a schedule do not say yet, or not in a way that can be read."""
    repeats = told["repeats"]
    if repeats == "words":
        if not told["description"]:
            yield "description", gettext("Say in your own words when it is.")
        return
    if repeats != "always" and not told["opens_at"]:
        yield "opens_at", gettext("Type when it starts, like 7 PM. If you do not know, choose “Only in words”.")
    if repeats in ("weekly", "biweekly") and not told["days"] and not told["dtstart"]:
        yield "days", gettext("Tick the days of the week.")
    if repeats == "biweekly" and not told["dtstart"]:
        yield "dtstart", gettext("Type one date on which it takes place, so that we know which weeks are meant.")
    if repeats == "monthly_weekday" and not told["days"]:
        yield "days", gettext("Tick the days of the week.")
    if repeats == "monthly_weekday" and not told["ordinals"]:
        yield "ordinals", gettext("Tick which ones of the month: the 1st, the 2nd …")
    if repeats == "once" and not told["dtstart"]:
        yield "dtstart", gettext("Type the date.")
    if repeats == "monthly_day" and not told["month_days"] and not told["dtstart"]:
        yield "month_days", gettext("Type the days of the month, like 1, 15.")
    is_asked = repeats == "monthly_day" or repeats in RARE
    if is_asked and told["month_days"] and _numbers(told["month_days"]) is None:
        yield "month_days", gettext("Write days of the month as numbers from 1 to 31, like 1, 15.")


_NO_LIMITS = {"dtstart": None, "until": None}


def _daily(schedule: Content, interval: int) -> str:
    if interval == 1 and schedule["dtstart"] and schedule["dtstart"] == schedule["until"]:
        return "once"
    has_limits = schedule["dtstart"] or schedule["until"] or schedule["exceptions"]
    is_always = interval == 1 and schedule["opens_at"] == schedule["closes_at"] == _MIDNIGHT and not has_limits
    return "always" if is_always else "daily"


def _split(byday: list[str]) -> tuple[list[str], list[str]]:
    """Ordinals and weekdays of which the days are every combination, in this order; else no ordinals."""
    days = list(dict.fromkeys(day[-2:] for day in byday))
    ordinals = list(dict.fromkeys(day[:-2] for day in byday))
    is_whole = [f"{ordinal}{day}" for day in days for ordinal in ordinals] == list(byday)
    fits = is_whole and all(day in WEEKDAYS for day in days)
    return (ordinals, days) if fits else ([], days)


def _numbers(typed: str | None) -> list[int] | None:
    """Days of the month, or None if there are none or they cannot be read."""
    words = [word for word in re.split(r"[,;\s]+", typed or "") if word]
    numbers = [int(found[1]) for word in words if (found := re.fullmatch(r"(-?\d{1,2})(?:st|nd|rd|th)?\.?", word))]
    is_right = len(numbers) == len(words) and all(1 <= abs(number) <= 31 for number in numbers)
    return numbers if numbers and is_right else None
