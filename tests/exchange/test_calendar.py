"""Calendar files: what they say of a listing, what they never say, and what stands in their place."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from directory.handout import write_code
from directory.models import ScheduleException
from tests.clients import Client
from tests.exchange.reading import calendar_of, events_of, make_circle, open_file, read
from tests.factories import commit, make_listing, make_location, make_schedule

CANARY = "zqcanary"
ZONE = "America/New_York"
pytestmark = pytest.mark.usefixtures("clock")  # Monday 23 November 2026


def test_the_file_of_a_listing_says_when_what_and_where(client: Client) -> None:
    place = make_location(name="Library", address_1="140 Main St", postal_code="40507", visibility="full")
    steps = "Walk in.\nSay hello."
    make_circle(summary="A warm room.", application_process=steps, locations=[place])
    commit()
    calendar = read(client, "/listings/circle.ics")
    (event,) = events_of(calendar)
    assert event["SUMMARY"] == "Larkspur Circle"
    assert event["DTSTART"].dt.isoformat() == "2026-11-24T19:00:00-05:00"
    assert event["DTEND"].dt.isoformat() == "2026-11-24T20:00:00-05:00"
    assert event["DTSTART"].params["TZID"] == ZONE
    assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=TU"
    assert event["DESCRIPTION"] == "A warm room.\n\nHow to join:\n1. Walk in.\n2. Say hello."
    assert event["LOCATION"] == "Library, 140 Main St, Lexington, KY 40507"
    assert event["URL"] == "http://localhost/listings/circle"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == [ZONE]
    assert calendar["PRODID"] and calendar["VERSION"] == "2.0"
    assert {"UID", "DTSTAMP"} <= set(event)


def test_a_file_asks_to_be_fetched_again_each_day(client: Client) -> None:
    make_circle()
    commit()
    lines = open_file(client, "/listings/circle.ics").text.split("\r\n")
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D" in lines
    assert "X-PUBLISHED-TTL:P1D" in lines


def test_a_program_that_has_the_file_is_told_so(client: Client) -> None:
    make_circle()
    commit()
    first = open_file(client, "/listings/circle.ics")
    again = client.open("/listings/circle.ics", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    make_listing(slug="other", schedules=[make_schedule(opens_at="18:00")])
    commit()
    assert client.open("/find.ics", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_ids_stay_when_a_listing_is_changed_and_differ_between_schedules(client: Client) -> None:
    listing = make_circle(schedules=[make_schedule(), make_schedule(byday=["-1FR"], freq="MONTHLY")])
    commit()
    before = [event["UID"] for event in events_of(read(client, "/listings/circle.ics"))]
    listing.name = "Larkspur Round"
    listing.schedules[0].opens_at = dt.time(18)
    commit()
    after = events_of(read(client, "/listings/circle.ics"))
    assert [event["UID"] for event in after] == before
    assert len(set(before)) == 2
    assert after[0]["SEQUENCE"] == 2


def test_cancelled_moved_and_extra_dates_are_events_of_their_own(client: Client) -> None:
    exceptions = [
        ScheduleException(date=dt.date(2026, 12, 1), kind="cancelled", note="Snow"),
        ScheduleException(date=dt.date(2026, 12, 8), kind="moved", to_date=dt.date(2026, 12, 9), note="Upstairs"),
        ScheduleException(date=dt.date(2026, 12, 12), kind="extra", opens_at=dt.time(10), closes_at=dt.time(11)),
        ScheduleException(date=dt.date(2026, 11, 10), kind="cancelled"),
    ]
    make_circle(summary="A warm room.", schedules=[make_schedule(exceptions=exceptions)])
    commit()
    series, *others = events_of(read(client, "/listings/circle.ics"))
    assert [str(day.dt.date()) for day in series["EXDATE"].dts] == ["2026-12-01", "2026-12-08"]
    told = [
        (f"{event['DTSTART'].dt:%d %H:%M}", str(event["SUMMARY"]), event.get("STATUS"), str(event["DESCRIPTION"]))
        for event in others
    ]
    assert told == [
        ("01 19:00", "Canceled: Larkspur Circle", "CANCELLED", "Snow\n\nA warm room."),
        ("09 19:00", "Larkspur Circle", None, "Moved from 8 Dec 2026.\n\nUpstairs\n\nA warm room."),
        ("12 10:00", "Larkspur Circle", None, "A warm room."),
    ]
    assert len({event["UID"] for event in (series, *others)}) == 4


def test_a_discreet_file_says_only_that_there_is_an_appointment(client: Client) -> None:
    exceptions = [
        ScheduleException(date=dt.date(2026, 12, 1), kind="cancelled", note=CANARY),
        ScheduleException(date=dt.date(2026, 12, 8), kind="moved", to_date=dt.date(2026, 12, 9), note=CANARY),
    ]
    listing = make_listing(
        f"{CANARY} Circle",
        slug=f"{CANARY}-circle",
        summary=CANARY,
        application_process=CANARY,
        url=f"https://{CANARY}.example.org",
        locations=[make_location(f"{CANARY}ville", name=CANARY, address_1=CANARY, visibility="full")],
        schedules=[make_schedule(exceptions=exceptions)],
    )
    commit()
    by_code = f"/calendar.ics?list={write_code(listing.id)}&discreet=yes"
    for path in (f"/listings/{CANARY}-circle.ics?discreet=yes", by_code):
        response = open_file(client, path)
        whole = response.text.lower() + response.headers["Content-Disposition"]
        for word in (CANARY, listing.hsds_id, "lean on", "localhost", "http", "description", "location", "kentucky"):
            assert word not in whole, word
        events = events_of(calendar_of(response.data))
        assert {str(event["SUMMARY"]) for event in events} == {"Appointment"}
        assert [event.get("STATUS") for event in events].count("CANCELLED") == 1


def test_no_file_has_a_name_in_its_file_name(client: Client) -> None:
    make_circle()
    commit()
    response = open_file(client, "/listings/circle.ics")
    assert response.headers["Content-Disposition"] == 'inline; filename="calendar.ics"'


def test_a_discreet_file_replaces_the_one_with_names(client: Client) -> None:
    make_circle()
    commit()
    (named,), (discreet,) = (events_of(read(client, f"/listings/circle.ics{query}")) for query in ("", "?discreet=yes"))
    assert named["UID"] == discreet["UID"]


def test_private_fields_are_in_no_calendar(client: Client) -> None:
    private = {"name": f"{CANARY} house", "address_1": f"1 {CANARY} Road", "directions": CANARY, "postal_code": "99901"}
    listing = make_circle(
        locations=[
            make_location("Lexington", visibility="city", **private),
            make_location(f"{CANARY}ville", visibility="hidden", **private),
        ],
        private_notes=CANARY,
        seed_key=CANARY,
        source=CANARY,
        organization=make_listing(f"{CANARY} League", slug=f"{CANARY}-league", publication="draft"),
    )
    commit()
    for path in ("/listings/circle.ics", "/find.ics", f"/calendar.ics?list={write_code(listing.id)}"):
        response = open_file(client, path)
        assert CANARY not in response.text and "99901" not in response.text
        (event,) = events_of(calendar_of(response.data))
        assert event["LOCATION"] == "Lexington, KY"


@pytest.mark.parametrize(("mode", "place"), [("online", "Online"), ("phone", "By phone")])
def test_where_nobody_goes_no_address_is_told(client: Client, mode: str, place: str) -> None:
    make_circle(locations=[make_location("Lexington", visibility="full")], schedules=[make_schedule(mode=mode)])
    commit()
    assert events_of(read(client, "/listings/circle.ics"))[0]["LOCATION"] == place


ODD_TEXT = "Über, das; “Café”\\n — it’s 100% 🙂, " + "sehr " * 30 + "日本語" * 30


def test_text_is_escaped_and_folded_and_comes_back_whole(client: Client) -> None:
    make_circle(summary=ODD_TEXT[:160], application_process=f"{ODD_TEXT}\r\nBEGIN:VEVENT\x01\x0b\r\nX:Y")
    commit()
    response = open_file(client, "/listings/circle.ics")
    lines = response.data.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert not any(re.search(rb"[\x00-\x08\x0a-\x1f]", line) for line in lines)
    for line in lines:
        line.decode()  # folded between letters, not within one
    (event,) = events_of(calendar_of(response.data))
    assert event["DESCRIPTION"] == f"{ODD_TEXT[:160].strip()}\n\nHow to join:\n1. {ODD_TEXT}\n2. BEGIN:VEVENT\n3. X:Y"
