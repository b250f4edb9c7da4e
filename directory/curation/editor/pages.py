"""The pages of an edit: the form with what is said beside it, and the two texts when somebody else was faster."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, current_app, request, url_for

from directory.curation.editing import StaleEdit
from directory.curation.editor.choosing import label_of
from directory.curation.editor.conflicts import clashes
from directory.curation.editor.drafts import preview_card
from directory.curation.editor.edit import Edit, fields_of, sent_by
from directory.curation.editor.forms import PROPOSED_SECTIONS, SECTIONS
from directory.curation.editor.saving import findings_of
from directory.curation.editor.settling import names_of
from directory.curation.editor.telling import field_title, lines_of, term_title
from directory.curation.lint import Finding
from directory.curation.schedule_words import describe
from directory.database import utc_now
from directory.forms import problems_of
from directory.models import KINDS
from directory.models.content import Content
from directory.pages import render_page
from directory.search import all_terms, find_terms_meant

LARGEST_FORM_BYTES = 512 * 1024
"""A long listing in a script with several bytes a letter, percent-encoded."""
_LISTS = ("phones", "links", "locations", "schedules", "aliases")


def allow_larger_form(_endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let the form of a listing be as large as it gets; a blueprint runs this before anything reads the form."""
    if request.method == "POST":
        request.max_content_length = max(LARGEST_FORM_BYTES, current_app.config["MAX_CONTENT_LENGTH"])
        request.max_form_memory_size = request.max_content_length


def render_form(edit: Edit, *, status: int = 200, blocked: list[Finding] | None = None, **also_shown: Any) -> Response:
    """The page with the form. blocked: what keeps it from being published, told before the form."""
    page = "curation/propose.html" if edit.is_proposal else "curation/edit.html"
    return render_page(
        page, "curation/_form.html", status=status,
        **beside(edit),
        problems=list(problems_of(edit.form)), blocked=_placed(edit, blocked or []), also=edit.also,
        sections=PROPOSED_SECTIONS if edit.is_proposal else SECTIONS, kinds=KINDS, offers=edit.offers.choices,
        term_title=term_title, offered_needs=_offered_needs(edit), **_needs(edit), **also_shown,
    )  # fmt: skip


def beside(edit: Edit) -> dict[str, Any]:
    """What stands beside the form and changes with it: the card, the findings, the schedules in words."""
    content = edit.whole_content()
    now = utc_now()
    pointed = {content[name] for name in ("organization", "successor") if content[name]}
    card_now = now.astimezone(edit.choices.zone)
    found = _placed(edit, findings_of(content))
    return {
        "edit": edit, "form": edit.form, "listing": edit.listing, "content": content,
        "card": preview_card(content, edit.listing_id, names_of(pointed), card_now), "now": card_now,
        "terms": all_terms(), "findings": found, "told": _by_field(found), "described": _described(edit, now),
        "action": _action(edit), "preview_action": _preview_action(edit),
    }  # fmt: skip


def render_conflict(
    edit: Edit, mine: Content, stale: StaleEdit, was: Content | None, based_on: int, *, missing: bool = False
) -> Response:
    """409: both texts, field by field, with your form carried along. missing: a choice was not made."""
    theirs = edit.normal(stale.current)
    found = clashes(edit.normal(was) if was else None, theirs, mine)
    pointed = {c[name] for c in (theirs, mine, was or {}) for name in ("organization", "successor") if c.get(name)}
    names = names_of(pointed)

    def lines(name: str, value: Any) -> list[str]:
        return lines_of(name, value, edit.choices, names)

    shown = [(clash, field_title(clash.field, edit.form, edit.choices)) for clash in found]
    kept = [(name, value) for name, value in sent_by(edit.form) if name != "version"]
    return render_page(
        "curation/conflict.html", "curation/conflict.html", status=409,
        listing=edit.listing, stale=stale, shown=shown, lines=lines, kept=kept, based_on=based_on,
        missing=missing, was=was, action=url_for("editing.resolve_conflict", listing_id=edit.listing_id),
    )  # fmt: skip


def _action(edit: Edit) -> str:
    if edit.listing is None:
        return url_for("editing.make_new", kind=edit.kind)
    if edit.is_proposal:
        return url_for("proposing.send_proposal", listing_id=edit.listing.id)
    return url_for("editing.save_listing", listing_id=edit.listing.id)


def _preview_action(edit: Edit) -> str:
    if edit.listing is None:
        return url_for("editing.preview_new", kind=edit.kind)
    if edit.is_proposal:
        return url_for("proposing.preview_proposal", listing_id=edit.listing.id)
    return url_for("editing.preview_listing", listing_id=edit.listing.id)


def _placed(edit: Edit, found: list[Finding]) -> list[tuple[str, Finding]]:
    """(id of the field, finding): a content leaves blank rows out, so its rows are counted differently."""
    ids = {one.id for one in fields_of(edit.form)}
    return [(_field_id(edit, one.field, ids), one) for one in found]


def _field_id(edit: Edit, path: str, ids: set[str]) -> str:
    name, _dot, rest = path.partition(".")
    if name == "answers":
        key, _dot, column = rest.partition(".")
        rows = (entry for entry in edit.form.answers if entry.form.key.data == key)
        return next((f"{entry.name}-{column or 'value'}" for entry in rows), "section-questions")
    if name in _LISTS and (found := re.match(r"^(\d+)\.?(.*)$", rest)):
        entries = [entry for entry in edit.form[name] if name == "aliases" or not entry.form.is_blank]
        if int(found[1]) < len(entries):
            path = f"{entries[int(found[1])].name}-{found[2]}".rstrip("-")
    wanted = path.replace(".", "-")
    section = next((s.name for s in SECTIONS if name in s.fields or rest in s.terms), "page")
    return wanted if wanted in ids else f"section-{section}"


def _by_field(found: list[tuple[str, Finding]]) -> dict[str, list[Finding]]:
    by_field: dict[str, list[Finding]] = {}
    for field_id, one in found:
        by_field.setdefault(field_id, []).append(one)
    return by_field


def _described(edit: Edit, now: Any) -> dict[str, Any]:
    """The name of each schedule row → what it says, in words and dates."""
    entries = [entry for entry in edit.form.schedules if not entry.form.is_blank]
    schedules = edit.whole_content()["schedules"]
    return {entry.name: describe(schedule, now) for entry, schedule in zip(entries, schedules, strict=True)}


def _offered_needs(edit: Edit) -> list[tuple[str, str]]:
    """(slug, label) of the needs that the plain words lead to and that are not ticked yet."""
    typed = edit.form.need_words.data
    if not typed:
        return []
    ticked = edit.form["terms"]["need"].data or ()
    return [(term.slug, label_of(term)) for term in find_terms_meant(typed, "need") if term.slug not in ticked]


def _needs(edit: Edit) -> dict[str, Any]:
    """The boxes of needs: those that are ticked, in their order; the others as (heading, boxes) by group."""
    boxes = {box.data: box for box in edit.form["terms"]["need"]}
    ticked = [slug for slug in edit.form["terms"]["need"].data or () if slug in boxes]
    groups = [
        (label, [boxes[slug] for slug in slugs if slug in boxes and slug not in ticked])
        for label, slugs in edit.choices.need_groups
    ]
    return {"chosen_needs": [boxes[slug] for slug in ticked], "need_groups": [group for group in groups if group[1]]}
