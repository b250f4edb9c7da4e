"""One edit on its way between the browser and the database: the listing, its form, and what is said beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from wtforms import Field, FieldList, FormField, SelectField
from wtforms.fields.core import UnboundField

from directory.curation.editor.choosing import Choices, find_choices, offer
from directory.curation.editor.drafts import propose_slug
from directory.curation.editor.forms import ListingForm, content_from, data_of, form_class
from directory.curation.editor.forms.fields import TicksField
from directory.curation.editor.settling import Offers, names_of, settle
from directory.database import db
from directory.models import KINDS, Listing
from directory.models.content import FIELDS, Content, completed, plain, whole_content_of
from directory.models.listing import with_children

Sent = MultiDict[str, str]


@dataclass
class Edit:
    """A form and what it is about. listing: None for a new one; present: what the listing says now.

    is_proposal: a contributor fills it in, so it asks only what they may propose.
    """

    kind: str
    form: ListingForm
    choices: Choices
    listing: Listing | None = None
    present: Content | None = None
    offers: Offers = field(default_factory=Offers)
    also: list[str] = field(default_factory=list)
    """Sentences about the whole form, for its summary."""
    is_proposal: bool = False

    @property
    def listing_id(self) -> int:
        """0 for a new listing."""
        return self.listing.id if self.listing else 0

    @property
    def version(self) -> int:
        """The version that the form is based on, as far as it says so; 0 is none."""
        return number_in(self.form.version.data)

    def settle(self) -> None:
        """Fill in what the form leaves to us, give it its choices, and its problems to its fields."""
        self.offers = settle(self.form, self.choices, self.listing_id)
        offer(self.form, self.choices, self.kind)

    def is_valid(self) -> bool:
        """Whether every field can be saved; else their errors are set."""
        is_valid = self.form.validate()
        fields = {one.id: one for one in fields_of(self.form)}
        for name, sentence in self.offers.problems.items():
            if name in fields and not fields[name].errors:
                fields[name].errors = [sentence]
        return is_valid and not self.offers.problems

    def content(self) -> Content:
        """What the form says, with the terms that this kind is not asked about, as they are."""
        content = content_from(self.form, self.choices.zone)
        asked = {one.short_name for one in self.form["terms"]}
        others = {name: slugs for name, slugs in ((self.present or {}).get("terms") or {}).items() if name not in asked}
        content["terms"] = {**content["terms"], **others}
        if "slug" in content:
            content["slug"] = content["slug"] or propose_slug(content["name"], self.listing_id)
        if "kind" in content:
            content["kind"] = content["kind"] if content["kind"] in KINDS else self.kind
        return content

    def whole_content(self) -> Content:
        """The whole content that a save would give."""
        base = self.present or {**dict.fromkeys(FIELDS), "status": "active", "publication": "draft"}
        return completed({**base, **self.content()})

    def normal(self, content: Content) -> Content:
        """A content as the form of this kind says it, so that it can be compared with what the form says."""
        form = filled_form(self.kind, content, self.choices, is_proposal=self.is_proposal)
        other = Edit(self.kind, form, self.choices, self.listing, content)
        other.settle()
        return other.content()

    def changes(self) -> Content:
        """What the form says otherwise than the listing does now."""
        now, before = self.content(), self.normal(self.present or {})
        return {name: value for name, value in now.items() if plain(value) != plain(before.get(name))}


def find_edit(listing_id: int, sent: Sent | None = None, *, is_proposal: bool = False) -> Edit | None:
    """The edit of a listing, with its form filled from the listing or from what was sent; None if there is none."""
    found = select(Listing).where(Listing.id == listing_id).options(*with_children())
    listing = db.session.scalars(found.execution_options(populate_existing=True)).first()
    if listing is None:
        return None
    content, choices = whole_content_of(listing), find_choices()
    if sent is None:
        form = filled_form(listing.kind, content, choices, is_proposal=is_proposal)
        form.version.data = str(listing.version)
    else:
        form = form_class(listing.kind, is_proposal)(sent)
    return Edit(listing.kind, form, choices, listing, content, is_proposal=is_proposal)


def new_edit(kind: str, sent: Sent | None = None) -> Edit:
    """The edit that makes a listing of a kind."""
    form = form_class(kind)(sent) if sent is not None else form_class(kind)(None, data={"kind": kind})
    return Edit(kind, form, find_choices())


def filled_form(kind: str, content: Content, choices: Choices, *, is_proposal: bool = False) -> ListingForm:
    """The form of a kind, with a whole content in it."""
    pointed = {content[name] for name in ("organization", "successor") if content.get(name)}
    names = names_of(pointed) if pointed else {}
    return form_class(kind, is_proposal)(None, data=data_of(content, choices.zone, names))


def fields_of(form: Any) -> Iterator[Field]:
    """Every field of a form, rows and rows of rows included."""
    for one in form:
        if isinstance(one, FormField):
            yield from fields_of(one.form)
        elif isinstance(one, FieldList):
            yield from fields_of(one)
        elif not isinstance(one, UnboundField):
            yield one


def number_in(text: str | None) -> int:
    """The number that a hidden field has; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def sent_by(form: ListingForm) -> list[tuple[str, str]]:
    """The names and values that a browser would send of a form, for hidden fields that carry it on."""
    pairs: list[tuple[str, str]] = []
    for one in fields_of(form):
        if isinstance(one, TicksField):
            pairs += [(one.name, value) for value in one.data or ()]
        elif hasattr(one, "_value"):
            pairs.append((one.name, str(one._value())))
        elif one.data is not None or isinstance(one, SelectField):
            pairs.append((one.name, str(one.data or "")))
    return pairs
