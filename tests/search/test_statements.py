"""One page takes a fixed number of SQL statements, whatever it finds."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from directory.database import begin_writing, db
from tests.databases import Databases
from tests.factories import commit, make_listing, make_location, make_schedule, make_term
from tests.page import Client
from tests.search.asking import counted_statements

MOST_FOR_FIND = 6
FILTERS = "&kind=group&format=online&free=yes&day=tu&when=week"
_words = itertools.count()


@pytest.fixture(scope="module")
def stocked(make_app: Callable[..., Flask], databases: Databases) -> Iterator[Flask]:
    """Listings of which 1, 20 and 220 have a need; all of them have what FILTERS asks for. Near 40507."""
    app = make_app(template="seeded")
    with app.app_context():
        begin_writing()
        online = make_term("format", "online-too")
        house = make_listing("Quartz House", kind="organization", slug="quartz-house")
        for total in (1, 20, 220):
            need = make_term("need", f"need-{total}", f"Onyx{total}")
            for number in range(total):
                values = {"organization": house, "is_free": True, "locations": [make_location()]}
                listing = make_listing(f"Group {total} {number}", slug=f"group-{total}-{number}", **values)
                listing.schedules = [make_schedule(), make_schedule(byday=["TH"], mode="online")]
                listing.listing_terms = _terms(need, online)
        commit()
        db.session.remove()
        yield app
        db.engine.dispose()
    databases.drop(app.config["DATABASE_URL"])


@pytest.fixture
def page(stocked: Flask) -> Client:
    """A client whose application has looked at the database before."""
    client = Client(stocked)
    client.get("/find")
    return client


def _statements_for(app: Flask, client: Client, path: str) -> int:
    with app.app_context(), counted_statements() as statements:
        client.open(path)
    return len(statements)


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("", id="need-alone"),
        pytest.param("&kind=group&free=yes&day=tu&when=week", id="filters"),
        pytest.param("&near=40507", id="place"),
        pytest.param("&near=Lexington, KY&within=50&kind=group&sort=soonest", id="place-filter-order"),
        pytest.param("&q=WORD", id="words-that-are-nowhere"),
        pytest.param("&q=group&near=40507&kind=group", id="all"),
    ],
)
def test_find_takes_as_many_statements_for_one_as_for_hundreds(stocked: Flask, page: Client, asked: str) -> None:
    counts = {}
    for total in (1, 20, 220):
        path = f"/find?need=need-{total}{asked.replace('WORD', f'nowhere{next(_words)}')}"
        page.open(path)  # the words are known from now on
        counts[total] = _statements_for(stocked, page, path)
    assert len(set(counts.values())) == 1, counts
    assert 0 < counts[220] <= MOST_FOR_FIND or "WORD" in asked, counts
