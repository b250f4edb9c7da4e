"""Feeds as feed readers read them: new and changed listings, and nothing that is private."""

from __future__ import annotations

import datetime as dt

import feedparser
import pytest
from flask import Flask

from directory.database import db
from directory.exchange import queries
from directory.models import Listing, Place
from tests.clients import Client
from tests.factories import commit, make_listing, make_location, make_term

CANARY = "zqcanary"
FIRST = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)


def read(client: Client, path: str = "/feed.atom") -> feedparser.FeedParserDict:
    """A feed, parsed; fails if it is not well-formed."""
    response = client.open(path)
    assert response.status_code == 200, response.status
    assert response.content_type == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.data, response_headers={"content-type": response.content_type})
    assert feed.bozo is False, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def titles(feed: feedparser.FeedParserDict) -> list[str]:
    """The titles of its entries, in order."""
    return [entry.title for entry in feed.entries]


def make_changed(name: str, days: int, **values: object) -> Listing:
    """A listing that was made on 1 September and changed so many days later."""
    changed = FIRST + dt.timedelta(days=days)
    return make_listing(name, created_at=FIRST, updated_at=changed, summary=f"About {name}.", **values)


def test_an_entry_says_what_is_new_and_where(client: Client) -> None:
    listing = make_changed("Larkspur Circle", 3, slug="circle")
    commit()
    feed = read(client)
    (entry,) = feed.entries
    assert entry.id == f"urn:uuid:{listing.hsds_id}"
    assert (entry.title, entry.summary) == ("Larkspur Circle", "About Larkspur Circle.")
    assert entry.link == "http://localhost/listings/circle"
    assert (entry.published, entry.updated) == ("2026-09-01T12:00:00Z", "2026-09-04T12:00:00Z")
    assert [(tag.term, tag.label) for tag in entry.tags] == [("group", "Support group")]
    assert (feed.feed.id, feed.feed.link) == ("http://localhost/feed.atom", "http://localhost/find")
    assert feed.feed.updated == entry.updated


def test_the_newest_fifty_come_first(client: Client) -> None:
    for day in range(60):
        make_changed(f"Circle {day}", day)
    commit()
    assert titles(read(client)) == [f"Circle {day}" for day in range(59, 9, -1)]


@pytest.mark.parametrize("publication", ["draft", "hidden", "closed"])
def test_only_published_listings_are_told(client: Client, publication: str) -> None:
    make_changed("Secret Circle", 1, publication=publication)
    commit()
    feed = read(client)
    assert feed.entries == []
    assert feed.feed.updated


def test_a_need_has_a_feed_of_its_own(client: Client) -> None:
    need, other = make_term(slug="i-feel-alone", label="I feel alone"), make_term(slug="other")
    make_changed("Circle", 1, terms=(need, other))
    make_changed("Walk", 2, terms=(need,))
    make_changed("Line", 3, terms=(other,))
    commit()
    feed = read(client, "/needs/i-feel-alone/feed.atom")
    assert titles(feed) == ["Walk", "Circle"]
    assert feed.feed.title == "New and changed – Lean On"
    assert feed.feed.subtitle == "I feel alone"
    assert feed.feed.link == "http://localhost/needs/i-feel-alone"


def test_a_place_has_a_feed_of_those_near_it_or_for_its_state(app: Flask, client: Client) -> None:
    db.session.add(
        Place(
            type="postal_code",
            key="40508",
            city="Lexington",
            state="KY",
            latitude=38.05,
            longitude=-84.5,
            timezone="America/New_York",
        )
    )
    make_changed("Near", 1, locations=[make_location()])
    make_changed("State", 2, service_areas=("US-KY",))
    make_changed("Everywhere", 3, service_areas=("US",))
    make_changed("Far", 4, locations=[make_location(latitude=30.0)])
    make_changed("Draft", 5, locations=[make_location()], publication="draft")
    commit()
    feed = read(client, "/feed.atom?near=40508")
    assert titles(feed) == ["State", "Near"]
    assert feed.feed.subtitle == "Lexington, KY 40508"
    assert feed.feed.id == "http://localhost/feed.atom?near=40508"
    assert feed.feed.link == "http://localhost/find?near=40508"


def test_many_listings_near_a_place_are_asked_for_in_parts(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [make_changed(f"Circle {day}", day).id for day in range(7)]
    commit()
    monkeypatch.setattr(queries, "MOST_IDS", 2)
    assert [listing.name for listing in queries.find_newest_among(ids, 3)] == ["Circle 6", "Circle 5", "Circle 4"]


@pytest.mark.parametrize("path", ["/needs/nothing/feed.atom", "/feed.atom?near=Nowhereville", "/feed.atom?near=%00"])
def test_what_there_is_not_has_no_feed(client: Client, path: str) -> None:
    client.get(path, status=404)


def test_a_reader_that_has_the_feed_is_told_so(client: Client) -> None:
    listing = make_changed("Circle", 1)
    commit()
    first = client.open("/feed.atom")
    tags = {"If-None-Match": first.headers["ETag"]}
    assert client.open("/feed.atom", headers=tags).status_code == 304
    moment = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.open("/feed.atom", headers=moment).status_code == 304
    listing.name = "Round"
    commit()
    assert client.open("/feed.atom", headers=tags).status_code == 200


def test_private_fields_are_in_no_feed(client: Client) -> None:
    need = make_term(slug="i-feel-alone")
    places = [
        make_location("Lexington", visibility="city", name=CANARY, address_1=CANARY, directions=CANARY),
        make_location(f"{CANARY}ville", visibility="hidden", address_1=CANARY),
    ]
    league = make_listing(f"{CANARY} League", slug=f"{CANARY}-league", publication="draft")
    private = {"private_notes": CANARY, "seed_key": CANARY, "source": CANARY, "organization": league}
    make_changed("Circle", 1, terms=(need,), locations=places, **private)
    commit()
    for path in ("/feed.atom", "/needs/i-feel-alone/feed.atom"):
        assert CANARY not in client.open(path).text


def test_words_of_a_listing_are_never_markup_and_never_break_a_feed(client: Client) -> None:
    evil = "<script>&amp;alert(1)</script> ]]> \x0b\x00 \ud83d end"
    listing = make_changed("Circle", 1)
    listing.name, listing.summary = evil.replace("\ud83d", "").replace("\x00", ""), "A & B < C\x0c"
    commit()
    response = client.open("/feed.atom")
    assert "<script" not in response.text
    (entry,) = read(client).entries
    assert entry.summary_detail.value == "A & B < C"
    assert entry.title_detail.value.startswith("<script>&amp;alert(1)</script> ]]>")


@pytest.mark.parametrize(
    ("path", "feed"),
    [("/", "/feed.atom"), ("/find", "/feed.atom"), ("/needs/i-feel-alone", "/needs/i-feel-alone/feed.atom")],
)
def test_pages_name_their_feed(client: Client, path: str, feed: str) -> None:
    make_listing(terms=(make_term(slug="i-feel-alone"),))
    commit()
    link = client.get(f"{path}?quiet=yes").find("head link[rel=alternate][type='application/atom+xml']")
    assert link.attrib["href"] == feed


def test_a_search_near_a_place_names_the_feed_of_the_place(seeded_client: Client) -> None:
    page = seeded_client.get("/find?near=40508&kind=group")
    assert page.find("head link[rel=alternate]").attrib["href"] == "/feed.atom?near=40508"
    page = seeded_client.get("/find?near=Nowhereville")
    assert page.find("head link[rel=alternate]").attrib["href"] == "/feed.atom"
