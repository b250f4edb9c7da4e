"""The parts of a listing that can be wrong: what each is called, what it says now, and what becomes of words for it.

The keys are the names of a content (models/content.py), and a few that are only told about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from directory.formatting import mode_words, pattern_words
from directory.models import Listing, Location, Phone, Schedule
from directory.models.content import FIELDS, Content, whole_content_of
from directory.models.listing import SUMMARY_LENGTH

LONGEST_WORDS = 2000


@dataclass(frozen=True)
class Part:
    """A part. longest: letters; is_long: several lines; is_direct: the words told become the listing's own."""

    label: LazyString
    hint: LazyString | None = None
    longest: int = LONGEST_WORDS
    is_long: bool = False
    is_direct: bool = True


PARTS: dict[str, Part] = {
    "name": Part(_("The name"), longest=200),
    "phones": Part(_("The phone"), _("Say which one, if there are several."), 200, is_direct=False),
    "url": Part(_("The web page"), longest=500),
    "email": Part(_("The mail address"), longest=254),
    "schedules": Part(
        _("When it meets"), _("In your own words: which days, from when to when."), is_long=True, is_direct=False
    ),
    "locations": Part(
        _("Where it is"), _("In your own words, as you would tell a friend."), is_long=True, is_direct=False
    ),
    "application_process": Part(_("How to join"), is_long=True),
    "fees_description": Part(_("What it costs"), is_long=True),
    "summary": Part(_("What it is, in short"), longest=SUMMARY_LENGTH, is_long=True),
    "other": Part(_("Something else"), _("What is it, and what should it be?"), is_long=True, is_direct=False),
}
# What may stand as a part of a suggestion of another kind.
OTHER_LABELS: dict[str, LazyString] = {
    "kind": _("What kind it is"),
    "reach": _("Phone or web page"),
    "place": _("Where it is"),
    "when": _("When it meets"),
    "about": _("What it is"),
    "known": _("How you know it"),
    "listing": _("The new listing"),
    "unsafe": _("What is not safe"),
    "closed": _("It has closed"),
    "description": _("What it is"),
    "aliases": _("Other names"),
    "links": _("More links"),
    "terms": _("Needs and filters"),
    "answers": _("Answers to questions"),
    "service_areas": _("Whom it serves"),
    "eligibility_description": _("Who it is for"),
    "minimum_age": _("From what age"),
    "maximum_age": _("Up to what age"),
    "is_free": _("Whether it is free"),
    "alert": _("A note on top"),
    "status": _("Open or closed for now"),
    "publication": _("Who can see it"),
}
_CHILDREN = ("aliases", "links", "service_areas", "terms", "answers", "organization", "successor")
_PHONE = re.compile(r"\+?[\d][\d\s().–-]{1,22}\d(\s*(x|ext\.?)\s*\d{1,6})?", re.IGNORECASE)
_EXTENSION = re.compile(r"\s*(?:x|ext\.?)\s*(\d{1,6})$", re.IGNORECASE)


def label_of(key: str) -> str:
    """What a part is called on screen; those of a group of fields ("terms.need") alike."""
    key = key.partition(".")[0]
    label = PARTS[key].label if key in PARTS else OTHER_LABELS.get(key)
    return str(label) if label else key.replace("_", " ").capitalize()


def present_words(listing: Listing, key: str, *, is_public: bool = True) -> str:
    """What a listing says of a part now, in words, several lines where there are several; empty if nothing.

    is_public: without what visitors may not see of a place.
    """
    if key == "phones":
        return "\n".join(_phone_words(phone) for phone in listing.phones)
    if key == "schedules":
        return "\n".join(filter(None, map(_schedule_words, listing.schedules)))
    if key == "locations":
        return "\n".join(filter(None, (_place_words(place, is_public) for place in listing.locations)))
    if key == "closed":
        return ""
    return plain_words(getattr(listing, key, None)) if key in FIELDS and key not in _CHILDREN else ""


def find_change(listing: Listing, key: str, text: str) -> Content | None:
    """The change of a content that words for a part make by themselves; None where a person must edit the listing.

    A phone only where it is clear which one is meant: if the listing has no more than one.
    """
    if key in PARTS and not PARTS[key].is_long:
        text = " ".join(text.split())
    if key == "closed":
        return {"publication": "closed", "closed_reason": text or None}
    if key == "phones" and len(listing.phones) <= 1 and _PHONE.fullmatch(text):
        before = whole_content_of(listing)["phones"]
        extension = _EXTENSION.search(text)
        number = _EXTENSION.sub("", text)
        told = {"number": number, "extension": extension[1] if extension else None}
        return {"phones": [{**(before[0] if before else {}), **told}]}
    if key in PARTS and PARTS[key].is_direct:
        return {key: text or ("" if key in ("summary", "name") else None)}
    return None


def plain_words(value: Any) -> str:
    """Any value of a content as lines of text."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, dict):
        return "\n".join(f"{name}: {' '.join(plain_words(inner).split())}" for name, inner in value.items() if inner)
    if isinstance(value, list | tuple):
        return "\n".join(
            " · ".join(filter(None, map(plain_words, one.values()))) if isinstance(one, dict) else plain_words(one)
            for one in value
        )
    return str(value)


def _phone_words(phone: Phone) -> str:
    extension = f" ext. {phone.extension}" if phone.extension else ""
    return " · ".join(filter(None, (f"{phone.number}{extension}", phone.label, phone.hours)))


def _schedule_words(schedule: Schedule) -> str:
    pattern = pattern_words(schedule.pattern) if schedule.pattern else None
    mode = mode_words(schedule.mode) if pattern and schedule.mode else None
    return " · ".join(filter(None, (pattern, mode, schedule.description)))


def _place_words(place: Location, is_public: bool) -> str:
    if is_public and place.visibility == "hidden":
        return ""
    town = " ".join(filter(None, (f"{place.city}, {place.state}", place.postal_code)))
    if is_public and place.visibility == "city":
        return f"{place.city}, {place.state}"
    return ", ".join(filter(None, (place.name, place.address_1, town)))
