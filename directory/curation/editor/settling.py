"""What a form leaves to us: the town and the coordinates behind a ZIP code, the zone of a place, the listing behind a
name. What is not clear is offered as choices; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, or_, select

from directory.curation.editor.choosing import Choices
from directory.curation.editor.forms import ListingForm
from directory.curation.editor.forms.contents import POINTERS, located, said_rows
from directory.database import db
from directory.models import Listing
from directory.search import find_place

MOST_OFFERS = 8


@dataclass
class Offers:
    """Choices where something was not clear: the name of a field → (value of the button, what it says).

    problems: the name of a field → a sentence that keeps it from being saved.
    """

    choices: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def settle(form: ListingForm, choices: Choices, listing_id: int | None) -> Offers:
    """Fill in what is clear and say what is not. listing_id: of the listing itself, which cannot point at itself."""
    offers = Offers()
    zone = None
    for entry in form.locations:
        if not entry.form.is_blank:
            zone = _settle_place(entry.form, offers, entry.name) or zone
    for row in said_rows(form.schedules):
        if not row.timezone.data and row.repeats.data != "words":
            row.timezone.data = zone or _zone_of_places(form) or str(choices.zone)
    for name in POINTERS:
        if name in form:
            _settle_pointer(form[name].form, name, offers, listing_id)
    return offers


def names_of(pointed: set[str]) -> dict[str, str]:
    """hsds_id → the name of a listing."""
    found = select(Listing.hsds_id, Listing.name).where(Listing.hsds_id.in_(pointed))
    return {row.hsds_id: row.name for row in db.session.execute(found)}


def _settle_place(row: Any, offers: Offers, name: str) -> str | None:
    """Look a place up if it is not the one that its coordinates belong to; its zone if that was done and found."""
    place = {key: row[key].data or "" for key in ("postal_code", "city", "state")}
    if not any(place.values()):
        offers.problems[f"{name}-postal_code"] = _("Type a ZIP code or a town, or remove this place.")
        return None
    if row.located.data and row.located.data == located({**place, "latitude": 0}):
        return None
    town = ", ".join(part for part in (place["city"], place["state"]) if part)
    found = find_place(place["postal_code"]) if place["postal_code"] else None
    if found is None or found.spot is None or (place["state"] and found.spot.state != place["state"]):
        found = find_place(town) if place["city"] else found
    spot = found.spot if found else None
    if spot and spot.point:
        row.city.data, row.state.data = place["city"] or spot.city, place["state"] or spot.state
        row.latitude.data, row.longitude.data = (repr(degrees) for degrees in spot.point)
        place |= {"city": row.city.data, "state": row.state.data}
        row.located.data = located({**place, "latitude": 0})
        return spot.timezone
    row.latitude.data = row.longitude.data = row.located.data = ""
    if found and found.choices:
        offers.choices[f"{name}-city"] = [
            (f"{name}:{spot.city}|{spot.state}", spot.label) for spot in found.choices[:MOST_OFFERS]
        ]
    if not (place["city"] and place["state"]):
        offers.problems[f"{name}-city"] = (
            _("There are several towns of that name. Choose yours.")
            if found and found.choices
            else _("We do not know this place. Type the town and choose the state.")
        )
    return None


def _zone_of_places(form: ListingForm) -> str | None:
    """The zone of the first place that the gazetteer knows."""
    for row in said_rows(form.locations):
        town = f"{row.city.data}, {row.state.data}"
        for typed in filter(None, (row.postal_code.data, town)):
            if (spot := find_place(typed).spot) and spot.timezone:
                return spot.timezone
    return None


def _settle_pointer(row: Any, name: str, offers: Offers, listing_id: int | None) -> None:
    """Find the listing that was typed; what was meant stays meant while the name is the same."""
    typed = row.typed.data or ""
    if not typed:
        row.meant.data = ""
        return
    if row.meant.data and names_of({row.meant.data}).get(row.meant.data) == typed:
        return
    row.meant.data = ""
    others = select(Listing.hsds_id, Listing.name, Listing.slug).where(Listing.id != (listing_id or 0))
    if name == "organization":
        others = others.where(Listing.kind == "organization")
    folded = func.lower(Listing.name)
    exact = db.session.execute(others.where(or_(folded == typed.lower(), Listing.slug == typed.lower())).limit(9)).all()
    if len(exact) == 1:
        row.meant.data, row.typed.data = exact[0].hsds_id, exact[0].name
        return
    near = exact or db.session.execute(
        others.where(folded.contains(typed.lower(), autoescape=True)).order_by(folded).limit(MOST_OFFERS)
    ).all()  # fmt: skip
    offers.choices[f"{name}-typed"] = [(f"{name}:{other.hsds_id}", f"{other.name} ({other.slug})") for other in near]
    offers.problems[f"{name}-typed"] = (
        _("Choose the one that you mean, or take the name out.")
        if near
        else _("We have no such listing. Correct the name, or take it out.")
    )
