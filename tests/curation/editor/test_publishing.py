"""Publishing, planning, hiding and closing a listing, and making a new one once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from directory.database import db
from directory.models import Listing
from tests.clients import Console
from tests.conftest import NOW
from tests.curation.editor.filling import FORM, edit, revisions, saved
from tests.curation.edits import content_of
from tests.factories import commit, make_listing
from tests.page import fields_of


def test_a_listing_is_not_published_without_what_it_needs(console: Console, listing_id: int) -> None:
    lacking = {"summary": "", "phones-0-number": "", "locations-0-name": "", "terms-need": None}
    page = saved(console, listing_id, 422, **lacking, name="Kept all the same")
    summary = page.find(".summary-of-problems")
    assert {link.attrib["href"] for link in summary.cssselect("a")} >= {"#summary", "#terms-need"}
    assert page.find("#name").attrib["value"] == "Kept all the same"
    console.submit(page, FORM, publication="draft")
    assert content_of(listing_id)["name"] == "Kept all the same"


def test_what_a_public_listing_lacks_already_keeps_nobody_from_mending_it(console: Console) -> None:
    bare = make_listing("Bare", summary="")
    commit()
    saved(console, bare.id, name="Bare Hill")
    assert content_of(bare.id)["name"] == "Bare Hill"
    saved(console, bare.id, 422, description="Call 1-800-273-8255.")


def test_a_finding_that_protects_nobody_blocks_nothing(console: Console, listing_id: int) -> None:
    page = edit(console, listing_id)
    assert page.select(".notes__one"), "nothing is found, so nothing is tested"
    console.submit(page, FORM, description="The best group ever!!!")
    assert content_of(listing_id)["description"] == "The best group ever!!!"


def test_the_old_number_of_the_lifeline_is_not_published(console: Console, listing_id: int) -> None:
    page = saved(console, listing_id, 422, **{"phones-0-number": "1-800-273-8255"})
    assert page.find(".summary-of-problems a").attrib["href"] == "#phones-0-number"
    assert page.select("#phones-0 .field__note--stop")


def test_a_finding_points_at_the_row_that_it_is_about(console: Console, listing_id: int) -> None:
    page = console.submit(edit(console, listing_id), FORM, 200, add="phones")
    values = {"phones-0-number": "", "phones-1-number": "1-800-273-8255"}
    page = console.submit(page, FORM, 422, **values)
    assert page.find(".summary-of-problems a").attrib["href"] == "#phones-1-number"


def test_closing_wants_a_reason_and_names_what_to_turn_to(console: Console, listing_id: int) -> None:
    make_listing("Quartz House", kind="organization", slug="quartz-house")
    commit()
    page = saved(console, listing_id, 422, publication="closed")
    assert "Say why it closed" in page.find(".summary-of-problems").text_content()
    console.submit(page, FORM, closed_reason="The leader moved away.", **{"successor-typed": "Quartz House"})
    gone = console.get("/listings/larkspur-circle", 410)
    assert "The leader moved away." in gone.text
    assert gone.link("Quartz House") == "/listings/quartz-house"


def test_a_hidden_listing_is_gone_for_visitors_and_comes_back(console: Console, listing_id: int) -> None:
    saved(console, listing_id, publication="hidden")
    console.get("/listings/larkspur-circle", 404)
    saved(console, listing_id, publication="published")
    console.get("/listings/larkspur-circle")


def test_a_planned_draft_is_published_when_its_moment_has_come(
    clock: Any, app: Flask, console: Console, listing_id: int
) -> None:
    saved(console, listing_id, publication="draft", publish_on="1 Dec 2026", publish_time="9 am")
    run = app.test_cli_runner()
    assert "Nothing was due." in run.invoke(args=["listings", "publish-due"]).output
    clock.move_to(dt.datetime(2026, 12, 1, 14, 0, tzinfo=dt.UTC))
    assert "Published: larkspur-circle" in run.invoke(args=["listings", "publish-due"]).output
    assert (content_of(listing_id)["publication"], content_of(listing_id)["publish_at"]) == ("published", None)
    assert revisions(listing_id) == 3


def test_a_planned_draft_that_lacks_something_is_left_and_named(
    clock: Any, app: Flask, console: Console, listing_id: int
) -> None:
    saved(console, listing_id, publication="draft", publish_on="24 Nov 2026")
    db.session.get_one(Listing, listing_id).summary = ""
    commit()
    clock.move_to(NOW + dt.timedelta(days=2))
    answer = app.test_cli_runner().invoke(args=["listings", "publish-due"])
    assert "Not published: larkspur-circle" in answer.output
    assert content_of(listing_id)["publication"] == "draft"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"publication": "draft", "publish_on": "1 Nov 2026"}, "That moment is over"),
        ({"publication": "published", "publish_on": "1 Dec 2026"}, "Only a draft can wait"),
    ],
    ids=["past", "published"],
)
def test_a_moment_that_makes_no_sense_is_refused(
    clock: object, console: Console, listing_id: int, values: dict[str, str], sentence: str
) -> None:
    assert sentence in saved(console, listing_id, 422, **values).find(".summary-of-problems").text_content()


def test_a_new_listing_is_a_draft_with_a_first_version(console: Console) -> None:
    page = console.get(console.get("/manage/listings/new").link("Helpline"))
    answer = console.submit(page, FORM, name="Ember Line", **{"phones-0-number": "859-555-0166"})
    assert "It is on no page before you publish it." in console.follow(answer).text
    made = db.session.scalars(select(Listing).where(Listing.slug == "ember-line")).one()
    assert (made.kind, made.publication, made.source, made.version) == ("helpline", "draft", "person", 1)
    assert revisions(made.id) == 1


def test_a_new_listing_is_made_once_however_often_it_is_sent(console: Console) -> None:
    page = console.get("/manage/listings/new?kind=group")
    first = console.submit(page, FORM, name="Ember Circle")
    again = console.submit(page, FORM, name="Ember Circle")
    assert again.response.headers["Location"] == first.response.headers["Location"]
    assert db.session.scalar(select(func.count()).where(Listing.name == "Ember Circle")) == 1


def test_a_second_name_of_the_same_title_gets_an_address_of_its_own(console: Console, listing_id: int) -> None:
    console.submit(console.get("/manage/listings/new?kind=group"), FORM, name="Larkspur Circle")
    assert db.session.scalars(select(Listing.slug).order_by(Listing.id.desc())).first() == "larkspur-circle-2"


def test_the_card_of_a_new_listing_is_shown_before_it_is_made(console: Console) -> None:
    page = console.get("/manage/listings/new?kind=role")
    sent = fields_of(page.find(FORM))
    page = console.send("/manage/listings/new/role/preview", {**sent, "name": "Walk with us"}, 200, HX_Request="true")
    assert page.card_names() == ["Walk with us"]
    assert db.session.scalar(select(func.count()).where(Listing.name == "Walk with us")) == 0
