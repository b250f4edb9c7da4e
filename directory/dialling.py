"""Telephone numbers as phones dial them, and links that do: pure functions, given to templates as filters."""

from __future__ import annotations

import re
from urllib.parse import quote

from flask import Flask


def init_app(app: Flask) -> None:
    """Give the filters to the templates."""
    app.template_filter("call_link")(call_link)
    app.template_filter("text_link")(text_link)


def call_link(number: str, extension: str | None = None) -> str:
    """The tel: address of a number as dialled. "988" → "tel:988"; "800-950-6264" → "tel:+18009506264"."""
    return f"tel:{dialled(number)}" + (f",{extension}" if extension else "")


def text_link(number: str, body: str | None = None) -> str:
    """The sms: address of a number, with a word to send: "741741", "HOME" → "sms:741741?&body=HOME".

    "?&" is what both iOS and Android read.
    """
    return f"sms:{dialled(number)}" + (f"?&body={quote(body)}" if body else "")


def dialled(number: str) -> str:
    """A number as a phone dials it. Short codes stay short; North American numbers get +1, others keep +."""
    digits = re.sub(r"\D", "", number)
    if number.strip().startswith("+"):
        return f"+{digits}"
    if len(digits) == 10:
        return f"+1{digits}"
    if len(digits) == 11 and digits.startswith("1"):
        return f"+{digits}"
    return digits
