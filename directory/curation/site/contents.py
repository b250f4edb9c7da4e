"""Groups of settings as contents: read and written. How they take effect: directory/site_settings.py."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import select

from directory.curation.revising import Subject
from directory.database import db, is_writing, utc_now
from directory.models import SiteSetting
from directory.models.content import Content
from directory.site_settings import SITE, crisis_key


def read_settings(key: str) -> Content:
    """What the console has set of a group; empty if nothing."""
    row = _find(key)
    return dict(row.value) if row else {}


def write_settings(key: str, content: Content) -> tuple[str, ...]:
    """Set a group; what is missing goes back to its default."""
    row = _find(key)
    if row is None:
        row = SiteSetting(key=key, version=0)
        db.session.add(row)
    row.value = {name: value for name, value in content.items() if value is not None}
    row.version, row.changed_at = row.version + 1, utc_now()
    return ()


SETTINGS_SUBJECT = Subject("setting", read_settings, write_settings, origin="default")


def known_keys() -> tuple[str, str]:
    """The keys of the groups here: of the site, of its country's crisis lines."""
    return SITE, crisis_key(current_app.config["CRISIS_COUNTRY"])


def _find(key: str) -> SiteSetting | None:
    found = select(SiteSetting).filter_by(key=key).execution_options(populate_existing=True)
    if is_writing():
        found = found.with_for_update()
    return db.session.scalars(found).first()
