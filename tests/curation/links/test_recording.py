"""Which links are due, what is kept of a visit, and when a link counts as failing."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from directory.curation import failing_links
from directory.curation.links.judging import Outcome, Result
from directory.curation.links.recording import find_due_links, forget_gone_links, record_outcome
from directory.database import db
from directory.models import Link, LinkCheck, Listing
from directory.search.index import state_table
from tests.conftest import NOW
from tests.factories import begin, commit, make_listing

SITE, CHAT = "https://larkspur.test/", "https://chat.larkspur.test/"
RIGHT = Outcome(Result.OK, "It answered 200.", 200)
GONE = Outcome(Result.DEAD, "The page is gone: it answered 404.", 404)
SILENT = Outcome(Result.UNCLEAR, "It did not answer in time.")
SLOWER = Outcome(Result.UNCLEAR, "It asks for fewer visits: it answered 429.", 429)
CLOSED_TO_US = Outcome(Result.SIGN_IN, "It lets in nobody unknown: it answered 403.", 403)
DAY = dt.timedelta(days=1)


@pytest.fixture
def listing(app: Flask, clock: Traveller) -> Listing:
    """A listing with a site and a further link."""
    return make_larkspur()


@pytest.fixture
def any_listing(any_app: Flask, clock: Traveller) -> Listing:
    """The same on both databases: for what is asked of them in one statement."""
    return make_larkspur()


def make_larkspur() -> Listing:
    """A listing with a site and a further link."""
    listing = make_listing(url=SITE, links=[Link(label="Chat", url=CHAT)])
    commit()
    return listing


def record(url: str, outcome: Outcome) -> None:
    """As the command does: one outcome, one transaction."""
    begin()
    record_outcome(url, outcome)
    commit()


def checks() -> dict[str, LinkCheck]:
    """What is kept, by address."""
    return {check.url: check for check in db.session.scalars(select(LinkCheck))}


def test_site_and_further_links_are_due(listing: Listing) -> None:
    assert sorted(find_due_links()) == [CHAT, SITE]


@pytest.mark.parametrize(("publication", "is_due"), [("published", 1), ("draft", 1), ("hidden", 0), ("closed", 0)])
def test_links_of_published_and_draft_listings_are_due(app: Flask, publication: str, is_due: int) -> None:
    make_listing(url=SITE, publication=publication, links=[Link(label="Chat", url=CHAT)])
    assert len(find_due_links()) == 2 * is_due


def test_addresses_of_mail_and_phones_are_not_due(app: Flask) -> None:
    links = [Link(label="x", url=url) for url in ("mailto:desk@example.org", "TEL:859-555-0123", "sms:859-555-0123")]
    make_listing(links=links)
    make_listing(url="")
    assert find_due_links() == []


def test_address_of_several_listings_is_due_once(listing: Listing) -> None:
    make_listing(url=SITE)
    assert sorted(find_due_links()) == [CHAT, SITE]


def test_links_of_one_listing_can_be_asked_for(listing: Listing) -> None:
    other = make_listing(url="https://other.test/")
    assert find_due_links(listing_id=other.id) == ["https://other.test/"]


def test_what_was_never_looked_at_comes_first_then_what_was_longest_ago(any_listing: Listing, clock: Traveller) -> None:
    record(SITE, RIGHT)
    clock.shift(DAY)
    record(CHAT, RIGHT)
    make_listing(url="https://other.test/")
    assert find_due_links() == ["https://other.test/", SITE, CHAT]
    assert find_due_links(limit=2) == ["https://other.test/", SITE]


def test_what_was_looked_at_lately_can_be_left_out(listing: Listing, clock: Traveller) -> None:
    record(SITE, RIGHT)
    clock.shift(DAY)
    record(CHAT, RIGHT)
    assert find_due_links(not_since=NOW + DAY) == [SITE]


def test_outcome_is_kept_for_every_listing_that_has_the_address(any_listing: Listing) -> None:
    other = make_listing(url=SITE)
    commit()
    record(SITE, Outcome(Result.MOVED, "It has moved.", 200, "https://new.test/"))
    kept = db.session.scalars(select(LinkCheck).order_by(LinkCheck.listing_id)).all()
    assert [(check.listing_id, check.result, check.moved_to) for check in kept] == [
        (any_listing.id, "moved", "https://new.test/"),
        (other.id, "moved", "https://new.test/"),
    ]
    assert (kept[0].checked_at, kept[0].detail) == (NOW, "It has moved.")


def test_new_address_that_no_listing_could_hold_is_left_out(listing: Listing) -> None:
    record(SITE, Outcome(Result.MOVED, "It has moved.", 200, "https://new.test/" + "x" * 500))
    assert (checks()[SITE].result, checks()[SITE].moved_to) == ("moved", None)


def test_address_that_was_taken_out_meanwhile_leaves_nothing(listing: Listing) -> None:
    record("https://gone.test/", RIGHT)
    assert checks() == {}


def test_listing_is_never_changed_by_a_check(listing: Listing) -> None:
    """F-24: whatever a site answers hides nothing."""
    before = (listing.version, listing.updated_at, listing.publication, listing.url)
    for _time in range(5):
        record(SITE, GONE)
    assert (listing.version, listing.updated_at, listing.publication, listing.url) == before


def test_check_is_no_change_for_the_search(listing: Listing) -> None:
    generation = db.session.scalar(select(state_table.c.generation))
    record(SITE, GONE)
    assert db.session.scalar(select(state_table.c.generation)) == generation


def test_failures_in_a_row_are_counted_from_the_first(listing: Listing, clock: Traveller) -> None:
    record(SITE, SILENT)
    clock.shift(DAY)
    record(SITE, GONE)
    assert (checks()[SITE].failures, checks()[SITE].first_failed_at) == (2, NOW)


@pytest.mark.parametrize("outcome", [RIGHT, CLOSED_TO_US], ids=["right", "sign-in"])
def test_row_of_failures_ends_when_the_site_answers(listing: Listing, outcome: Outcome) -> None:
    record(SITE, GONE)
    record(SITE, outcome)
    assert (checks()[SITE].failures, checks()[SITE].first_failed_at) == (0, None)


def test_being_asked_to_slow_down_neither_counts_nor_clears(listing: Listing) -> None:
    record(SITE, GONE)
    record(SITE, SLOWER)
    assert (checks()[SITE].failures, checks()[SITE].first_failed_at) == (1, NOW)


def test_one_failure_is_not_told(listing: Listing, clock: Traveller) -> None:
    record(SITE, GONE)
    clock.shift(30 * DAY)
    assert failing_links() == []


def test_failures_within_a_day_are_not_told(listing: Listing, clock: Traveller) -> None:
    for _time in range(3):
        record(SITE, GONE)
        clock.shift(DAY / 3)
    assert failing_links() == []


def test_failures_a_day_apart_are_told_longest_first(any_listing: Listing, clock: Traveller) -> None:
    record(CHAT, SILENT)
    clock.shift(DAY)
    record(SITE, GONE)
    clock.shift(DAY)
    record(SITE, GONE)
    record(CHAT, SILENT)
    assert [(link.listing.id, link.url, link.result, link.detail, link.since) for link in failing_links()] == [
        (any_listing.id, CHAT, Result.UNCLEAR, "It did not answer in time.", NOW),
        (any_listing.id, SITE, Result.DEAD, "The page is gone: it answered 404.", NOW + DAY),
    ]


@pytest.mark.parametrize(
    "changes",
    [{"url": "https://new.test/"}, {"publication": "closed"}, {"publication": "hidden"}],
    ids=["another-address", "closed", "hidden"],
)
def test_failing_link_is_told_only_where_somebody_can_mend_it(
    listing: Listing, clock: Traveller, changes: dict[str, str]
) -> None:
    record(SITE, GONE)
    clock.shift(DAY)
    record(SITE, GONE)
    begin()
    for name, value in changes.items():
        setattr(listing, name, value)
    commit()
    assert failing_links() == []


def test_what_was_found_at_an_address_that_is_gone_is_forgotten(any_listing: Listing) -> None:
    record(SITE, GONE)
    record(CHAT, GONE)
    begin()
    any_listing.url = "https://new.test/"
    db.session.flush()
    forget_gone_links()
    commit()
    assert set(checks()) == {CHAT}


def test_what_was_found_goes_with_its_listing(listing: Listing) -> None:
    record(SITE, GONE)
    begin()
    db.session.delete(listing)
    commit()
    assert checks() == {}


@pytest.mark.parametrize("write", [forget_gone_links, lambda: record_outcome(SITE, RIGHT)], ids=["forget", "record"])
def test_nothing_is_written_in_a_transaction_that_only_reads(listing: Listing, write: object) -> None:
    with pytest.raises(RuntimeError, match="begin_writing"):
        write()
