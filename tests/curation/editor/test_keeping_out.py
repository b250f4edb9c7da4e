"""What must not get in by the form, and who may not open it."""

from __future__ import annotations

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from directory.database import db
from directory.models import Listing
from directory.models.content import Content
from tests.clients import Console
from tests.conftest import sign_in
from tests.curation.editor.filling import FORM, edit, saved
from tests.curation.edits import content_of
from tests.page import fields_of

POLYGLOT = "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert() )//</title></teXtarEa/--!><svg/onload='alert()'>"


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
    assert not page.select("svg[onload], [oNcliCk]")
    sent = fields_of(page.find(FORM))
    changed = {"url": f"https://{POLYGLOT}", "source_url": f"https://{POLYGLOT}"}
    for name in TEXT_FIELDS:
        assert sent[name].strip() in (POLYGLOT, changed.get(name)), name


@pytest.mark.parametrize("field", CHOICE_FIELDS)
def test_a_choice_that_there_is_not_breaks_no_page(console: Console, listing_id: int, field: str) -> None:
    page = edit(console, listing_id)
    sent = {**fields_of(page.find(FORM)), field: POLYGLOT}
    assert not console.send(f"/manage/listings/{listing_id}/edit", {**sent, "show": "all"}, 200).select("[onload]")
    preview = console.send(f"/manage/listings/{listing_id}/preview", sent, 200, HX_Request="true")
    assert not preview.select("[onload]")


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
    assert "canary-5f2c" in edit(console, listing_id).find("#private_notes").text_content()
    assert "canary-5f2c" not in console.get("/listings/larkspur-circle").response.text
    sent = fields_of(edit(console, listing_id).find(FORM))
    preview = console.send(f"/manage/listings/{listing_id}/preview", sent, 200, HX_Request="true")
    assert "canary-5f2c" not in preview.response.text


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
