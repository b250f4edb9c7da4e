"""The gazetteer: postal codes and towns of the USA from the package `zipcodes`, and those of the demo.

Another country loads its own rows in the same form.
"""

from __future__ import annotations

import zoneinfo
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import psycopg
import zipcodes
from psycopg import sql
from sqlalchemy import delete, func, insert, select

from directory.database import db, is_sqlite
from directory.models import Place
from directory.models.location import STATES
from directory.search import town_key

BATCH = 5_000


def load_gazetteer() -> int:
    """Fill the gazetteer if it is empty; how many places were written."""
    if db.session.scalar(select(func.count()).select_from(Place).where(Place.source == "seed")):
        return 0
    return _write(list(_postal_codes(zipcodes.list_all(), "seed")))


def load_demo_places(rows: Iterable[dict[str, str]]) -> int:
    """Write the towns of the fictional county anew; how many places were written."""
    db.session.execute(delete(Place).where(Place.source == "demo"))
    coded = [
        {
            **row,
            "zip_code": row["postal_code"],
            "lat": row["latitude"],
            "long": row["longitude"],
        }
        for row in rows
    ]
    return _write(list(_postal_codes(coded, "demo")))


def known_points() -> dict[tuple[str, str], tuple[float, float]]:
    """(state, postal code or folded town) → latitude and longitude."""
    rows = db.session.execute(select(Place.state, Place.key, Place.latitude, Place.longitude))
    return {(state, key): (latitude, longitude) for state, key, latitude, longitude in rows}


def _write(codes: list[dict[str, Any]]) -> int:
    places = [*codes, *_towns(codes)]
    if is_sqlite():
        for start in range(0, len(places), BATCH):
            db.session.execute(insert(Place), places[start : start + BATCH])
    elif places:
        _copy(places)
    return len(places)


def _copy(places: list[dict[str, Any]]) -> None:
    """Write places to PostgreSQL, which takes ten times as long for as many single INSERTs."""
    columns = [*places[0]]
    copying = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(Place.__tablename__), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    connection: psycopg.Connection[Any] = db.session.connection().connection.driver_connection  # type: ignore[assignment]
    with connection.cursor() as cursor, cursor.copy(copying) as written:
        for place in places:
            written.write_row([place[column] for column in columns])


def _postal_codes(rows: Iterable[dict[str, Any]], source: str) -> Iterator[dict[str, Any]]:
    zones = zoneinfo.available_timezones()
    for row in rows:
        # The package gives 0, 0 where it knows no point; that would pull towns into the Atlantic.
        has_point = float(row["lat"] or 0) and float(row["long"] or 0)
        if has_point and row["state"] in STATES and row["timezone"] in zones:
            yield {
                "type": "postal_code",
                "key": row["zip_code"],
                "city": row["city"],
                "state": row["state"],
                "country": "US",
                "latitude": float(row["lat"]),
                "longitude": float(row["long"]),
                "timezone": row["timezone"],
                "size": 1,
                "source": source,
            }


def _towns(codes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each town once, in the middle of its postal codes, with the zone that most of them have."""
    by_town: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for code in codes:
        by_town[code["state"], town_key(code["city"])].append(code)
    for (_, key), rows in by_town.items():
        zones = [row["timezone"] for row in rows]
        yield {
            **rows[0],
            "type": "town",
            "key": key,
            "latitude": round(sum(row["latitude"] for row in rows) / len(rows), 5),
            "longitude": round(sum(row["longitude"] for row in rows) / len(rows), 5),
            "timezone": max(sorted(set(zones)), key=zones.count),
            "size": len(rows),
        }
