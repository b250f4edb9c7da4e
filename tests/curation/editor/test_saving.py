"""The list of all listings, and saving the form of one: kept, refused in sentences, never lost."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from directory.database import db
from directory.models import Listing, Revision, SlugRedirect
from tests.clients import Console
from tests.curation.editor.filling import FORM, edit, revisions, saved
from tests.curation.edits import content_of
from tests.factories import commit, make_listing
from tests.page import fields_of


def test_listings_are_found_by_name_other_name_and_address(console: Console) -> None:
    make_listing("Quartz House", kind="organization", slug="stone-house", publication="draft")
    commit()
    for typed, name in (("QUARTZ", "Quartz House"), ("stone-h", "Quartz House"), ("the circle", "Larkspur Circle")):
        page = console.get(f"/manage/listings?q={typed}")
        assert [row.text_content() for row in page.select(".listing-row__name bdi")] == [name]
    assert "No listing fits" in console.get("/manage/listings?q=100%25").main_text


def test_listings_are_narrowed_by_kind_and_state(console: Console) -> None:
    make_listing("Quartz House", kind="organization", publication="draft")
    commit()
    assert "1 listing" in console.get("/manage/listings?kind=organization&publication=draft").main_text
    assert "2 listings" in console.get("/manage/listings?kind=nonsense&publication=").main_text


def test_a_long_list_has_pages(console: Console) -> None:
    for number in range(41):
        make_listing(f"Circle {number:02}")
    commit()
    first = console.get("/manage/listings?q=Circle")
    second = console.get(first.link("More"))
    assert "Page 2 of 2" in second.main_text
    assert len(second.select(".listing-row")) == 2


def test_a_change_is_saved_as_a_revision_with_who_and_why(console: Console, listing_id: int) -> None:
    answer = saved(console, listing_id, summary="We listen.", reason="They told us by phone.")
    assert "Saved." in console.follow(answer).text
    newest = db.session.scalars(select(Revision).order_by(Revision.version.desc())).first()
    assert newest is not None
    assert (newest.made_by, newest.reason) == ("Robin Larkspur", "They told us by phone.")
    assert newest.content["summary"] == "We listen."


def test_saving_an_unchanged_form_makes_no_revision(console: Console, listing_id: int) -> None:
    before = content_of(listing_id)
    assert "nothing to save" in console.follow(saved(console, listing_id)).text
    assert content_of(listing_id) == before
    assert revisions(listing_id) == 0


def test_a_form_that_is_sent_twice_is_one_change(console: Console, listing_id: int) -> None:
    page = edit(console, listing_id)
    console.submit(page, FORM, name="River Circle")
    console.submit(page, FORM, name="River Circle")
    assert revisions(listing_id) == 2  # what it said before, and the change


def test_terms_that_a_kind_is_not_asked_about_stay(console: Console, listing_id: int) -> None:
    saved(console, listing_id, kind="community")
    saved(console, listing_id, **{"terms-platform": "zoom"})
    saved(console, listing_id, kind="group")
    saved(console, listing_id, **{"terms-format": "online"})
    assert content_of(listing_id)["terms"] == {"need": ["i-feel-alone"], "platform": ["zoom"], "format": ["online"]}


def test_an_answer_that_stays_the_same_stays_checked(console: Console, listing_id: int) -> None:
    saved(console, listing_id, **{"answers-0-value": "yes", "answers-1-note": "Two peers"})
    listing = db.session.get_one(Listing, listing_id)
    listing.answers[0].checked_on = dt.date(2026, 11, 1)
    commit()
    saved(console, listing_id, summary="We listen.")
    answers = content_of(listing_id)["answers"]
    assert answers["come-late"] == {"value": "yes", "note": None, "checked_on": "2026-11-01"}
    assert (answers["who-leads"]["value"], answers["who-leads"]["note"]) == ("told", "Two peers")


def test_a_new_address_leads_on_from_the_old_one(console: Console, listing_id: int) -> None:
    saved(console, listing_id, name="River Circle", slug="")
    assert content_of(listing_id)["slug"] == "river-circle"
    assert db.session.get_one(SlugRedirect, "larkspur-circle").listing_id == listing_id


def test_an_address_that_another_listing_has_is_refused_in_a_sentence(console: Console, listing_id: int) -> None:
    make_listing("Quartz House", slug="quartz-house")
    commit()
    page = saved(console, listing_id, 422, slug="quartz-house", summary="Typed with care.")
    assert "Another listing is called" in page.main_text
    assert "Typed with care." in page.find("#summary").text_content()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", " ", "Type the name."),
        ("name", "x" * 201, "too long"),
        ("summary", "x" * 161, "too long"),
        ("email", "nobody", "name@example.org"),
        ("url", "javascript:alert(1)", "https://example.org"),
        ("phones-0-number", "", "remove this row"),
        ("schedules-0-opens_at", "25 o'clock", "time"),
        ("schedules-0-until", "the 40th", "date"),
        ("maximum_age", "many", "as a number"),
        ("slug", "No Spaces!", "hyphens"),
        ("terms-need", "not-there", "to choose"),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_typed_is_lost(
    console: Console, listing_id: int, field: str, value: str, sentence: str
) -> None:
    extra = {"phones-0-label": "Front desk"} if field.startswith("phones") else {}
    page = saved(console, listing_id, 422, **{field: value, "description": "Typed with care."}, **extra)
    assert sentence in page.find(".summary-of-problems").text_content()
    assert "Typed with care." in page.find("#description").text_content()
    if field != "terms-need":
        assert value.strip() in (fields_of(page.find(FORM))[field]).strip()
    assert revisions(listing_id) == 0


def test_a_large_listing_in_another_script_fits(console: Console, listing_id: int) -> None:
    saved(console, listing_id, publication="draft", description="Ж" * 7_900, private_notes="語" * 7_900)
    assert len(content_of(listing_id)["private_notes"]) == 7_900
