"""Calendar files of searches and hand-outs: which listings have one, where it is offered, what stands in its place."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from directory.database import db
from directory.handout import write_code
from directory.models import Phone, ScheduleException, SlugRedirect
from tests.clients import Client
from tests.exchange.reading import events_of, make_circle, open_file, read
from tests.factories import commit, make_listing, make_location, make_schedule, make_term
from tests.search.asking import counted_statements

CANARY = "zqcanary"
ZONE = "America/New_York"
pytestmark = pytest.mark.usefixtures("clock")  # Monday 23 November 2026


def test_a_search_gives_the_dates_of_those_found(client: Client) -> None:
    need = make_term(slug="i-feel-alone")
    make_listing("Circle of Need", terms=(need,), schedules=[make_schedule()])
    make_listing("Other Circle", schedules=[make_schedule()])
    make_listing("Circle Without Dates", terms=(need,))
    make_listing("Draft Circle", terms=(need,), schedules=[make_schedule()], publication="draft")
    commit()
    events = events_of(read(client, "/find.ics?need=i-feel-alone&page=7&quiet=yes"))
    assert [str(event["SUMMARY"]) for event in events] == ["Circle of Need"]


def test_a_search_gives_a_hundred_listings_with_dates_at_the_most(client: Client) -> None:
    for number in range(130):
        make_listing(f"Circle {number:03}", schedules=[make_schedule()] if number > 20 else [])
    commit()
    names = [str(event["SUMMARY"]) for event in events_of(read(client, "/find.ics?sort=name"))]
    assert names == [f"Circle {number:03}" for number in range(21, 121)]


def test_a_hand_out_gives_the_dates_of_its_listings_in_its_order(client: Client) -> None:
    ids = [make_listing(f"Circle {number}", schedules=[make_schedule()]).id for number in (1, 2, 3)]
    draft = make_listing("Draft", schedules=[make_schedule()], publication="draft")
    commit()
    codes = ".".join(write_code(id) for id in (ids[2], draft.id, ids[0], 999_999, ids[2]))
    events = events_of(read(client, f"/calendar.ics?list={codes}"))
    assert [str(event["SUMMARY"]) for event in events] == ["Circle 3", "Circle 1"]


ALWAYS = {"freq": "DAILY", "byday": None, "opens_at": "00:00", "closes_at": "00:00"}


def test_where_there_are_no_dates_a_page_says_so(client: Client) -> None:
    make_listing(slug="no-times")
    make_listing(slug="in-words", schedules=[make_schedule(freq=None, description="Most Tuesdays")])
    make_listing(slug="ended", schedules=[make_schedule(until=dt.date(2026, 1, 6))])
    make_listing(slug="always", schedules=[make_schedule(**ALWAYS), make_schedule()])
    make_listing(slug="closed-for-now", status="temporarily closed", schedules=[make_schedule()])
    commit()
    for slug in ("no-times", "in-words", "ended", "always", "closed-for-now"):
        page = client.get(f"/listings/{slug}.ics", status=404)
        assert page.h1 == "There are no dates for a calendar"
        assert page.link("Read about it") == f"/listings/{slug}"
    assert "closed for now" in client.get("/listings/closed-for-now.ics", status=404).main_text
    for path in ("/find.ics?q=nothing-like-it", "/find.ics?need=unknown&when=tonight", "/calendar.ics?list=zz"):
        assert "None of these listings has dates" in client.get(path, status=404).main_text


@pytest.mark.parametrize("path", ["/calendar.ics", "/calendar.ics?list=%00", "/calendar.ics?list=1A&discreet=yes"])
def test_a_hand_out_that_cannot_be_read_has_no_dates(client: Client, path: str) -> None:
    assert client.get(path, status=404).h1 == "There are no dates for a calendar"


def test_codes_of_no_listing_are_no_fault(any_app: Flask) -> None:
    for codes in ("zzzzzzz", "zik0zj", "zik0zk", "0"):  # the middle two: the largest id there can be, and one more
        assert "None of these listings" in Client(any_app).get(f"/calendar.ics?list={codes}", status=404).main_text


def test_only_what_visitors_may_see_has_a_calendar(client: Client) -> None:
    for publication, status in (("draft", 404), ("hidden", 404), ("closed", 410)):
        make_listing(f"Secret {publication}", slug=publication, publication=publication, schedules=[make_schedule()])
        commit()
        assert "Secret" not in client.get(f"/listings/{publication}.ics", status=status).text
    client.get("/listings/nothing-here.ics", status=404)


def test_an_old_address_leads_to_the_new_calendar(client: Client) -> None:
    db.session.add(SlugRedirect(slug="old-name", listing=make_circle()))
    commit()
    response = client.open("/listings/old-name.ics?discreet=yes")
    assert response.status_code == 301
    assert response.headers["Location"].endswith("/listings/circle.ics?discreet=yes")


def test_the_page_of_a_listing_offers_its_calendar_in_both_ways(client: Client) -> None:
    listing = make_circle()
    make_listing(slug="no-times")
    make_listing(slug="always", schedules=[make_schedule(**ALWAYS)])
    commit()
    page = client.get("/listings/circle?list=1a&quiet=yes")
    code = write_code(listing.id)
    links = [link.attrib["href"] for link in page.select(".calendar a")]
    assert links == [
        "/listings/circle.ics",
        "webcal://localhost/listings/circle.ics",
        f"/calendar.ics?list={code}&discreet=yes",
        f"webcal://localhost/calendar.ics?list={code}&discreet=yes",
    ]
    assert "http://localhost/listings/circle.ics" in page.main_text
    for slug in ("no-times", "always"):
        assert not client.get(f"/listings/{slug}").select(".calendar")


def test_results_offer_their_calendar_where_one_has_dates(client: Client) -> None:
    make_circle()
    make_listing("Quiet Line", kind="helpline", phones=[Phone(number="859-555-0123")])
    commit()
    page = client.get("/find?kind=group&q=circle&sort=name&page=1&quiet=yes")
    assert page.link("Calendar of these") == "/find.ics?q=circle&kind=group&sort=name"
    assert page.link("it only says “Appointment”") == "/find.ics?discreet=yes&q=circle&kind=group&sort=name"
    assert "Calendar of these" not in client.get("/find?kind=helpline").text


def test_a_calendar_takes_as_many_statements_for_one_listing_as_for_many(app: Flask, client: Client) -> None:
    needs = {total: make_term(slug=f"need-{total}") for total in (1, 30)}
    for total, need in needs.items():
        for _number in range(total):
            exceptions = [ScheduleException(date=dt.date(2026, 12, 1), kind="cancelled")]
            schedules = [make_schedule(exceptions=exceptions), make_schedule(byday=["TH"])]
            make_listing(terms=(need,), schedules=schedules, locations=[make_location()])
    commit()
    open_file(client, "/find.ics")
    taken = []
    for total in needs:
        with counted_statements() as statements:
            assert len(events_of(read(client, f"/find.ics?need=need-{total}"))) == 3 * total
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 8
