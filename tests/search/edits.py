"""A small directory, and every kind of edit that can be made to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from directory.database import db
from directory.models import Alias, Link, Listing, ListingTerm, ScheduleException, Synonym, Term, TermLabel
from tests.factories import commit, make_check, make_listing, make_location, make_phone, make_schedule, make_term


def get_larkspur() -> Listing:
    return db.session.query(Listing).filter_by(slug="larkspur").one()


def get_house() -> Listing:
    return db.session.query(Listing).filter_by(slug="house").one()


def get_term(slug: str) -> Term:
    return db.session.query(Term).filter_by(slug=slug).one()


def make_directory() -> None:
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


def change_name() -> None:
    get_larkspur().name = "Granite Circle"


def change_texts() -> None:
    listing = get_larkspur()
    listing.summary, listing.description, listing.application_process = "One", "Two", "Three"
    listing.eligibility_description = "Four"


def change_aliases() -> None:
    listing = get_larkspur()
    listing.aliases[0].name = "Harebell"
    listing.aliases = [listing.aliases[0], Alias(name="Gentian")]


def rename_house() -> None:
    get_house().name = "Granite House"


def give_house_an_alias() -> None:
    house = get_house()
    house.aliases.append(Alias(name="Stone"))


def take_alias_from_house() -> None:
    db.session.delete(get_house().aliases[0])


def hide_house() -> None:
    get_house().publication = "hidden"


def delete_house() -> None:
    db.session.delete(get_house())


def leave_house() -> None:
    get_larkspur().organization_id = None


def change_terms() -> None:
    get_larkspur().listing_terms = [ListingTerm(term=get_term("sleep"), position=0)]


def change_order_of_terms() -> None:
    first, second = get_larkspur().listing_terms
    first.position, second.position = 1, 0


def change_label() -> None:
    get_term("lonely").labels[0].label = "I am by myself"


def add_label() -> None:
    term = get_term("lonely")
    term.labels.append(TermLabel(locale="es", label="Me siento solo"))


def delete_term() -> None:
    db.session.delete(get_term("online"))


def delete_group_of_needs() -> None:
    group = get_term("lonely").parent
    assert group is not None
    db.session.delete(group)


def add_synonym() -> None:
    term = get_term("lonely")
    term.synonyms.append(Synonym(phrase="isolated", reason="lay"))


def change_phone() -> None:
    get_larkspur().phones[0].hours = "mornings"


def replace_phone() -> None:
    get_larkspur().phones = [make_phone("859-555-0199", type="text", hours="nights")]


def change_schedule() -> None:
    get_larkspur().schedules[0].opens_at = dt.time(18)


def remove_schedule() -> None:
    listing = get_larkspur()
    del listing.schedules[0]


def change_exception() -> None:
    get_larkspur().schedules[0].exceptions[0].kind = "extra"


def add_exception() -> None:
    schedule = get_larkspur().schedules[1]
    schedule.exceptions.append(ScheduleException(date=dt.date(2026, 12, 14), kind="cancelled"))


def remove_exception() -> None:
    db.session.delete(get_larkspur().schedules[0].exceptions[0])


def empty_exceptions() -> None:
    schedule = get_larkspur().schedules[0]
    schedule.exceptions = []


def move_place() -> None:
    get_larkspur().locations[0].latitude = 38.2


def hide_place() -> None:
    get_larkspur().locations[0].visibility = "hidden"


def change_areas() -> None:
    get_larkspur().service_areas[0].extent = "US"


def add_check_and_link() -> None:
    listing = get_larkspur()
    listing.checks.append(make_check(days_ago=0, method="web"))
    listing.links.append(Link(label="Chat", url="https://example.org"))


def close_for_a_time() -> None:
    get_larkspur().status = "temporarily closed"


def hide() -> None:
    get_larkspur().publication = "hidden"


def delete() -> None:
    db.session.delete(get_larkspur())


# In an order in which they can also be made one after the other.
EDITS: tuple[Callable[[], None], ...] = (
    change_name, change_texts, change_aliases, rename_house, give_house_an_alias, take_alias_from_house,
    change_order_of_terms, change_label, add_label, add_synonym, delete_term, delete_group_of_needs,
    change_terms, change_phone, replace_phone, change_schedule, change_exception, add_exception,
    remove_exception, empty_exceptions, remove_schedule, move_place, hide_place, change_areas,
    add_check_and_link, close_for_a_time, hide_house, leave_house, hide, delete, delete_house,
)  # fmt: skip
# These change what leads to a listing, not what is kept of it.
WITHOUT_TRACE = (add_synonym, delete_group_of_needs)
