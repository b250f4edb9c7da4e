"""A listing's content as plain data: the middle between a seed row and the database.

Equal content means that nothing is to be done, and a listing whose content is no longer what the seed
wrote was edited by a person. Checks are not content: they are made here, not seeded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from directory.models import (
    Alias,
    Answer,
    Link,
    Listing,
    ListingTerm,
    Location,
    Phone,
    Schedule,
    ScheduleException,
    ServiceArea,
)
from directory.seeding.rows import ListingRow, LocationRow, ScheduleRow

Content = dict[str, Any]
COLUMNS = (
    "kind", "name", "summary", "description", "url", "email", "status", "alert", "application_process",
    "eligibility_description", "fees_description", "is_free", "minimum_age", "maximum_age", "publication",
    "closed_reason", "private_notes", "source_url",
)  # fmt: skip
PHONE = (
    "number",
    "extension",
    "type",
    "label",
    "menu",
    "text_body",
    "hours",
    "languages",
)
LOCATION = (
    "name", "address_1", "city", "state", "postal_code", "latitude", "longitude", "visibility", "directions",
)  # fmt: skip
SCHEDULE = (
    "freq", "interval", "byday", "bymonthday", "dtstart", "until", "opens_at", "closes_at", "timezone", "mode",
    "description",
)  # fmt: skip
EXCEPTION = ("date", "kind", "to_date", "opens_at", "closes_at", "note")
Points = Mapping[tuple[str, str], tuple[float, float]]
"""(state, postal code or folded town) → latitude, longitude"""


def content_from_row(row: ListingRow, points: Points, town_key: Any) -> Content:
    """The content that a seed row asks for; places without coordinates get those of their postal code or town."""
    values = row.model_dump(mode="json")
    content: Content = {name: values.get(name) for name in COLUMNS}
    content["description"] = row.description or ""
    content["application_process"] = "\n".join(row.application_process) or None
    content["organization"] = row.organization
    content["successor"] = row.successor
    content["aliases"] = row.aliases
    content["phones"] = values["phones"]
    content["links"] = values["links"]
    content["locations"] = [_location(place, points, town_key) for place in row.locations]
    content["service_areas"] = row.service_areas
    content["schedules"] = [_schedule(schedule) for schedule in row.schedules]
    terms = {
        **row.terms,
        "language": row.languages or row.terms.get("language") or ["en"],
    }
    content["terms"] = {taxonomy: list(dict.fromkeys(slugs)) for taxonomy, slugs in terms.items()}
    content["answers"] = {
        key: {"value": answer.value or "told", "note": answer.note} for key, answer in row.answers.items()
    }
    return content


def content_of(listing: Listing, keys: Mapping[int, str | None]) -> Content:
    """The content that a listing has. keys: listing id → seed key, for what it points at."""
    content: Content = {name: getattr(listing, name) for name in COLUMNS}
    content["organization"] = keys.get(listing.organization_id or 0)
    content["successor"] = keys.get(listing.successor_id or 0)
    content["aliases"] = [alias.name for alias in listing.aliases]
    content["phones"] = [_columns(phone, PHONE) for phone in listing.phones]
    content["links"] = [_columns(link, ("label", "url")) for link in listing.links]
    content["locations"] = [_columns(place, LOCATION) for place in listing.locations]
    content["service_areas"] = [area.extent for area in listing.service_areas]
    content["schedules"] = [
        {
            **_columns(schedule, SCHEDULE),
            "exceptions": [_columns(e, EXCEPTION) for e in schedule.exceptions],
        }
        for schedule in listing.schedules
    ]
    terms: dict[str, list[str]] = {}
    for row in listing.listing_terms:
        terms.setdefault(row.term.taxonomy_slug, []).append(row.term.slug)
    content["terms"] = terms
    content["answers"] = {a.question_key: {"value": a.value, "note": a.note} for a in listing.answers}
    return content


def apply_content(listing: Listing, content: Content, term_ids: Mapping[tuple[str, str], int]) -> None:
    """Give a listing a content; what it points at is set by the caller."""
    for name in COLUMNS:
        setattr(listing, name, content[name])
    listing.aliases = [Alias(name=name) for name in content["aliases"]]
    listing.phones = [Phone(**phone) for phone in content["phones"]]
    listing.links = [Link(**link) for link in content["links"]]
    listing.locations = [Location(**place) for place in content["locations"]]
    listing.service_areas = [ServiceArea(extent=extent) for extent in content["service_areas"]]
    listing.schedules = [_make_schedule(schedule) for schedule in content["schedules"]]
    # The same rows again where there are some: a second one for the same question cannot be inserted first.
    known = {answer.question_key: answer for answer in listing.answers}
    listing.answers = [_answer(known.get(key), key, answer) for key, answer in content["answers"].items()]
    carried = [term_ids[taxonomy, slug] for taxonomy, slugs in content["terms"].items() for slug in slugs]
    listing.listing_terms = [
        ListingTerm(term_id=term_id, position=position) for position, term_id in enumerate(dict.fromkeys(carried))
    ]


def is_same(first: Content | None, second: Content) -> bool:
    """Whether two contents say the same; a field that only one of them knows does not count."""
    if first is None:
        return False
    return all(_plain(first[name]) == _plain(second[name]) for name in first.keys() & second.keys())


def _plain(value: Any) -> Any:
    """Without what is empty, so that a column added later is no difference."""
    if isinstance(value, dict):
        return {key: plain for key, inner in value.items() if (plain := _plain(inner)) not in (None, [], {}, "")}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def _location(place: LocationRow, points: Points, town_key: Any) -> Content:
    values = place.model_dump()
    if place.latitude is None or place.longitude is None:
        by_code = points.get((place.state, place.postal_code or ""))
        point = by_code or points.get((place.state, town_key(place.city)))
        values["latitude"], values["longitude"] = point or (None, None)
    return values


def _schedule(schedule: ScheduleRow) -> Content:
    values = schedule.model_dump(mode="json")
    values["exceptions"].sort(key=lambda exception: exception["date"])
    return values


def _answer(known: Answer | None, key: str, content: Content) -> Answer:
    answer = known or Answer(question_key=key)
    answer.value, answer.note = content["value"], content["note"]
    return answer


def _make_schedule(content: Content) -> Schedule:
    values = {name: _typed(name, content[name]) for name in SCHEDULE}
    exceptions = [
        ScheduleException(**{name: _typed(name, exception[name]) for name in EXCEPTION})
        for exception in content["exceptions"]
    ]
    return Schedule(**values, exceptions=exceptions)


def _typed(name: str, value: Any) -> Any:
    if value is not None and name in ("dtstart", "until", "date", "to_date"):
        return dt.date.fromisoformat(value)
    if value is not None and name in ("opens_at", "closes_at"):
        return dt.time.fromisoformat(value)
    return value


def _columns(row: Any, names: tuple[str, ...]) -> Content:
    values = {name: getattr(row, name) for name in names}
    for name, value in values.items():
        if isinstance(value, dt.time):
            values[name] = value.isoformat("minutes")
        elif isinstance(value, dt.date):
            values[name] = value.isoformat()
    return values
