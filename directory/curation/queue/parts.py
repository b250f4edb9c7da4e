"""The parts of the queue. Whoever has something that waits for a coordinator adds one line to QUEUE_PARTS.

A part is a function that gives what waits for a person, as far as it is theirs to see; the queue sorts parts by
urgency. Urgencies: 0 somebody may be in danger, 10 somebody waits for us, 20 to 49 what visitors read may be wrong,
50 and more may wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from textwrap import shorten

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from directory.curation.checking.due import Due, count_by_age, due_listings
from directory.curation.checking.views import EDIT, age_words, holder_words
from directory.curation.duplicates import find_duplicates
from directory.curation.links.recording import failing_links
from directory.curation.queue.notes import open_notes
from directory.database import db
from directory.formatting import date, host
from directory.freshness import Age
from directory.models import Listing, Suggestion
from directory.people import SignedIn
from directory.suggesting import Waiting, waiting_suggestions

# Below this a part stands before all else.
URGENT = 20
SHOWN_OF_NOTE = 80


@dataclass(frozen=True)
class Row:
    """One thing that waits. link: where to see to it; done: where a POST takes it off the list, and words."""

    title: str
    why: str
    link: str
    words: str = ""
    """What somebody wrote, in full."""
    done: tuple[str, str] | None = None


@dataclass(frozen=True)
class Part:
    """Things of one sort that wait. count: all of them, also those without a row; icon: of static/icons.svg."""

    key: str
    title: str
    urgency: int
    icon: str
    rows: tuple[Row, ...]
    count: int
    summary: str = ""


def parts_for(person: SignedIn) -> list[Part]:
    """What waits for a person, the most urgent first; without what is empty."""
    parts = [make(person) for make in QUEUE_PARTS]
    return sorted((part for part in parts if part and part.count), key=lambda part: part.urgency)


def unsafe_reports(person: SignedIn) -> Part | None:
    """What visitors call unsafe: somebody may be in danger."""
    told = _suggestions(person)
    rows = tuple(_suggestion_row(one) for one in told.rows if one.is_urgent) if told else ()
    return Part("unsafe", _("Somebody may not be safe"), 0, "alert", rows, told.urgent if told else 0)


def suggestions_waiting(person: SignedIn) -> Part | None:
    """What visitors, contributors and groups tell us."""
    told = _suggestions(person)
    rows = tuple(_suggestion_row(one) for one in told.rows if not one.is_urgent) if told else ()
    summary = ngettext("%(num)s held back", "%(num)s held back", told.held) if told and told.held else ""
    return Part("suggestions", _("Suggestions"), 10, "chat", rows, told.total - told.urgent if told else 0, summary)


def checks_due(person: SignedIn) -> Part | None:
    """Listings that nobody has made sure of for long, or ever."""
    if not person.may("listing.check"):
        return None
    due = due_listings()
    rows = tuple(_due_row(one) for one in due)
    words = {
        Age.OLD: lambda n: ngettext("%(num)s left out of searches", "%(num)s left out of searches", n),
        Age.OVERDUE: lambda n: ngettext("%(num)s overdue", "%(num)s overdue", n),
        Age.DUE: lambda n: ngettext("%(num)s due", "%(num)s due", n),
        Age.NEVER: lambda n: ngettext("%(num)s never checked", "%(num)s never checked", n),
    }
    summary = " · ".join(words[age](count) for age, count in count_by_age(due).items())
    return Part("checks", _("Is it still right?"), 30, "check", rows, len(rows), summary)


def notes_to_read(person: SignedIn) -> Part | None:
    """Private notes that nobody has dealt with: facts that were withheld until somebody makes sure."""
    if not person.may("listing.edit"):
        return None
    rows = tuple(
        Row(
            title=note.name,
            why=shorten(note.text, SHOWN_OF_NOTE, placeholder=" …"),
            link=edit_address(note.listing_id, note.slug),
            words=note.text,
            done=(url_for("queue.finish_note", listing_id=note.listing_id, hash=note.hash), _("Done with this note")),
        )
        for note in open_notes()
    )
    return Part("notes", _("Notes and withheld facts"), 60, "book", rows, len(rows))


def links_that_fail(person: SignedIn) -> Part | None:
    """Addresses of listings that have led nowhere for a day or more (`flask links check`)."""
    if not person.may("listing.edit"):
        return None
    rows = tuple(
        Row(
            title=link.listing.name,
            why=_("%(host)s leads nowhere since %(day)s", host=host(link.url), day=date(link.since.date())),
            link=edit_address(link.listing.id, link.listing.slug),
        )
        for link in failing_links()
    )
    return Part("links", _("Links that fail"), 40, "link", rows, len(rows))


def possible_duplicates(person: SignedIn) -> Part | None:
    """Pairs of listings that may be one and the same."""
    if not person.may("listing.merge"):
        return None
    pairs = find_duplicates(is_fresh=False)
    names = _names_of(id for pair in pairs for id in (pair.first_id, pair.second_id))
    rows = tuple(
        Row(
            title=names[pair.first_id],
            why=_("Perhaps the same as “%(name)s”", name=names[pair.second_id]),
            link=url_for("merging.show_merge", left_id=pair.first_id, right_id=pair.second_id),
            words=", ".join(pair.words),
        )
        for pair in pairs
    )
    return Part("duplicates", _("Twice in the list?"), 50, "handout", rows, len(rows))


def _names_of(listing_ids: Iterable[int]) -> dict[int, str]:
    found = select(Listing.id, Listing.name).where(Listing.id.in_(set(listing_ids)))
    return {row.id: row.name for row in db.session.execute(found)}


QUEUE_PARTS: tuple[Callable[[SignedIn], Part | None], ...] = (
    unsafe_reports,
    suggestions_waiting,
    checks_due,
    links_that_fail,
    possible_duplicates,
    notes_to_read,
)


def edit_address(listing_id: int, slug: str) -> str:
    """Where a listing is edited; its page, as long as there is no such place."""
    if EDIT in current_app.view_functions:
        return url_for(EDIT, listing_id=listing_id)
    return url_for("listings.show_listing", slug=slug)


def _suggestions(person: SignedIn) -> Waiting | None:
    return waiting_suggestions() if person.may("suggestion.review") else None


def _suggestion_row(one: Suggestion) -> Row:
    name = one.listing.name if one.listing else _("Something new")
    return Row(name, _why(one), url_for("reviewing.show_suggestion", suggestion_id=one.id))


def _why(one: Suggestion) -> str:
    """What somebody says, and who."""
    if one.sent_by and one.is_of_group:
        has_closed, has_changed = _("It has closed, says the group."), _("Something has changed, says the group.")
        return has_closed if one.kind == "closed" else has_changed
    if one.sent_by:
        return _("%(name)s proposes a change.", name=one.sent_by)
    return {
        "change": _("Something is wrong, says somebody."),
        "unsafe": _("It is not safe, says somebody."),
        "closed": _("It has closed, says somebody."),
        "new": _("A new listing."),
    }[one.kind]


def _due_row(one: Due) -> Row:
    why = age_words(one.since, one.tries)
    if one.held_by and one.held_until:
        why += " · " + holder_words(one.held_by, one.held_until)
    return Row(title=one.name, why=why, link=url_for("checking.show_work", listing_id=one.id))
