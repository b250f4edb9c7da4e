"""Two people edit one listing: both texts are shown field by field, and nothing of either is lost."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, g

from directory.curation.editor.conflicts import clashes, merged
from directory.models.content import Content
from tests.clients import Console
from tests.conftest import sign_in
from tests.curation.edits import content_of
from tests.factories import commit, make_listing, make_phone, make_term
from tests.page import Page, read_text

FORM, CHOICES = ".editor__form", ".conflict"


class Desk:
    """One of two people at work. Requests of a test share a context, so who is signed in is forgotten before each."""

    def __init__(self, console: Console, listing_id: int) -> None:
        self.console = console
        self.path = f"/manage/listings/{listing_id}/edit"
        self.page = self.open()

    def open(self) -> Page:
        """The form as it is now."""
        vars(g).clear()
        return self.console.get(self.path)

    def send(self, page: Page, form: str, status: int, **values: Any) -> Page:
        """Send a form of a page."""
        vars(g).clear()
        return self.console.submit(page, form, status, **values)


@pytest.fixture
def desks(app: Flask) -> tuple[Desk, Desk, int]:
    """Ana and Ben with the same form open, and the id of the listing."""
    alone, grief = (make_term("need", slug, label=slug) for slug in ("alone", "grief"))
    listing = make_listing("Larkspur Circle", summary="We talk.", terms=(alone, grief), phones=[make_phone()])
    commit()
    consoles = [sign_in(app, name=name) for name in ("Ana", "Ben")]
    ana, ben = (Desk(console, listing.id) for console in consoles)
    return ana, ben, listing.id


def sides(page: Page, field: str) -> list[str]:
    """What a field was, what they made of it, what you made of it."""
    clash = page.find(f'[id="choice-{field}"]')
    return [read_text(part) for part in clash.cssselect(".clash__was, .clash__one")]


def test_the_second_sees_both_texts_and_chooses(desks: tuple[Desk, Desk, int]) -> None:
    """v5.0.0-2.3.4; F-28"""
    ana, ben, listing_id = desks
    ana.send(ana.page, FORM, 303, summary="We talk on Mondays.", alert="New room.")
    page = ben.send(ben.page, FORM, 409, summary="We talk and walk.", description="Typed with care.")
    assert "Ana saved it" in page.main_text
    assert sides(page, "summary") == ["It was We talk.", "Theirs We talk on Mondays.", "Yours We talk and walk."]
    assert not page.select('[name="choice-summary"][checked]')
    ben.send(page, CHOICES, 303, **{"choice-summary": "mine"})
    after = content_of(listing_id)
    # Yours where you chose it or only you changed it, theirs where only they did.
    assert after["summary"] == "We talk and walk."
    assert after["description"] == "Typed with care."
    assert after["alert"] == "New room."


def test_what_only_one_changed_is_chosen_already_and_can_be_chosen_otherwise(desks: tuple[Desk, Desk, int]) -> None:
    ana, ben, listing_id = desks
    ana.send(ana.page, FORM, 303, alert="New room.")
    page = ben.send(ben.page, FORM, 409, summary="We talk and walk.")
    assert page.find('[name="choice-alert"][checked]').attrib["value"] == "theirs"
    assert page.find('[name="choice-summary"][checked]').attrib["value"] == "mine"
    ben.send(page, CHOICES, 303, **{"choice-summary": "theirs"})
    assert content_of(listing_id)["summary"] == "We talk."


def test_a_real_conflict_must_be_chosen_and_the_page_keeps_everything(desks: tuple[Desk, Desk, int]) -> None:
    ana, ben, listing_id = desks
    ana.send(ana.page, FORM, 303, summary="We talk on Mondays.")
    page = ben.send(ben.page, FORM, 409, summary="We talk and walk.", description="Typed with care.")
    page = ben.send(page, CHOICES, 409)
    assert "Choose one for “In one sentence”." in page.find(".summary-of-problems").text_content()
    ben.send(page, CHOICES, 303, **{"choice-summary": "theirs"})
    after = content_of(listing_id)
    assert (after["summary"], after["description"]) == ("We talk on Mondays.", "Typed with care.")


def test_nothing_is_lost_when_somebody_is_faster_once_more(desks: tuple[Desk, Desk, int]) -> None:
    ana, ben, listing_id = desks
    ana.send(ana.page, FORM, 303, summary="We talk on Mondays.")
    page = ben.send(ben.page, FORM, 409, summary="We talk and walk.", description="Typed with care.")
    ana.send(ana.open(), FORM, 303, alert="New room.", description="Ana was here.")
    page = ben.send(page, CHOICES, 409, **{"choice-summary": "mine"})
    assert sides(page, "description") == ["It was Nothing", "Theirs Ana was here.", "Yours Typed with care."]
    ben.send(page, CHOICES, 303, **{"choice-description": "mine"})
    after = content_of(listing_id)
    assert (after["summary"], after["description"], after["alert"]) == (
        "We talk and walk.", "Typed with care.", "New room."
    )  # fmt: skip


def test_two_who_say_the_same_have_no_conflict(desks: tuple[Desk, Desk, int]) -> None:
    ana, ben, listing_id = desks
    for desk in (ana, ben):
        desk.send(desk.page, FORM, 303, summary="We talk on Mondays.")
    assert content_of(listing_id)["summary"] == "We talk on Mondays."


def test_rows_and_needs_are_told_in_words(desks: tuple[Desk, Desk, int]) -> None:
    ana, ben, _listing_id = desks
    ana.send(ana.page, FORM, 303, **{"phones-0-number": "859-555-0144", "terms-need": "grief"})
    page = ben.send(ben.page, FORM, 409, **{"phones-0-number": "859-555-0155", "phones-0-hours": "Evenings"})
    assert sides(page, "phones")[2] == "Yours 859-555-0155 · Calls · Evenings"
    assert sides(page, "terms.need") == ["It was alone grief", "Theirs grief", "Yours alone grief"]


def test_markup_of_the_other_text_is_shown_as_text(desks: tuple[Desk, Desk, int]) -> None:
    ana, ben, _listing_id = desks
    ana.send(ana.page, FORM, 303, summary="<script>alert(1)</script>")
    page = ben.send(ben.page, FORM, 409, summary="</textarea><svg onload=alert(1)>")
    assert sides(page, "summary")[1:] == ["Theirs <script>alert(1)</script>", "Yours </textarea><svg onload=alert(1)>"]


BEFORE: Content = {"name": "a", "summary": "b", "phones": [], "terms": {"need": ["x"]}, "answers": {}}


@pytest.mark.parametrize(
    ("was", "theirs", "mine", "expected"),
    [
        (BEFORE, {}, {"name": "c"}, {"name": "c"}),
        (BEFORE, {"name": "c"}, {}, {"name": "c"}),
        (BEFORE, {"name": "c"}, {"name": "c", "summary": "d"}, {"name": "c", "summary": "d"}),
        (BEFORE, {"name": "c"}, {"name": "d"}, None),
        (None, {}, {"name": "c"}, None),
        (BEFORE, {"terms": {"need": ["x"], "format": ["y"]}}, {"terms": {}}, {"terms": {"format": ["y"]}}),
        (BEFORE, {"answers": {"k": {"value": "no"}}}, {"phones": [{"number": "1"}]},
         {"answers": {"k": {"value": "no"}}, "phones": [{"number": "1"}]}),
    ],
    ids=["mine", "theirs", "both alike", "both differ", "unknown before", "terms apart", "answers apart"],
)  # fmt: skip
def test_two_contents_become_one(was: Content | None, theirs: Content, mine: Content, expected: Content | None) -> None:
    other, own = {**BEFORE, **theirs}, {**BEFORE, **mine}
    result = merged(other, own, clashes(was, other, own), {})
    assert result == (None if expected is None else {**BEFORE, **expected})
