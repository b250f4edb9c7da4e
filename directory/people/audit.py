"""The audit log: sign-ins, refusals, role changes, exports. Only ever added to."""

from __future__ import annotations

from typing import Any

from directory.database import db
from directory.models import AuditEvent


def record_event(event: str, by: str | None, **detail: Any) -> AuditEvent:
    """A line of the log, added to the session; the edge commits it.

    event: a short standing name such as "sign-in" or "role-changed". detail: plain data without secrets, contacts
    of visitors or searches.
    """
    made = AuditEvent(event=event, made_by=by, detail=detail)
    db.session.add(made)
    return made
