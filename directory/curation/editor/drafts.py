"""A listing as it would be: made of a content, in no session, for the card beside the form; and its slug."""

from __future__ import annotations

import datetime as dt

from flask_babel import gettext as _
from sqlalchemy import select

from directory.database import db
from directory.models import Listing, SlugRedirect
from directory.models.content import Content, apply_content, completed
from directory.search import all_terms, card_before_saving, split_words

SLUG_LENGTH = 80


def preview_card(content: Content, listing_id: int, names: dict[str, str], now: dt.datetime) -> object:
    """The card of a whole content as visitors would see it. names: hsds_id → name; now: aware."""
    terms = all_terms()
    ids = {(term.taxonomy_slug, term.slug): term.id for term in terms.values()}
    known = {tax: [slug for slug in slugs if (tax, slug) in ids] for tax, slugs in content["terms"].items()}
    content = {
        **content,
        "name": content["name"] or _("No name yet"),
        # Rows that are still being typed.
        "phones": [phone for phone in content["phones"] if phone["number"]],
        "links": [link for link in content["links"] if link["url"]],
    }
    listing = Listing(id=listing_id, slug=content["slug"] or "preview", source="person")
    apply_content(listing, {**completed(content), "terms": known}, ids)
    for row in listing.listing_terms:
        row.term = terms[row.term_id]
    if name := names.get(content["organization"] or ""):
        listing.organization = Listing(name=name, slug="preview", publication="published")
    return card_before_saving(listing, now)


def propose_slug(name: str, listing_id: int = 0) -> str:
    """A free address made of a name: "River Walk" → "river-walk", or "river-walk-2" if that is taken."""
    words = [word for word in split_words(name) if word.isascii()]
    stem = "-".join(words)[:SLUG_LENGTH].strip("-") or "listing"
    taken = select(Listing.slug).where(Listing.slug.startswith(stem, autoescape=True), Listing.id != listing_id)
    moved = select(SlugRedirect.slug).where(
        SlugRedirect.slug.startswith(stem, autoescape=True), SlugRedirect.listing_id != listing_id
    )
    known = {*db.session.scalars(taken), *db.session.scalars(moved)}
    numbered = (f"{stem}-{number}" for number in range(2, len(known) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in known)
