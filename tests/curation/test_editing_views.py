"""The screens of editing: the list, the form and its buttons, saving, publishing, making a listing once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import func, select

from directory.database import db
from directory.models import Listing, Place, Question, QuestionLabel, Revision, SlugRedirect
from directory.models.content import Content
from tests.conftest import NOW, sign_in
from tests.curation.edits import content_of
from tests.factories import commit, make_listing, make_location, make_phone, make_schedule, make_term
from tests.page import Console, Page, fields_of

FORM = ".editor__form"
POLYGLOT = "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert() )//</title></teXtarEa/--!><svg/onload='alert()'>"


@pytest.fixture
def listing_id(app: Flask) -> int:
    """A group that says a little of everything."""
    alone = make_term("need", "i-feel-alone", label="I feel alone", synonyms={"lay": ["lonely"]})
    make_term("need", "grief", label="I lost someone", synonyms={"lay": ["my mom died"]})
    make_term("format", "online", label="Online")
    make_term("platform", "zoom", label="Zoom")
    for key, shape in (("come-late", "yes_no"), ("who-leads", "open")):
        db.session.add(Question(key=key, shape=shape, kinds=["group"], labels=[QuestionLabel(label=key)]))
    listing = make_listing(
        "Larkspur Circle", slug="larkspur-circle", summary="We talk.", terms=(alone,), phones=[make_phone()],
        schedules=[make_schedule()], locations=[make_location(postal_code="40508")], aliases=("The Circle",),
    )  # fmt: skip
    commit()
    return listing.id


@pytest.fixture
def console(app: Flask, listing_id: int) -> Console:
    """A signed-in coordinator, once the listing is there."""
    return sign_in(app)


def edit(console: Console, listing_id: int) -> Page:
    """The form of a listing."""
    return console.get(f"/manage/listings/{listing_id}/edit")


def saved(console: Console, listing_id: int, status: int = 303, **values: Any) -> Page:
    """Save the form with other values; the answer."""
    return console.submit(edit(console, listing_id), FORM, status, **values)


def revisions(listing_id: int) -> int:
    """How many versions are kept."""
    counted = select(func.count()).select_from(Revision).where(Revision.listing_id == listing_id)
    return db.session.scalar(counted) or 0


def add_places(*towns: tuple[str, str]) -> None:
    """A gazetteer with a few towns of a name, and the ZIP code 40508."""
    for number, (city, state) in enumerate(towns):
        place = {"city": city, "state": state, "latitude": 40.0 + number, "longitude": -90.0, "size": 5}
        db.session.add(Place(type="town", key=city.lower(), timezone="America/Chicago", **place))
    lexington = {"city": "Lexington", "state": "KY", "latitude": 38.04, "longitude": -84.49}
    db.session.add(Place(type="postal_code", key="40508", timezone="America/New_York", **lexington))
    commit()


# The list


def test_listings_are_found_by_name_other_name_and_address(console: Console) -> None:
    make_listing("Quartz House", kind="organization", slug="stone-house", publication="draft")
    commit()
    for typed, name in (("QUARTZ", "Quartz House"), ("stone-h", "Quartz House"), ("the circle", "Larkspur Circle")):
        page = console.get(f"/manage/listings?q={typed}")
        assert [row.get_text() for row in page.soup.select(".listing-row__name bdi")] == [name]
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
    assert len(second.soup.select(".listing-row")) == 2


# Saving


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
    assert "Typed with care." in page.find("#summary").get_text()


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
    assert sentence in page.find(".summary-of-problems").get_text()
    assert "Typed with care." in page.find("#description").get_text()
    if field != "terms-need":
        assert value.strip() in (fields_of(page.find(FORM))[field]).strip()
    assert revisions(listing_id) == 0


def test_a_large_listing_in_another_script_fits(console: Console, listing_id: int) -> None:
    saved(console, listing_id, publication="draft", description="Ж" * 7_900, private_notes="語" * 7_900)
    assert len(content_of(listing_id)["private_notes"]) == 7_900


def test_a_busy_database_gives_the_filled_form_back(
    app: Flask, console: Console, listing_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = edit(console, listing_id)
    with db.engine.connect() as other:
        other.exec_driver_sql("ROLLBACK")
        other.exec_driver_sql("BEGIN IMMEDIATE")
        db.session.rollback()
        db.engine.dispose(close=False)
        app.config["SQLALCHEMY_ENGINE_OPTIONS"]["connect_args"]["timeout"] = 0.05
        answer = console.submit(page, FORM, 503, summary="Typed with care.")
        other.exec_driver_sql("ROLLBACK")
    assert "Nothing is lost" in answer.main_text
    assert "Typed with care." in answer.find("#summary").get_text()
    console.submit(answer, FORM)
    assert content_of(listing_id)["summary"] == "Typed with care."


# Rows, without script


@pytest.mark.parametrize("rows", ["aliases", "phones", "links", "schedules", "locations"])
def test_one_more_row_is_shown_and_nothing_saved_or_lost(console: Console, listing_id: int, rows: str) -> None:
    before = edit(console, listing_id)
    after = console.submit(before, FORM, 200, add=rows, summary="Typed with care.")
    assert len(after.soup.select(f"#rows-{rows} > .row")) == len(before.soup.select(f"#rows-{rows} > .row")) + 1
    assert "Typed with care." in after.find("#summary").get_text()
    assert revisions(listing_id) == 0
    console.submit(after, FORM)  # the blank row is left out
    assert len(content_of(listing_id)[rows]) == len(before.soup.select(f"#rows-{rows} > .row"))


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
    assert len(page.soup.select("#section-contact #rows-phones > .row")) == 2


@pytest.mark.parametrize("value", ["", "people", "phones-9", "schedules-7-exceptions", "terms", "__class__"])
def test_a_button_that_there_is_not_changes_nothing(console: Console, listing_id: int, value: str) -> None:
    page = edit(console, listing_id)
    for name in ("add", "remove", "choose"):
        after = console.submit(page, FORM, 200, **{name: value})
        before, now = ({**fields_of(each.find(FORM)), "csrf_token": None} for each in (page, after))
        assert now == before


# Schedules, places, needs, other listings


def test_a_schedule_is_said_back_in_words_and_dates(clock: object, console: Console, listing_id: int) -> None:
    values = {
        "schedules-0-repeats": "monthly_weekday", "schedules-0-days": "TU", "schedules-0-ordinals": ["2", "4"],
        "schedules-0-opens_at": "7p", "schedules-0-closes_at": "8:30 pm",
    }  # fmt: skip
    page = console.submit(edit(console, listing_id), FORM, 200, show="all", **values)
    said = " ".join(page.find("#words-schedules-0").get_text(" ").split())
    assert said.startswith("2nd and 4th Tuesday of the month, 7:00–8:30 PM, in person, New York time (Eastern Time)")
    assert "next: 24 Nov, 8 Dec, 22 Dec" in said
    console.submit(page, FORM)
    assert content_of(listing_id)["schedules"][0]["byday"] == ["2TU", "4TU"]


def test_the_words_and_the_card_follow_what_is_typed(clock: object, console: Console, listing_id: int) -> None:
    sent = fields_of(edit(console, listing_id).find(FORM))
    values = {**sent, "name": "River Circle", "schedules-0-opens_at": "6 pm"}
    page = console.send(f"/manage/listings/{listing_id}/preview", values, 200, HX_Request="true")
    assert page.card_names() == ["River Circle"]
    assert "6:00–8:00 PM" in page.find("#words-schedules-0[data-hx-swap-oob]").get_text()
    assert revisions(listing_id) == 0


def test_a_zip_code_fills_in_the_town_the_state_and_where_it_is(console: Console, listing_id: int) -> None:
    add_places()
    page = console.submit(edit(console, listing_id), FORM, 200, add="locations")
    page = console.submit(page, FORM, 200, show="locations-1", **{"locations-1-postal_code": "40508"})
    assert page.find("#locations-1-city")["value"] == "Lexington"
    console.submit(page, FORM)
    place = content_of(listing_id)["locations"][1]
    assert (place["state"], place["latitude"], place["visibility"]) == ("KY", 38.04, "full")


def test_a_town_of_several_states_is_offered_and_not_guessed(console: Console, listing_id: int) -> None:
    add_places(("Springfield", "IL"), ("Springfield", "MO"))
    blank = {"locations-0-postal_code": "", "locations-0-state": "", "locations-0-city": "Springfield"}
    page = saved(console, listing_id, 422, **blank)
    assert [button.get_text() for button in page.soup.select(".offers button")] == [
        "Springfield, IL",
        "Springfield, MO",
    ]
    chosen = page.find(".offers button:nth-of-type(2)")["value"]
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
    assert page.find("#section-needs .offers button")["value"] == "grief"
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
    assert len(page.soup.select(".offers button")) == 2
    console.submit(page, FORM, **{"organization-typed": "quartz house"})
    assert content_of(listing_id)["organization"] == hsds_id
    saved(console, listing_id, **{"organization-typed": ""})
    assert content_of(listing_id)["organization"] is None


# Publishing, closing


def test_a_listing_is_not_published_without_what_it_needs(console: Console, listing_id: int) -> None:
    lacking = {"summary": "", "phones-0-number": "", "locations-0-name": "", "terms-need": None}
    page = saved(console, listing_id, 422, **lacking, name="Kept all the same")
    summary = page.find(".summary-of-problems")
    assert {link["href"] for link in summary.select("a")} >= {"#summary", "#terms-need"}
    assert page.find("#name")["value"] == "Kept all the same"
    console.submit(page, FORM, publication="draft")
    assert content_of(listing_id)["name"] == "Kept all the same"


def test_a_finding_that_protects_nobody_blocks_nothing(console: Console, listing_id: int) -> None:
    page = edit(console, listing_id)
    assert page.soup.select(".notes__one"), "nothing is found, so nothing is tested"
    console.submit(page, FORM, description="The best group ever!!!")
    assert content_of(listing_id)["description"] == "The best group ever!!!"


def test_the_old_number_of_the_lifeline_is_not_published(console: Console, listing_id: int) -> None:
    page = saved(console, listing_id, 422, **{"phones-0-number": "1-800-273-8255"})
    assert page.find(".summary-of-problems a")["href"] == "#phones-0-number"
    assert page.soup.select("#phones-0 .field__note--stop")


def test_a_finding_points_at_the_row_that_it_is_about(console: Console, listing_id: int) -> None:
    page = console.submit(edit(console, listing_id), FORM, 200, add="phones")
    values = {"phones-0-number": "", "phones-1-number": "1-800-273-8255"}
    page = console.submit(page, FORM, 422, **values)
    assert page.find(".summary-of-problems a")["href"] == "#phones-1-number"


def test_closing_wants_a_reason_and_names_what_to_turn_to(console: Console, listing_id: int) -> None:
    make_listing("Quartz House", kind="organization", slug="quartz-house")
    commit()
    page = saved(console, listing_id, 422, publication="closed")
    assert "Say why it closed" in page.find(".summary-of-problems").get_text()
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
    assert sentence in saved(console, listing_id, 422, **values).find(".summary-of-problems").get_text()


# New listings


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


# What must not get in


def test_what_no_form_has_is_not_taken(console: Console, listing_id: int) -> None:
    before = db.session.get_one(Listing, listing_id)
    kept = (before.hsds_id, before.source, before.seed_key, before.created_at)
    extra = {
        "hsds_id": "evil", "source": "seed", "seed_key": "evil", "seeded_as": "{}", "id": "99", "role": "admin",
        "created_at": "2000-01-01", "phones-0-id": "7", "phones-0-listing_id": "9",
        "answers-0-checked_on": "2026-01-01",
    }  # fmt: skip
    saved(console, listing_id, name="River Circle", **extra)
    db.session.expire_all()
    after = db.session.get_one(Listing, listing_id)
    assert (after.hsds_id, after.source, after.seed_key, after.created_at) == kept
    assert after.name == "River Circle"


@pytest.mark.parametrize("version", ["0", "99", "-1", "1.5", "x", "", "9" * 40], ids=str)
def test_a_version_that_was_tampered_with_overwrites_nothing(console: Console, listing_id: int, version: str) -> None:
    page = saved(console, listing_id, 409, version=version, name="River Circle")
    assert "Larkspur Circle" in page.main_text
    assert content_of(listing_id)["name"] == "Larkspur Circle"


TEXT_FIELDS = (
    "name", "summary", "description", "alert", "eligibility_description", "application_process", "fees_description",
    "private_notes", "closed_reason", "reason", "aliases-0", "phones-0-number", "phones-0-label", "phones-0-menu",
    "locations-0-name", "locations-0-city", "locations-0-address_1", "locations-0-directions", "organization-typed",
    "schedules-0-description", "schedules-0-opens_at", "schedules-0-until", "answers-0-note", "need_words", "slug",
    "email", "url", "source_url", "publish_on", "minimum_age",
)  # fmt: skip
CHOICE_FIELDS = (
    "kind", "publication", "status", "is_free", "phones-0-type", "schedules-0-repeats", "schedules-0-mode",
    "schedules-0-timezone", "schedules-0-days", "locations-0-state", "locations-0-visibility", "locations-0-latitude",
    "locations-0-country", "answers-0-value", "answers-0-key", "terms-need", "service_areas", "phones-0-languages",
    "organization-meant", "version", "key",
)  # fmt: skip


@pytest.mark.parametrize("step", [{"show": "all"}, {}], ids=["shown", "refused"])
def test_markup_in_every_field_comes_back_as_text(console: Console, listing_id: int, step: dict[str, str]) -> None:
    texts = dict.fromkeys(TEXT_FIELDS, POLYGLOT)
    page = saved(console, listing_id, 200 if step else 422, **texts, **step)
    assert not page.soup.select("svg[onload], [oNcliCk]")
    sent = fields_of(page.find(FORM))
    changed = {"url": f"https://{POLYGLOT}", "source_url": f"https://{POLYGLOT}"}
    for name in TEXT_FIELDS:
        assert sent[name].strip() in (POLYGLOT, changed.get(name)), name


@pytest.mark.parametrize("field", CHOICE_FIELDS)
def test_a_choice_that_there_is_not_breaks_no_page(console: Console, listing_id: int, field: str) -> None:
    page = edit(console, listing_id)
    sent = {**fields_of(page.find(FORM)), field: POLYGLOT}
    assert not console.send(f"/manage/listings/{listing_id}/edit", {**sent, "show": "all"}, 200).soup.select("[onload]")
    preview = console.send(f"/manage/listings/{listing_id}/preview", sent, 200, HX_Request="true")
    assert not preview.soup.select("[onload]")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Lark\x00spur", "Larkspur"), ("Lark\u202espur", "Larkspur"), ("  Lark \n spur ", "Lark spur"), ("e\u0301", "é")],
    ids=["nul", "turned around", "line ends", "decomposed"],
)
def test_what_cannot_be_seen_is_not_kept(console: Console, listing_id: int, typed: str, kept: str) -> None:
    saved(console, listing_id, name=typed, **{"aliases-0": typed, "phones-0-label": typed})
    content: Content = content_of(listing_id)
    assert [content["name"], *content["aliases"], content["phones"][0]["label"]] == [kept] * 3


def test_private_notes_are_shown_to_coordinators_alone(console: Console, listing_id: int) -> None:
    saved(console, listing_id, private_notes="canary-5f2c")
    assert "canary-5f2c" in edit(console, listing_id).find("#private_notes").get_text()
    assert "canary-5f2c" not in console.get("/listings/larkspur-circle").response.text
    sent = fields_of(edit(console, listing_id).find(FORM))
    preview = console.send(f"/manage/listings/{listing_id}/preview", sent, 200, HX_Request="true")
    assert "canary-5f2c" not in preview.response.text


# Who may


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/manage/listings"),
        ("GET", "/manage/listings/new?kind=group"),
        ("GET", "/manage/listings/{}/edit"),
        ("POST", "/manage/listings/{}/edit"),
        ("POST", "/manage/listings/{}/preview"),
        ("POST", "/manage/listings/{}/conflict"),
        ("POST", "/manage/listings/new?kind=group"),
        ("POST", "/manage/listings/new/group/preview"),
    ],
)
def test_a_contributor_and_a_stranger_stay_outside(app: Flask, listing_id: int, method: str, path: str) -> None:
    contributor, path = sign_in(app, role="contributor"), path.format(listing_id)
    with contributor._client.session_transaction("/manage") as session:
        session["csrf_token"] = "a" * 40
    token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps("a" * 40)
    assert contributor.open(path, method=method, data={"csrf_token": token, "name": "River Circle"}).status_code == 403
    assert app.test_client().open(path, method=method).status_code in (303, 401)
    assert content_of(listing_id)["name"] == "Larkspur Circle"


def test_a_form_without_its_token_is_refused(console: Console, listing_id: int) -> None:
    saved(console, listing_id, 403, name="River Circle", csrf_token="forged")  # noqa: S106
    assert content_of(listing_id)["name"] == "Larkspur Circle"


@pytest.mark.parametrize("path", ["/manage/listings/999/edit", "/manage/listings/x/edit", "/manage/listings/-1/edit"])
def test_a_listing_that_there_is_not_is_not_found(console: Console, path: str) -> None:
    console.get(path, 404)
