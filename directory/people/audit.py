"""The audit log: sign-ins, refusals, role changes, exports. Only ever added to.

Each line goes to the log of the server as well, as one line of JSON: what an attacker deletes here is still there.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from typing import Any

from flask import Flask, request

from directory.database import db, utc_now
from directory.models import AuditEvent

_log = logging.getLogger("directory.audit")


def init_app(app: Flask) -> None:
    """Write the log to where the server writes its own."""
    if not app.testing and not _log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        _log.addHandler(handler)
        _log.setLevel(logging.INFO)
        _log.propagate = False


def record_event(event: str, by: str | None, **detail: Any) -> AuditEvent:
    """A line of the log, added to the session; the edge commits it.

    event: a short standing name such as "sign-in" or "role-changed". detail: plain data without secrets, contacts
    of visitors or searches.
    """
    made = AuditEvent(event=event, made_by=by, detail=detail)
    db.session.add(made)
    log_event(event, by, **detail)
    return made


def record_unknown_fields(known: Iterable[str], by: str | None) -> None:
    """Note fields that were sent but are none of a form's: they are ignored, and somebody may be trying something.

    known: the names of its fields; those of rows ("phones-0-number") belong to one. The edge commits.
    """
    names = {*known, "csrf_token"}
    if unknown := sorted({name[:40] for name in request.form if {name, name.partition("-")[0]}.isdisjoint(names)}):
        record_event("unknown-fields", by, fields=unknown[:5], endpoint=request.endpoint)


def log_event(event: str, by: str | None, **detail: Any) -> None:
    """A line in the log of the server alone: for what strangers do, who must not fill a table.

    JSON, so that no name can end a line and begin a forged one (OWASP ASVS v5.0.0-16.4.1).
    """
    _log.info(json.dumps({"at": utc_now().isoformat(), "event": event, "by": by, **detail}, default=str))
