"""A field of a content in words, for two texts side by side: what it is called, and what it says, line by line."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from directory.curation.editor.choosing import Choices
from directory.curation.editor.forms.fields import said_date, said_time
from directory.curation.editor.forms.kinds import ListingForm
from directory.formatting import area_words, mode_words, pattern_words, zone_name
from directory.models.content import Content
from directory.models.only_day import find_only_day
from directory.models.schedule import DateException, Pattern

# They follow from the town.
_UNSEEN = ("latitude", "longitude", "country")
_SINGLE = {"publish_at": "publish_on"}


def field_title(name: str, form: ListingForm, choices: Choices) -> str:
    """What a field of a content is called, such as "Numbers" or the question of an answer."""
    group, _dot, key = name.partition(".")
    if group == "answers":
        return choices.questions[key].label if key in choices.questions else key
    if group == "terms":
        return term_title(key)
    rows = {"aliases": _("Other names"), "phones": _("Numbers"), "links": _("More pages"), "locations": _("Places"),
            "schedules": _("Times")}  # fmt: skip
    return rows.get(name) or str(form[_SINGLE.get(name, name)].label.text)


def term_title(taxonomy: str) -> str:
    """What a taxonomy is called in the form."""
    return {
        "need": _("What it helps with"), "audience": _("Who it is for"), "condition": _("What it is about"),
        "format": _("How people take part"), "access": _("How people get in"), "language": _("Language"),
        "preference": _("Good to know"), "place": _("Where"), "helpline_type": _("Kind of line"),
        "role_type": _("Kind of role"), "platform": _("Platform"),
    }.get(taxonomy, taxonomy)  # fmt: skip


def publication_word(publication: str) -> str:
    """Who sees a listing, in a word."""
    return {
        "draft": _("Draft"), "published": _("Published"), "hidden": _("Hidden"), "closed": _("Closed")
    }[publication]  # fmt: skip


def lines_of(name: str, value: Any, choices: Choices, names: dict[str, str]) -> list[str]:
    """What a field says, line by line; nothing said gives no line. names: hsds_id → name."""
    group, _dot, key = name.partition(".")
    if value in (None, "", [], {}):
        return []
    if group == "terms":
        labels = dict(choices.terms.get(key, ()))
        return [labels.get(slug, slug) for slug in value]
    if group == "answers":
        return [line for line in (_answer_word(value["value"]), value.get("note")) if line]
    if name in ("organization", "successor"):
        return [names.get(value, value)]
    if name == "service_areas":
        return [area_words(area) for area in value]
    if name == "schedules":
        return [line for schedule in value for line in _schedule_lines(schedule)]
    if isinstance(value, list):
        return [_one_line(child) for child in value]
    if isinstance(value, bool):
        return [_("Free") if value else _("Costs money")]
    return str(value).splitlines()


def schedule_words(schedule: Content) -> str:
    """One schedule in words, without its dates."""
    mode = [mode_words(schedule["mode"])] if schedule.get("mode") else []
    own = [schedule["description"]] if schedule.get("description") else []
    if not (schedule.get("freq") and schedule.get("timezone") and schedule.get("opens_at")):
        return " · ".join((*own, *mode))
    pattern = Pattern(
        schedule["freq"], schedule["timezone"], schedule["opens_at"], schedule["closes_at"], schedule["interval"] or 1,
        tuple(schedule["byday"] or ()), tuple(schedule["bymonthday"] or ()), schedule["dtstart"], schedule["until"],
        schedule["mode"], tuple(DateException(**one) for one in schedule.get("exceptions") or ()),
    )  # fmt: skip
    zone = [] if pattern.is_always_open else [zone_name(pattern.timezone)]
    limits = [] if find_only_day(pattern) else [
        *([_("from %(day)s", day=said_date(pattern.dtstart))] if pattern.dtstart else ()),
        *([_("until %(day)s", day=said_date(pattern.until))] if pattern.until else ()),
    ]  # fmt: skip
    return " · ".join((pattern_words(pattern), *zone, *mode, *limits, *own))


def _schedule_lines(schedule: Content) -> list[str]:
    return [schedule_words(schedule), *(_exception_words(one) for one in schedule.get("exceptions") or ())]


def _exception_words(exception: Content) -> str:
    day = said_date(exception["date"]) if exception["date"] else "?"
    what = {
        "cancelled": _("not on %(day)s", day=day),
        "moved": _("%(day)s is moved to %(to)s", day=day, to=said_date(exception["to_date"] or exception["date"])),
        "extra": _("also on %(day)s", day=day),
    }[exception["kind"]] if exception["date"] else day  # fmt: skip
    times = [said_time(exception[name]) for name in ("opens_at", "closes_at") if exception.get(name)]
    return " · ".join(part for part in (what, "–".join(times), exception.get("note")) if part)


def _answer_word(value: str) -> str | None:
    return {
        "yes": _("Yes"), "no": _("No"), "ask": _("It depends – ask them"), "unknown": _("We do not know")
    }.get(value)  # fmt: skip


def _one_line(child: Any) -> str:
    """A row as one line: what it says, in the order of its columns."""
    if isinstance(child, str):
        return child
    words = {**_types(), **_visibilities()}
    parts = [
        ", ".join(part) if isinstance(part, list) else str(words.get(part, part))
        for name, part in child.items()
        if part and name not in _UNSEEN
    ]
    return " · ".join(parts)


def _types() -> dict[str, str]:
    return {"voice": _("Calls"), "text": _("Text messages"), "tty": "TTY", "videophone": _("Video phone")}


def _visibilities() -> dict[str, str]:
    return {"full": _("all shown"), "city": _("town shown"), "hidden": _("not shown")}
