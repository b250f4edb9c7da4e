"""The screens of settings: what an admin sets holds everywhere at once, and a crisis number is typed twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from directory import create_app
from directory.database import db
from directory.mail.addresses import sender
from directory.models import AuditEvent, ContentRevision, SiteSetting
from directory.site_settings import SECONDS, crisis_key, current_crisis_lines
from tests.clients import Client, Console
from tests.conftest import sign_in
from tests.factories import commit, make_listing
from tests.search.asking import counted_statements

POLYGLOT = """"'><img src=x onerror=alert(1)>{{7*7}}"""
LINES = {"call": "555-0100", "text": "555-0101", "chat_url": "https://chat.example.org/"}
SITE, CRISIS = "form.form--site", "form.form--crisis"


@pytest.fixture
def desk(app: Flask) -> Console:
    """A signed-in admin."""
    return sign_in(app, "admin")


@pytest.fixture
def visitor(app: Flask) -> Client:
    """Somebody who is not signed in."""
    return Client(app)


@pytest.fixture
def other_process(app: Flask) -> Iterator[Client]:
    """A visitor whom another process of the same installation serves, and that has drawn pages before."""
    other = create_app({"TESTING": True, **{name: app.config[name] for name in ("DATABASE_URL", "SECRET_KEY")}})
    client = Client(other)
    client.get("/privacy")
    yield client
    with other.app_context():
        db.engine.dispose()


def twice(**ways: str) -> dict[str, str]:
    """The crisis form filled in, each way twice."""
    typed = {
        name: value
        for way, value in {**LINES, **ways}.items()
        for name, value in ((way, value), (f"{way}_again", value))
    }
    return {f"crisis-{name}": value for name, value in {**typed, "is_tried": "y"}.items()}


def set_crisis(desk: Console, status: int = 303, **changes: str) -> object:
    """Send the crisis form."""
    return desk.submit(desk.get("/manage/settings"), CRISIS, status=status, **{**twice(), **changes})


def test_a_new_name_stands_on_every_page_at_once(desk: Console, visitor: Client) -> None:
    desk.submit(desk.get("/manage/settings"), SITE, SITE_NAME="Larkspur Leans")
    for path in ("/safety", "/", "/nothing-here"):
        page = visitor.get(path, 404 if path == "/nothing-here" else 200)
        assert "Larkspur Leans" in page.title
        assert "Larkspur Leans" in page.find(".masthead").text_content()
        assert "Lean On" not in page.text
    assert sender().startswith("Larkspur Leans <")


def test_making_an_application_asks_the_database_nothing(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    create_app({"TESTING": True, "DATABASE_URL": "sqlite:////nowhere/none.sqlite3", "SECRET_KEY": "k" * 32})
    assert not [record for record in caplog.records if "console could not be read" in record.message]


def test_an_empty_field_takes_what_is_built_in(desk: Console, visitor: Client) -> None:
    desk.submit(desk.get("/manage/settings"), SITE, SITE_NAME="Larkspur Leans")
    desk.submit(desk.get("/manage/settings"), SITE, SITE_NAME="")
    assert "Lean On" in visitor.get("/safety").title


def test_leave_and_contact_follow(desk: Console, visitor: Client) -> None:
    make_listing("Larkspur Circle", slug="larkspur")
    commit()
    desk.submit(
        desk.get("/manage/settings"), SITE, LEAVE_URL="https://weather.example.org/", CONTACT_EMAIL="desk@example.org"
    )
    assert visitor.open("/leave").headers["Location"] == "https://weather.example.org/"
    assert "desk@example.org" in visitor.get("/listings/larkspur/problem").text


def test_ages_of_checks_are_whole_numbers_that_grow(app: Flask, desk: Console) -> None:
    app.config.update(CHECK_REMIND_MONTHS=6, CHECK_MARK_MONTHS=12, CHECK_HIDE_MONTHS=18)
    page = desk.submit(desk.get("/manage/settings"), SITE, CHECK_MARK_MONTHS="24", status=422)
    assert "must grow" in page.find(".summary-of-problems").text_content()
    desk.submit(page, SITE, CHECK_HIDE_MONTHS="0")
    assert (app.config["CHECK_MARK_MONTHS"], app.config["CHECK_HIDE_MONTHS"]) == (24, 0)


@pytest.mark.parametrize("number", ["²", "9" * 5_000, "-1", "1201"], ids=["no-digit", "endless", "less", "more"])
def test_an_age_that_is_no_number_is_said(desk: Console, number: str) -> None:
    """v5.0.0-2.2.1, F-42"""
    page = desk.submit(desk.get("/manage/settings"), SITE, 422, CHECK_MARK_MONTHS=number)
    assert "Write a whole number" in page.main_text


def test_what_the_operator_has_set_wins_and_cannot_be_changed_here(make_app: Callable[..., Flask]) -> None:
    app = make_app(SITE_NAME="Operator Leans")
    with app.app_context():
        db.session.add(SiteSetting(key="site", value={"SITE_NAME": "Console Leans"}, version=1))
        commit()
        desk = sign_in(app, "admin")
        page = desk.get("/manage/settings")
        assert "Set by the operator" in page.text
        assert not page.select("[name=SITE_NAME]")
        token = page.find(f"{SITE} [name=csrf_token]").attrib["value"]
        desk.send("/manage/settings", {"csrf_token": token, "version": "1", "SITE_NAME": "Attacker Leans"})
        assert "Operator Leans" in Client(app).get("/").title
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"LEAVE_URL": "javascript:alert(1)"}, "with https:// in front"),
        ({"LEAVE_URL": "https://"}, "with https:// in front"),
        ({"CONTACT_EMAIL": "desk"}, "Write one mail address"),
        ({"CONTACT_EMAIL": "desk@example.org?cc=x@example.org"}, "Write one mail address"),
        ({"SITE_NAME": "x" * 41}, "longer than 40"),
    ],
    ids=["scheme", "no-host", "no-mail", "more-mail", "long"],
)
def test_what_cannot_be_used_is_said(desk: Console, values: dict[str, str], sentence: str) -> None:
    page = desk.submit(desk.get("/manage/settings"), SITE, **{"reason": "Kind words.", **values}, status=422)
    assert sentence in page.find(".summary-of-problems").text_content()
    assert page.find(f"{SITE} [name=reason]").attrib["value"] == "Kind words."


def test_crisis_lines_stand_on_every_page_at_once(desk: Console, visitor: Client) -> None:
    set_crisis(desk)
    for path in ("/safety", "/", "/crisis"):
        page = visitor.get(path)
        assert page.find(".crisis__way").attrib["href"] == "tel:5550100"
        assert "988" not in page.find(".crisis").text_content()
    assert "What happens when you call 988" not in visitor.get("/crisis").text


def test_empty_crisis_lines_take_those_that_are_built_in(desk: Console, visitor: Client) -> None:
    set_crisis(desk)
    set_crisis(desk, **{**dict.fromkeys(twice(), ""), "crisis-is_tried": "y"})
    assert "Call 988" in visitor.get("/safety").find(".crisis").text_content()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"crisis-call_again": "555-0109"}, "This is not the same."),
        ({"crisis-chat_url_again": ""}, "This is not the same."),
        ({"crisis-is_tried": None}, "Try all three first."),
        ({"crisis-text": "", "crisis-text_again": ""}, "Write the number with digits"),
        (twice(call="nine eight eight"), "Write the number with digits"),
        (twice(call="1-800-273-8255"), "This is the old number of the Lifeline."),
        (twice(chat_url="http://chat.example.org"), "with https:// in front"),
        (twice(chat_url='https://a.example.org/" onclick=x'), "with https:// in front"),
    ],
    ids=["other-call", "chat-once", "not-tried", "no-text", "words", "retired", "not-safe", "marks"],
)
def test_a_crisis_line_that_may_be_wrong_is_not_taken(
    desk: Console, visitor: Client, values: dict[str, str], sentence: str
) -> None:
    page = set_crisis(desk, 422, **values)
    assert sentence in page.find(".summary-of-problems").text_content()  # type: ignore[attr-defined]
    assert "Call 988" in visitor.get("/safety").find(".crisis").text_content()


def test_a_change_of_settings_is_in_the_audit_log_and_in_a_history(desk: Console) -> None:
    set_crisis(desk)
    event = db.session.query(AuditEvent).filter_by(event="setting-changed").one()
    assert event.detail["group"] == "crisis-US"
    assert event.detail["after"] == LINES
    set_crisis(desk, **twice(call="555-0102"))
    history = desk.get("/manage/settings/history/crisis-US")
    assert "555-0102" in history.find("ins").text_content()
    assert db.session.query(AuditEvent).filter_by(event="setting-changed").count() == 2


def test_going_back_to_crisis_lines_asks_for_each_again(desk: Console) -> None:
    set_crisis(desk)
    set_crisis(desk, **twice(call="555-0102"))
    page = desk.follow(desk.submit(desk.get("/manage/settings/history/crisis-US"), "main form"))
    assert "These lines stood here in version 2." in page.text
    assert page.find("[name=crisis-call]").attrib["value"] == "555-0100"
    assert page.find("[name=crisis-call_again]").attrib["value"] == ""
    desk.submit(page, CRISIS, 422, **{"crisis-is_tried": "y"})
    assert current_crisis_lines().call == "555-0102"
    desk.submit(page, CRISIS, **twice())
    assert current_crisis_lines().call == "555-0100"


def test_going_back_to_no_crisis_lines_fills_in_none(desk: Console) -> None:
    set_crisis(desk)
    set_crisis(desk, **{**dict.fromkeys(twice(), ""), "crisis-is_tried": "y"})
    set_crisis(desk)
    page = desk.follow(desk.submit(desk.get("/manage/settings/history/crisis-US"), "main form"))
    assert "In version 3 the built-in lines stood here." in page.text
    desk.submit(page, CRISIS, **{"crisis-is_tried": "y"})
    assert current_crisis_lines().call == "988"


def test_no_lines_are_filled_in_of_a_version_that_there_is_not(desk: Console) -> None:
    desk.submit(desk.get("/manage/settings"), SITE, SITE_NAME="Larkspur Leans")
    of_site = db.session.query(ContentRevision).first().id
    desk.get("/manage/settings?lines=999", 404)
    desk.get(f"/manage/settings?lines={of_site}", 404)


def test_the_second_of_two_admins_sees_both_values(desk: Console) -> None:
    page = desk.get("/manage/settings")
    desk.submit(page, SITE, SITE_NAME="Larkspur Leans")
    clash = desk.submit(page, SITE, SITE_NAME="Fernley Leans", status=409)
    assert "Larkspur" in clash.find("del").text_content()
    desk.submit(clash, SITE)
    assert "Fernley Leans" in desk.get("/manage/settings").title


def test_another_process_follows_with_its_next_search(desk: Console, other_process: Client) -> None:
    desk.submit(desk.get("/manage/settings"), SITE, SITE_NAME="Larkspur Leans")
    assert "Larkspur Leans" in other_process.get("/find").title


def test_another_process_follows_by_itself_after_some_seconds(
    desk: Console, other_process: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_crisis(desk)
    assert "Call 988" in other_process.get("/privacy").text
    monkeypatch.setattr("directory.site_settings.SECONDS", 0)
    assert SECONDS < 10
    assert "Call 555-0100" in other_process.get("/privacy").text


def test_pages_that_search_ask_nothing_more_for_settings(app: Flask, desk: Console, visitor: Client) -> None:
    set_crisis(desk)
    visitor.get("/find")
    with counted_statements() as statements:
        visitor.get("/find?kind=group")
    assert not [statement for statement in statements if "site_setting" in str(statement)]


@pytest.mark.parametrize("value", [{"call": "555-0100"}, {"call": 988, "text": "", "chat_url": None}, {}])
def test_half_a_set_of_crisis_lines_is_none(app: Flask, visitor: Client, value: dict[str, object]) -> None:
    db.session.add(SiteSetting(key=crisis_key("US"), value=value, version=1))
    commit()
    assert "Call 988" in visitor.get("/").find(".crisis").text_content()


def test_crisis_numbers_stay_when_the_database_is_gone(make_app: Callable[..., Flask]) -> None:
    app = make_app("sqlite")
    with app.app_context():
        db.session.execute(text("DROP TABLE site_setting"))
        commit()
        assert "Call 988" in Client(app).get("/safety").text
        db.session.remove()
        db.engine.dispose()
    app.config["SQLITE_PATH"].unlink()
    assert "Call 988" in Client(app).get("/crisis").text


def test_a_name_is_only_ever_text(desk: Console, visitor: Client) -> None:
    desk.submit(desk.get("/manage/settings"), SITE, SITE_NAME=POLYGLOT[:40])
    for page in (visitor.get("/"), visitor.get("/about"), desk.get("/manage/settings/history/site")):
        assert not page.select("img, [onerror]")
        assert POLYGLOT[:40] in page.title


@pytest.mark.parametrize("path", ["", "/history/site", "/history/crisis-US"])
@pytest.mark.parametrize("role", ["contributor", "coordinator"])
def test_only_admins_see_settings(app: Flask, role: str, path: str) -> None:
    sign_in(app, role).get(f"/manage/settings{path}", 403)


def test_a_coordinator_sets_no_crisis_number(console: Console) -> None:
    page = console.get("/manage/guides/new")
    sent = {**twice(), "csrf_token": page.find("[name=csrf_token]").attrib["value"], "crisis-version": "1"}
    console.send("/manage/settings/crisis", sent, 403)


def test_a_group_of_settings_that_there_is_not_has_no_history(desk: Console) -> None:
    desk.get("/manage/settings/history/other", 404)
