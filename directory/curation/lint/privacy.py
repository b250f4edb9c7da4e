"""What would give somebody away: an address that is kept secret, a person's name, a person's own phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask_babel import gettext as _

from directory.curation.lint.findings import PROSE, Finding, children, folded, is_filled, prose, public_texts
from directory.dialling import dialled
from directory.models.content import Content

_PLACE = r"(?:address|location|place|site|house|shelter|home)"
_SECRET = r"(?:secret|confidential|undisclosed|hidden|private|unlisted)"  # noqa: S105 (a word)
# That the place is secret, not the talk or the records: "Our address stays secret", "a confidential location".
_CONFIDENTIAL = re.compile(
    r"\b(?:(?:secret|confidential|undisclosed|hidden|unlisted) (?:address|location|shelter)"
    rf"|(?<!this )(?<!web ){_PLACE}s? (?:is|are|stays?|remains?|will be)(?: always| also)?(?: kept)? {_SECRET}"
    rf"|{_PLACE} is (?:not|never) (?:made )?(?:public|published|shared|shown|listed|given out|disclosed))\b"
)
_SHELTER = re.compile(
    r"\b(?:safe ?house|(?:domestic|family) violence (?:shelter|home)|(?:women['’]?s|abuse) shelter)\b"
)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Rev|Pastor|Father|Sister)"
_NAME = r"[A-Z][a-z]{2,}"
# Words that begin with a capital and are no person: whom one asks for in an office, days, months, languages, and what
# begins a line.
_NO_NAMES = frozenset({
    "a", "admissions", "adult", "alateen", "an", "any", "april", "ask", "at", "august", "call", "come", "community",
    "connection", "crisis", "customer", "december", "discord", "english", "facebook", "family", "february", "for",
    "friday", "front", "group", "help", "if", "information", "intake", "it", "its", "january", "july", "june", "leave",
    "march", "may", "member", "monday", "november", "october", "one", "online", "our", "outreach", "peer", "press",
    "reception", "recovery", "saturday", "say", "september", "services", "spanish", "sunday", "support", "tell", "text",
    "the", "their", "then", "thursday", "today", "tomorrow", "tuesday", "us", "veterans", "voices", "we", "wednesday",
    "write", "you", "your", "youth", "zoom",
})  # fmt: skip
_ASKED = re.compile(
    rf"\b(?:[Aa]sk for|[Cc]all|[Tt]ext|[Ee]-?mail|[Cc]ontact|[Ss]peak (?:to|with)|[Tt]alk to|[Ll]ed by|[Hh]osted by)"
    rf" (?P<title>{_TITLE}\.? )?(?P<name>[A-Z][a-z]+)(?P<rest> [A-Z]\.(?!\w)| {_NAME})?(?P<next>\s*\w*)"
)
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Dr)\.? (?P<name>{_NAME})\b")
# What follows a first name alone: "call Bob at", "ask for Mary, ", "text Ana to".
_AFTER_NAME = re.compile(r"^\s*(?:at|on|to|for|or|and|first|when|if|by|after|before)?$")
_PHONE = re.compile(r"(?<![\d/.-])(?:\+?1[ .-]?)?\(?[2-9]\d{2}\)?[ .-]{1,2}\d{3}[ .-]\d{4}(?![\d-])")
# Source: NANPA; numbers with these codes are free of charge and belong to organizations.
_TOLL_FREE = ("800", "833", "844", "855", "866", "877", "888")


def confidential_addresses(content: Content) -> Iterator[Finding]:
    """A full address of a place that is said to be secret, and a hidden address that a text tells."""
    texts = [(field, folded(text)) for field, text in public_texts(content)]
    is_secret = any(_CONFIDENTIAL.search(text) for _field, text in texts)
    for field, place in children(content, "locations"):
        if not is_filled(place.get("address_1")):
            continue
        visibility = place.get("visibility") or "full"
        if visibility == "full" and is_secret:
            message = _("A text says that this place is secret. Hide the address, or show the town alone.")
            yield Finding(f"{field}.visibility", "secret-address", message, is_blocking=True)
        if visibility != "full" and (street := _street(place["address_1"])):
            message = _("This tells an address that is hidden. Take the street out of the text.")
            for told, text in texts:
                # The name and directions of a place are hidden together with its address.
                if not told.startswith("locations.") and street.search(text):
                    yield Finding(told, "address-in-text", message, is_blocking=True)


def shelters(content: Content) -> Iterator[Finding]:
    """A shown address of what looks like a shelter."""
    texts = " ".join(str(content.get(name) or "") for name in ("name", "summary", "description"))
    if not _SHELTER.search(folded(texts)):
        return
    for field, place in children(content, "locations"):
        if is_filled(place.get("address_1")) and place.get("visibility") in (None, "full"):
            message = _("This looks like a shelter. Ask them if the address may be shown; else hide it.")
            yield Finding(f"{field}.visibility", "shelter-address", message)


def personal_names(content: Content) -> Iterator[Finding]:
    """A person's name in what visitors read, told by the words around it."""
    message = _("This seems to name a person. Say what they do here, such as “the group leader”.")
    for field, text in public_texts(content):
        if field.partition(".")[0] in ("name", "aliases"):
            continue
        if any(map(_is_person, _ASKED.finditer(text))) or (field in PROSE and _TITLED.search(text)):
            yield Finding(field, "personal-name", message)


def private_phones(content: Content) -> Iterator[Finding]:
    """A number in a text that no phone of the listing has; numbers that are free to call are nobody's own."""
    known = {dialled(str(phone.get("number") or "")) for _field, phone in children(content, "phones")}
    message = _(
        "There is a phone number in this text. If it is theirs, add it as a phone; if it is a person's, take it out."
    )
    for field, text in prose(content):
        numbers = [dialled(found[0]) for found in _PHONE.finditer(text)]
        if any(number not in known and number[-10:-7] not in _TOLL_FREE for number in numbers):
            yield Finding(field, "private-phone", message)


def _street(address: str) -> re.Pattern[str] | None:
    """The number of a house and the first word of its street, however the rest is shortened."""
    found = re.match(r"(\d+)\w?\W+(?:(?:n|s|e|w|north|south|east|west)\W+)?(\w{2,})", folded(address))
    if not found:
        return None
    return re.compile(rf"\b{found[1]}\w?\W+(?:\w+\W+)?{re.escape(found[2])}\b")


def _is_person(found: re.Match[str]) -> bool:
    if found["title"]:
        return True
    if found["name"].lower() in _NO_NAMES:
        return False
    if found["rest"]:
        # "Mary S." is a person; two whole words are one only if they are no organization, which we cannot tell.
        return found["rest"].endswith(".")
    return bool(_AFTER_NAME.match(found["next"] or ""))
