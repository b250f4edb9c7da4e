"""Markup in every text of the database, by whatever way it may have come there, and what it must not become.

Forms refuse much of this; an import, a seed or a fault of ours might not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from lxml import etree
from lxml.html import HtmlElement, document_fromstring
from sqlalchemy import JSON, CheckConstraint, String, select
from werkzeug.wrappers import Response

from directory.database import Base, db, is_sqlite
from directory.models import Invitation, Role, SignIn, SiteSetting, Taxonomy
from tests.factories import begin, commit
from tests.page_checks import ALLOWED_SCHEMES, DATA_BLOCK

PAYLOAD = (
    """zqx"'`><zqx-el onzqx=1 hx-get=/zqx data-hx-on:click=zqx></zqx-el></script></title></textarea></option>"""
    """<script>zqx()</script><img src=zqx onerror=zqx()>[zqx](javascript:zqx){{31337*3}}${31337*3}\r\nX-Zqx: 1"""
)
LINKS = (
    "java\nscript:zqx()//https://a.example",
    "\x01javascript:zqx()",
    'https://a.example/"><zqx-el onzqx=1>',
    "data:text/html,zqx",
)
# Columns and names of JSON that are no words: what they may hold is fixed, or they say which row is meant.
FIXED = {
    "at", "batch", "bymonthday", "byday", "case", "checked_on", "closes_at", "country", "date", "digest", "dtstart",
    "extent", "formats", "freq", "fs_uniquifier", "guide", "hsds_id", "key", "key_hash", "kind", "kinds", "languages",
    "latitude", "locale", "longitude", "mode", "opens_at", "organization", "parent", "password", "path", "publication",
    "publish_at", "question_key", "readers", "seed_key", "service_areas", "slug", "status", "styles", "subject_key",
    "subject_kind", "successor", "taxonomy_slug", "techniques", "terms", "text_hash", "tf_primary_method",
    "tf_totp_secret", "timezone", "to_date", "token_hash", "type", "until", "value", "visibility", "dangers",
    "seeded_as", "mf_recovery_codes", "source", "shape", "good",
}  # fmt: skip
LEFT_ALONE = (Role, SignIn, SiteSetting, Taxonomy, Invitation)


def plant() -> int:
    """Put PAYLOAD into every text there is; commits. How many texts that were."""
    begin()
    count = 0
    for mapper in Base.registry.mappers:
        if mapper.class_ in LEFT_ALONE:
            continue
        for row in db.session.scalars(select(mapper.class_)):
            for name, value in _planted(row):
                setattr(row, name, value)
                count += 1
    commit()
    return count


def _planted(row: Any) -> Iterator[tuple[str, Any]]:
    table = row.__table__
    listed = {str(rule.name) for rule in table.constraints if isinstance(rule, CheckConstraint)}
    for column in table.columns:
        is_fixed = column.name in FIXED or column.primary_key or any(column.name in name for name in listed)
        value = getattr(row, column.key)
        if is_fixed or value is None or column.unique:
            continue
        if isinstance(column.type, JSON):
            yield column.key, _deep(value, column.name, row.id if hasattr(row, "id") else 0)
        elif isinstance(column.type, String):
            text = _text(column.name, getattr(row, "id", 0) or 0)
            yield column.key, text if is_sqlite() else text[: column.type.length]  # SQLite takes any length


def _deep(value: Any, name: str, number: int) -> Any:
    if name in FIXED:
        return value
    if isinstance(value, dict):
        return {key: _deep(inner, key, number) for key, inner in value.items()}
    if isinstance(value, list):
        return [_deep(inner, name, number) for inner in value]
    return _text(name, number) if isinstance(value, str) else value


def _text(name: str, number: int) -> str:
    if name == "email":
        return f"zqx{number}{PAYLOAD}@example.org"
    return LINKS[number % len(LINKS)] if name.endswith("url") else PAYLOAD


def faults_of(answer: Response) -> list[str]:
    """What became of the markup in an answer that should have stayed text."""
    text = answer.get_data(as_text=True)
    found = [f"header {name}" for name, value in answer.headers if "zqx" in name.lower() or "\n" in value]
    if "94011" in text:
        found.append("computed")
    if answer.mimetype == "text/html":
        return [*found, *_in_html(text)]
    if answer.mimetype.endswith("xml"):
        names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()}  # noqa: S314
        return found + [f"element {name}" for name in names if "zqx" in name]
    if answer.mimetype == "text/calendar":
        found += [line for line in text.split("\r\n") if line.startswith(("X-Zqx", "zqx"))]
    return found


def _in_html(html: str) -> Iterator[str]:
    for element in document_fromstring(html).iter(etree.Element):
        yield from (f"element {element.tag}" for _once in [0] if "zqx" in element.tag)
        yield from _in_attributes(element)
        if element.tag == "script" and not element.get("src") and element.get("type") != DATA_BLOCK:
            yield "inline script"


def _in_attributes(element: HtmlElement) -> Iterator[str]:
    for name, value in element.attrib.items():
        if "zqx" in name or name.startswith(("on", "hx-", "data-hx-on")) or re.search(r"[\"'<>`]", name):
            yield f"attribute {name} of {element.tag}"
        if name in ("href", "src", "action", "formaction") or name.startswith(("data-hx-get", "data-hx-post")):
            address = re.sub(r"[\x00-\x20\x7f]", "", value)
            scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", address)
            if (scheme[1].lower() if scheme else "") not in ALLOWED_SCHEMES or address == "zqx":
                yield f"{name}={value!r} of {element.tag}"
