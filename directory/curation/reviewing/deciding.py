"""Decisions on a suggestion: what is accepted is saved as an edit, with its reason, and what is not changes nothing.

The edge calls begin_writing() first and commits at the end; this module flushes.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from directory.curation.editing import save
from directory.curation.history import record
from directory.curation.proposing.parts import as_changes, is_text
from directory.database import db, require_writing, utc_now
from directory.models import KINDS, Listing, Phone, Publication, Suggestion
from directory.models.content import Content, whole_content_of
from directory.people import record_event
from directory.suggesting import digest_of, find_change, label_of, settle

LONGEST_REASON = 300
_PHONE = re.compile(r"\+?[\d\s().–-]{3,40}")


class ChangedSuggestion(Exception):
    """The sender has changed what they propose since it was read."""


@dataclass(frozen=True)
class Verdict:
    """What was decided on one part. text: the words to take over, as the coordinator left them."""

    is_accepted: bool
    reason: str = ""
    text: str = ""


def get_suggestion(suggestion_id: int) -> Suggestion:
    """A suggestion, and nobody else decides on it until the commit. Raises LookupError if there is none."""
    require_writing()
    found = select(Suggestion).where(Suggestion.id == suggestion_id).with_for_update(of=Suggestion)
    suggestion = db.session.scalars(found.execution_options(populate_existing=True)).first()
    if suggestion is None:
        raise LookupError(f"There is no suggestion {suggestion_id}.")
    return suggestion


def open_parts(suggestion: Suggestion) -> list[str]:
    """The parts on which nothing is decided yet; those of a new listing are one."""
    if suggestion.decided_at:
        return []
    parts = ["listing"] if suggestion.kind == "new" else list(suggestion.fields)
    return [key for key in parts if key not in suggestion.decisions]


def changes_of(suggestion: Suggestion, key: str, text: str) -> Content | None:
    """What accepting a part changes by itself, name of a field → value; None if a person must edit the listing."""
    part = suggestion.fields.get(key, {})
    if "content" in part:
        return {key: part["content"] if is_whole(key, part) else text or None}
    return find_change(suggestion.listing, key, text) if suggestion.listing else None


def is_whole(key: str, part: Mapping[str, Any]) -> bool:
    """Whether a part came as more than words (phones, terms, …), and is taken over as it is or not at all."""
    return "content" in part and not is_text(key, part)


def decide(
    suggestion_id: int, verdicts: Mapping[str, Verdict], *, by: str, version: int | None, seen: str | None = None
) -> Suggestion:
    """Decide on parts, and save those that are accepted as one edit. What is decided already stays so.

    version: of the listing that the decision is based on; seen: digest_of() the suggestion that was read. Call
    begin_writing() first. Raises ChangedSuggestion, StaleEdit, BadChange (with nothing changed in the database before a
    rollback), LookupError.
    """
    suggestion = get_suggestion(suggestion_id)
    if seen is not None and seen != digest_of(suggestion):
        raise ChangedSuggestion
    still_open = open_parts(suggestion)
    verdicts = {key: verdict for key, verdict in verdicts.items() if key in still_open}
    accepted: Content = {}
    for key, verdict in verdicts.items():
        if verdict.is_accepted:
            accepted |= changes_of(suggestion, key, verdict.text) or {}
    if accepted and suggestion.listing and version is not None:
        changes = as_changes(whole_content_of(suggestion.listing), accepted)
        reason = _reason(suggestion, [key for key in verdicts if verdicts[key].is_accepted])
        save(suggestion.listing.id, changes, by=by, version=version, reason=reason, source="suggestion")
    _note(suggestion, verdicts, by)
    return suggestion


def make_draft(suggestion_id: int, *, by: str, reason: str = "") -> Listing:
    """A draft with what was told of a new listing, and the suggestion accepted; only coordinators see a draft.

    What has no field of its own yet is a private note. Raises LookupError for a suggestion that is none of a new
    listing, or is decided.
    """
    suggestion = get_suggestion(suggestion_id)
    if open_parts(suggestion) != ["listing"]:
        raise LookupError(f"Suggestion {suggestion_id} is no listing that waits to be made.")
    told = {key: str(part["told"]) for key, part in suggestion.fields.items()}
    reach = told.get("reach", "")
    is_phone = bool(_PHONE.fullmatch(reach))
    notes = [f"{label_of(key)}: {told[key]}" for key in ("reach", "place", "when", "known") if told.get(key)]
    listing = Listing(
        slug=_free_slug(told["name"]),
        kind=told["kind"] if told.get("kind") in KINDS else "group",
        name=told["name"],
        description=told.get("about", ""),
        url=reach if reach.startswith(("https://", "http://")) else None,
        publication=Publication.DRAFT,
        source="suggestion",
        private_notes="\n".join(notes) or None,
        phones=[Phone(number=reach.strip())] if is_phone else [],
    )
    db.session.add(listing)
    db.session.flush()
    record(listing, by=by, source="suggestion", reason=_("Suggested as a new listing"))
    suggestion.listing = listing
    _note(suggestion, {"listing": Verdict(True, reason)}, by)
    return listing


def hide(suggestion_id: int, *, by: str) -> bool:
    """Take the listing of a suggestion out of sight at once; False if visitors do not see it anyway."""
    return _show(suggestion_id, Publication.PUBLISHED, Publication.HIDDEN, by)


def unhide(suggestion_id: int, *, by: str) -> bool:
    """Let visitors see a hidden listing again; False if it is not hidden."""
    return _show(suggestion_id, Publication.HIDDEN, Publication.PUBLISHED, by)


def release(suggestion_id: int) -> Suggestion:
    """Let a suggestion that was held back wait with the others."""
    suggestion = get_suggestion(suggestion_id)
    if suggestion.state == "held":
        suggestion.state, suggestion.held_because = "waiting", None
        db.session.flush()
    return suggestion


def delete_held(*, by: str) -> int:
    """Delete all that is held back, but for reports that something is not safe: a person must look at those."""
    require_writing()
    found = select(Suggestion).where(Suggestion.state == "held", Suggestion.is_urgent.is_(False))
    held = db.session.scalars(found).all()
    for suggestion in held:
        db.session.delete(suggestion)
    record_event("held-suggestions-deleted", by, count=len(held))
    db.session.flush()
    return len(held)


def _show(suggestion_id: int, before: str, after: str, by: str) -> bool:
    suggestion = get_suggestion(suggestion_id)
    listing = suggestion.listing
    if listing is None or listing.publication != before:
        return False
    is_hiding = after == Publication.HIDDEN
    reason = _("Hidden while a report is looked into") if is_hiding else _("Shown again after a report")
    save(listing.id, {"publication": str(after)}, by=by, version=listing.version, reason=reason)
    record_event("listing-hidden" if is_hiding else "listing-shown", by, listing=listing.id, suggestion=suggestion_id)
    return True


def _note(suggestion: Suggestion, verdicts: Mapping[str, Verdict], by: str) -> None:
    now = utc_now().isoformat()
    made = {
        key: {"is_accepted": verdict.is_accepted, "reason": verdict.reason, "by": by, "at": now}
        for key, verdict in verdicts.items()
    }
    suggestion.decisions = {**suggestion.decisions, **made}
    if suggestion.state == "held" and made:
        suggestion.state, suggestion.held_because = "waiting", None
    if made and not open_parts(suggestion):
        settle(suggestion)
    db.session.flush()


def _reason(suggestion: Suggestion, keys: list[str]) -> str:
    """Why a listing was changed: what was suggested, and by whom if we know."""
    parts = ", ".join(dict.fromkeys(label_of(key) for key in keys))
    if suggestion.sent_by:
        return _("Suggested by %(name)s: %(parts)s", name=suggestion.sent_by, parts=parts)[:LONGEST_REASON]
    return _("Suggested: %(parts)s", parts=parts)[:LONGEST_REASON]


def _free_slug(name: str) -> str:
    from_name = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))[:100] or "listing"
    is_taken = db.session.scalar(select(Listing.id).where(Listing.slug == from_name))
    return f"{from_name}-{secrets.token_hex(3)}" if is_taken else from_name
