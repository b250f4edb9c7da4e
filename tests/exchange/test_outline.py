"""What search engines are told: the pages there are, those they shall leave alone, and neutral previews."""

from __future__ import annotations

import urllib.robotparser
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from directory.exchange import outline
from tests.clients import Client
from tests.factories import commit, make_listing, make_term

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client: Client, path: str = "/sitemap.xml") -> list[str]:
    """The addresses in a list of pages, without the host."""
    response = client.open(path)
    assert response.status_code == 200 and response.content_type == "application/xml; charset=utf-8"
    found = [str(element.text) for element in ET.fromstring(response.data).iter(f"{SITEMAP}loc")]  # noqa: S314 (ours)
    assert all(address.startswith("http://localhost/") for address in found)
    return [address.removeprefix("http://localhost") for address in found]


def test_the_list_has_every_public_page_once(client: Client) -> None:
    make_listing(slug="circle", terms=(make_term(slug="i-feel-alone"),))
    for publication in ("draft", "hidden", "closed"):
        make_listing(slug=publication, publication=publication)
    commit()
    listed = addresses(client)
    assert {"/", "/find", "/crisis", "/about", "/needs/i-feel-alone", "/listings/circle"} <= set(listed)
    assert len(listed) == len(set(listed))
    assert not {f"/listings/{publication}" for publication in ("draft", "hidden", "closed")} & set(listed)
    for address in listed:
        client.get(address)


def test_guides_are_listed_where_there_are_pages_of_guides(
    seeded_app: Flask, seeded_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = "guidance.show_guide" in seeded_app.view_functions
    assert any(address.startswith("/guides/") for address in addresses(seeded_client)) is expected
    monkeypatch.setattr(outline, "GUIDE_PAGE", "search.show_need")
    assert "/needs/loneliness" in addresses(seeded_client)


def test_a_list_too_long_for_one_file_is_several(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(9):
        make_listing(slug=f"circle-{number}")
    commit()
    whole = addresses(client)
    monkeypatch.setattr(outline, "MOST_IN_FILE", 3)
    parts = addresses(client)
    assert parts[0] == "/sitemap-1.xml"
    assert [address for part in parts for address in addresses(client, part)] == whole
    client.get(f"/sitemap-{len(parts) + 1}.xml", status=404)
    client.get("/sitemap-0.xml", status=404)


@pytest.mark.parametrize(
    ("path", "is_open"),
    [
        ("/", True),
        ("/find", True),
        ("/find?q=lonely", False),
        ("/find?kind=group&near=40508", False),
        ("/needs/i-feel-alone", True),
        ("/listings/circle", True),
        ("/listings/circle?list=1a", False),
        ("/crisis?quiet=yes", False),
        ("/guides/loneliness", True),
        ("/crisis", True),
        ("/leave", False),
        ("/handout?list=1a", False),
        ("/l/1a", False),
        ("/find.ics", False),
        ("/calendar.ics?list=1a", False),
        ("/listings/circle.ics", False),
        ("/listings/circle/problem", False),
    ],
)
def test_programs_are_told_what_to_leave_alone(client: Client, path: str, is_open: bool) -> None:
    response = client.open("/robots.txt")
    assert response.content_type == "text/plain; charset=utf-8"
    assert "Sitemap: http://localhost/sitemap.xml" in response.text
    rules = [line.removeprefix("Disallow: ") for line in response.text.splitlines() if line.startswith("Disallow: ")]
    assert is_open is not any(fits(rule, path) for rule in rules)


def fits(rule: str, path: str) -> bool:
    """Whether a rule is about a path, read as RFC 9309 says: * is anything, and it fits from the beginning."""
    first, *others = rule.split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    for part in others:
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True


def test_programs_that_know_no_stars_can_read_the_rules(client: Client) -> None:
    parser = urllib.robotparser.RobotFileParser()
    parser.parse(client.open("/robots.txt").text.splitlines())
    assert parser.can_fetch("any", "http://localhost/listings/circle")
    assert not parser.can_fetch("any", "http://localhost/leave")
    assert parser.site_maps() == ["http://localhost/sitemap.xml"]


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/", "/"),
        ("/find", "/find"),
        ("/?quiet=yes", "/"),
        ("/needs/i-feel-alone?near=40508&list=1a", "/needs/i-feel-alone"),
        ("/listings/circle?list=1a", "/listings/circle"),
    ],
)
def test_a_page_names_its_one_address(client: Client, asked: str, canonical: str) -> None:
    make_listing(slug="circle", terms=(make_term(slug="i-feel-alone"),))
    commit()
    page = client.get(asked)
    assert page.find("link[rel=canonical]").attrib["href"] == f"http://localhost{canonical}"
    assert not page.select("meta[name=robots]")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/find?q=lonely", 200),
        ("/find?list=1a", 200),
        ("/no-such-page", 404),
        ("/listings/gone", 410),
        ("/find.ics", 404),
    ],
)
def test_searches_and_what_is_not_there_are_for_no_search_engine(client: Client, path: str, status: int) -> None:
    make_listing(slug="gone", publication="closed")
    commit()
    page = client.get(path, status=status)
    assert page.find("meta[name=robots]").attrib["content"] == "noindex"
    assert not page.select("link[rel=canonical]")


@pytest.mark.parametrize("path", ["/", "/find?q=circle", "/needs/i-feel-alone", "/listings/circle", "/crisis"])
def test_a_preview_of_a_link_tells_nothing_but_the_site(client: Client, path: str) -> None:
    need = make_term(slug="i-feel-alone", label="I feel alone")
    make_listing("Larkspur Circle", slug="circle", summary="A warm room.", terms=(need,))
    commit()
    tags = client.get(path).select("head meta[property^='og:'], head meta[name^='twitter:']")
    assert {tag.attrib["property"]: tag.attrib["content"] for tag in tags} == {
        "og:type": "website",
        "og:title": "Lean On",
        "og:description": "People, groups and places to lean on. Free to search, no account.",
    }
