"""Whether phones can be called and web addresses are safe to open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from flask_babel import gettext as _

from directory.curation.lint.findings import Finding, children, is_filled
from directory.models.content import Content

DEFAULT_COUNTRY = "US"
_SHORT_CODE = re.compile(r"\d{3,6}")
# Numbers of stories and of the demo, which nobody has. Source: NANPA, 555 line numbers.
_FICTIONAL = re.compile(r"1?\d{3}55501\d\d")
_SHORTENERS = frozenset({
    "bit.ly", "bl.ink", "buff.ly", "conta.cc", "cutt.ly", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "qrco.de", "rb.gy",
    "rebrand.ly", "s.id", "shorturl.at", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "v.gd",
})  # fmt: skip


def phones(content: Content) -> Iterator[Finding]:
    """Numbers that reach nobody, and ways to write that their phones do not have."""
    country = next((p["country"] for _f, p in children(content, "locations") if p.get("country")), DEFAULT_COUNTRY)
    for field, phone in children(content, "phones"):
        if not is_filled(phone.get("number")):
            yield Finding(f"{field}.number", "phone", _("Write the number, or take this row out."))
        elif problem := _problem(phone, country):
            yield Finding(f"{field}.number", "phone", problem)


def web_addresses(content: Content) -> Iterator[Finding]:
    """Addresses that are not encrypted, and those that hide where they lead."""
    addresses = [("url", content.get("url"))]
    addresses += [(f"{field}.url", link.get("url")) for field, link in children(content, "links")]
    for field, address in addresses:
        if not is_filled(address):
            continue
        scheme, host = _split(str(address))
        if scheme != "https" or not host:
            yield Finding(field, "https", _("Give the whole address, with https:// in front. Then it is safe to open."))
        if host in _SHORTENERS:
            yield Finding(
                field, "short-link", _("This hides where it leads. Open it, and copy the address you get to.")
            )


def _problem(phone: dict[str, Any], country: str) -> str | None:
    """What is wrong with a number, as a sentence."""
    number, type_ = str(phone["number"]).strip(), phone.get("type") or "voice"
    digits = re.sub(r"\D", "", phonenumbers.convert_alpha_characters_in_number(number))
    if _SHORT_CODE.fullmatch(digits) and "+" not in number:
        # Three digits are services such as 988 and 211; five and six are sent a text, few are called.
        if type_ == "voice" and len(digits) in (5, 6):
            return _("A number of five or six digits takes texts. Choose “text”, or add what is missing.")
        return None
    if _FICTIONAL.fullmatch(digits):
        return None
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return _("This is no phone number. Look at it once more.")
    if parsed.extension and not is_filled(phone.get("extension")):
        return _("Write the extension in its own field, so that phones can dial it.")
    if phonenumbers.is_valid_number(parsed):
        return None
    return _not_valid(parsed)


def _not_valid(parsed: phonenumbers.PhoneNumber) -> str:
    reasons = phonenumbers.ValidationResult
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason in (reasons.TOO_SHORT, reasons.IS_POSSIBLE_LOCAL_ONLY):
        return _("Digits are missing. Give the area code as well.")
    if reason == reasons.TOO_LONG:
        return _("There are too many digits. Look at it once more.")
    return _("No phone has this number. Look at it once more, or call it.")


def _split(address: str) -> tuple[str, str]:
    """The scheme and the host of an address, both empty for what is none."""
    try:
        parts = urlsplit(address.strip())
        return parts.scheme.lower(), (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
