"""From a contributor's form to a proposal that waits, and back into the form while it does."""

from __future__ import annotations

from dataclasses import dataclass

from directory.curation.editor.edit import Edit, filled_form
from directory.curation.history import find_revision
from directory.curation.proposing.parts import changed_parts, laid_over
from directory.database import begin_writing, db
from directory.models import Suggestion
from directory.models.content import Content
from directory.people import SignedIn, record_unknown_fields
from directory.suggesting import find_waiting, propose


@dataclass(frozen=True)
class Sent:
    """What sending has made. suggestion_id: None if nothing waits now; was_waiting: whether something did before."""

    suggestion_id: int | None
    was_waiting: bool


def send(edit: Edit, person: SignedIn) -> Sent:
    """Propose what a valid form says otherwise, and commit. What was sent beside its fields is noted and ignored.

    Raises OperationalError if the database is busy. The session begins anew.
    """
    listing_id, base = edit.listing_id, _base_of(edit)
    parts, message, version = changed_parts(edit, base), edit.form.reason.data or "", _base_version(edit)
    db.session.rollback()
    begin_writing()
    record_unknown_fields(edit.form._fields, person.name)
    was_waiting = find_waiting(listing_id, person.id) is not None
    made = propose(
        listing_id, parts, person_id=person.id, name=person.name, base_version=version, message=message
    )  # fmt: skip
    sent = Sent(made.id if made else None, was_waiting)
    db.session.commit()
    return sent


def lay_over(edit: Edit, waiting: Suggestion) -> None:
    """Fill a form with what waits, on top of what the listing says now: what is sent next takes its place."""
    still_open = {key: part for key, part in waiting.fields.items() if key not in waiting.decisions}
    values = {key: part["content"] for key, part in still_open.items() if "content" in part}
    content = laid_over(edit.present or {}, values)
    version = edit.form.version.data
    edit.form = filled_form(edit.kind, content, edit.choices, is_proposal=True)
    edit.form.version.data = version
    edit.form.reason.data = waiting.message or str(still_open.get("other", {}).get("told", ""))


def _base_of(edit: Edit) -> Content:
    """What the sender saw; what there is now if nobody kept that."""
    known = find_revision(edit.listing_id, edit.version)
    return known.content if known else edit.present or {}


def _base_version(edit: Edit) -> int:
    present = edit.listing.version if edit.listing else 0
    return edit.version if 0 < edit.version <= present else present
