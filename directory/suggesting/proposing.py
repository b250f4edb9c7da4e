"""Changes that somebody we know proposes: a contributor part by part, a group by the link that was mailed to it.

They wait in the same queue as what visitors tell, without limits and receipts. A contributor has one proposal for a
listing that waits: what they send next takes its place. The edge calls begin_writing() first and commits at the end;
this module flushes.
"""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import select

from directory.database import db, require_writing, utc_now
from directory.models import Listing, Person, Suggestion
from directory.suggesting.reading import may_speak_of_self_harm
from directory.suggesting.telling import Parts, Told, find_same, keep, plain_parts


def propose(
    listing_id: int, parts: Parts, *, person_id: int, name: str, base_version: int, message: str = ""
) -> Suggestion | None:
    """What a contributor proposes for a listing, waiting; None if it changes nothing, and then nothing waits any more.

    parts: name of a field → {"was": words, "told": words, "content": the new value}; may be empty if there is a
    message. base_version: of the listing, that the sender saw. Parts on which a coordinator has decided stay with the
    proposal that they came in. Call begin_writing() first.
    """
    require_writing()
    _lock(person_id)
    waiting = find_waiting(listing_id, person_id, to_change=True)
    if waiting and waiting.decisions:
        withdraw(waiting)
        waiting = None
    if not parts and not message:
        if waiting:
            withdraw(waiting)
        return None
    told = Told("change", parts or {"other": {"was": "", "told": message}}, message if parts else "")
    text_hash = told.hash_for(listing_id, sender=str(person_id))
    if waiting is None:
        waiting = keep(told, listing_id, base_version, text_hash, None)
    elif waiting.fields != plain_parts(told.fields) or waiting.message != told.message:
        waiting.fields, waiting.message, waiting.text_hash = plain_parts(told.fields), told.message, text_hash
        waiting.base_version, waiting.created_at = base_version, utc_now()
        waiting.speaks_of_self_harm = may_speak_of_self_harm(told.texts)
    waiting.sent_by, waiting.person_id = name, person_id
    db.session.flush()
    return waiting


def find_waiting(listing_id: int, person_id: int, *, to_change: bool = False) -> Suggestion | None:
    """What a contributor has proposed for a listing and what waits yet, at least a part of it.

    to_change: lets nobody else decide on it or change it until the commit.
    """
    found = select(Suggestion).where(
        Suggestion.listing_id == listing_id, Suggestion.person_id == person_id, Suggestion.state == "waiting"
    )
    found = found.order_by(Suggestion.id.desc()).execution_options(populate_existing=True)
    return db.session.scalars(found.with_for_update(of=Suggestion) if to_change else found).first()


def withdraw(suggestion: Suggestion) -> None:
    """Take back what nobody has decided on; the whole of it, if that is all. Call begin_writing() first."""
    require_writing()
    if not suggestion.decisions:
        db.session.delete(suggestion)
    else:
        suggestion.fields = {key: part for key, part in suggestion.fields.items() if key in suggestion.decisions}
        settle(suggestion)
    db.session.flush()


def settle(suggestion: Suggestion) -> None:
    """Close a suggestion whose parts are all decided: accepted, refused, or accepted in part."""
    decisions = suggestion.decisions.values()
    accepted = [decision["is_accepted"] for decision in decisions]
    suggestion.state = "accepted" if all(accepted) else "partly" if any(accepted) else "refused"
    suggestion.decided_at, suggestion.decided_by = utc_now(), max(decisions, key=lambda one: one["at"])["by"]


def tell_of_group(listing: Listing, kind: str, words: str, *, name: str) -> Suggestion:
    """What a group says of its own listing by a link that we mailed, waiting. kind: "change" or "closed".

    name: of the group or its organization. The same said again while it waits is counted. Call begin_writing() first.
    """
    require_writing()
    told = Told(kind, {"closed" if kind == "closed" else "other": {"was": "", "told": words}}, is_of_group=True)
    text_hash = told.hash_for(listing.id, sender=f"group {name}")
    made = find_same(text_hash, None) or keep(told, listing.id, listing.version, text_hash, None)
    made.sent_by = name
    db.session.flush()
    return made


def digest_of(suggestion: Suggestion) -> str:
    """Another one whenever its sender changed what they propose: nobody decides on what they have not read."""
    said = json.dumps([suggestion.fields, suggestion.message], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _lock(person_id: int) -> None:
    """Let the same person propose one thing after the other, so that a form sent twice is one proposal."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))
