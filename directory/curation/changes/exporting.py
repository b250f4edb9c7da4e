"""The history as files: for a spreadsheet, where no cell is a formula, and as JSON. Nothing confidential is in them.

Private notes and addresses that visitors may not see stay in the console.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Any

from directory.curation.changes.found import Asked, load_changes
from directory.curation.difference_words import FieldChange, changes_in_words, short_words
from directory.curation.naming import names_for
from directory.models import Listing, Revision
from directory.models.content import Content
from directory.tables import write_table

MOST_ROWS = 20_000
_AT_ONCE = 500
_SEEN_OF_PLACE: dict[str, tuple[str, ...]] = {
    "city": ("city", "state", "country", "visibility"),
    "hidden": ("visibility",),
}
HEAD = ("listing", "slug", "kind", "version", "at", "by", "source", "reason", "batch", "what", "changes")


def changes_table(asked: Asked) -> str:
    """The changes that were asked for as CSV, newest first; of very many the newest."""
    return write_table(chain([HEAD], _rows_of(asked)))


def versions_table(listing: Listing, revisions: list[Revision]) -> str:
    """All versions of a listing as CSV, newest first."""
    told = zip(revisions, _told(revisions), strict=True)
    return write_table([HEAD, *(_row(listing, revision, changes) for revision, changes in told)])


def versions_document(listing: Listing, revisions: list[Revision]) -> dict[str, Any]:
    """All versions of a listing as plain data, newest first, each with its whole content and what changed."""
    versions = [
        {
            "version": revision.version,
            "at": revision.made_at.isoformat(),
            "by": revision.made_by,
            "source": revision.source,
            "reason": revision.reason,
            "batch": revision.batch,
            "changes": [change.sentence for change in changes or ()],
            "content": shareable(revision.content),
        }
        for revision, changes in zip(revisions, _told(revisions), strict=True)
    ]
    return {"id": listing.hsds_id, "name": listing.name, "slug": listing.slug, "versions": versions}


def shareable(content: Content) -> Content:
    """A content without what is only for coordinators: private notes, and of a place what is not shown."""
    shared = {name: value for name, value in content.items() if name != "private_notes"}
    shared["locations"] = [_shown_of(place) for place in content.get("locations") or ()]
    return shared


def _rows_of(asked: Asked) -> Iterator[tuple[Any, ...]]:
    for start in range(0, MOST_ROWS, _AT_ONCE):
        found = load_changes(asked, _AT_ONCE, start, seen=shareable)
        yield from (_row(change.listing, change.revision, change.fields) for change in found)
        if len(found) < _AT_ONCE:
            return


def _told(revisions: list[Revision]) -> list[list[FieldChange] | None]:
    """What each version changed, newest first; None for the first one."""
    contents = [shareable(revision.content) for revision in revisions]
    names = names_for(contents)
    return [
        *(changes_in_words(before, after, names) for after, before in pairwise(contents)),
        *([None] if contents else []),
    ]


def _row(listing: Listing, revision: Revision, changes: list[FieldChange] | None) -> tuple[Any, ...]:
    return (
        listing.name, listing.slug, listing.kind, revision.version, revision.made_at.isoformat(timespec="seconds"),
        revision.made_by, revision.source, revision.reason, revision.batch, short_words(changes or ()),
        "\n".join(change.sentence for change in changes or ()),
    )  # fmt: skip


def _shown_of(place: Content) -> Content:
    seen = _SEEN_OF_PLACE.get(str(place.get("visibility") or "full"))
    return place if seen is None else {name: place.get(name) for name in seen}
