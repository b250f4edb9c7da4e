"""The index stays in step: with every edit, with a rebuild, and in every process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import delete

from directory import create_app
from directory.database import db
from directory.models import Alias, Link, Listing, ListingTerm, ScheduleException, Synonym, Term, TermLabel
from directory.search import rebuild_index
from directory.search.catalog import CatalogKeeper
from directory.search.index import engine_index, entry_table
from tests.factories import commit, make_check, make_listing, make_location, make_phone, make_schedule, make_term
from tests.search.asking import catalog_content, found_names, index_content, search


def _larkspur() -> Listing:
    return db.session.query(Listing).filter_by(slug="larkspur").one()


def _house() -> Listing:
    return db.session.query(Listing).filter_by(slug="house").one()


def _term(slug: str) -> Term:
    return db.session.query(Term).filter_by(slug=slug).one()


def _make_directory() -> None:
    """An organization with two groups; the first has something of everything."""
    house = make_listing("Quartz House", kind="organization", slug="house", aliases=("QH",))
    lonely, online = make_term("need", "lonely", "I feel alone"), make_term("format", "online", "Online")
    schedule = make_schedule()
    schedule.exceptions = [ScheduleException(date=dt.date(2026, 12, 1), kind="cancelled", note="Holiday")]
    make_listing(
        "Larkspur Circle",
        slug="larkspur",
        organization=house,
        terms=(lonely, online),
        aliases=("Bluebell", "LC"),
        summary="For painting.",
        phones=[make_phone(hours="evenings")],
        locations=[make_location()],
        schedules=[schedule, make_schedule(byday=["2MO"], freq="MONTHLY")],
        service_areas=("US-KY",),
        checks=[make_check()],
    )
    make_listing("Fernley Walk", slug="fernley", organization=house, terms=(lonely,))
    make_term("need", "sleep", "I cannot sleep")
    commit()


def _change_name() -> None:
    _larkspur().name = "Granite Circle"


def _change_texts() -> None:
    listing = _larkspur()
    listing.summary, listing.description, listing.application_process = "One", "Two", "Three"
    listing.eligibility_description = "Four"


def _change_aliases() -> None:
    listing = _larkspur()
    listing.aliases[0].name = "Harebell"
    listing.aliases = [listing.aliases[0], Alias(name="Gentian")]


def _rename_house() -> None:
    _house().name = "Granite House"


def _give_house_an_alias() -> None:
    house = _house()
    house.aliases.append(Alias(name="Stone"))


def _take_alias_from_house() -> None:
    db.session.delete(_house().aliases[0])


def _hide_house() -> None:
    _house().publication = "hidden"


def _delete_house() -> None:
    db.session.delete(_house())


def _leave_house() -> None:
    _larkspur().organization_id = None


def _change_terms() -> None:
    _larkspur().listing_terms = [ListingTerm(term=_term("sleep"), position=0)]


def _change_order_of_terms() -> None:
    first, second = _larkspur().listing_terms
    first.position, second.position = 1, 0


def _change_label() -> None:
    _term("lonely").labels[0].label = "I am by myself"


def _add_label() -> None:
    term = _term("lonely")
    term.labels.append(TermLabel(locale="es", label="Me siento solo"))


def _delete_term() -> None:
    db.session.delete(_term("online"))


def _delete_group_of_needs() -> None:
    group = _term("lonely").parent
    assert group is not None
    db.session.delete(group)


def _add_synonym() -> None:
    term = _term("lonely")
    term.synonyms.append(Synonym(phrase="isolated", reason="lay"))


def _change_phone() -> None:
    _larkspur().phones[0].hours = "mornings"


def _replace_phone() -> None:
    _larkspur().phones = [make_phone("859-555-0199", type="text", hours="nights")]


def _change_schedule() -> None:
    _larkspur().schedules[0].opens_at = dt.time(18)


def _remove_schedule() -> None:
    listing = _larkspur()
    del listing.schedules[0]


def _change_exception() -> None:
    _larkspur().schedules[0].exceptions[0].kind = "extra"


def _add_exception() -> None:
    schedule = _larkspur().schedules[1]
    schedule.exceptions.append(ScheduleException(date=dt.date(2026, 12, 14), kind="cancelled"))


def _remove_exception() -> None:
    db.session.delete(_larkspur().schedules[0].exceptions[0])


def _empty_exceptions() -> None:
    schedule = _larkspur().schedules[0]
    schedule.exceptions = []


def _move_place() -> None:
    _larkspur().locations[0].latitude = 38.2


def _hide_place() -> None:
    _larkspur().locations[0].visibility = "hidden"


def _change_areas() -> None:
    _larkspur().service_areas[0].extent = "US"


def _add_check_and_link() -> None:
    listing = _larkspur()
    listing.checks.append(make_check(days_ago=0, method="web"))
    listing.links.append(Link(label="Chat", url="https://example.org"))


def _close_for_a_time() -> None:
    _larkspur().status = "temporarily closed"


def _hide() -> None:
    _larkspur().publication = "hidden"


def _delete() -> None:
    db.session.delete(_larkspur())


# In an order in which they can also be made one after the other.
EDITS: tuple[Callable[[], None], ...] = (
    _change_name, _change_texts, _change_aliases, _rename_house, _give_house_an_alias, _take_alias_from_house,
    _change_order_of_terms, _change_label, _add_label, _add_synonym, _delete_term, _delete_group_of_needs,
    _change_terms, _change_phone, _replace_phone, _change_schedule, _change_exception, _add_exception,
    _remove_exception, _empty_exceptions, _remove_schedule, _move_place, _hide_place, _change_areas,
    _add_check_and_link, _close_for_a_time, _hide_house, _leave_house, _hide, _delete, _delete_house,
)  # fmt: skip
# These change what leads to a listing, not what is kept of it.
WITHOUT_TRACE = (_add_synonym, _delete_group_of_needs)


def _rebuilt() -> dict:
    for _ in rebuild_index():
        pass
    commit()
    return index_content()


@pytest.fixture
def stocked(any_app: Flask) -> Iterator[Flask]:
    """The small directory, on each database."""
    _make_directory()
    return any_app


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__.strip("_"))
def test_an_edit_leaves_the_index_as_a_rebuild_would(stocked: Flask, edit: Callable[[], None]) -> None:
    before = index_content()
    edit()
    commit()
    after = index_content()
    assert after == _rebuilt()
    assert (after != before) == (edit not in WITHOUT_TRACE)


def test_a_catalog_brought_up_to_date_equals_one_made_anew(stocked: Flask) -> None:
    keeper = CatalogKeeper()
    keeper.current()
    for edit in EDITS:
        edit()
        commit()
        assert catalog_content(keeper) == catalog_content(CatalogKeeper()), edit.__name__


@pytest.fixture
def other_app(stocked: Flask) -> Iterator[Flask]:
    """Another process on the same database, that has looked at it before."""
    app = create_app({"DATABASE_URL": stocked.config["DATABASE_URL"], "TESTING": True})
    with app.app_context():
        assert found_names("larkspur") == ["Larkspur Circle"]
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("rebuilds", [False, True], ids=["edit", "edit-and-rebuild"])
def test_another_process_notices_every_commit(stocked: Flask, other_app: Flask, rebuilds: bool) -> None:
    _delete()
    make_listing("Granite Circle")
    commit()
    if rebuilds:
        _rebuilt()
    with other_app.app_context():
        assert found_names(kind="group") == ["Fernley Walk", "Granite Circle"]
        assert search(kind="group").total == 2
        assert found_names("granite") == ["Granite Circle"]
        assert found_names("larkspur", exact=True) == []
        db.session.remove()


def test_another_process_notices_a_new_synonym(stocked: Flask, other_app: Flask) -> None:
    _add_synonym()
    commit()
    with other_app.app_context():
        assert found_names("isolated") == ["Larkspur Circle", "Fernley Walk"]
        db.session.remove()


def test_another_process_does_not_see_what_is_not_committed(stocked: Flask, other_app: Flask) -> None:
    make_listing("Granite Circle")
    db.session.flush()
    with other_app.app_context():
        assert "Granite Circle" not in found_names()
        db.session.remove()
    db.session.rollback()


def test_a_database_put_back_from_before_is_noticed(stocked: Flask) -> None:
    """The generation goes back, as with a backup."""
    keeper = CatalogKeeper()
    _change_name()
    commit()
    assert "granite circle" in {entry.name for entry in keeper.current().entries.values()}
    _larkspur().name = "Larkspur Circle"
    commit()
    db.session.execute(entry_table.update().values(generation=1))
    db.session.execute(db.text("UPDATE search_state SET generation = 1"))
    commit()
    assert catalog_content(keeper) == catalog_content(CatalogKeeper())


def test_the_command_writes_a_lost_index_anew(stocked: Flask) -> None:
    whole = index_content()
    db.session.execute(delete(entry_table))
    engine_index().clear(db.session.connection())
    commit()
    assert index_content() != whole
    db.session.remove()
    outcome = stocked.test_cli_runner().invoke(args=["rebuild-index"])
    assert outcome.exit_code == 0, outcome.output
    db.session.remove()
    assert index_content() == whole
    assert found_names("larkspur") == ["Larkspur Circle"]
