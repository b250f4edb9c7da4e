"""What the fields of a content are called and what they say, line by line, with nothing left out.

Pure. For differences and for two listings side by side; what a visitor reads is made in templates/listings/.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from directory.curation.editor.telling import publication_word, term_title
from directory.curation.schedule_words import describe
from directory.formatting import area_words, date
from directory.models.content import Content

# Before all exceptions of all schedules, so that none of them is left out as past.
_LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_LABELS: dict[str, LazyString] = {
    "slug": _l("Address of its page"), "kind": _l("Kind"), "name": _l("Name"), "summary": _l("In one sentence"),
    "description": _l("What it is"), "url": _l("Web page"), "email": _l("E-mail"), "status": _l("Is it running?"),
    "alert": _l("Notice on its page"), "application_process": _l("How to join"),
    "eligibility_description": _l("Who may come"), "is_free": _l("Cost"), "fees_description": _l("What it costs"),
    "minimum_age": _l("From age"), "maximum_age": _l("Up to age"), "publication": _l("Who sees it"),
    "publish_at": _l("Publish on"), "closed_reason": _l("Why it closed"), "private_notes": _l("Private notes"),
    "source_url": _l("Where we read it"), "organization": _l("Belongs to"), "successor": _l("In its place"),
    "aliases": _l("Other names"), "phones": _l("Phones"), "links": _l("More pages"), "locations": _l("Places"),
    "service_areas": _l("Whom it serves"), "schedules": _l("Times"),
}  # fmt: skip
STATUS_LABELS: dict[str, LazyString] = {
    "active": _l("Running"), "inactive": _l("Not running"), "defunct": _l("No longer there"),
    "temporarily closed": _l("Closed for now"),
}  # fmt: skip
FREE_LABELS: dict[bool | None, LazyString] = {True: _l("Free"), False: _l("Costs money"), None: _l("Not known")}
_SOURCES: dict[str, LazyString] = {
    "person": _l("typed in here"), "seed": _l("from the first data"), "demo": _l("from the made-up data"),
    "suggestion": _l("from a suggestion"), "import": _l("brought in from elsewhere"),
}  # fmt: skip
_ANSWERS: dict[str, LazyString] = {
    "yes": _l("Yes"), "no": _l("No"), "ask": _l("It depends – ask them"), "unknown": _l("We do not know"),
    "told": _l("Yes, see the sentence"),
}  # fmt: skip
_PHONE_TYPES: dict[str, LazyString] = {
    "voice": _l("to call"), "text": _l("to text"), "tty": _l("for TTY"), "videophone": _l("by video")
}  # fmt: skip
_VISIBILITIES: dict[str, LazyString] = {
    "full": _l("address shown"), "city": _l("only the town shown"), "hidden": _l("not shown")
}  # fmt: skip


@dataclass(frozen=True)
class Names:
    """What is called what. terms: (taxonomy, slug) → label; questions: key → wording; listings: hsds_id → name."""

    terms: Mapping[tuple[str, str], str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    listings: Mapping[str, str] = field(default_factory=dict)


def field_label(name: str, names: Names) -> str:
    """What a field is called: "phones", "terms.need", "answers.come-late" → "Phones", "What it helps with", …"""
    group, _dot, key = name.partition(".")
    if group == "answers" and key:
        return names.questions.get(key, key.replace("-", " "))
    if group == "terms" and key:
        return term_title(key)
    return str(_LABELS.get(name) or name.replace("_", " ").capitalize())


def source_words(source: str) -> str:
    """By what way a change came."""
    return str(_SOURCES[source])


def lines_of(name: str, value: Any, names: Names) -> list[str]:
    """What a field says, a line for each row of it; what says nothing has no line."""
    group, _dot, key = name.partition(".")
    if value in (None, "", [], {}):
        return []
    if group == "terms":
        return [names.terms.get((key, slug), slug) for slug in value]
    if group == "answers":
        return _answer_lines(value)
    if name in _ROWS:
        return [_ROWS[name](row) for row in value]
    if name in ("organization", "successor"):
        return [names.listings.get(value, _("a listing that is gone"))]
    if name == "is_free":
        return [str(FREE_LABELS[value])]
    if name == "publication":
        return [publication_word(value)]
    if name == "status":
        return [str(STATUS_LABELS.get(value, value))]
    return str(value).splitlines()


def schedule_line(schedule: Content) -> str:
    """A schedule in one line, with every date that differs."""
    told = describe(schedule, _LONG_AGO)
    return _joined(told.words, *told.exceptions) or _joined(schedule.get("freq"), schedule.get("opens_at"))


def phone_line(phone: Content) -> str:
    """A number in one line, with all that is said of it."""
    extension = _("ext. %(number)s", number=phone["extension"]) if phone.get("extension") else None
    kind = phone.get("type") or "voice"
    word = _("send the word %(word)s", word=phone["text_body"]) if phone.get("text_body") else None
    number = " ".join(filter(None, (phone.get("number"), extension)))
    languages = ", ".join(phone.get("languages") or ())
    own = None if kind == "voice" else str(_PHONE_TYPES.get(kind, kind))
    return _joined(number, own, phone.get("label"), phone.get("menu"), word, phone.get("hours"), languages)


def place_line(place: Content) -> str:
    """A place in one line, with who may see it."""
    town = ", ".join(filter(None, (place.get("city"), place.get("state"))))
    town = " ".join(filter(None, (town, place.get("postal_code"))))
    country = place.get("country") if place.get("country") not in (None, "US") else None
    visibility = place.get("visibility") or "full"
    seen = None if visibility == "full" else str(_VISIBILITIES.get(visibility, visibility))
    point = None
    if place.get("latitude") is not None and place.get("longitude") is not None:
        point = _("on the map at %(point)s", point=f"{place['latitude']:g}, {place['longitude']:g}")
    where = ", ".join(filter(None, (place.get("name"), place.get("address_1"), town, country)))
    return _joined(where, seen, place.get("directions"), point)


def _link_line(link: Content) -> str:
    return _joined(link.get("label"), link.get("url"))


def _answer_lines(answer: Content) -> list[str]:
    value = answer.get("value")
    checked = _("checked %(day)s", day=date(answer["checked_on"])) if answer.get("checked_on") else None
    return [line for line in (str(_ANSWERS.get(str(value), value)), answer.get("note"), checked) if line]


def _joined(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)


_ROWS: dict[str, Any] = {
    "aliases": str, "service_areas": area_words, "phones": phone_line, "links": _link_line, "locations": place_line,
    "schedules": schedule_line,
}  # fmt: skip
