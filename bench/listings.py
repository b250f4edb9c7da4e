"""Generated listings for measuring: any number, always the same ones, spread over the whole country."""

from __future__ import annotations

import datetime as dt
import random

from sqlalchemy import func, insert, select

from directory.database import begin_writing, db
from directory.models import Check, Listing, ListingTerm, Location, Phone, Place, Schedule, ServiceArea, Term
from directory.models.schedule import WEEKDAYS
from directory.search import rebuild_index

BATCH = 2_000
_FIRST = "Open Quiet Bright Steady Morning Evening Willow River Harbor Cedar Maple Lantern Bridge Garden Hill"
_SECOND = "Circle Table Group Room Lamp Path Door Porch Bench House Meeting Corner Line Kitchen Walk"
_ABOUT = (
    "depression anxiety bipolar voices grief sober recovery lonely family work housing trauma sleep anger friends "
    "panic drinking parents veterans students faith art music walking coffee writing peer listening skills plan"
)
FIRST, SECOND, ABOUT = _FIRST.split(), _SECOND.split(), _ABOUT.split()
WEIGHTED_KINDS = ("group",) * 6 + ("organization", "program", "role", "community", "helpline")


def generate(count: int, seed: int = 7) -> None:
    """Write *count* listings beside the seed and index all of them; commits."""
    chance = random.Random(seed)
    begin_writing()
    terms = _terms()
    places = db.session.execute(
        select(Place.city, Place.state, Place.key, Place.latitude, Place.longitude, Place.timezone)
        .where(Place.type == "postal_code")
        .order_by(Place.key)
    ).all()
    first = (db.session.scalar(select(func.max(Listing.id))) or 0) + 1
    for start in range(first, first + count, BATCH):
        _write(range(start, min(start + BATCH, first + count)), chance, terms, places)
    for _done in rebuild_index():
        pass
    db.session.commit()


def _terms() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for taxonomy, term_id in db.session.execute(
        select(Term.taxonomy_slug, Term.id).where((Term.taxonomy_slug != "need") | Term.parent_id.is_not(None))
    ):
        found.setdefault(taxonomy, []).append(term_id)
    return found


def _write(ids: range, chance: random.Random, terms: dict[str, list[int]], places: list) -> None:
    rows: dict[type, list[dict]] = {
        model: [] for model in (Listing, ListingTerm, Location, Phone, Schedule, ServiceArea, Check)
    }
    for id in ids:
        _add(rows, id, chance, terms, places)
    for model, values in rows.items():
        if values:
            db.session.execute(insert(model), values)


def _add(rows: dict[type, list[dict]], id: int, chance: random.Random, terms: dict, places: list) -> None:
    kind = chance.choice(WEIGHTED_KINDS)
    subject = chance.sample(ABOUT, 3)
    city, state, code, latitude, longitude, timezone = chance.choice(places)
    rows[Listing].append(
        {
            "id": id,
            "slug": f"generated-{id}",
            "kind": kind,
            "name": f"{chance.choice(FIRST)} {chance.choice(SECOND)} {city} {id}",
            "summary": f"People in {city} who know {subject[0]} and {subject[1]} meet and listen.",
            "description": f"We talk about {' and '.join(subject)}. {' '.join(chance.choices(ABOUT, k=40))}.",
            "application_process": "Come as you are.\nSay hello at the door.",
            "url": f"https://generated-{id}.example.org/",
            "publication": "published",
            "is_free": chance.random() < 0.7,
            "source": "bench",
        }
    )
    chosen = chance.sample(terms["need"], 3) + chance.sample(terms["format"], 2)
    for taxonomy in ("audience", "condition", "preference"):
        if chance.random() < 0.4:
            chosen.append(chance.choice(terms[taxonomy]))
    chosen += [chance.choice(terms["role_type"])] if kind == "role" else []
    chosen += [chance.choice(terms["platform"])] if kind == "community" else []
    rows[ListingTerm] += [{"listing_id": id, "term_id": term, "position": n} for n, term in enumerate(chosen)]
    rows[Phone].append({"listing_id": id, "number": f"859-555-01{id % 100:02}", "type": "voice", "label": "Call"})
    if kind in ("group", "program", "organization"):
        rows[Location].append(
            {"listing_id": id, "city": city, "state": state, "postal_code": code, "country": "US"}
            | {"latitude": latitude, "longitude": longitude, "visibility": "full"}
        )
    else:
        rows[ServiceArea].append({"listing_id": id, "extent": chance.choice(["US", f"US-{state}"])})
    if kind in ("group", "helpline"):
        rows[Schedule].append(_schedule(id, chance, timezone))
    if chance.random() < 0.5:
        rows[Check].append({"listing_id": id, "area": "all", "method": "phone", "checked_on": _day(chance)})


def _schedule(id: int, chance: random.Random, timezone: str) -> dict:
    hour = chance.randrange(9, 21)
    monthly = chance.random() < 0.5
    day = chance.choice(WEEKDAYS)
    return {
        "listing_id": id,
        "freq": "MONTHLY" if monthly else "WEEKLY",
        "interval": 1,
        "byday": [f"{chance.randrange(1, 5)}{day}"] if monthly else [day],
        "opens_at": dt.time(hour, chance.choice((0, 30))),
        "closes_at": dt.time(hour + 1, 30),
        "timezone": timezone,
        "mode": "in_person",
    }


def _day(chance: random.Random) -> dt.date:
    return dt.date(2026, 11, 1) - dt.timedelta(days=chance.randrange(900))
