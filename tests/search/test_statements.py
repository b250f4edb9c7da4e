"""One page takes a fixed number of SQL statements, whatever it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from directory.database import begin_writing, db
from tests.clients import Client
from tests.databases import Databases
from tests.factories import commit, make_listing, make_location, make_schedule, make_term
from tests.search.asking import counted_statements

# The beginning of the transaction is one of them on SQLite.
MOST_FOR_FIND = 6
MOST_FOR_NEED = 5
MOST_FOR_HOME = 4
MOST_FOR_LISTING = 21


@pytest.fixture(scope="module")
def stocked(make_app: Callable[..., Flask], databases: Databases) -> Iterator[Flask]:
    """Listings of which 1, 20 and 220 have a need; all of them meet on Tuesdays near 40507."""
    app = make_app(template="seeded")
    with app.app_context():
        begin_writing()
        house = make_listing("Quartz House", kind="organization", slug="quartz-house")
        for total in (1, 20, 220):
            need = make_term("need", f"need-{total}", f"Onyx{total}")
            for number in range(total):
                make_listing(
                    f"Group {total} {number}",
                    slug=f"group-{total}-{number}",
                    terms=(need,),
                    organization=house,
                    is_free=True,
                    locations=[make_location()],
                    schedules=[make_schedule(), make_schedule(byday=["TH"], mode="online")],
                )
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
        pytest.param("&q=group", id="words"),
        pytest.param("&q=group&near=40507&kind=group&day=th&sort=name", id="all"),
    ],
)
def test_find_takes_as_many_statements_for_one_as_for_hundreds(stocked: Flask, page: Client, asked: str) -> None:
    page.open(f"/find?need=need-1{asked}")  # from now on the words are known
    counts = {}
    for total in (1, 20, 220):
        shown = page.get(f"/find?need=need-{total}{asked}")
        assert len(shown.card_names()) == min(total, 20)
        counts[total] = _statements_for(stocked, page, f"/find?need=need-{total}{asked}")
    assert len(set(counts.values())) == 1, counts
    assert 0 < counts[220] <= MOST_FOR_FIND, counts


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/find", id="everything"),
        pytest.param("/find?q=peer helpline&near=40202&kind=helpline", id="new-words-and-place"),
        pytest.param("/find?q=onyx1 quartz1&near=40507&kind=role&day=mo", id="new-words-that-no-listing-has"),
        pytest.param("/find?near=Springfield", id="several-places"),
        pytest.param("/find?near=Nowhereville", id="no-place"),
        pytest.param("/find?need=need-220&page=9", id="a-later-page"),
    ],
)
def test_find_takes_few_statements_whatever_is_asked(stocked: Flask, page: Client, path: str) -> None:
    assert 0 < _statements_for(stocked, page, path) <= MOST_FOR_FIND


def test_a_page_on_which_nothing_was_found_takes_few_statements(stocked: Flask, page: Client) -> None:
    path = "/find?need=need-220&near=40507&day=mo&kind=group&free=yes&q=group"
    assert "Nothing found" in page.get(path).main_text
    assert page.get(path).select(".nothing__offer")
    assert 0 < _statements_for(stocked, page, path) <= MOST_FOR_FIND


def test_a_fragment_takes_no_more_statements_than_its_page(stocked: Flask, page: Client) -> None:
    with stocked.app_context(), counted_statements() as statements:
        page.get_fragment("/find?need=need-220")
    assert len(statements) == _statements_for(stocked, page, "/find?need=need-220")


def test_a_need_page_takes_as_many_statements_for_one_as_for_hundreds(stocked: Flask, page: Client) -> None:
    counts = {total: _statements_for(stocked, page, f"/needs/need-{total}") for total in (1, 20, 220)}
    assert len(set(counts.values())) == 1, counts
    assert 0 < counts[220] <= MOST_FOR_NEED, counts


def test_home_takes_few_statements(stocked: Flask, page: Client) -> None:
    assert 0 < _statements_for(stocked, page, "/") <= MOST_FOR_HOME


@pytest.mark.parametrize("slug", ["group-1-0", "group-220-7", "quartz-house", "nami", "demo-porch-swing"])
def test_a_listing_page_takes_few_statements(stocked: Flask, page: Client, slug: str) -> None:
    page.get(f"/listings/{slug}")
    assert 0 < _statements_for(stocked, page, f"/listings/{slug}") <= MOST_FOR_LISTING


def test_the_first_search_after_an_edit_takes_few_statements(stocked: Flask, page: Client) -> None:
    """The catalog is brought up to date: a fixed number more, however large the directory is."""
    db.session.remove()
    begin_writing()
    make_listing("Granite Circle")
    commit()
    db.session.remove()
    assert _statements_for(stocked, page, "/find") <= MOST_FOR_FIND + 8
