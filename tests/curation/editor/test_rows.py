"""What the form does before anything is saved: rows, schedules in words, places, needs, other listings."""

from __future__ import annotations

import pytest

from tests.clients import Console
from tests.curation.editor.filling import FORM, add_places, edit, revisions, saved
from tests.curation.edits import content_of
from tests.factories import commit, make_listing
from tests.page import fields_of, read_text


@pytest.mark.parametrize("rows", ["aliases", "phones", "links", "schedules", "locations"])
def test_one_more_row_is_shown_and_nothing_saved_or_lost(console: Console, listing_id: int, rows: str) -> None:
    before = edit(console, listing_id)
    after = console.submit(before, FORM, 200, add=rows, summary="Typed with care.")
    assert len(after.select(f"#rows-{rows} > .row")) == len(before.select(f"#rows-{rows} > .row")) + 1
    assert "Typed with care." in after.find("#summary").text_content()
    assert revisions(listing_id) == 0
    console.submit(after, FORM)  # the blank row is left out
    assert len(content_of(listing_id)[rows]) == len(before.select(f"#rows-{rows} > .row"))


def test_a_row_is_removed_and_what_follows_stays(console: Console, listing_id: int) -> None:
    page = console.submit(edit(console, listing_id), FORM, 200, add="phones")
    page = console.submit(page, FORM, 200, add="phones", **{"phones-1-number": "859-555-0144"})
    page = console.submit(page, FORM, 200, remove="phones-0", **{"phones-2-number": "859-555-0155"})
    console.submit(page, FORM)
    assert [phone["number"] for phone in content_of(listing_id)["phones"]] == ["859-555-0144", "859-555-0155"]


def test_a_date_that_differs_is_a_row_of_its_schedule(console: Console, listing_id: int) -> None:
    page = console.submit(edit(console, listing_id), FORM, 200, add="schedules-0-exceptions")
    row = {"schedules-0-exceptions-0-date": "Dec 29 2026", "schedules-0-exceptions-0-kind": "moved"}
    console.submit(page, FORM, **row, **{"schedules-0-exceptions-0-to_date": "30 Dec 2026"})
    (exception,) = content_of(listing_id)["schedules"][0]["exceptions"]
    assert (exception["date"], exception["kind"], exception["to_date"]) == ("2026-12-29", "moved", "2026-12-30")


def test_a_button_with_htmx_gets_the_form_alone(console: Console, listing_id: int) -> None:
    sent = fields_of(edit(console, listing_id).find(FORM))
    page = console.send(f"/manage/listings/{listing_id}/edit", {**sent, "add": "phones"}, 200, HX_Request="true")
    assert "<html" not in page.response.text
    assert len(page.select("#section-contact #rows-phones > .row")) == 2


@pytest.mark.parametrize("value", ["", "people", "phones-9", "schedules-7-exceptions", "terms", "__class__"])
def test_a_button_that_there_is_not_changes_nothing(console: Console, listing_id: int, value: str) -> None:
    page = edit(console, listing_id)
    for name in ("add", "remove", "choose"):
        after = console.submit(page, FORM, 200, **{name: value})
        before, now = ({**fields_of(each.find(FORM)), "csrf_token": None} for each in (page, after))
        assert now == before


def test_a_schedule_is_said_back_in_words_and_dates(clock: object, console: Console, listing_id: int) -> None:
    values = {
        "schedules-0-repeats": "monthly_weekday", "schedules-0-days": "TU", "schedules-0-ordinals": ["2", "4"],
        "schedules-0-opens_at": "7p", "schedules-0-closes_at": "8:30 pm",
    }  # fmt: skip
    page = console.submit(edit(console, listing_id), FORM, 200, show="all", **values)
    said = read_text(page.find("#words-schedules-0"))
    assert said.startswith("2nd and 4th Tuesday of the month, 7:00–8:30 PM, in person, New York time (Eastern Time)")
    assert "next: 24 Nov, 8 Dec, 22 Dec" in said
    console.submit(page, FORM)
    assert content_of(listing_id)["schedules"][0]["byday"] == ["2TU", "4TU"]


def test_the_words_and_the_card_follow_what_is_typed(clock: object, console: Console, listing_id: int) -> None:
    sent = fields_of(edit(console, listing_id).find(FORM))
    values = {**sent, "name": "River Circle", "schedules-0-opens_at": "6 pm"}
    page = console.send(f"/manage/listings/{listing_id}/preview", values, 200, HX_Request="true")
    assert page.card_names() == ["River Circle"]
    assert "6:00–8:00 PM" in page.find("#words-schedules-0[data-hx-swap-oob]").text_content()
    assert revisions(listing_id) == 0


def test_a_zip_code_fills_in_the_town_the_state_and_where_it_is(console: Console, listing_id: int) -> None:
    add_places()
    page = console.submit(edit(console, listing_id), FORM, 200, add="locations")
    page = console.submit(page, FORM, 200, show="locations-1", **{"locations-1-postal_code": "40508"})
    assert page.find("#locations-1-city").attrib["value"] == "Lexington"
    console.submit(page, FORM)
    place = content_of(listing_id)["locations"][1]
    assert (place["state"], place["latitude"], place["visibility"]) == ("KY", 38.04, "full")


def test_a_town_of_several_states_is_offered_and_not_guessed(console: Console, listing_id: int) -> None:
    add_places(("Springfield", "IL"), ("Springfield", "MO"))
    blank = {"locations-0-postal_code": "", "locations-0-state": "", "locations-0-city": "Springfield"}
    page = saved(console, listing_id, 422, **blank)
    assert [button.text_content() for button in page.select(".offers button")] == [
        "Springfield, IL",
        "Springfield, MO",
    ]
    chosen = page.find(".offers button:nth-of-type(2)").attrib["value"]
    page = console.submit(page, FORM, 200, choose=chosen)
    console.submit(page, FORM)
    place = content_of(listing_id)["locations"][0]
    assert (place["city"], place["state"], place["latitude"]) == ("Springfield", "MO", 41.0)


def test_coordinates_do_not_outlive_a_move(console: Console, listing_id: int) -> None:
    saved(console, listing_id, **{"locations-0-city": "Nowhere", "locations-0-postal_code": ""})
    assert content_of(listing_id)["locations"][0]["latitude"] is None


def test_a_new_time_takes_the_clock_of_the_place(console: Console, listing_id: int) -> None:
    add_places(("Springfield", "IL"))
    moved = {"locations-0-postal_code": "", "locations-0-city": "Springfield", "locations-0-state": "IL"}
    saved(console, listing_id, **moved, **{"schedules-0-timezone": ""})
    assert content_of(listing_id)["schedules"][0]["timezone"] == "America/Chicago"


def test_needs_are_offered_for_plain_words(console: Console, listing_id: int) -> None:
    page = edit(console, listing_id)
    page = console.submit(page, FORM, 200, show="needs", need_words="My mom died", **{"terms-need": None})
    assert page.find("#section-needs .offers button").attrib["value"] == "grief"
    page = console.submit(page, FORM, 200, need="grief", **{"terms-need": "i-feel-alone"})
    page = console.submit(page, FORM, 200, first="grief")
    console.submit(page, FORM)
    assert content_of(listing_id)["terms"]["need"] == ["grief", "i-feel-alone"]


def test_an_organization_is_found_by_its_name(console: Console, listing_id: int) -> None:
    house = make_listing("Quartz House", kind="organization")
    make_listing("Quartz Garden", kind="organization")
    hsds_id = house.hsds_id
    commit()
    page = saved(console, listing_id, 422, **{"organization-typed": "quartz"})
    assert len(page.select(".offers button")) == 2
    console.submit(page, FORM, **{"organization-typed": "quartz house"})
    assert content_of(listing_id)["organization"] == hsds_id
    saved(console, listing_id, **{"organization-typed": ""})
    assert content_of(listing_id)["organization"] is None


def test_what_takes_place_once_is_said_back_with_its_only_day(clock: object, console: Console, listing_id: int) -> None:
    values = {
        "schedules-0-repeats": "once", "schedules-0-dtstart": "Dec 22 2026", "schedules-0-opens_at": "7 pm",
        "schedules-0-closes_at": "8:30 pm",
    }  # fmt: skip
    saved(console, listing_id, **values)
    said = edit(console, listing_id).find("#words-schedules-0").text_content()
    assert "Once, on Tuesday, 22 Dec 2026, 7:00–8:30 PM" in said
    assert "Every day" not in said


def test_a_zip_code_of_another_state_is_told_beside_the_form_and_can_be_saved(
    console: Console, listing_id: int
) -> None:
    add_places(("Ripley", "OH"))
    typed = {
        "locations-0-postal_code": "40508", "locations-0-city": "Ripley", "locations-0-state": "OH",
    }  # fmt: skip
    page = console.submit(edit(console, listing_id), FORM, 200, show="all", **typed)
    assert "The postal code 40508 is in KY, not in OH. Correct one of them." in page.main_text
    saved(console, listing_id, **typed)
    assert content_of(listing_id)["locations"][0]["state"] == "OH"
