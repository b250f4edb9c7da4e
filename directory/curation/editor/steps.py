"""What the buttons of the form do that save nothing: one more row, one less, this town, this need first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wtforms import FieldList

from directory.curation.editor.forms import ROWS, ListingForm
from directory.curation.editor.forms.contents import POINTERS
from directory.curation.editor.forms.rows import MOST_ROWS
from directory.curation.editor.settling import names_of

STEPS = ("add", "remove", "choose", "need", "first", "show")
_ROW = re.compile(r"^(.+)-(\d{1,4})$")


def find_step(sent: Mapping[str, str]) -> tuple[str, str] | None:
    """The button that was pressed and its value, or None if it was the one that saves."""
    return next(((name, sent[name]) for name in STEPS if name in sent), None)


def take_step(form: ListingForm, step: str, value: str) -> None:
    """Change the form as the button says; a value that makes no sense changes nothing."""
    if step == "add" and (rows := _find_rows(form, value)) is not None and len(rows.entries) < MOST_ROWS:
        rows.append_entry()
    elif step == "remove" and (found := _ROW.match(value)):
        rows = _find_rows(form, found[1])
        if rows is not None:
            rows.entries = [entry for entry in rows.entries if entry.name != value]
    elif step == "choose":
        _choose(form, *value.partition(":")[::2])
    elif step in ("need", "first"):
        needs = form["terms"]["need"]
        others = [slug for slug in needs.data or () if slug != value]
        needs.data = [value, *others] if step == "first" else [*others, value]


def _find_rows(form: ListingForm, path: str) -> FieldList | None:
    """The rows under a name: "phones", "schedules-0-exceptions"."""
    if path in ROWS:
        return form[path]
    if found := re.match(r"^(schedules-\d{1,4})-exceptions$", path):
        return next((entry.form.exceptions for entry in form.schedules if entry.name == found[1]), None)
    return None


def _choose(form: ListingForm, name: str, value: str) -> None:
    """Take an offer: a listing for a pointer, a town for a place."""
    if name in POINTERS and name in form:
        row: Any = form[name].form
        row.meant.data, row.typed.data = value, names_of({value}).get(value, row.typed.data)
        return
    for entry in form.locations:
        if entry.name == name and "|" in value:
            row = entry.form
            row.city.data, row.state.data = value.split("|", 1)
