"""Safety, privacy and quiet mode: what is promised, and that the program keeps it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import textstat
from flask import Flask

from directory.config import ROOT
from tests.clients import Client
from tests.factories import commit, make_listing
from tests.page import Page, read_text

HIGHEST_GRADE = 6.0


def state_of_quiet_mode(page: Page) -> tuple[bool, str]:
    """Whether the line that says it is on stands on the page, and where the switch on /safety leads."""
    return bool(page.select("[data-quiet]")), page.find("#quiet ~ p [data-quiet-switch]").attrib["href"]


@pytest.mark.parametrize("path", ["/", "/find", "/crisis", "/about"])
def test_every_page_leads_to_safety_and_privacy(client: Client, path: str) -> None:
    footer = [link.attrib["href"] for link in client.get(path).select("footer a")]
    assert {"/safety", "/privacy"} <= set(footer)


def test_safety_names_the_site_that_leave_opens(make_app: Callable[..., Flask]) -> None:
    page = Client(make_app(LEAVE_URL="https://weather.example.org/now")).get("/safety")
    assert "another site opens: weather.example.org." in page.main_text


def test_safety_says_what_it_cannot_do_and_who_to_call(client: Client) -> None:
    page = client.get("/safety")
    known = [read_text(text) for text in page.select("[aria-labelledby=stays] dt")]
    assert {"The history of your browser", "The network", "Calls and texts", "Spying apps"} <= set(known)
    assert page.link("Talk to someone now") == "/crisis"


def test_safety_tells_of_lines_only_what_is_asked_on_their_pages(seeded_client: Client) -> None:
    page = seeded_client.get("/safety")
    question = "Could they call police or an ambulance?"
    assert question in page.main_text
    found = seeded_client.get(page.link("Lines for people who fear police"))
    first = found.find(".listing-card__name a").attrib["href"]
    assert question in seeded_client.get(first).main_text


def test_privacy_tells_of_the_log_what_the_log_has() -> None:
    """templates/site/privacy.html names the page, if it worked, its size and the time it took, and no more."""
    source = (ROOT / "gunicorn.conf.py").read_text(encoding="utf-8")
    line = next(line for line in source.splitlines() if line.startswith("access_log_format"))
    method, path, status, size, time_ms = "%(m)s", "%(U)s", "%(s)s", "%(B)s", "%(M)s"
    assert re.findall(r"%\([^)]*\)s", line) == [method, path, status, size, time_ms]


@pytest.mark.parametrize(("recipient", "is_told"), [("", False), ("desk@example.org", True)], ids=["no-mail", "mail"])
def test_privacy_speaks_of_mail_to_us_where_there_is_any(app: Flask, recipient: str, is_told: bool) -> None:
    app.config["CONTACT_EMAIL"] = recipient
    assert ("when you write to us" in Client(app).get("/privacy").main_text) is is_told


@pytest.mark.parametrize("path", ["/safety", "/privacy", "/listings/circle/problem"])
def test_words_are_plain(app: Flask, path: str) -> None:
    app.config["CONTACT_EMAIL"] = "desk@example.org"
    make_listing("Circle", slug="circle")
    commit()
    page = Client(app).get(path)
    sentences = [read_text(part).rstrip(".?!:") for part in page.select("main :is(p, li, dd)")]
    assert textstat.flesch_kincaid_grade(". ".join(sentences) + ".") <= HIGHEST_GRADE


def test_quiet_mode_is_switched_on_and_off_by_plain_links(client: Client) -> None:
    is_on, switch = state_of_quiet_mode(client.get("/safety"))
    assert (is_on, switch) == (False, "/safety?quiet=yes#quiet")
    is_on, switch = state_of_quiet_mode(client.get(switch))
    assert (is_on, switch) == (True, "/safety#quiet")


@pytest.mark.parametrize("path", ["/", "/find", "/crisis", "/privacy", "/listings/circle", "/listings/circle/problem"])
def test_every_page_says_that_quiet_mode_is_on_and_how_to_turn_it_off(client: Client, path: str) -> None:
    make_listing(slug="circle")
    commit()
    line = client.get(f"{path}?quiet=yes&list=1a").find("[data-quiet]")
    assert line.cssselect("a")[0].attrib["href"] == "/safety?list=1a#quiet"
    assert not client.get(path).select("[data-quiet]")


def test_an_error_says_so_too(client: Client) -> None:
    assert client.get("/no-such-page?quiet=yes", status=404).select("[data-quiet]")


def test_quiet_mode_claims_to_work_only_where_a_script_says_so(client: Client) -> None:
    line = client.get("/?quiet=yes").find("[data-quiet]")
    assert "hidden" in line.cssselect("[data-quiet-works]")[0].attrib
    assert line.cssselect("[data-quiet-waits]")[0].text_content() == "Quiet mode needs scripts."
    assert "quiet mode cannot work" in client.get("/safety").find("noscript").text_content()


def test_leave_is_the_second_stop_of_the_keyboard(client: Client) -> None:
    stops = client.get("/").select("a, button, input:not([type=hidden])")
    assert [stop.attrib["href"] for stop in stops[:2]] == ["#main", "/leave"]
    assert "data-leave" in stops[1].attrib
