"""Tables as CSV for spreadsheets, in which no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

# What a spreadsheet takes for the beginning of a formula, also behind spaces and in its wide form.
# Source: https://owasp.org/www-community/attacks/CSV_Injection
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_table(rows: Iterable[Iterable[object]]) -> str:
    """Rows, the head among them, as CSV with inert cells."""
    written = io.StringIO()
    csv.writer(written).writerows([inert(cell) for cell in row] for row in rows)
    return written.getvalue()


def inert(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_ACTIVE) or text[:1] in _ACTIVE else text
