"""A mailed link: to look changes nothing, it counts once, and it says kindly when it is used."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from directory.curation.checking.asking import hash_of, make_link
from directory.database import db
from directory.models import Check, CheckLink, Listing, Revision
from tests.clients import Client
from tests.conftest import sign_in
from tests.factories import begin, commit, make_listing, make_location, make_phone
from tests.page import Page
from tests.suggesting.sending import all_suggestions

DECISIONS = "form[action$='/decisions']"


@pytest.fixture
def path(app: Flask, clock: time_machine.Coordinates) -> str:
    """The link of a group of an organization."""
    house = make_listing("Quartz House", kind="organization")
    listing = make_listing(
        "Larkspur Circle",
        slug="larkspur-circle",
        organization=house,
        phones=[make_phone()],
        locations=[make_location(address_1="1 Canary Lane", visibility="hidden")],
        private_notes="Canary",
    )
    commit()
    begin()
    token = make_link(listing, "desk@example.org")
    commit()
    return f"/check/{token}"


def send(client: Client, path: str, said: str, status: int = 303, **fields: str) -> Page | None:
    """Answer as the page's own forms do."""
    data = {"said": said, "version": "1", **fields}
    db.session.rollback()  # what the test itself has read
    if status == 303:
        answer = client.open(path, "POST", data=data, headers={"Sec-Fetch-Site": "same-origin"})
        assert (answer.status_code, answer.headers["Location"]) == (303, path)
        assert "Set-Cookie" not in answer.headers
        return None
    return client.post(path, data, status)


def the_link() -> CheckLink:
    """The one link, as the database has it."""
    db.session.rollback()
    return db.session.scalars(select(CheckLink).execution_options(populate_existing=True)).one()


def test_to_look_shows_what_visitors_read_and_changes_nothing(client: Client, path: str) -> None:
    page = client.get(path)
    assert "859-555-0123" in page.main_text
    assert "anary" not in page.response.text
    assert page.find("meta[name=robots]").attrib["content"] == "noindex"
    assert the_link().used_at is None
    assert db.session.scalars(select(Check)).all() == []


def test_yes_is_a_check_by_the_group_itself_that_visitors_see(client: Client, path: str) -> None:
    send(client, path, "right")
    check = db.session.scalars(select(Check)).one()
    assert (check.area, check.method, check.source, check.made_by) == (
        "all", "organization", "organization", "Quartz House",
    )  # fmt: skip
    assert "Checked 23 Nov 2026 by the group itself" in client.get("/find?kind=group").main_text


@pytest.mark.parametrize(
    ("said", "words", "told"),
    [
        ("right", "", "you told us that all of it is still right"),
        ("changed", "We moved to Friday.", "you told us that something has changed"),
        ("closed", "", "you told us that it has closed"),
    ],
)
def test_a_second_use_says_kindly_what_was_said_and_changes_nothing(
    client: Client, path: str, said: str, words: str, told: str
) -> None:
    send(client, path, said, words=words)
    send(client, path, "closed" if said == "right" else "right", words="Another word.")
    page = client.get(path)
    assert "This link is used: it counts once." in page.main_text
    assert told in page.main_text
    assert words in page.main_text
    assert not page.select("main form")
    assert (the_link().answer, the_link().words) == (said, words or None)
    assert len(db.session.scalars(select(Check)).all()) == (said == "right")


@pytest.mark.parametrize(("said", "kind", "part"), [("changed", "change", "other"), ("closed", "closed", "closed")])
def test_what_is_not_right_any_more_becomes_one_suggestion_of_the_group_itself(
    client: Client, path: str, said: str, kind: str, part: str
) -> None:
    for _ in range(2):
        send(client, path, said, words="We moved to Friday.")
    (kept,) = all_suggestions()
    assert (kept.kind, kept.state, kept.listing.slug) == (kind, "waiting", "larkspur-circle")
    assert kept.fields == {part: {"was": "", "told": "We moved to Friday."}}
    assert (kept.is_of_group, kept.sent_by, kept.times) == (True, "Quartz House", 1)
    assert the_link().suggestion_id == kept.id


@pytest.mark.parametrize("said", ["right", None], ids=["right", "looked"])
def test_what_is_right_and_what_was_only_looked_at_is_no_suggestion(
    client: Client, path: str, said: str | None
) -> None:
    client.get(path)
    if said:
        send(client, path, said)
    assert all_suggestions() == []


def test_a_coordinator_closes_it_as_the_group_says(app: Flask, client: Client, path: str) -> None:
    send(client, path, "closed", words="We stopped in May.")
    coordinator = sign_in(app)
    page = coordinator.get(f"/manage/suggestions/{all_suggestions()[0].id}")
    assert "by the group itself, asked by mail: Quartz House" in page.main_text
    coordinator.submit(page, DECISIONS, **{"part_closed-verdict": "accept"})
    assert "We stopped in May." in client.get("/listings/larkspur-circle", 410).main_text
    revision = db.session.scalars(select(Revision).order_by(Revision.version.desc())).first()
    assert revision is not None
    assert (revision.source, revision.reason) == ("suggestion", "Suggested by Quartz House: It has closed")


def test_the_used_link_says_what_became_of_the_answer(app: Flask, client: Client, path: str) -> None:
    send(client, path, "changed", words="We moved to Friday.")
    assert "A coordinator will look at it." in client.get(path).main_text
    coordinator = sign_in(app)
    page = coordinator.get(f"/manage/suggestions/{all_suggestions()[0].id}")
    coordinator.submit(page, DECISIONS, **{"part_other-verdict": "refuse", "part_other-own": "We called: Tuesday."})
    told = client.get(path).main_text
    assert "We did not change it. We called: Tuesday." in told and "will look at it" not in told


def test_what_has_changed_must_be_said_in_words(client: Client, path: str) -> None:
    page = send(client, path, "changed", 422)
    assert page and "Please say what has changed. A line is enough." in page.main_text
    assert the_link().used_at is None


def test_too_long_words_are_not_lost(client: Client, path: str) -> None:
    page = send(client, path, "changed", 422, words="x" * 2001)
    assert page and page.find("textarea").text_content().strip() == "x" * 2001


def test_nobody_vouches_for_what_they_have_not_read(client: Client, path: str) -> None:
    listing = db.session.scalars(select(Listing).where(Listing.slug == "larkspur-circle")).one()
    listing.summary = "We meet on Fridays."
    commit()
    page = send(client, path, "right", 409)
    assert page and "We meet on Fridays." in page.main_text
    assert db.session.scalars(select(Check)).all() == []


def test_a_link_lasts_thirty_days(client: Client, path: str, clock: time_machine.Coordinates) -> None:
    clock.shift(dt.timedelta(days=30))
    assert "too old" in client.get(path, 410).main_text
    send(client, path, "right")
    assert db.session.scalars(select(Check)).all() == []


def test_unknown_links_and_those_of_hidden_listings_look_the_same(client: Client, path: str) -> None:
    listing = db.session.scalars(select(Listing).where(Listing.slug == "larkspur-circle")).one()
    listing.publication = "hidden"
    commit()
    hidden, unknown = client.get(path, 404), client.get("/check/nobody-made-this", 404)
    assert hidden.main_text == unknown.main_text


def test_an_answer_that_is_none_is_refused(client: Client, path: str) -> None:
    send(client, path, "maybe", 400)
    assert the_link().used_at is None


def test_another_site_cannot_answer(client: Client, path: str) -> None:
    data = {"said": "closed", "version": "1"}
    answer = client.open(path, "POST", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert the_link().used_at is None


def test_only_a_hash_of_the_link_is_kept(path: str) -> None:
    token = path.removeprefix("/check/")
    assert the_link().token_hash == hash_of(token) != token
