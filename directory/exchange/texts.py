"""Texts as a file can carry them."""

from __future__ import annotations

import re

# What XML 1.0 and RFC 5545 both refuse; tab and line feed stay.
# Source: https://www.w3.org/TR/xml/#charsets; RFC 5545, 3.1 (CONTROL)
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def file_text(text: str | None) -> str:
    """The text with line feeds alone, and without what no file may hold."""
    return _REFUSED.sub("", re.sub("\r\n?", "\n", text or "")).strip()
