"""What a visitor tells on the pages of suggestions, and what they see of it later."""

from __future__ import annotations

import pytest
import time_machine

from directory.database import db
from directory.models import Listing, Publication, Receipt, SlugRedirect, Suggestion
from tests.clients import Client
from tests.factories import commit, make_check, make_listing, make_location
from tests.suggesting.sending import Visitor, all_suggestions

WRONG, UNSAFE, CLOSED = (f"/listings/circle/problem/{what}" for what in ("wrong", "unsafe", "closed"))


def test_any_listing_is_two_taps_away_from_saying_what_is_wrong(client: Client, circle: Listing) -> None:
    entry = client.get(client.get("/listings/circle").link("Something wrong or unsafe?"))
    assert {entry.link("Something is wrong"), entry.link("It is not safe"), entry.link("It has closed")} == {
        WRONG,
        UNSAFE,
        CLOSED,
    }


def test_nothing_found_is_one_tap_away_from_proposing_a_listing(client: Client) -> None:
    assert client.get(client.get("/find?q=zebra").link("Is something missing?")).h1 == "Tell us of a place to lean on"
    assert client.get("/").link("Suggest a listing") == "/suggest"


def test_the_parts_to_choose_from_say_what_is_there_now(client: Client, circle: Listing) -> None:
    text = client.get(WRONG).main_text
    assert all(words in text for words in ("Larkspur Circle", "859-555-0123", "Every Tuesday", "12 Fern Street"))


def test_only_the_chosen_parts_are_asked_about(client: Client, circle: Listing) -> None:
    page = client.get(f"{WRONG}?part=phones&part=schedules&part=nonsense")
    assert [field.attrib["name"] for field in page.select("[name^=told_]")] == ["told_phones", "told_schedules"]
    assert "859-555-0123" in page.main_text


def test_choosing_nothing_is_answered_with_what_to_do(client: Client, circle: Listing) -> None:
    assert "Please tick at least one" in client.get(f"{WRONG}?next=yes", status=422).main_text


@pytest.mark.parametrize(("visibility", "is_told"), [("full", True), ("city", False), ("hidden", False)], ids=str)
def test_a_private_address_is_not_told_as_what_is_there_now(client: Client, visibility: str, is_told: bool) -> None:
    place = make_location(city="Fernley", address_1="9 Quiet Lane", visibility=visibility)
    make_listing(slug="circle", locations=[place])
    commit()
    for path in (WRONG, f"{WRONG}?part=locations"):
        page = client.get(path)
        assert ("9 Quiet Lane" in page.text) is is_told
        assert ("Fernley" in page.text) is (visibility != "hidden")


def test_what_is_told_waits_and_changes_nothing_by_itself(visitor: Visitor, circle: Listing) -> None:
    visitor.tell(f"{WRONG}?part=name&part=phones", told_name="Larkspur Ring", told_phones="859-555-0199")
    (kept,) = all_suggestions()
    assert (kept.kind, kept.state, kept.listing_id, kept.base_version) == ("change", "waiting", circle.id, 1)
    assert kept.fields == {
        "name": {"was": "Larkspur Circle", "told": "Larkspur Ring"},
        "phones": {"was": "859-555-0123", "told": "859-555-0199"},
    }
    assert visitor.client.get("/listings/circle").h1 == "Larkspur Circle"


def test_what_is_left_as_it_is_is_not_told(visitor: Visitor, circle: Listing) -> None:
    visitor.tell(f"{WRONG}?part=name&part=summary", told_name="Larkspur Ring")
    assert list(all_suggestions()[0].fields) == ["name"]


def test_telling_nothing_new_is_answered_with_what_to_do(visitor: Visitor, circle: Listing) -> None:
    page = visitor.tell(f"{WRONG}?part=name", 422)
    assert "Please say what it should be" in page.main_text
    assert all_suggestions() == []


def test_the_sender_gets_a_private_link_that_says_it_waits(visitor: Visitor, circle: Listing) -> None:
    sent = visitor.tell(CLOSED, message="The door is locked.")
    page = visitor.follow(sent)
    assert page.h1 == "Thank you"
    status = visitor.client.get(page.link("/suggestions/"))
    assert status.h1 == "What you told us" and "It waits to be read" in status.main_text
    assert "The door is locked." not in status.text
    assert status.response.headers["X-Robots-Tag"] == "noindex"
    assert status.find("meta[name=robots]").attrib["content"] == "noindex"


def test_the_link_cannot_be_guessed_and_is_kept_as_a_hash(visitor: Visitor, circle: Listing) -> None:
    visitor.tell(CLOSED)
    token = visitor.tell(CLOSED, message="More").response.headers["Location"].rpartition("/")[2].partition("?")[0]
    assert len(token) * 6 >= 256
    kept = [receipt.token_hash for receipt in db.session.query(Receipt)]
    assert len(kept) == 2 and token not in kept


def test_a_link_that_we_never_gave_looks_like_one_that_is_deleted(visitor: Visitor, circle: Listing) -> None:
    path = visitor.tell(CLOSED).response.headers["Location"]
    db.session.query(Suggestion).delete()
    commit()
    deleted, unknown = visitor.client.get(path, 404), visitor.client.get("/suggestions/unknown", 404)
    assert deleted.main_text == unknown.main_text


def test_help_in_a_crisis_stands_before_the_question_what_happened(client: Client, circle: Listing) -> None:
    page = client.get(UNSAFE)
    first = [link.attrib["href"] for link in page.select("main section a")][:3]
    assert first == ["tel:988", "sms:988", "/crisis"]
    assert page.response.text.index("Is someone in danger now?") < page.response.text.index("What happened?")


def test_what_is_unsafe_is_urgent(visitor: Visitor, circle: Listing) -> None:
    visitor.tell(UNSAFE, dangers=["money", "nonsense"], message="They want my card.")
    (kept,) = all_suggestions()
    assert (kept.is_urgent, kept.dangers) == (True, ["money"])
    assert kept.fields["unsafe"]["told"] == "They want my card."


def test_unsafe_without_a_word_or_a_tick_asks_for_one(visitor: Visitor, circle: Listing) -> None:
    assert "Please tick what it was" in visitor.tell(UNSAFE, 422).main_text


def test_a_proposed_listing_is_kept_as_it_was_told(visitor: Visitor) -> None:
    visitor.tell("/suggest", what="group", name="Fern Evenings", reach="859-555-0144", place="Fernley", about="Tea.")
    (kept,) = all_suggestions()
    assert kept.kind == "new"
    assert {key: part["told"] for key, part in kept.fields.items()} == {
        "kind": "group", "name": "Fern Evenings", "reach": "859-555-0144", "place": "Fernley", "about": "Tea.",
    }  # fmt: skip


def test_a_proposal_says_what_is_missing_and_keeps_the_rest(visitor: Visitor) -> None:
    page = visitor.tell("/suggest", 422, about="Tea and talk.")
    text = page.main_text
    assert all(told in text for told in ("Please choose what it is", "Please say what it is called", "give one way to"))
    assert page.find("[name=about]").text_content().strip() == "Tea and talk."


def test_one_that_we_may_have_is_asked_about_and_can_be_sent_all_the_same(visitor: Visitor, circle: Listing) -> None:
    page = visitor.tell("/suggest", 422, what="group", name="The Larkspur circle", reach="859-555-0144")
    assert page.link("Larkspur Circle") == "/listings/circle"
    assert all_suggestions() == []
    visitor.send(page, is_another="y")
    assert len(all_suggestions()) == 1


def test_what_we_have_is_shown_while_typing(client: Client, circle: Listing) -> None:
    assert client.get_fragment("/suggest?name=larkspur+circle").link("Larkspur Circle") == "/listings/circle"
    assert "Larkspur" not in client.get_fragment("/suggest?name=Fern+Evenings").text


def test_what_searches_leave_out_for_its_age_is_shown_while_typing(client: Client) -> None:
    make_listing("Fern Evenings", slug="fern", checks=[make_check(2_000)])
    commit()
    assert client.get("/find?q=fern+evenings").card_names() == []
    assert client.get_fragment("/suggest?name=fern+evenings").link("Fern Evenings") == "/listings/fern"


def test_a_listing_that_was_renamed_or_hidden_meanwhile_still_takes_what_was_typed(
    visitor: Visitor, circle: Listing
) -> None:
    page = visitor.client.get(CLOSED)
    db.session.add(SlugRedirect(slug="circle", listing=circle))
    circle.slug, circle.publication = "ring", Publication.HIDDEN
    commit()
    visitor.clock.shift(60)
    visitor.send(page, message="It has closed.")
    assert all_suggestions()[0].listing_id == circle.id


@pytest.mark.parametrize("path", [WRONG, UNSAFE, CLOSED])
@pytest.mark.parametrize("publication", ["draft", "hidden"])
def test_what_is_not_published_looks_like_what_is_not_there(client: Client, publication: str, path: str) -> None:
    make_listing("Larkspur Circle", slug="circle", publication=publication)
    commit()
    assert "Larkspur" not in client.get(path, 404).text


def test_a_former_address_leads_to_the_page_of_the_new_one(client: Client, circle: Listing) -> None:
    db.session.add(SlugRedirect(slug="old", listing=circle))
    commit()
    response = client.open("/listings/old/problem/wrong?quiet=yes")
    assert (response.status_code, response.headers["Location"]) == (301, f"{WRONG}?quiet=yes")


def test_hidden_letters_are_taken_out_of_what_was_told(visitor: Visitor, circle: Listing) -> None:
    """Faults F-40 and F-41 of forms: turned text, zero-width letters, NUL, half a surrogate, two ways to write é."""
    visitor.tell(f"{WRONG}?part=name", told_name="Cafe\u0301\u202e Ring\u200b\x00")
    assert all_suggestions()[0].fields["name"]["told"] == "Café Ring"


def test_a_mail_address_that_is_none_is_asked_for_again(visitor: Visitor, circle: Listing) -> None:
    page = visitor.tell(CLOSED, 422, contact="sam", message="It is gone.")
    assert "does not look like a mail address" in page.main_text
    assert page.find("[name=message]").text_content().strip() == "It is gone."


def test_fields_that_the_form_has_not_are_ignored(visitor: Visitor, circle: Listing) -> None:
    """Fault F-36: mass assignment. v5.0.0-2.3.1: nothing is published without a review."""
    visitor.tell(CLOSED, state="accepted", decided_by="x", publication="closed", listing_id="99", is_urgent="1")
    (kept,) = all_suggestions()
    assert (kept.state, kept.decided_by, kept.listing_id, kept.is_urgent) == ("waiting", None, circle.id, False)
    assert visitor.client.get("/listings/circle").response.status_code == 200


def test_a_form_of_another_listing_is_not_taken_for_this_one(visitor: Visitor, circle: Listing) -> None:
    make_listing(slug="other")
    commit()
    stamp = visitor.client.get("/listings/other/problem/closed").find("[name=stamp]").attrib["value"]
    visitor.tell(CLOSED, 422, stamp=stamp)
    assert all_suggestions() == []


def test_a_write_that_another_site_started_is_refused(client: Client, circle: Listing) -> None:
    """Fault F-30."""
    assert client.open(CLOSED, "POST", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert all_suggestions() == []


def test_no_cookie_is_set_on_the_way(visitor: Visitor, circle: Listing, clock: time_machine.Coordinates) -> None:
    sent = visitor.tell(CLOSED)
    assert "Set-Cookie" not in sent.response.headers
    assert "Set-Cookie" not in visitor.follow(sent).response.headers
