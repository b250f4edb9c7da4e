"""What a visitor fills in to tell us something. Forms give what was told as plain data; telling.py keeps it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import AnyOf, DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from directory.forms import PlainForm, select_choices
from directory.models import KINDS, Listing
from directory.search import kind_label
from directory.suggesting.parts import LONGEST_WORDS, PARTS, present_words
from directory.suggesting.telling import Told

DANGERS = {
    "harm": _("Someone hurt or threatened a person"),
    "sexual": _("Someone came too close, or wanted sex"),
    "money": _("Someone asked for money or private data"),
    "pressure": _("Someone was told to stop medicine, cut off family or keep secrets"),
    "private": _("Private things were shared"),
    "place": _("The place itself is not safe"),
    "else": _("Something else"),
}
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def _long_enough(longest: int) -> Length:
    return Length(max=longest, message=_("This is too long. Please say it in %(max)d letters or fewer."))


def _mail(form: Any, field: Any) -> None:
    """An address of mail, or nothing."""
    if field.data and not _MAIL.fullmatch(field.data):
        raise ValidationError(_("This does not look like a mail address. It has an @ in it, as in name@example.org."))


class TellingForm(PlainForm):
    """What every form for visitors has: its stamp, a trap for programs, and how to ask back."""

    kind = ""
    stamp = HiddenField()
    proof = HiddenField()
    homepage = StringField(_("Leave this one empty"))
    """The trap: it is out of sight, and people who hear the page are told to leave it empty."""
    is_of_group = BooleanField(_("I am from this group"))
    contact = EmailField(
        _("Your mail address"),
        [_long_enough(254), _mail],
        description=_("Only if we may ask you something. We delete it later, and never show it."),
        render_kw={"autocomplete": "email", "maxlength": 254},
    )

    @property
    def is_trapped(self) -> bool:
        """Whether the trap was filled in."""
        return bool(self.homepage.data)

    def told(self) -> Told:
        """What was told."""
        return Told(self.kind, **self._own(), is_of_group=self.is_of_group.data, contact=self.contact.data or None)

    def _own(self) -> dict[str, Any]:
        return {}


class ChangeForm(TellingForm):
    """What should stand in the parts that are wrong. Its fields are made for those parts: change_form()."""

    kind = "change"
    parts: Sequence[str] = ()
    present: dict[str, str]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it can be taken; something must be told."""
        is_valid = super().validate(extra_validators)
        if is_valid and not self._own()["fields"]:
            field = self[f"told_{self.parts[0]}"]
            field.errors = [_("Please say what it should be. As it is now, nothing would change.")]
            return False
        return is_valid

    def _own(self) -> dict[str, Any]:
        told = {key: self[f"told_{key}"].data or "" for key in self.parts}
        fields = {
            key: {"was": self.present[key], "told": text}
            for key, text in told.items()
            if text and " ".join(text.split()) != " ".join(self.present[key].split())
        }
        return {"fields": fields}


def change_form(sent: MultiDict[str, str] | None, parts: Sequence[str], listing: Listing) -> ChangeForm:
    """A form for some parts of a listing. What it says now stands in a field that can be put right in place."""
    present = {key: present_words(listing, key) for key in parts}
    fields = {f"told_{key}": _field_for(key, present[key]) for key in parts}
    form_class = type("ChangeFormOfParts", (ChangeForm,), {**fields, "parts": tuple(parts), "present": present})
    return form_class(sent)


class UnsafeForm(TellingForm):
    """What happened."""

    kind = "unsafe"
    dangers = SelectMultipleField(
        _("What was it?"),
        choices=select_choices(DANGERS.items()),
        validate_choice=False,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    message = TextAreaField(
        _("What happened?"),
        [_long_enough(LONGEST_WORDS)],
        description=_("In your own words, as much as you like. Leave out the names of others."),
        render_kw={"rows": 5, "maxlength": LONGEST_WORDS},
    )

    def validate_message(self, field: Any) -> None:
        """One of both must be there."""
        if not field.data and not self.dangers.data:
            raise ValidationError(_("Please tick what it was, or say it in a few words."))

    def _own(self) -> dict[str, Any]:
        told = {"unsafe": {"was": "", "told": self.message.data or ""}}
        return {"fields": told, "dangers": tuple(key for key in DANGERS if key in (self.dangers.data or ()))}


class ClosedForm(TellingForm):
    """How somebody knows that there is no more of it."""

    kind = "closed"
    message = TextAreaField(
        _("How do you know? Is there something in its place?"),
        [_long_enough(LONGEST_WORDS)],
        render_kw={"rows": 4, "maxlength": LONGEST_WORDS},
    )

    def _own(self) -> dict[str, Any]:
        return {"fields": {"closed": {"was": "", "told": self.message.data or ""}}}


class NewForm(TellingForm):
    """A listing that is missing."""

    kind = "new"
    what = RadioField(
        _("What is it?"),
        [AnyOf(KINDS, _("Please choose what it is. If you are not sure, take the nearest."))],
        choices=[SelectChoice(kind) for kind in KINDS],
        validate_choice=False,
    )
    name = StringField(
        _("What is it called?"),
        [DataRequired(_("Please say what it is called.")), _long_enough(200)],
        render_kw={"maxlength": 200},
    )
    reach = StringField(
        _("A web page or a phone number"),
        [DataRequired(_("Please give one way to reach it, so that we can ask there.")), _long_enough(500)],
        render_kw={"maxlength": 500, "autocapitalize": "none"},
    )
    place = StringField(
        _("Where is it?"),
        [_long_enough(200)],
        description=_("A town or ZIP code, or “online”"),
        render_kw={"maxlength": 200},
    )
    when = TextAreaField(_("When does it meet, or when is it open?"), [_long_enough(500)], render_kw={"rows": 2})
    about = TextAreaField(
        _("What is it like, and who is it for?"), [_long_enough(LONGEST_WORDS)], render_kw={"rows": 3}
    )
    known = TextAreaField(_("How do you know it?"), [_long_enough(500)], render_kw={"rows": 2})
    is_another = BooleanField(_("It is another one. Send it."))

    def __init__(self, sent: MultiDict[str, str] | None = None) -> None:
        super().__init__(sent)
        self.what.choices = select_choices((kind, kind_label(kind)) for kind in KINDS)

    def _own(self) -> dict[str, Any]:
        told = {"kind": self.what.data, **{key: self[key].data for key in ("name", "reach", "place", "when")}}
        told |= {"about": self.about.data, "known": self.known.data}
        return {"fields": {key: {"was": "", "told": text} for key, text in told.items() if text}}


def _field_for(key: str, present: str) -> StringField:
    part = PARTS[key]
    kind = TextAreaField if part.is_long else StringField
    # Told in its own words, the present text would only be in the way.
    default = present if part.is_direct else None
    attributes: dict[str, Any] = {"maxlength": part.longest} | ({"rows": 4} if part.is_long else {})
    if key != "other":
        attributes["aria-describedby"] = f"told_{key}-now"
    hint = part.hint or ""
    return kind(part.label, [_long_enough(part.longest)], default=default, description=hint, render_kw=attributes)
