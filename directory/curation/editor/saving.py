"""From a form to a saved listing: what stands in the way of publishing, what a save answers, and planned publishing."""

from __future__ import annotations

import datetime as dt

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from directory.curation.editing import save
from directory.curation.editor.creating import create, find_made
from directory.curation.editor.edit import Edit
from directory.curation.lint import Finding, lint, missing_for_publication
from directory.database import begin_writing, db, utc_now
from directory.models import Listing
from directory.models.content import Content, whole_content_of
from directory.search import find_state_of_code

MOST_PUBLISHED_AT_ONCE = 500


def findings_of(content: Content) -> list[Finding]:
    """What could be better in a whole content; what is missing for publication only if it is to be published."""
    return lint(content, find_state=find_state_of_code)


def blocking(content: Content, present: Content | None = None) -> list[Finding]:
    """What keeps a content from being published: what is missing, and what could hurt somebody.

    present: what the listing says now. What a public listing lacks already keeps nobody from mending the rest of it:
    the seed has listings whose address is withheld until somebody makes sure of it.
    """
    if content["publication"] != "published" and not content.get("publish_at"):
        return []
    is_public = present is not None and present["publication"] == "published"
    lacked = missing_for_publication(present) if present is not None and is_public else []
    missing = [one for one in missing_for_publication(content) if one not in lacked]
    hurting = [one for one in lint(content) if one.is_blocking and one not in lacked]
    return list(dict.fromkeys([*missing, *hurting]))


def save_edit(edit: Edit, changes: Content, version: int, by: str) -> int | None:
    """Save the changes of an edit and commit; the version that this made, or None if nothing differs.

    Raises as save() does, and OperationalError if the database is busy. The session begins anew.
    """
    listing_id, reason = edit.listing_id, edit.form.reason.data or None
    db.session.rollback()
    begin_writing()
    made = save(listing_id, changes, by=by, version=version, reason=reason)
    found = made.version if made else None
    db.session.commit()
    return found


def make_listing(edit: Edit, by: str) -> tuple[int, bool]:
    """The id of the listing that a form for a new one makes, and whether it was made just now. Raises as create()."""
    content, key = edit.content(), str(edit.form.key.data)
    secret, reason = str(current_app.config["SECRET_KEY"]), edit.form.reason.data or None
    db.session.rollback()
    begin_writing()
    try:
        if known := find_made(key, secret):
            return known.id, False
        listing_id = create(content, by=by, key=key, secret=secret, reason=reason).id
        db.session.commit()
    except IntegrityError:  # two at the same moment, on PostgreSQL
        db.session.rollback()
        if known := find_made(key, secret):
            return known.id, False
        raise
    return listing_id, True


def planned_problem(edit: Edit) -> str | None:
    """What is wrong with the planned moment of an edit, as a sentence."""
    moment = edit.content()["publish_at"]
    if moment and dt.datetime.fromisoformat(moment) <= utc_now():
        return _("That moment is over. Choose “Published”, or a later day.")
    return None


def publish_due() -> tuple[list[str], list[str]]:
    """Publish the drafts whose moment has come: the slugs of those, and sentences about those that cannot be.

    Flushes; call begin_writing() first and commit after.
    """
    due = (
        select(Listing)
        .where(Listing.publish_at <= utc_now(), Listing.publication == "draft")
        .order_by(Listing.publish_at, Listing.id)
        .limit(MOST_PUBLISHED_AT_ONCE)
    )
    published, left = [], []
    for listing in db.session.scalars(due).all():
        content = {**whole_content_of(listing), "publication": "published", "publish_at": None}
        if problems := blocking(content):
            left.append(f"{listing.slug}: {' '.join(one.message for one in problems)}")
            continue
        changes = {"publication": "published", "publish_at": None}
        save(listing.id, changes, by="schedule", version=listing.version, reason="Published as planned.")
        published.append(listing.slug)
    return published, left
