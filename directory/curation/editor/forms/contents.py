"""A form's fields from a content, and a content from a form: pure, and each the other's inverse.

What a form does not ask stays out of the content that it gives, so a save leaves it alone.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import FieldList

from directory.curation.editor.forms.fields import known_zones
from directory.curation.editor.forms.kinds import ListingForm
from directory.curation.editor.forms.rows import Row
from directory.curation.editor.forms.rules import rule_of, words_of
from directory.models.content import EXCEPTION, LINK, LOCATION, PHONE, Content
from directory.models.schedule import EXCEPTION_KINDS, MODES

TEXTS = (
    "name", "summary", "description", "url", "email", "status", "alert", "application_process",
    "eligibility_description", "fees_description", "publication", "closed_reason", "private_notes", "source_url",
    "slug", "kind",
)  # fmt: skip
NUMBERS = ("minimum_age", "maximum_age")
POINTERS = ("organization", "successor")
_MORNING = "09:00"
_FREE: dict[str, bool | None] = {"": None, "yes": True, "no": False}
_FREE_WORDS = {answer: word for word, answer in _FREE.items()}


def data_of(content: Content, zone: ZoneInfo, names: dict[str, str]) -> dict[str, Any]:
    """What the fields of a form hold for a whole content.

    zone: in which a planned moment is told; names: hsds_id → name of the listings that it points at.
    """
    data: dict[str, Any] = {name: content.get(name) for name in (*TEXTS, *NUMBERS)}
    data |= {name: list(content.get(name) or ()) for name in ("aliases", "service_areas", "phones", "links")}
    data["is_free"] = _FREE_WORDS[content.get("is_free")]
    for name in POINTERS:
        data[name] = {"meant": content.get(name) or "", "typed": names.get(content.get(name) or "", "")}
    data["locations"] = [_place_fields(place) for place in content.get("locations") or ()]
    data["schedules"] = [{**schedule, **words_of(schedule)} for schedule in content.get("schedules") or ()]
    data["answers"] = [{"key": key, **answer} for key, answer in (content.get("answers") or {}).items()]
    data["terms"] = content.get("terms") or {}
    if moment := content.get("publish_at"):
        told = dt.datetime.fromisoformat(moment).astimezone(zone)
        data |= {"publish_on": told.date().isoformat(), "publish_time": told.time().isoformat("minutes")}
    return data


def content_from(form: ListingForm, zone: ZoneInfo) -> Content:
    """The part of a content that a form says, blank rows left out. zone: as for data_of()."""
    content: Content = {name: form[name].data or None for name in TEXTS if name in form}
    content |= {name: content[name] or "" for name in ("name", "summary", "description")}
    content |= {name: form[name].data for name in NUMBERS}
    content["is_free"] = _FREE.get(form.is_free.data)
    for name in POINTERS:
        if name in form:
            content[name] = form[name].meant.data or None
    content["aliases"] = [alias for alias in form.aliases.data if alias]
    content["service_areas"] = form.service_areas.data
    content["phones"] = [
        {**_texts(row, PHONE), "languages": row.languages.data or None} for row in said_rows(form.phones)
    ]
    content["links"] = [_texts(row, LINK) for row in said_rows(form.links)]
    content["locations"] = [_location(row) for row in said_rows(form.locations)]
    content["schedules"] = [_schedule(row) for row in said_rows(form.schedules)]
    content["terms"] = {name: ticked for name, ticked in form["terms"].data.items() if ticked}
    content["answers"] = {
        row.key.data: {"value": _answer_value(row), "note": row.note.data or None}
        for row in said_rows(form.answers)
        if _answer_value(row)
    }
    if "publish_on" in form:
        content["publish_at"] = _moment(form.publish_on.data, form.publish_time.data, zone)
    return content


def said_rows(rows: FieldList) -> list[Any]:
    """The rows in which something was entered."""
    return [entry.form for entry in rows if not entry.form.is_blank]


def located(place: Content) -> str:
    """The town that coordinates belong to, in one piece; empty if there are none."""
    if place.get("latitude") is None:
        return ""
    return "|".join(place.get(name) or "" for name in ("postal_code", "city", "state"))


def _place_fields(place: Content) -> dict[str, Any]:
    degrees = {name: "" if place[name] is None else repr(place[name]) for name in ("latitude", "longitude")}
    return {**place, **degrees, "located": located(place)}


def _texts(row: Row, names: tuple[str, ...]) -> Content:
    return {name: row[name].data or None for name in names if name in row}


def _location(row: Any) -> Content:
    place = _texts(row, LOCATION)
    place |= {name: _float(place[name]) for name in ("latitude", "longitude")}
    return {**place, "city": place["city"] or "", "state": place["state"] or "", "country": row.country.data or "US"}


def _float(text: Any) -> float | None:
    try:
        degrees = float(text) if text not in (None, "") else None
    except ValueError:
        return None
    return degrees if degrees is not None and -180 <= degrees <= 180 else None


def _schedule(row: Any) -> Content:
    return {
        **rule_of(row.data),
        "timezone": row.timezone.data if row.timezone.data in known_zones() else None,
        "mode": row.mode.data if row.mode.data in MODES else None,
        "description": row.description.data or None,
        "exceptions": [
            _texts(exception, EXCEPTION)
            for exception in said_rows(row.exceptions)
            if exception.date.data and exception.kind.data in EXCEPTION_KINDS
        ],
    }


def _answer_value(row: Any) -> str | None:
    """An open question with a sentence is told; the note is the answer."""
    return row.value.data or ("told" if row.note.data and row.shape == "open" else None)


def _moment(day: str | None, time: str | None, zone: ZoneInfo) -> str | None:
    """A planned moment in UTC; at nine in the morning if no time is said."""
    if not day:
        return None
    wall = dt.datetime.fromisoformat(f"{day}T{time or _MORNING}").replace(tzinfo=zone)
    return wall.astimezone(dt.UTC).isoformat()
