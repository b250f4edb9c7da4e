"""The screens of guides: writing, preview, check, history; visitors never see a draft."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask

from directory.curation.guides.findings import find_in_guide
from directory.database import db
from directory.models import Guide, GuideNeed
from tests.clients import Client, Console
from tests.conftest import NOW, sign_in
from tests.factories import commit, make_term

POLYGLOT = """"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}javascript:alert(1)"""
GUIDE = "/manage/guides/rest"
SOURCE = {"title": "A book", "url": "https://example.org/book"}


@pytest.fixture
def desk(app: Flask) -> Console:
    """A signed-in coordinator, a need, and a guide that was checked."""
    need = make_term("need", "sleep", "I cannot sleep")
    make_term("need", "grief", "I lost someone", parent=need.parent)
    guide = Guide(slug="rest", title="Rest at night", summary="How to rest.", body="## Nights\n\nLie down.", minutes=1)
    guide.readers, guide.try_this, guide.sources = ["peer"], ["Breathe."], [SOURCE]
    guide.checked_on, guide.guide_needs = dt.date(2026, 1, 2), [GuideNeed(term=need)]
    db.session.add(guide)
    commit()
    return sign_in(app)


def rest() -> Guide:
    """The guide as the database has it."""
    db.session.expire_all()
    return db.session.query(Guide).filter_by(slug="rest").one()


def visitor(desk: Console) -> Client:
    """Somebody who is not signed in."""
    return Client(desk._client.application)


def test_the_list_says_when_each_was_checked(desk: Console) -> None:
    assert "Rest at night 1 minute · Checked 2 Jan 2026" in desk.get("/manage/guides").main_text


def test_a_changed_guide_reaches_visitors_with_its_minutes(desk: Console) -> None:
    body = "## Nights\n\n" + "Lie down. " * 200
    desk.submit(desk.get(GUIDE), "#guide", title="Good nights", body=body, styles=["secure"], kinds=["group", "role"])
    page = visitor(desk).get("/guides/rest")
    assert page.h1 == "Good nights"
    assert "3 minutes" in page.main_text
    assert (rest().styles, rest().kinds) == (["secure"], ["group", "role"])


def test_rows_are_added_and_taken_out_without_a_script(desk: Console) -> None:
    page = desk.get(GUIDE)
    assert len(page.select("[name^=wanted-]")) == 3
    more = desk.submit(page, "#guide", do="more", **{"wanted-1": "grief", "wanted-2": "sleep"}, status=200)
    assert len(more.select("[name^=wanted-]")) == 5
    values = {"wanted-0": "", "sources-1-title": "A talk", "sources-1-url": "https://example.org/talk"}
    desk.submit(more, "#guide", **values)
    assert [need.slug for need in rest().needs] == ["grief", "sleep"]
    assert [source["title"] for source in rest().sources] == ["A book", "A talk"]


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({"title": "Good nights"}, dt.date(2026, 1, 2)),
        ({"body": "## Nights\n\nSit up."}, None),
        ({"try_this": "Sing."}, None),
        ({"body": "## Nights\n\nSit up.", "is_checked": "y"}, NOW.date()),
    ],
    ids=["title", "body", "steps", "body-and-check"],
)
def test_a_new_text_is_not_checked_unless_somebody_says_so(
    clock: time_machine.Coordinates, desk: Console, values: dict[str, str], day: dt.date | None
) -> None:
    desk.submit(desk.get(GUIDE), "#guide", **values)
    assert rest().checked_on == day


def test_checked_today_is_one_tap(clock: time_machine.Coordinates, desk: Console) -> None:
    desk.submit(desk.get(GUIDE), "form[action$=checks]")
    assert rest().checked_on == NOW.date()
    assert "Checked 23 Nov 2026" in visitor(desk).get("/guides/rest").main_text


def test_an_evening_check_is_of_that_day_where_the_directory_is(clock: time_machine.Coordinates, desk: Console) -> None:
    clock.move_to(NOW.replace(day=24, hour=2))  # nine in the evening of the 23rd
    desk.sign_in_again()
    desk.submit(desk.get(GUIDE), "form[action$=checks]")
    assert rest().checked_on == dt.date(2026, 11, 23)


def test_a_text_that_changed_meanwhile_is_not_checked(desk: Console) -> None:
    page = desk.get(GUIDE)
    desk.submit(page, "#guide", body="## Nights\n\nSit up.")
    desk.submit(page, "form[action$=checks]")
    assert rest().checked_on is None


def test_the_second_of_two_people_sees_both_texts(desk: Console) -> None:
    page = desk.get(GUIDE)
    desk.submit(page, "#guide", body="## Nights\n\nLie down early.")
    clash = desk.submit(page, "#guide", body="## Nights\n\nLie down late.", status=409)
    assert "early" in clash.find("del").text_content()
    assert "late" in clash.find("ins").text_content()
    assert "Lie down late." in clash.find("[name=body]").text_content()
    desk.submit(clash, "#guide")
    assert rest().body.endswith("late.")


def test_a_version_can_be_gone_back_to(desk: Console) -> None:
    before = (rest().title, rest().body, rest().checked_on)
    desk.submit(desk.get(GUIDE), "#guide", title="Nights", body="Sit up.")
    desk.submit(desk.get(f"{GUIDE}/history"), "main form")
    assert (rest().title, rest().body, rest().checked_on) == before


def test_visitors_never_see_a_draft(desk: Console) -> None:
    desk.submit(desk.get(GUIDE), "#guide", is_draft="y")
    public = visitor(desk)
    public.get("/guides/rest", 404)
    for path in ("/guides", "/find?q=nights", "/needs/sleep"):
        assert "Rest at night" not in public.get(path).main_text
    assert "/guides/rest" not in public.open("/sitemap.xml").text
    assert "draft" in desk.get("/manage/guides").main_text


def test_a_new_guide_is_a_draft_first_and_is_published_when_it_is_whole(desk: Console) -> None:
    page = desk.get("/manage/guides/new")
    made = desk.submit(page, "#guide", title="A walk", body="Walk.")
    desk.submit(page, "#guide", title="A walk", body="Walk.")
    assert made.response.headers["Location"] == "/manage/guides/a-walk"
    visitor(desk).get("/guides/a-walk", 404)
    draft = desk.follow(made)
    missing = desk.submit(draft, "#guide", is_draft=None, status=422).find(".summary-of-problems").text_content()
    assert all(words in missing for words in ("Choose at least one need.", "at least one source", "Write this."))
    whole = {"summary": "Walk.", "try_this": "Walk.", "readers": ["peer"], "wanted-0": "sleep"}
    source = {"sources-0-title": "A book", "sources-0-url": "https://example.org/book"}
    desk.submit(draft, "#guide", is_draft=None, **whole, **source)
    assert visitor(desk).get("/guides/a-walk").h1 == "A walk"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": ""}, "Write this."),
        ({"body": "# Nights"}, "Begin each heading with ##"),
        ({"body": "<b>Nights</b>"}, "Take out the HTML."),
        ({"sources-0-url": "javascript:alert(1)"}, "with https:// in front"),
        ({"sources-0-url": ""}, "A source needs a name and an address."),
        ({"wanted-0": "nothing"}, "Not a valid choice"),
    ],
    ids=["title", "heading", "html", "scheme", "half-a-source", "no-such-need"],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk: Console, values: dict[str, str], sentence: str) -> None:
    page = desk.submit(desk.get(GUIDE), "#guide", **{"summary": "Kind words.", **values}, status=422)
    assert sentence in page.find(".summary-of-problems").text_content()
    assert "Kind words." in page.find("[name=summary]").text_content()


DIRTY = (
    'Lie <b data-hx-get="/x" style="color:red" onclick="go()">down</b>.\n\n'
    "[one](javascript:alert(1)) [two](data:text/html,x) [three](https://example.org/3) [four](/find)"
)


def test_the_preview_is_cleaned_like_the_page_and_saves_nothing(desk: Console) -> None:
    page = desk.submit(desk.get(GUIDE), "#guide", do="look", body=DIRTY, status=200)
    text = page.find("#look .guide-text")
    assert not text.cssselect("b, [style], [onclick], [data-hx-get], [hx-get]")
    assert [link.attrib["href"] for link in text.cssselect("a")] == ["https://example.org/3", "/find"]
    assert "Visitors see it as plain words." in page.find("#look").text_content()
    assert "Lie down." in rest().body


def test_the_preview_comes_alone_for_htmx(desk: Console) -> None:
    sent = {"body": "## Nights", "csrf_token": desk.get(GUIDE).find("#guide [name=csrf_token]").attrib["value"]}
    answer = desk.send("/manage/guides/preview", sent, 200, HX_Request="true")
    assert answer.select("#look h2#nights")
    assert "<html" not in answer.response.text


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ({"body": "Lie down."}, "short"),
        ({"body": "Lie down. " * 460}, "long"),
        ({"body": "Patients lie down."}, "unkind-words"),
        ({"summary": "For addicts."}, "unkind-words"),
        ({"try_this": ["Call 1-800-273-8255."]}, "retired-number"),
        ({"body": "Comprehensive psychoeducational interventions facilitate interpersonal understanding. " * 9},
         "reading-grade"),
        ({"body": "[a](ftp://example.org)"}, "link"),
        ({"body": "[a](http://example.org)"}, "https"),
    ],
    ids=["short", "long", "text", "summary", "number", "grade", "scheme", "http"],
)  # fmt: skip
def test_what_could_be_better_is_found(app: Flask, content: dict[str, object], rule: str) -> None:
    assert rule in [finding.rule for finding in find_in_guide(dict(content))]


def test_a_good_guide_has_no_findings(app: Flask) -> None:
    assert find_in_guide({"title": "Rest", "summary": "Rest.", "body": "We lie down and rest. It is good. " * 60}) == []


def test_what_is_typed_is_only_ever_text(desk: Console) -> None:
    texts = dict.fromkeys(("title", "summary", "try_this", "reason", "sources-0-title"), POLYGLOT)
    body = POLYGLOT.replace("<", "&lt;")
    desk.submit(desk.get(GUIDE), "#guide", body=body, **texts)
    pages = [desk.get(path) for path in (GUIDE, f"{GUIDE}/history", "/manage/guides")]
    pages += [visitor(desk).get(path) for path in ("/guides/rest", "/guides", "/needs/sleep")]
    for page in pages:
        assert "onerror" in page.main_text, page.path
        assert not page.select("img, [onerror]"), page.path


@pytest.mark.parametrize("path", ["", "/new", "/rest", "/rest/history"])
def test_a_contributor_does_not_change_guides(desk: Console, path: str) -> None:
    sign_in(desk._client.application, "contributor").get(f"/manage/guides{path}", 403)
