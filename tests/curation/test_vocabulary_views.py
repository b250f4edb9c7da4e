"""The screens of words and questions."""

from __future__ import annotations

import pytest
from flask import Flask

from directory.database import db
from directory.models import Question, QuestionLabel, Term
from tests.clients import Client, Console
from tests.conftest import sign_in
from tests.factories import commit, make_listing, make_term
from tests.page import read_text
from tests.search.asking import found_names

POLYGLOT = """"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}javascript:alert(1)"""
TERM = "/manage/words/need/sleep"


@pytest.fixture
def words(app: Flask) -> Flask:
    """Two needs in a group, one of them carried, and a question."""
    group = make_term("need", "rest", "Rest and sorrow", parent=None)
    sleep = make_term("need", "sleep", "I cannot sleep", parent=group, synonyms={"lay": ["insomnia"]})
    make_term("need", "grief", "I lost someone", parent=group)
    make_term("format", "online", "Online")
    make_listing("Larkspur Circle", slug="larkspur", terms=(sleep,))
    question = Question(key="listen", shape="yes_no", kinds=["group"], labels=[QuestionLabel(label="Can I listen?")])
    db.session.add(question)
    commit()
    return app


@pytest.fixture
def desk(words: Flask) -> Console:
    """A signed-in coordinator."""
    return sign_in(words)


def test_the_list_has_needs_in_their_groups_and_how_much_carries_them(desk: Console) -> None:
    text = desk.get("/manage/words").main_text
    assert "Rest and sorrow" in text
    assert "I cannot sleep 1 listing" in text
    assert "Online 0 listings" in text


def test_a_new_word_is_saved_and_searched_with(desk: Console) -> None:
    page = desk.submit(desk.get(TERM), "form.form", lay="insomnia\nAwake  at night", reason="People say so.")
    assert "Saved. The search knows it now." in desk.follow(page).text
    assert found_names("awake at night") == ["Larkspur Circle"]
    assert "People say so." in desk.get(f"{TERM}/history").text


def test_a_form_sent_twice_is_one_change(desk: Console) -> None:
    page = desk.get(TERM)
    desk.submit(page, "form.form", short="Sleep")
    again = desk.submit(page, "form.form", short="Sleep")
    assert "Nothing was changed." in desk.follow(again).text
    assert desk.get(f"{TERM}/history").text.count("Go back to version") == 1


def test_the_second_of_two_people_sees_both_texts_and_may_save(desk: Console) -> None:
    page = desk.get(TERM)
    desk.submit(page, "form.form", label="I lie awake")
    clash = desk.submit(page, "form.form", label="My nights are long", status=409)
    assert clash.h1 == "Two people changed this"
    assert "awake" in clash.select("del")[-1].text_content()
    assert clash.find("[name=label]").attrib["value"] == "My nights are long"
    desk.submit(clash, "form.form")
    assert "My nights are long" in Client(desk._client.application).get("/needs/sleep").h1


def test_a_version_can_be_gone_back_to(desk: Console) -> None:
    desk.submit(desk.get(TERM), "form.form", label="I lie awake")
    page = desk.submit(desk.get(f"{TERM}/history"), "main form")
    assert "It says what it said then." in desk.follow(page).text
    assert db.session.query(Term).filter_by(slug="sleep").one().labels[0].label == "I cannot sleep"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"label": ""}, "Write this."),
        ({"lay": "rest", "clinical": "Rest"}, "stands in two boxes"),
        ({"lay": "x" * 121}, "A line is too long"),
        ({"position": "first"}, "Write a whole number"),
        ({"parent": "online"}, "Not a valid choice"),
    ],
    ids=["no-name", "twice", "long", "no-number", "no-group"],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk: Console, values: dict[str, str], sentence: str) -> None:
    page = desk.submit(desk.get(TERM), "form.form", **{"description": "Kind words.", **values}, status=422)
    assert sentence in page.find(".summary-of-problems").text_content()
    assert "Kind words." in page.find("textarea[name=description]").text_content()


def test_trying_words_shows_what_the_search_makes_of_them_and_saves_nothing(desk: Console) -> None:
    page = desk.submit(desk.get(TERM), "form.form", do="try", tried="insomia", lay="insomnia\nlost", status=200)
    tried = read_text(page.find("#tries"))
    assert "read as “insomnia”" in tried
    assert "I cannot sleep" in tried
    assert "“lost”" in tried
    assert found_names("lost") == []
    assert db.session.query(Term).filter_by(slug="sleep").one().synonyms[-1].phrase == "insomnia"


def test_words_can_be_tried_without_a_script_and_with(desk: Console) -> None:
    assert "I cannot sleep" in desk.get("/manage/words/try?q=insomnia").find("#tries").text_content()
    assert "I cannot sleep" in desk.get_fragment("/manage/words/try?q=insomnia").text


def test_a_new_need_gets_a_slug_once_and_stands_behind_the_others(desk: Console) -> None:
    page = desk.get("/manage/words/new/need?group=rest")
    made = desk.submit(page, "form.form", label="I can't rest")
    assert made.response.headers["Location"] == "/manage/words/need/i-cant-rest"
    desk.submit(page, "form.form", label="I can't rest")
    desk.submit(desk.follow(made), "form.form", label="I want a rest")
    term = db.session.query(Term).filter_by(slug="i-cant-rest").one()
    assert (term.parent.slug, term.position, term.labels[0].label) == ("rest", 1, "I want a rest")  # type: ignore[union-attr]


def test_a_new_group_has_no_group_above_it(desk: Console) -> None:
    page = desk.get("/manage/words/new/need?group=")
    desk.submit(page, "form.form", label="Home and food", icon="home")
    term = db.session.query(Term).filter_by(slug="home-and-food").one()
    assert (term.parent_id, term.icon) == (None, "home")


def test_a_name_that_is_taken_is_refused(desk: Console) -> None:
    page = desk.get("/manage/words/new/need?group=rest")
    again = desk.submit(page, "form.form", label="Sleep", status=422)
    assert "There is one of this name already." in again.text


def test_a_word_is_taken_out_after_what_carries_it_got_another(desk: Console) -> None:
    page = desk.get(f"{TERM}/retirement")
    assert "1 listing carries it" in page.text
    assert "Choose what takes its place." in desk.submit(page, "form.form", status=422).text
    gone = desk.follow(desk.submit(page, "form.form", successor="grief"))
    assert "Listings moved: 1." in gone.text
    assert "It was taken out." in gone.text
    assert found_names(need="grief") == ["Larkspur Circle"]
    desk.get(TERM, 404)


def test_a_question_is_added_changed_and_gone_back_on(desk: Console) -> None:
    page = desk.submit(desk.get("/manage/words/questions/new"), "form.form", label="Is it loud?", kinds=["group"])
    address = page.response.headers["Location"]
    assert address == "/manage/words/questions/is-it-loud"
    desk.submit(desk.get(address), "form.form", yes="It is loud", formats=["online"])
    question = db.session.get_one(Question, "is-it-loud")
    assert (question.labels[0].yes, question.formats, question.position) == ("It is loud", ["online"], 1)
    desk.submit(desk.get(f"{address}/history"), "main form")
    db.session.expire_all()
    assert db.session.get_one(Question, "is-it-loud").labels[0].yes is None


def test_a_question_of_no_kind_is_refused(desk: Console) -> None:
    page = desk.submit(desk.get("/manage/words/questions/listen"), "form.form", kinds=None, status=422)
    assert "Choose at least one." in page.text


def test_what_is_typed_is_only_ever_text(desk: Console) -> None:
    desk.submit(
        desk.get(TERM), "form.form", label=POLYGLOT[:120], short=POLYGLOT[:60], description=POLYGLOT,
        lay=POLYGLOT[:120], clinical=POLYGLOT[1:120], misspelling=POLYGLOT[2:120], reason=POLYGLOT,
    )  # fmt: skip
    desk.submit(
        desk.get("/manage/words/questions/listen"), "form.form", label=POLYGLOT, yes=POLYGLOT[:60], no=POLYGLOT[:60]
    )
    visitor = Client(desk._client.application)
    addresses = (TERM, f"{TERM}/history", "/manage/words", "/manage/words/try?q=onerror", "/manage/words/questions")
    pages = [desk.get(path) for path in addresses]
    pages += [visitor.get(path) for path in ("/", "/needs/sleep", "/find?q=onerror", "/listings/larkspur")]
    assert any("onerror" in page.main_text for page in pages[-4:])
    for page in pages:
        assert not page.select("img, [onerror]"), page.path
        assert "49" not in page.main_text


@pytest.mark.parametrize(
    "path", ["", "/need/sleep", "/need/sleep/history", "/need/sleep/retirement", "/questions", "/try"]
)
def test_a_contributor_does_not_change_words(words: Flask, path: str) -> None:
    sign_in(words, "contributor").get(f"/manage/words{path}", 403)


def test_a_stranger_is_led_to_the_door(words: Flask) -> None:
    assert Client(words).open("/manage/words").status_code == 303
