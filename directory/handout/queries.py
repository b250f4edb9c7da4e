"""What a hand-out shows: its listings in the order of the address, and what had to be left out and why.

Two or three statements, however many listings: their names and how to join, the catalog, and the cards that
were not read before. A card holds public columns only, so nothing private can come onto paper.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select

from directory.database import db
from directory.handout.codes import MOST_LISTINGS, read_code, read_codes, write_code
from directory.models import Listing, Publication
from directory.models.schedule import Occurrence, Pattern, upcoming
from directory.search import card_patterns, load_cards

MOST_STEPS = 2
MOST_DATES = 2


@dataclass(frozen=True)
class Line:
    """One listing on a hand-out. card: search.cards.Card; steps: how to join, in short; dates: when it meets next."""

    code: str
    card: Any
    steps: list[str]
    patterns: list[Pattern]
    dates: list[Occurrence]


@dataclass
class LeftOut:
    """What an address asked for and the page does not show, by reason. closed: rows with name and slug.

    Hidden, not yet published or never there: all count as missing, since ids can be guessed.
    """

    unread: int = 0
    missing: int = 0
    too_many: int = 0
    closed: list[Row] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.unread or self.missing or self.too_many or self.closed)


@dataclass(frozen=True)
class Handout:
    """A hand-out, ready to be shown."""

    lines: list[Line]
    left_out: LeftOut

    @property
    def codes(self) -> list[str]:
        """The codes of what is shown, in order."""
        return [line.code for line in self.lines]


def find_handout(text: str, now: dt.datetime) -> Handout:
    """The hand-out that the parameter `list` asks for. now: aware; dates are those after it."""
    asked = read_codes(text)
    left_out = LeftOut(unread=asked.unread)
    rows = _find_rows(asked.ids)
    shown: list[int] = []
    for listing_id in asked.ids:
        row = rows.get(listing_id)
        if row is None or row.publication in (Publication.DRAFT, Publication.HIDDEN):
            left_out.missing += 1
        elif row.publication == Publication.CLOSED:
            left_out.closed.append(row)
        elif len(shown) == MOST_LISTINGS:
            left_out.too_many += 1
        else:
            shown.append(listing_id)
    cards = load_cards(shown, now) if shown else []
    return Handout([_line(card, rows[card.id], now) for card in cards], left_out)


def find_slug(code: str) -> str | None:
    """The slug of the listing behind a short address, open or closed; None where visitors see none."""
    listing_id = read_code(code)
    row = _find_rows([listing_id]).get(listing_id) if listing_id else None
    return row.slug if row and row.publication in (Publication.PUBLISHED, Publication.CLOSED) else None


def _find_rows(ids: Sequence[int]) -> dict[int, Row]:
    if not ids:
        return {}
    columns = (Listing.id, Listing.slug, Listing.name, Listing.publication, Listing.application_process)
    return {row.id: row for row in db.session.execute(select(*columns).where(Listing.id.in_(ids)))}


def _line(card: Any, row: Row, now: dt.datetime) -> Line:
    steps = [line.strip() for line in (row.application_process or "").splitlines() if line.strip()]
    patterns = card_patterns(card)
    is_on = card.status == "active" and not card.is_always_open
    dates = upcoming(patterns, now, MOST_DATES) if is_on else []
    return Line(write_code(card.id), card, steps[:MOST_STEPS], patterns, dates)
