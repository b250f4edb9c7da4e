"""The content that a seed row asks for: the middle between a row and the database.

A listing whose content is no longer what the seed wrote was edited by a person.
"""

from __future__ import annotations

from collections.abc import Mapping

from directory.models.content import COLUMNS, Content
from directory.search import town_key
from directory.seeding.rows import ListingRow, LocationRow, ScheduleRow

Points = Mapping[tuple[str, str], tuple[float, float]]
"""(state, postal code or folded town) → latitude, longitude"""


def content_from_row(row: ListingRow, points: Points) -> Content:
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
    content["locations"] = [_location(place, points) for place in row.locations]
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


def _location(place: LocationRow, points: Points) -> Content:
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
