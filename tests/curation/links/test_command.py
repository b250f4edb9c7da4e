"""`flask links check`, from the command line to what is kept."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import Result as Run
from flask import Flask
from sqlalchemy import select

from directory.curation.links.command import user_agent
from directory.database import db
from directory.models import LinkCheck
from tests.curation.links.small_web import SmallWeb, answer
from tests.factories import begin, commit, make_listing


@pytest.fixture
def site(app: Flask, small_web: SmallWeb) -> Flask:
    """An application whose web is that of the test, with three listings."""
    app.extensions["web"] = small_web.web()
    app.config["LINK_CHECK_PAUSE"] = 0
    small_web.serve("larkspur.test", answer(), ip="1.1.1.1")
    small_web.serve("gone.test", answer(404), ip="9.9.9.9")
    begin()
    make_listing(slug="larkspur", url="http://larkspur.test/")
    make_listing(slug="gone", url="http://gone.test/group")
    make_listing(slug="silent", url="http://silent.test/", publication="draft")
    commit()
    return app


def run(app: Flask, *options: str) -> Run:
    """The command with options."""
    result = app.test_cli_runner().invoke(args=["links", "check", *options])
    db.session.remove()
    return result


def results() -> dict[str, str]:
    """What is kept."""
    return {check.url: check.result for check in db.session.scalars(select(LinkCheck))}


def test_links_are_checked_kept_and_told_of(site: Flask) -> None:
    told = run(site)
    assert told.exit_code == 0, told.output
    assert results() == {
        "http://larkspur.test/": "ok",
        "http://gone.test/group": "dead",
        "http://silent.test/": "dead",
    }
    assert "dead         2  there is no such page" in told.output
    assert "dead: http://gone.test/group (The page is gone: it answered 404.)" in told.output


def test_new_address_is_told(site: Flask, small_web: SmallWeb) -> None:
    small_web.serve("fernley.test", answer(301, Location="http://larkspur.test/"), ip="8.8.8.8")
    begin()
    make_listing(slug="fernley", url="http://fernley.test/")
    commit()
    told = run(site, "--listing", "fernley")
    assert "moved: http://fernley.test/ -> http://larkspur.test/" in told.output


def test_one_listing_can_be_checked(site: Flask) -> None:
    assert run(site, "--listing", "gone").exit_code == 0
    assert results() == {"http://gone.test/group": "dead"}


def test_listing_that_there_is_not_is_named(site: Flask) -> None:
    told = run(site, "--listing", "nowhere")
    assert told.exit_code == 1
    assert "There is no listing nowhere." in told.output
    assert results() == {}


def test_number_of_links_can_be_limited(site: Flask) -> None:
    run(site, "--limit", "1")
    assert len(results()) == 1


def test_only_links_not_looked_at_lately_can_be_checked(site: Flask, small_web: SmallWeb) -> None:
    run(site, "--listing", "larkspur")
    begin()
    for check in db.session.scalars(select(LinkCheck)):
        check.checked_at -= dt.timedelta(days=3)
    commit()
    small_web.dialed.clear()
    assert run(site, "--listing", "larkspur", "--older-than", "2").exit_code == 0
    assert run(site, "--listing", "larkspur", "--older-than", "2").output == "There is no link to check.\n"
    assert len(small_web.dialed) == 1


def test_directory_without_links_says_so(app: Flask) -> None:
    told = run(app)
    assert (told.exit_code, told.output) == (0, "There is no link to check.\n")


def test_machine_without_a_network_keeps_nothing_against_any_site(site: Flask, small_web: SmallWeb) -> None:
    small_web.names.clear()
    told = run(site)
    assert told.exit_code == 1
    assert "Is this machine connected" in told.output
    assert results() == {}


def test_rest_of_a_site_that_asks_to_slow_down_is_counted(site: Flask, small_web: SmallWeb) -> None:
    small_web.serve("busy.test", answer(429), ip="8.8.4.4")
    begin()
    make_listing(url="http://busy.test/1")
    make_listing(url="http://busy.test/2")
    commit()
    assert "ask for fewer visits: 1." in run(site).output


def test_program_itself_refuses_this_machine(app: Flask) -> None:
    begin()
    make_listing(url="http://127.0.0.1/")
    commit()
    assert run(app).exit_code == 0
    check = db.session.scalars(select(LinkCheck)).one()
    assert (check.result, check.detail) == (
        "unclear",
        "Its name leads to a computer that is not on the open internet: it is not asked.",
    )


@pytest.mark.parametrize(
    ("settings", "agent"),
    [
        ({}, "LeanOn-link-check/1.0 (Lean On)"),
        (
            {"SITE_URL": "https://lean.example.org", "CONTACT_EMAIL": "desk@example.org"},
            "LeanOn-link-check/1.0 (Lean On; https://lean.example.org; desk@example.org)",
        ),
        ({"SITE_NAME": "Léan\r\nOn) (x"}, "LeanOn-link-check/1.0 (LanOn x)"),
    ],
    ids=["name-alone", "with-addresses", "letters-that-no-header-takes"],
)
def test_program_says_who_it_is(app: Flask, settings: dict[str, str], agent: str) -> None:
    app.config.update(settings)
    assert user_agent() == agent
