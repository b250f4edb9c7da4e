"""Changes of what stands around listings (terms, questions, guides, settings): saved, kept, gone back on.

The same promises as for listings (editing.py): one change at a time, nobody's work overwritten, every version kept. A
subject says how it is read and written; here is when that may happen. The edge calls begin_writing() first and
commits at the end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from directory.curation.editing import BadChange
from directory.database import db, require_writing, utc_now
from directory.models import ContentRevision
from directory.models.content import Content, plain


@dataclass(frozen=True)
class Subject:
    """A kind of thing that is revised.

    read(key): what it says now, None if there is none; in a transaction that writes, its row stays locked.
    write(key, content): makes it say so and gives sentences about what could not be written. Raises BadChange.
    origin: who made what was there before the first edit.
    """

    kind: str
    read: Callable[[str], Content | None]
    write: Callable[[str, Content], tuple[str, ...]]
    origin: str = "seed"


class StaleRevision(Exception):
    """Somebody has changed the subject since the version that an edit is based on."""

    def __init__(self, version: int, current: Content | None, last: ContentRevision | None) -> None:
        """version, current: what there is now; last: the newest revision."""
        super().__init__(f"It is at version {version} now.")
        self.version = version
        self.current = current
        self.changed_by = last.made_by if last else None
        self.changed_at: dt.datetime | None = last.made_at if last else None


@dataclass(frozen=True)
class WentBack:
    """What going back made (None: it said so already), and sentences about what could not come back."""

    revision: ContentRevision | None
    left_out: tuple[str, ...]


def revisions_of_subject(subject: Subject, key: str) -> list[ContentRevision]:
    """All revisions of a subject, newest first."""
    found = select(ContentRevision).filter_by(subject_kind=subject.kind, subject_key=key)
    return list(db.session.scalars(found.order_by(ContentRevision.version.desc())))


def find_revision(subject: Subject, key: str, revision_id: int) -> ContentRevision:
    """One revision of a subject. Raises LookupError if it has no such one."""
    revision = db.session.get(ContentRevision, revision_id)
    if revision is None or (revision.subject_kind, revision.subject_key) != (subject.kind, key):
        raise LookupError(f"There is no revision {revision_id} of {subject.kind} {key}.")
    return revision


def version_of_subject(subject: Subject, key: str, content: Content | None) -> int:
    """The version that a subject is at, given what it says now; 0 if there never was one.

    One more than its newest revision where something else than an edit has changed it, such as a seed.
    """
    newest = _newest(subject, key)
    if newest is None:
        return 0 if content is None else 1
    return newest.version if is_same_content(said(newest), content) else newest.version + 1


def said(revision: ContentRevision) -> Content | None:
    """What a subject said at a revision; None where it was gone."""
    return None if revision.content.get("is_gone") else revision.content


def is_same_content(one: Content | None, other: Content | None) -> bool:
    """Whether two contents say the same; what is empty equals what is missing."""
    return _filled(one) == _filled(other)


def save_subject(
    subject: Subject, key: str, content: Content, *, by: str, version: int, reason: str | None = None
) -> ContentRevision | None:
    """Make a subject say something; the revision that this made, or None if it says so already.

    content: the whole of it. version: the one that the change is based on, 0 for something new.
    Call begin_writing() first. Raises StaleRevision if it is at another version, BadChange if it cannot be written.
    """
    require_writing()
    present = subject.read(key)
    # First of all: a form that is sent twice is one change.
    if present is not None and is_same_content(present, content):
        return None
    require_version(subject, key, present, version)
    return _write(subject, key, present, content, by=by, reason=reason).revision


def revert_subject(
    subject: Subject, key: str, revision_id: int, *, by: str, version: int, reason: str | None = None
) -> WentBack:
    """Give a subject what it said at a revision, as a new revision; also one that is gone.

    Raises like save_subject(), and LookupError if it has no such revision, or was gone at it.
    """
    require_writing()
    present = subject.read(key)
    revision = find_revision(subject, key, revision_id)
    if (content := said(revision)) is None:
        raise LookupError(f"At version {revision.version} it was gone.")
    require_version(subject, key, present, version)
    if is_same_content(present, content):
        return WentBack(None, ())
    return _write(subject, key, present, content, by=by, reason=reason or f"Back to version {revision.version}.")


def record_gone(subject: Subject, key: str, *, by: str, reason: str | None, moved_to: str | None) -> ContentRevision:
    """A revision that says that a subject is gone, and what stands in its place. Call it after record_subject()."""
    return _record(subject, key, {"is_gone": True, "moved_to": moved_to}, by=by, reason=reason)


def record_subject(subject: Subject, key: str, present: Content | None) -> None:
    """Before a change: record what a subject says, if its newest revision does not."""
    newest = _newest(subject, key)
    if present is not None and (newest is None or not is_same_content(said(newest), present)):
        _record(subject, key, present, by=subject.origin, reason=None, source="seed")


def require_version(subject: Subject, key: str, present: Content | None, version: int) -> None:
    """Return quietly if a subject is at a version. Raises StaleRevision if it is at another."""
    current = version_of_subject(subject, key, present)
    # Something that is gone may be made anew, with all of its history.
    if current != version and not (present is None and version == 0):
        raise StaleRevision(current, present, _newest(subject, key))


def _write(
    subject: Subject, key: str, present: Content | None, content: Content, *, by: str, reason: str | None
) -> WentBack:
    record_subject(subject, key, present)
    try:
        with db.session.no_autoflush:
            left_out = subject.write(key, content)
        db.session.flush()
    except IntegrityError as error:
        raise BadChange("Somebody else has just made one of this name. Look at the list first.") from error
    written = subject.read(key)
    if written is None:
        raise RuntimeError(f"{subject.kind} {key} was written, but cannot be read.")
    if present is not None and is_same_content(present, written):
        return WentBack(None, left_out)
    return WentBack(_record(subject, key, written, by=by, reason=reason), left_out)


def _record(
    subject: Subject, key: str, content: Content, *, by: str, reason: str | None, source: str = "person"
) -> ContentRevision:
    newest = _newest(subject, key)
    revision = ContentRevision(
        subject_kind=subject.kind,
        subject_key=key,
        version=newest.version + 1 if newest else 1,
        made_at=utc_now(),
        made_by=by,
        source=source,
        reason=reason,
        content=plain(content),
    )
    db.session.add(revision)
    db.session.flush()
    return revision


def _newest(subject: Subject, key: str) -> ContentRevision | None:
    found = select(ContentRevision).filter_by(subject_kind=subject.kind, subject_key=key)
    return db.session.scalars(found.order_by(ContentRevision.version.desc()).limit(1)).first()


def _filled(content: Content | None) -> Content | None:
    if content is None:
        return None
    filled: Content = plain(content)
    return filled
