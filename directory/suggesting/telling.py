"""Taking what somebody tells us: counted, folded with the same said before, and kept for a coordinator.

The edge calls begin_writing() first and commits at the end; this module flushes. Nothing here is public.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from sqlalchemy import select

from directory.database import db, require_writing, utc_now
from directory.models import Receipt, Suggestion
from directory.suggesting.limits import count_up, refuse_too_many
from directory.suggesting.proof import spend
from directory.suggesting.reading import hash_of_words, is_links_only, may_speak_of_self_harm
from directory.suggesting.stamps import Stamp, hash_of, token_for

Parts = Mapping[str, Mapping[str, Any]]
# Parts in which a link alone is what we asked for.
_LINKS_WELCOME = frozenset({"url", "reach", "links"})


@dataclass(frozen=True)
class Told:
    """What was told, clean and plain. fields: part → {"was": words, "told": words}."""

    kind: str
    fields: Parts = field(default_factory=dict)
    message: str = ""
    dangers: tuple[str, ...] = ()
    is_of_group: bool = False
    contact: str | None = None

    @property
    def texts(self) -> list[str]:
        """All words of the sender's own."""
        return [*(str(part["told"]) for part in self.fields.values()), self.message]

    def hash_for(self, listing_id: int | None, sender: str = "") -> str:
        """The same for whoever tells the same of the same listing. sender: for those we know, to each their own."""
        parts = [f"{key} {part['told']}" for key, part in sorted(self.fields.items())]
        known = (sender,) if sender else ()
        return hash_of_words((*known, self.kind, str(listing_id), *parts, self.message, *sorted(self.dangers)))


class SpentProof(Exception):
    """The proof of work was used before."""


def tell(told: Told, stamp: Stamp, *, address: str | None, is_trapped: bool = False, proof: str = "") -> str:
    """Keep what a visitor told; the token for their link.

    address: of the visitor, for the limits. proof: a payload that is_proven(), if one was asked for.
    The same form with the same words again keeps nothing new and gives the same token.
    Call begin_writing() first. Raises TooMany, SpentProof.
    """
    require_writing()
    today = count_up()
    text_hash = told.hash_for(stamp.listing_id)
    token = token_for(stamp.number, text_hash)
    if db.session.get(Receipt, hash_of(token)):
        return token
    refuse_too_many(address, today)
    if proof and not spend(proof):
        raise SpentProof
    because = _held_because(told, is_trapped, today)
    suggestion = find_same(text_hash, because) or keep(told, stamp.listing_id, stamp.version, text_hash, because)
    suggestion.receipts.append(Receipt(token_hash=hash_of(token), contact=told.contact))
    db.session.flush()
    return token


def find_receipt(token: str) -> Receipt | None:
    """The receipt behind a private link; None for one that we never gave or that is deleted."""
    return db.session.get(Receipt, hash_of(token))


def find_same(text_hash: str, because: str | None) -> Suggestion | None:
    """One that says the same and is still open, counted once more."""
    open_states = ("waiting", "held") if because else ("waiting",)
    found = select(Suggestion).where(Suggestion.text_hash == text_hash, Suggestion.state.in_(open_states))
    same = db.session.scalars(found.order_by(Suggestion.id)).first()
    if same:
        same.times += 1
    return same


def keep(told: Told, listing_id: int | None, version: int | None, text_hash: str, because: str | None) -> Suggestion:
    """A new suggestion with what was told, added to the session. because: why it is held back, if it is."""
    suggestion = Suggestion(
        kind=told.kind,
        listing_id=listing_id,
        base_version=version,
        fields=plain_parts(told.fields),
        message=told.message,
        dangers=list(told.dangers),
        is_of_group=told.is_of_group,
        text_hash=text_hash,
        state="held" if because else "waiting",
        held_because=because,
        is_urgent=told.kind == "unsafe",
        speaks_of_self_harm=may_speak_of_self_harm(told.texts),
        created_at=utc_now(),
    )
    db.session.add(suggestion)
    return suggestion


def plain_parts(parts: Parts) -> dict[str, Any]:
    """Parts through JSON and back, so that they are the same before and after they were stored."""
    stored: dict[str, Any] = json.loads(json.dumps({key: dict(part) for key, part in parts.items()}))
    return stored


def _held_because(told: Told, is_trapped: bool, today: int) -> str | None:
    if is_trapped:
        return "trap"
    if is_links_only([*(str(p["told"]) for key, p in told.fields.items() if key not in _LINKS_WELCOME), told.message]):
        return "links"
    return "flood" if today > current_app.config["SUGGESTIONS_A_DAY"] else None
