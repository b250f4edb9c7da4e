"""Two contents side by side, and one content out of both as it was chosen. Pure: no database, no request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from directory.curation.editor.conflicts import deep, flat
from directory.curation.identity import address_key, page_key, phone_key
from directory.models.content import Content, plain, said_in

LEFT, RIGHT, BOTH = "left", "right", "both"
# What stays as it is: an address is never taken over, and what is closed has a way of its own.
_KEPT = ("slug", "closed_reason", "successor", "publish_at")
# Of these, both texts one after the other make sense.
_JOINED = ("description", "private_notes", "eligibility_description")
_LISTS = ("aliases", "phones", "links", "locations", "service_areas", "schedules")


@dataclass(frozen=True)
class Choice:
    """A field that two listings tell differently. options: of LEFT, RIGHT, BOTH; chosen: the one that is proposed."""

    field: str
    left: Any
    right: Any
    options: tuple[str, ...]
    chosen: str


def choices_between(left: Content, right: Content, *, stays: str, said: Mapping[str, str]) -> list[Choice]:
    """The fields that differ, in the order of a content. stays: LEFT or RIGHT; said: field → what was chosen."""
    one, other = flat(left), flat(right)
    order = [*left]
    names = [name for name in dict.fromkeys((*one, *other)) if name not in _KEPT]
    differing = [name for name in names if said_in(one.get(name)) != said_in(other.get(name))]
    differing.sort(key=lambda name: order.index(name.partition(".")[0]))
    return [_choice(name, one.get(name), other.get(name), stays, said) for name in differing]


def merged_content(left: Content, right: Content, choices: list[Choice], *, stays: str) -> Content:
    """What the listing that stays says of what was chosen: a part of a content, for save()."""
    mine = flat(left if stays == LEFT else right)
    for choice in choices:
        mine[choice.field] = _taken(choice, stays)
    content = deep(mine)
    content["aliases"] = _with_other_name(content, left if stays == RIGHT else right)
    return {name: value for name, value in content.items() if name not in _KEPT}


def union(name: str, first: Any, second: Any) -> Any:
    """Two lists, or two texts, as one without repeats; the first one's rows go before those of the same key."""
    if name in _JOINED:
        texts = [text.strip() for text in (first, second) if text and text.strip()]
        return "\n\n".join(dict.fromkeys(texts))
    key = _KEYS.get(name, plain)
    rows: dict[str, Any] = {}
    for row in (*(first or ()), *(second or ())):
        rows.setdefault(repr(key(row)), row)
    return list(rows.values())


def _choice(name: str, left: Any, right: Any, stays: str, said: Mapping[str, str]) -> Choice:
    can_be_both = name in _LISTS or name.startswith("terms.") or name in _JOINED
    is_one_empty = said_in(left) is None or said_in(right) is None
    options = (LEFT, RIGHT, BOTH) if can_be_both and not is_one_empty else (LEFT, RIGHT)
    proposed = _proposed(left, right, stays, options)
    chosen = said.get(name, proposed)
    return Choice(name, left, right, options, chosen if chosen in options else proposed)


def _proposed(left: Any, right: Any, stays: str, options: tuple[str, ...]) -> str:
    if BOTH in options:
        return BOTH
    other = RIGHT if stays == LEFT else LEFT
    return other if said_in(left if stays == LEFT else right) is None else stays


def _taken(choice: Choice, stays: str) -> Any:
    if choice.chosen == BOTH:
        pair = (choice.left, choice.right) if stays == LEFT else (choice.right, choice.left)
        return union(choice.field, *pair)
    return choice.left if choice.chosen == LEFT else choice.right


def _with_other_name(content: Content, gone: Content) -> list[str]:
    """The other names, with the name under which people may look for the one that goes."""
    names = list(content.get("aliases") or ())
    known = {_folded(name) for name in (content["name"], *names)}
    return names if _folded(gone["name"]) in known else [*names, gone["name"]]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _place(place: Content) -> Any:
    return address_key(place.get("address_1"), place.get("city")) or (place.get("name"), place.get("city"))


_KEYS: dict[str, Callable[[Any], Any]] = {
    "aliases": _folded,
    "phones": lambda phone: (phone_key(phone["number"], phone.get("extension")) or phone["number"], phone.get("type")),
    "links": lambda link: page_key(link["url"]) or link["url"],
    "locations": _place,
}
