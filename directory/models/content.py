"""A listing's content as plain data, and back: what seeding compares and every revision keeps.

Equal content means that nothing is to be done. Checks are not content: to check a listing is not to
edit it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from directory.models.contact import Alias, Link, Phone
from directory.models.listing import Listing
from directory.models.location import Location, ServiceArea
from directory.models.question import Answer
from directory.models.schedule import Pattern, Schedule, ScheduleException
from directory.models.taxonomy import ListingTerm

Content = dict[str, Any]
COLUMNS = (
    "kind", "name", "summary", "description", "url", "email", "status", "alert", "application_process",
    "eligibility_description", "fees_description", "is_free", "minimum_age", "maximum_age", "publication",
    "publish_at", "closed_reason", "private_notes", "source_url",
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
LINK = ("label", "url")
LOCATION = (
    "name", "address_1", "city", "state", "postal_code", "latitude", "longitude", "visibility", "directions",
)  # fmt: skip
SCHEDULE = (
    "freq", "interval", "byday", "bymonthday", "dtstart", "until", "opens_at", "closes_at", "timezone", "mode",
    "description",
)  # fmt: skip
EXCEPTION = ("date", "kind", "to_date", "opens_at", "closes_at", "note")
FIELDS = (
    "slug", *COLUMNS, "organization", "successor", "aliases", "phones", "links", "locations", "service_areas",
    "schedules", "terms", "answers",
)  # fmt: skip
"""All of a whole content, in its order."""
_TEXTS = ("summary", "description")  # never missing, only empty
_LATER = ("publish_at",)  # not in revisions of before there was such a column
_DEFAULTS: dict[str, Content] = {
    "phones": {**dict.fromkeys(PHONE), "type": "voice"},
    "links": dict.fromkeys(LINK),
    "locations": {**dict.fromkeys(LOCATION), "visibility": "full", "country": "US"},
    "schedules": {**dict.fromkeys(SCHEDULE), "interval": 1, "exceptions": ()},
    "exceptions": dict.fromkeys(EXCEPTION),
    "answers": dict.fromkeys(("value", "note", "checked_on")),
}


def content_of(listing: Listing, keys: Mapping[int, str | None]) -> Content:
    """The content that a listing has, as a seed row would tell it.

    keys: listing id → what the listings that it points at are called (their seed keys).
    """
    content: Content = {name: _iso(getattr(listing, name)) for name in COLUMNS}
    content["organization"] = keys.get(listing.organization_id or 0)
    content["successor"] = keys.get(listing.successor_id or 0)
    content["aliases"] = [alias.name for alias in listing.aliases]
    content["phones"] = [_columns(phone, PHONE) for phone in listing.phones]
    content["links"] = [_columns(link, LINK) for link in listing.links]
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


def whole_content_of(listing: Listing) -> Content:
    """All that can be edited of a listing; what it points at is called by its hsds_id."""
    others = {other.id: other.hsds_id for other in (listing.organization, listing.successor) if other}
    content: Content = {"slug": listing.slug, **content_of(listing, others)}
    for place, location in zip(content["locations"], listing.locations, strict=True):
        place["country"] = location.country
    for answer in listing.answers:
        content["answers"][answer.question_key]["checked_on"] = _iso(answer.checked_on)
    return content


def completed(content: Content) -> Content:
    """A whole content in the form in which it is read back: every child with all of its columns, nothing unknown.

    content: with all of FIELDS. It may be of a time when children had other columns.
    """
    whole: Content = {name: content.get(name) if name in _LATER else content[name] for name in FIELDS}
    whole |= {name: content[name] or "" for name in _TEXTS}
    for name in ("aliases", "service_areas"):
        whole[name] = list(whole[name] or ())
    for name in ("phones", "links", "locations", "schedules"):
        whole[name] = [_filled(name, child) for child in whole[name] or ()]
    for schedule in whole["schedules"]:
        exceptions = [_filled("exceptions", exception) for exception in schedule["exceptions"] or ()]
        schedule["exceptions"] = sorted(exceptions, key=lambda exception: exception["date"])
    terms = (content["terms"] or {}).items()
    whole["terms"] = {taxonomy: list(dict.fromkeys(slugs)) for taxonomy, slugs in terms if slugs}
    whole["answers"] = {key: _filled("answers", answer) for key, answer in (content["answers"] or {}).items()}
    return whole


def unknown_names(content: Content) -> list[str]:
    """The names in a part of a content that no listing and no child has, such as "phones.colour"."""
    unknown = [name for name in content if name not in FIELDS]
    children = [(name, child) for name in _DEFAULTS if name != "answers" for child in content.get(name) or ()]
    children += [("answers", answer) for answer in (content.get("answers") or {}).values()]
    children += [("exceptions", e) for s in content.get("schedules") or () for e in s.get("exceptions") or ()]
    return unknown + [f"{name}.{key}" for name, child in children for key in child if key not in _DEFAULTS[name]]


def apply_content(listing: Listing, content: Content, term_ids: Mapping[tuple[str, str], int]) -> None:
    """Give a listing a content; what it points at is set by the caller."""
    for name in COLUMNS:
        setattr(listing, name, _typed(name, content[name]))
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


def pattern_of(schedule: Content) -> Pattern | None:
    """One schedule of a content as a value, or None if it is words alone. Its dates and times must be readable."""
    whole = _filled("schedules", schedule)
    return _make_schedule(
        {**whole, "exceptions": [_filled("exceptions", e) for e in whole["exceptions"] or ()]}
    ).pattern


def is_same(first: Content | None, second: Content) -> bool:
    """Whether two contents say the same; a field that only one of them knows does not count."""
    if first is None:
        return False
    return all(plain(first[name]) == plain(second[name]) for name in first.keys() & second.keys())


def plain(value: Any) -> Any:
    """A content, or a part of one, without what is empty, so that a column added later is no difference."""
    if isinstance(value, dict):
        return {key: kept for key, inner in value.items() if (kept := plain(inner)) not in (None, [], {}, "")}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


def said_in(value: Any) -> Any:
    """The same, or None if nothing is said in it: two parts of contents that both are None say the same."""
    said = plain(value)
    return None if said in ([], {}, "") else said


def _answer(known: Answer | None, key: str, content: Content) -> Answer:
    answer = known or Answer(question_key=key)
    answer.value, answer.note = content["value"], content["note"]
    if "checked_on" in content:
        answer.checked_on = _typed("checked_on", content["checked_on"])
    return answer


def _make_schedule(content: Content) -> Schedule:
    values = {name: _typed(name, content[name]) for name in SCHEDULE}
    exceptions = [
        ScheduleException(**{name: _typed(name, exception[name]) for name in EXCEPTION})
        for exception in content["exceptions"]
    ]
    return Schedule(**values, exceptions=exceptions)


def _typed(name: str, value: Any) -> Any:
    if value is not None and name in ("dtstart", "until", "date", "to_date", "checked_on"):
        return dt.date.fromisoformat(value)
    if value is not None and name in ("opens_at", "closes_at"):
        return dt.time.fromisoformat(value)
    if value is not None and name == "publish_at":
        return dt.datetime.fromisoformat(value)
    return value


def _columns(row: Any, names: tuple[str, ...]) -> Content:
    return {name: _iso(getattr(row, name)) for name in names}


def _iso(value: Any) -> Any:
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, dt.date) else value


def _filled(name: str, child: Content) -> Content:
    return {key: child.get(key, default) for key, default in _DEFAULTS[name].items()}
