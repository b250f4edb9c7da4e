"""How long a check counts: the three ages that the settings give, and how old that of a listing is on a day.

A listing that was never checked has no age: a seed begins unchecked and must be found. Only what was once known to be
right can be known no longer.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from dateutil.relativedelta import relativedelta
from flask import Flask, current_app
from flask_babel import gettext as _
from flask_babel import ngettext


class Age(StrEnum):
    """How old a check is. The later ones include what the earlier ones mean."""

    NEVER = "never"
    FRESH = "fresh"
    DUE = "due"
    """Somebody should look again (CHECK_REMIND_MONTHS)."""
    OVERDUE = "overdue"
    """Visitors are told so (CHECK_MARK_MONTHS)."""
    OLD = "old"
    """Left out of searches that do not ask for it (CHECK_HIDE_MONTHS)."""


STEPS = (
    (Age.OLD, "CHECK_HIDE_MONTHS"),
    (Age.OVERDUE, "CHECK_MARK_MONTHS"),
    (Age.DUE, "CHECK_REMIND_MONTHS"),
)


def init_app(app: Flask) -> None:
    """Let templates tell how old a check is."""
    app.template_filter()(age_of)
    app.template_global()(long_ago_words)


def age_of(since: dt.date | str | None, today: dt.date) -> Age:
    """How old a check is on a day. since: models.checked_since(), or that as YYYY-MM-DD, or nothing."""
    if not since:
        return Age.NEVER
    day = dt.date.fromisoformat(since) if isinstance(since, str) else since
    return next((age for age, _setting in STEPS if is_before(day, cutoff(age, today))), Age.FRESH)


def cutoff(age: Age, today: dt.date) -> dt.date | None:
    """What was checked before this day has an age, or a later one; None if the setting is 0, which means never."""
    months: int = current_app.config[next(setting for step, setting in STEPS if step is age)]
    return today - relativedelta(months=months) if months else None


def long_ago_words(setting: str) -> str:
    """How long a setting lasts, in words: "over a year", "over 18 months"."""
    months: int = current_app.config[setting]
    if months == 12:
        return _("over a year")
    return ngettext("over %(num)s month", "over %(num)s months", months)


def is_before(day: dt.date, limit: dt.date | None) -> bool:
    """Whether a day lies before a limit, if there is one."""
    return limit is not None and day < limit
