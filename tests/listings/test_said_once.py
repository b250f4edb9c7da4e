"""What the page of a listing says, it says once, and as its card says it."""

from __future__ import annotations

import pytest

from directory.models import Answer
from tests.clients import Client
from tests.factories import commit, make_listing, make_phone, make_schedule
from tests.listings.test_views import answers_of, make_question


def test_what_is_free_is_said_once(client: Client) -> None:
    make_question("cost", "Does it cost money?")
    answers = [Answer(question_key="cost", value="no", note="No, all take part.")]
    make_listing(slug="circle", is_free=True, answers=answers)
    make_listing(slug="other", answers=[Answer(question_key="cost", value="no", note="No, all take part.")])
    commit()
    page = client.get("/listings/circle")
    assert "Cost: Free" in page.main_text
    assert answers_of(page) == {}
    assert answers_of(client.get("/listings/other")) == {"Does it cost money?": "No, all take part"}


def test_what_is_told_of_a_question_without_an_answer_is_kept(client: Client) -> None:
    make_question("camera", "Can I keep my camera off?")
    make_listing(slug="circle", answers=[Answer(question_key="camera", value="unknown", note="Ask for Dana.")])
    commit()
    assert "Ask for Dana." in client.get("/listings/circle").find(".answers__rest").text_content()


def test_a_cost_alone_is_no_way_to_get_in_touch(client: Client) -> None:
    make_listing(slug="house", kind="organization", is_free=True)
    make_listing(slug="steps", kind="organization", is_free=True, application_process="Ring the bell.")
    commit()
    assert "How to get in touch" not in client.get("/listings/house").main_text
    assert "Cost: Free" in client.get("/listings/house").find("#join").text_content()
    assert "How to get in touch" in client.get("/listings/steps").main_text


@pytest.mark.parametrize(
    ("types", "words"),
    [(["text"], "by text message"), (["voice", "text"], "by phone"), ([], "by phone")],
    ids=["text", "both", "unknown"],
)
def test_a_line_for_texts_is_not_told_as_a_call(client: Client, types: list[str], words: str) -> None:
    phones = [make_phone("741741", type=type) for type in types]
    schedule = make_schedule(freq="DAILY", byday=None, opens_at="00:00", closes_at="00:00", mode="phone")
    make_listing(slug="line", kind="helpline", schedules=[schedule], phones=phones)
    commit()
    assert f"every day · {words}" in client.get("/listings/line").main_text


@pytest.mark.parametrize(
    ("extent", "card", "page"),
    [
        ("worldwide", "Anywhere in the world", "From anywhere in the world"),
        ("US", "Anywhere in the country", "Anywhere in the United States"),
    ],
)
def test_card_and_page_agree_on_whom_it_serves(client: Client, extent: str, card: str, page: str) -> None:
    make_listing(slug="circle", service_areas=[extent])
    commit()
    assert card in client.get("/find").main_text
    assert page in client.get("/listings/circle").main_text
