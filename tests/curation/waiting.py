"""All that can wait for a coordinator, at a group of the demo: one of each sort, so that screens can show it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from directory.curation.checking.asking import answer, find_link, make_link
from directory.database import db, utc_now
from directory.models import CheckTry, Claim, LinkCheck, Listing, Receipt, Suggestion
from tests.factories import begin, commit, make_check, make_listing, make_person, make_phone

SUMMARY = {"was": "", "told": "A calm hour for people whose mood goes up and down. Just listen, if you like."}
NAME = {"was": "Mood Circle", "told": "Mood Circle of Larkspur County"}
PHONE = {"was": "859-555-0123", "told": "It is 859-555-0199 now."}
WHEN = {"was": "", "told": "No longer on Mondays.\nEvery Thursday from 7 to 8:30 in the evening."}
HELD = "Visit https://cheap.example.org now"


def make_what_waits() -> int:
    """Everything, committed; the id of the listing that it is about."""
    begin()
    circle = db.session.scalars(select(Listing).where(Listing.slug == "demo-mood-circle")).one()
    circle.private_notes = "Withheld until somebody asks: the host's own number."
    circle.checks.append(make_check(400, note="Ask for Sam.", made_by="Wren Harrow"))
    db.session.add_all(_suggestions(circle.id))
    _tell_as_a_group("demo-papers-and-rides", "changed", "We meet in the library now.\nThe bus stops in front of it.")
    _tell_as_a_group("demo-peer-rooms", "closed", "")
    _let_links_fail()
    make_listing("The Mood Circle", slug="mood-circle-again", summary="An hour to talk.", phones=_phones_of(circle))
    commit()
    return circle.id


def hold(slug: str, name: str = "Wren Harrow") -> None:
    """Somebody else has a listing in hand, and nobody answered there twice."""
    begin()
    listing = db.session.scalars(select(Listing).where(Listing.slug == slug)).one()
    until = utc_now() + dt.timedelta(minutes=40)
    db.session.add(Claim(listing_id=listing.id, person_id=make_person(name).id, until=until))
    for days in (1, 9):
        day = utc_now().date() - dt.timedelta(days=days)
        db.session.add(CheckTry(listing_id=listing.id, tried_on=day, made_by=name))
    commit()


def _suggestions(circle: int) -> list[Suggestion]:
    def told(kind: str, listing_id: int | None = circle, **values: object) -> Suggestion:
        number = len(made)
        made.append(Suggestion(kind=kind, listing_id=listing_id, text_hash=f"{number:064}", **values))
        made[-1].receipts.append(Receipt(token_hash=f"{number:064}", contact=None if number else "sam@example.org"))
        return made[-1]

    made: list[Suggestion] = []
    decided = {"decided_at": utc_now(), "decided_by": "Wren Harrow"}
    parts = {"name": NAME, "summary": SUMMARY, "phones": PHONE, "schedules": WHEN}
    told("change", fields=parts, message="I went last week.", is_of_group=True, times=3)
    harm = "They took my card. I do not want to live any more."
    unsafe = {"unsafe": {"was": "", "told": harm}}
    told("unsafe", fields=unsafe, dangers=["money"], is_urgent=True, speaks_of_self_harm=True)
    told("closed", fields={"closed": {"was": "", "told": "A sign at the door says so."}})
    new = {"kind": "group", "name": "Fern Evenings", "reach": "859-555-0144", "about": "We knit and talk."}
    told("new", None, fields={key: {"was": "", "told": words} for key, words in new.items()})
    content = "Come by the side door."
    known = {"application_process": {"was": "", "told": content, "content": content}}
    told("change", fields=known, sent_by="Ash Fernley", message="They moved the door.")
    told("closed", fields={"closed": {"was": "", "told": HELD}}, state="held", held_because="links")
    kept = {"summary": {"is_accepted": True, "reason": "", "by": "Wren Harrow", "at": "2026-11-23"}}
    told("change", fields={"summary": SUMMARY}, state="accepted", decisions=kept, **decided)
    told("closed", fields={"closed": {"was": "", "told": "I think so."}}, state="refused", **decided)
    return made


def _tell_as_a_group(slug: str, said: str, words: str) -> None:
    listing = db.session.scalars(select(Listing).where(Listing.slug == slug)).one()
    link = find_link(make_link(listing, "desk@example.org"))
    assert link is not None
    answer(link, said, words)


def _let_links_fail() -> None:
    now = utc_now()
    listings = db.session.scalars(select(Listing).where(Listing.url.is_not(None)).order_by(Listing.id).limit(3))
    for listing in listings:
        checked = {"checked_at": now, "first_failed_at": now - dt.timedelta(days=8), "failures": 3}
        db.session.add(LinkCheck(listing_id=listing.id, url=listing.url, result="dead", **checked))


def _phones_of(listing: Listing) -> list[object]:
    return [make_phone(phone.number, type=phone.type) for phone in listing.phones]
