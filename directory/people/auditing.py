"""The audit log on a page and as a file, for admins."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request
from sqlalchemy import select

from directory.database import begin_writing, db, utc_now
from directory.models import AuditEvent
from directory.pages import render_page
from directory.people.access import needs, signed_in
from directory.people.audit import record_event
from directory.tables import write_table

blueprint = Blueprint("audit", __name__, url_prefix="/manage/audit")

PER_PAGE = 100
MOST_ROWS = 50_000


@blueprint.get("")
@needs("audit.see")
def show_audit() -> Response:
    """What happened around rights and data, the newest first."""
    events = db.session.scalars(select(AuditEvent.event).distinct().order_by(AuditEvent.event)).all()
    event = request.args.get("event", "")
    event = event if event in events else ""
    before = request.args.get("before", type=int)
    query = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(PER_PAGE + 1)
    if event:
        query = query.where(AuditEvent.event == event)
    if before is not None and 0 < before < 2**31:
        query = query.where(AuditEvent.id < before)
    rows = list(db.session.scalars(query))
    older = rows[PER_PAGE - 1].id if len(rows) > PER_PAGE else None
    page = "people/audit.html"
    return render_page(page, page, rows=rows[:PER_PAGE], older=older, events=events, chosen=event)


@blueprint.post("/export")
@needs("audit.see")
def export_audit() -> Response:
    """The log as CSV, the oldest first. That it was exported stands in it."""
    begin_writing()
    record_event("audit-exported", signed_in().name)
    db.session.commit()
    rows = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(MOST_ROWS)).all()[::-1]
    details = (json.dumps(row.detail, ensure_ascii=False, sort_keys=True) for row in rows)
    lines = ((row.made_at.isoformat(), row.event, row.made_by, told) for row, told in zip(rows, details, strict=True))
    name = f"audit-{utc_now():%Y-%m-%d}.csv"
    response = Response(write_table([("at", "event", "by", "detail"), *lines]), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
