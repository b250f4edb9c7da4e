"""A small directory that has one of everything, with a canary in all that is private: for walks over every address.

Each canary is a word that stands nowhere else. SEEN_BY says whose pages of the console may have it; it stands on no
page for visitors, whoever looks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from directory.curation import save
from directory.curation.batches import BULK, new_batch
from directory.curation.checking.asking import make_link
from directory.curation.editing import Making, save_locked
from directory.curation.guides.contents import GUIDES
from directory.curation.revising import save_subject, version_of_subject
from directory.curation.vocabulary.questions import QUESTIONS
from directory.curation.vocabulary.terms import TERMS
from directory.database import db, utc_now
from directory.handout.codes import write_code
from directory.mail import queue_mail
from directory.models import (
    Answer,
    Claim,
    EmptySearchWeek,
    EmptySearchWord,
    Guide,
    GuideNeed,
    Invitation,
    KeptForm,
    Link,
    LinkCheck,
    Listing,
    Person,
    Place,
    PracticeCase,
    Question,
    QuestionLabel,
    Receipt,
    ScheduleException,
    Sign,
    SlugRedirect,
    Suggestion,
    Term,
)
from directory.people.audit import record_event
from directory.people.codes import make_app_secret
from directory.people.passwords import hashed
from directory.suggesting.stamps import hash_of
from tests.factories import (
    begin,
    commit,
    make_check,
    make_listing,
    make_location,
    make_person,
    make_phone,
    make_schedule,
    make_term,
)

CURATORS, ADMINS, ALL = {"coordinator", "admin"}, {"admin"}, {"contributor", "coordinator", "admin"}
NOBODY: set[str] = set()
# What stands in a private place → whose pages may have it.
SEEN_BY = {
    "zqnote": CURATORS,
    "zqdoor": CURATORS,
    "zqsecretstreet": CURATORS,
    "zqdraft": CURATORS,
    "zqhidden": CURATORS,
    "zqguide": CURATORS,
    "zqcheck": CURATORS,
    "zqtold": CURATORS,
    "zqsender": CURATORS,
    "zqgroupsaid": CURATORS,
    "zqwhy": CURATORS,
    "zqmate": ALL,  # a name: colleagues see who has what in hand
    "zqmatemail": ADMINS,
    "zqinvited": ADMINS,
    "zqaudit": ADMINS,
    "zqkept": NOBODY,  # typed by somebody else
    "zqseed": NOBODY,
    "zqmail": NOBODY,
    "zqasked": NOBODY,
    "zqlinkfault": NOBODY,
    "zqsecret": NOBODY,
}
# What a contributor sees of the listings that are entrusted to them.
OF_ONES_OWN = {"zqdoor", "zqsecretstreet", "zqdraft", "zqhidden"}
# These may not leave the console in a file, even for those who see them on a page.
NOT_IN_FILES = {"zqnote", "zqdoor", "zqsecretstreet", "zqtold", "zqsender", "zqasked", "zqmatemail", "zqcheck"}
SENDER_TOKEN = "s" * 43
PASSWORD = "seven herons by the weir"


@dataclass
class Furnished:
    """What there is. gaps: a gap of addresses → what may stand in it (addresses.py); ids: of listings."""

    gaps: dict[str, list[str]] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)


def furnish() -> Furnished:
    """Write the directory into the database of this application; commits."""
    made = Furnished()
    need = _words()
    _listings(made, need)
    _guides(need)
    mate = _people(made)
    _told(made)
    _changes(made, mate)
    _gaps(made, mate)
    commit()
    return made


def _words() -> Term:
    group = make_term("need", "alone", label="Alone", parent=None)
    need = make_term("need", "i-feel-alone", label="I feel alone", parent=group, synonyms={"lay": ["lonely"]})
    make_term("need", "grief", label="I lost someone", parent=group)
    make_term("format", "online", label="Online")
    labels = [QuestionLabel(label="May I come late?", yes="Come late", no="Be there")]
    db.session.add(Question(key="come-late", shape="yes_no", kinds=["group"], labels=labels))
    where = {"city": "Lexington", "state": "KY", "latitude": 38.04, "longitude": -84.49, "timezone": "America/New_York"}
    db.session.add(Place(type="postal_code", key="40508", **where))
    db.session.add(Place(type="town", key="lexington", **where))
    return need


def _listings(made: Furnished, need: Term) -> None:
    private = {"private_notes": "zqnote", "seeded_as": {"private_notes": "zqseed"}}
    house = make_listing("Larkspur House", kind="organization", slug="larkspur-house", email="house@example.org")
    shelter = make_location(visibility="hidden", address_1="zqsecretstreet 1", name="zqdoor", directions="zqdoor")
    in_town = make_location(visibility="city", address_1="zqsecretstreet 2", name="zqdoor", directions="zqdoor")
    evening = make_schedule(dtstart=dt.date(2026, 1, 6))
    evening.exceptions = [ScheduleException(date=dt.date(2026, 12, 22), kind="cancelled", note="Closed that day")]
    circle = make_listing(
        "Larkspur Circle", slug="larkspur-circle", summary="We talk.", description="In a ring.", terms=(need,),
        organization=house, url="https://circle.example.org", email="circle@example.org", aliases=("The Ring",),
        phones=[make_phone()], locations=[shelter, in_town, make_location(address_1="1 Open Street")],
        schedules=[evening], service_areas=("US-KY",), alert="New door.", application_process="Come.\nSit.", **private,
    )  # fmt: skip
    circle.links = [Link(label="Chat", url="https://chat.example.org")]
    circle.answers = [Answer(question_key="come-late", value="yes", note="By the side door")]
    circle.checks = [make_check(made_by="zqmate", note="zqcheck")]
    twin = make_listing(
        "Larkspur Circles", slug="larkspur-circles", summary="We talk.", url="https://circle.example.org"
    )
    draft = make_listing("zqdraft", slug="not-yet", publication="draft", organization=house, terms=(need,), **private)
    hidden = make_listing("zqhidden", slug="out-of-sight", publication="hidden", organization=house, **private)
    closed = make_listing("Old Circle", slug="old-circle", publication="closed", successor=circle, **private)
    db.session.add(SlugRedirect(slug="ring", listing_id=circle.id))
    listings = {"house": house, "circle": circle, "twin": twin, "draft": draft, "hidden": hidden, "closed": closed}
    made.ids = {name: listing.id for name, listing in listings.items()}


def _guides(need: Term) -> None:
    shared: dict[str, Any] = {"readers": ["peer"], "kinds": ["group"], "minutes": 1}
    shared["sources"] = [{"title": "A book", "url": "https://example.org/book"}]
    guide = Guide(slug="rest", title="Rest", summary="How.", body="## Nights\n\nLie down.", **shared)
    guide.guide_needs, guide.try_this = [GuideNeed(term=need)], ["Breathe."]
    draft = Guide(slug="waiting", title="zqguide", summary="zqguide", body="zqguide", is_draft=True, **shared)
    draft.guide_needs = [GuideNeed(term=need)]
    way = {"how": "Listen.", "say": "I hear you.", "avoid": "Hurry up."}
    ways = dict.fromkeys(("empower", "empathize", "accept"), way)
    told = {"icon": "heart", "meaning": "Fear.", "approach": "Slowly.", "hand_over": "To others.", "safety": "Call."}
    sign = Sign(key="calls-often", style="anxious", label="Calls often", content={
        **told, **ways, "guide": "rest", "case": "night-call"})  # fmt: skip
    choice = {"key": "a", "text": "Call back.", "value": "helps", "feedback": "Good."}
    story = {"story": "It rings.", "question": "What now?", "choices": [choice], "safety": "Call.", "after": "Rest."}
    case = PracticeCase(key="night-call", style="anxious", title="A call", content=story)
    db.session.add_all([guide, draft, sign, case])


def _people(made: Furnished) -> Person:
    secret = {"password": hashed(PASSWORD), "tf_totp_secret": make_app_secret(), "mf_recovery_codes": ["zqsecret"]}
    mate = make_person("zqmate", email="zqmatemail@example.org", **secret)
    soon = utc_now() + dt.timedelta(hours=1)
    db.session.add(Invitation(token_hash="zqsecret",  # noqa: S106
                              email="zqinvited@example.org", role="coordinator",
                              made_by="zqmate", expires_at=soon, name="zqinvited"))  # fmt: skip
    kept = [["name", "zqkept"]]
    db.session.add(KeptForm(key="zqsecretkey", person_id=mate.id, path="/manage/listings/new", fields=kept))
    db.session.add(Claim(listing_id=made.ids["twin"], person_id=mate.id, until=soon))
    record_event("role-changed", "zqmate", person="zqaudit")
    return mate


def _told(made: Furnished) -> None:
    told = {"was": "We talk.", "told": "zqtold"}
    shared: dict[str, Any] = {"listing_id": made.ids["circle"], "base_version": 1}
    rows = [
        Suggestion(kind="change", fields={"summary": told, "other": {**told, "was": ""}}, text_hash="1", **shared),
        Suggestion(kind="unsafe", fields={"unsafe": told}, dangers=["money"], is_urgent=True, text_hash="2", **shared),
        Suggestion(kind="closed", fields={"closed": told}, state="held", held_because="trap", text_hash="3", **shared),
        Suggestion(kind="new", fields={"kind": {"was": "", "told": "group"}, "name": told}, text_hash="4"),
        Suggestion(kind="change", fields={"name": told}, state="refused", text_hash="5", decided_at=utc_now(),
                   decisions={"name": {"is_accepted": False, "reason": "No.", "by": "zqmate", "at": "2026-11-20"}},
                   **shared),
    ]  # fmt: skip
    tokens = (SENDER_TOKEN, *(f"zqsecret{number}" for number in range(1, len(rows))))
    for row, token in zip(rows, tokens, strict=True):
        row.receipts = [Receipt(token_hash=hash_of(token), contact="zqsender@example.org")]
    db.session.add_all(rows)
    db.session.flush()


def _changes(made: Furnished, mate: Person) -> None:
    circle, mate_name = made.ids["circle"], mate.name
    commit()
    begin()
    listing = db.session.get_one(Listing, circle)
    save(circle, {"summary": "We listen.", "private_notes": "zqnote again"}, by=mate_name, version=1, reason="zqwhy")
    made.gaps["<batch>"] = [batch := new_batch(BULK)]
    for name in ("circle", "twin"):
        save_locked(
            db.session.get_one(Listing, made.ids[name]), {"is_free": True}, Making(mate_name, "person", "zqwhy", batch)
        )
    need, guide = TERMS.read("need/i-feel-alone"), GUIDES.read("rest")
    question = QUESTIONS.read("come-late")
    for subject, key, content, change in (
        (TERMS, "need/i-feel-alone", need, {"position": 3}),
        (GUIDES, "rest", guide, {"title": "Rest at night"}),
        (QUESTIONS, "come-late", question, {"position": 2}),
    ):
        version = version_of_subject(subject, key, content)
        save_subject(subject, key, {**(content or {}), **change}, by=mate_name, version=version, reason="zqwhy")
    made.gaps["/check/<token>"] = [make_link(listing, "zqasked@example.org")]
    answered = make_link(listing, "zqasked@example.org")
    db.session.flush()
    _answer(answered)
    queue_mail("zqasked@example.org", "zqmail", "zqmail", "reminder")
    db.session.add(_failing(circle))
    word = EmptySearchWord(digest="d" * 64, word="kayaking")
    word.weeks = [EmptySearchWeek(week=utc_now().date(), times=6)]
    db.session.add(word)
    commit()


def _answer(token: str) -> None:
    from directory.curation.checking.asking import answer, find_link  # noqa: PLC0415

    link = find_link(token, to_answer=True)
    assert link is not None
    answer(link, "changed", "zqgroupsaid")


def _failing(listing_id: int) -> LinkCheck:
    since = utc_now() - dt.timedelta(days=9)
    return LinkCheck(
        listing_id=listing_id, url="https://circle.example.org", result="dead", detail="zqlinkfault", failures=3,
        first_failed_at=since,
    )  # fmt: skip


def _gaps(made: Furnished, mate: Person) -> None:
    told = db.session.scalars(select(Suggestion.id).order_by(Suggestion.id))
    made.gaps |= {
        "<suggestion_id>": [str(id) for id in told],
        "<listing_id>": [str(made.ids[name]) for name in ("circle", "draft")],
        "<left_id>": [str(made.ids["circle"])],
        "<right_id>": [str(made.ids["twin"])],
        "<person_id>": [str(db.session.merge(mate).id)],
        "<code>": [write_code(id) for id in made.ids.values()],
    }
