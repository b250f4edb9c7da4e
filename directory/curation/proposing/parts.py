"""The parts of a proposal: what a form says otherwise than the version that its sender saw, field by field.

Terms and answers are parts of their own, taxonomy by taxonomy and question by question. A part has its words, for
people, and its value, which is saved if it is accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from directory.curation.editor.conflicts import deep, flat, is_same_value
from directory.curation.editor.edit import Edit
from directory.curation.editor.forms import SECTIONS
from directory.curation.field_words import Names, lines_of
from directory.curation.naming import names_for
from directory.models import Listing
from directory.models.content import Content, whole_content_of

_ORDER = [name for one in SECTIONS for name in (*one.fields, *(f"terms.{taxonomy}" for taxonomy in one.terms))]
# Words that a coordinator may put right before they are taken over; all else is taken over as it came, or not at all.
_TEXTS = frozenset({
    "name", "summary", "description", "url", "email", "alert", "application_process", "eligibility_description",
    "fees_description",
})  # fmt: skip


def changed_parts(edit: Edit, base: Content) -> dict[str, dict[str, Any]]:
    """Name of a field → {"was": words, "told": words, "content": the new value}, in the order of the form.

    base: the content that the sender saw. What others have changed since is none of theirs, and what the listing says
    by now anyway is left out.
    """
    content = edit.content()
    mine, before, now = (flat(one) for one in (content, edit.normal(base), edit.normal(edit.present or {})))
    changed = [
        name
        for name in dict.fromkeys((*mine, *before))
        if not is_same_value(before.get(name), mine.get(name)) and not is_same_value(now.get(name), mine.get(name))
    ]
    names = names_for([base, content])
    return {
        name: {
            "was": part_words(name, before.get(name), names),
            "told": part_words(name, mine.get(name), names),
            "content": mine.get(name),
        }
        for name in sorted(changed, key=_place)
    }


def part_words(name: str, value: Any, names: Names) -> str:
    """What a field says, with nothing left out; several lines where there are several."""
    if name.startswith("answers.") and value:
        value = {**value, "checked_on": None}
    return "\n".join(lines_of(name, value, names))


def present_part(listing: Listing, name: str, names: Names) -> str:
    """What a listing says of a field now, in the same words."""
    return part_words(name, flat(whole_content_of(listing)).get(name), names)


def names_of_parts(parts: Iterable[str]) -> Names:
    """What is called what in parts."""
    keys = [name.removeprefix("answers.") for name in parts if name.startswith("answers.")]
    return names_for([{"answers": dict.fromkeys(keys)}])


def is_text(name: str, part: Mapping[str, Any]) -> bool:
    """Whether a part of a proposal is words that may be put right before they are taken over."""
    return name in _TEXTS and isinstance(part["content"], str)


def laid_over(content: Content, parts: Mapping[str, Any]) -> Content:
    """A content with other values of some fields. parts: as in changed_parts(), name → value."""
    return deep({**flat(content), **parts})


def as_changes(content: Content, parts: Mapping[str, Any]) -> Content:
    """The same as a part of a content for save(): all terms where one taxonomy is another, all answers likewise."""
    whole = laid_over(content, parts)
    return {name: whole[name] for name in dict.fromkeys(name.partition(".")[0] for name in parts)}


def _place(name: str) -> int:
    group = name.partition(".")[0]
    return next((_ORDER.index(one) for one in (name, group) if one in _ORDER), len(_ORDER))
