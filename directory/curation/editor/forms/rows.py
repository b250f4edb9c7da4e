"""The rows of a listing's form: a phone, a link, a place, a schedule with its exceptions, an answer.

Names are those of a content (models/content.py), so that a row is filled and read without a table of names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import NumberRange, Optional

from directory.curation.editor.forms.fields import TicksField, TypedDate, TypedTime, WebField, at_most
from directory.curation.editor.forms.rules import ORDINALS, REPEATS, missing_in_rule
from directory.forms import PlainForm, clean_line, select_choices
from directory.models.location import STATES
from directory.models.schedule import WEEKDAYS

MOST_ROWS = 60
_DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
_MODES = [("", _("Not said")), ("in_person", _("In person")), ("online", _("Online")), ("phone", _("By phone"))]
_VISIBILITIES = [
    ("full", _("Show all of it. Anyone can read it.")),
    ("city", _("Show the town only. They tell people the address.")),
    ("hidden", _("Show nothing at all. For a shelter, or a home.")),
]


class Row(PlainForm):
    """One row. telling: the fields of which one must say something, or else the row is blank and left out."""

    telling: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered."""
        return not any(_says(self._fields[name]) for name in self.telling)


class PhoneRow(Row):
    """A number to call or text."""

    telling = ("number", "extension", "label", "menu", "text_body", "hours")
    number = StringField(_("Number"), [at_most(40)], render_kw={"inputmode": "tel", "autocomplete": "off"})
    type = SelectField(
        _("For"),
        choices=select_choices(
            [("voice", _("Calls")), ("text", _("Text messages")), ("tty", "TTY"), ("videophone", _("Video phone"))]
        ),
    )
    hours = StringField(_("When someone answers"), [at_most(200)])
    extension = StringField(_("Extension"), [at_most(20)], render_kw={"inputmode": "numeric"})
    label = StringField(_("Whose number it is"), [at_most(120)])
    menu = StringField(_("What to press"), [at_most(120)], description=_("Such as “press 1”."))
    text_body = StringField(_("Word to send"), [at_most(120)], description=_("Such as HOME, for text lines."))
    languages = TicksField(_("Languages spoken there"))

    def validate_number(self, field: StringField) -> None:
        """A row that says something says a number."""
        if not field.data and not self.is_blank:
            raise ValidationError(_("Type the number, or remove this row."))


class LinkRow(Row):
    """A further page of a listing."""

    telling = ("label", "url")
    label = StringField(_("What it is"), [at_most(120)], description=_("Such as “Chat” or “Find a meeting”."))
    url = WebField(_("Address of the page"), [at_most(500)], render_kw={"inputmode": "url"})

    def validate_url(self, field: WebField) -> None:
        """A link leads somewhere."""
        if not field.data and not self.is_blank:
            raise ValidationError(_("Type the address of the page, or remove this row."))

    def validate_label(self, field: StringField) -> None:
        """A link says where it leads."""
        if not field.data and not self.is_blank:
            raise ValidationError(_("Say in a word or two what this page is."))


class LocationRow(Row):
    """A place. located: the town that its coordinates belong to, so that they are looked up when it changes."""

    telling = ("name", "address_1", "city", "postal_code", "directions")
    postal_code = StringField(_("ZIP code"), [at_most(20)], render_kw={"inputmode": "numeric"})
    city = StringField(_("Town"), [at_most(100)])
    state = SelectField(_("State"), choices=select_choices([("", "–"), *STATES.items()]), default="")
    name = StringField(_("Name of the building"), [at_most(200)])
    address_1 = StringField(_("Street and number"), [at_most(200)])
    directions = TextAreaField(_("How to find the door"), [at_most(2_000)], render_kw={"rows": 2})
    visibility = RadioField(_("Who may see the address?"), choices=select_choices(_VISIBILITIES), default="full")
    country = HiddenField(default="US")
    latitude = HiddenField()
    longitude = HiddenField()
    located = HiddenField()


class ExceptionRow(Row):
    """One date of a schedule that differs."""

    telling = ("date", "to_date", "opens_at", "closes_at", "note")
    kind = SelectField(
        _("What differs"),
        choices=select_choices(
            [("cancelled", _("Does not take place")), ("moved", _("Moved")), ("extra", _("One more date"))]
        ),
    )
    date = TypedDate(_("Date"), description=_("Such as 24 Dec 2026."))
    to_date = TypedDate(_("Moved to"))
    opens_at = TypedTime(_("Other start"))
    closes_at = TypedTime(_("Other end"))
    note = StringField(_("Why"), [at_most(200)])

    def validate_date(self, field: TypedDate) -> None:
        """A date that differs is a date."""
        if not field.data and not field.errors and not self.is_blank:
            raise ValidationError(_("Type the date, or remove this row."))


class ScheduleRow(Row):
    """When a listing meets or is open. repeats, days, ordinals and month_days together make a rule (rules.py)."""

    telling = ("days", "ordinals", "month_days", "opens_at", "closes_at", "dtstart", "until", "description", "byday")
    repeats = SelectField(_("How often"), choices=select_choices(REPEATS))
    days = TicksField(_("On"), choices=list(zip(WEEKDAYS, _DAYS, strict=True)), in_order=True)
    ordinals = TicksField(_("Which ones of the month"), choices=ORDINALS, in_order=True)
    month_days = StringField(_("Days of the month"), [at_most(60)], description=_("Such as 1, 15."))
    opens_at = TypedTime(_("Starts"), description=_("Such as 7 PM."))
    closes_at = TypedTime(_("Ends"))
    timezone = SelectField(_("Whose clock"), default="")
    mode = SelectField(_("How people meet"), choices=select_choices(_MODES))
    dtstart = TypedDate(_("First date"), description=_("If it starts later, or every other week."))
    until = TypedDate(_("Last date"))
    every = IntegerField(_("Every how many weeks or months"), [Optional(), NumberRange(1, 99)], default=1)
    byday = StringField(_("Days in codes"), [at_most(120)])
    description = TextAreaField(_("In your own words"), [at_most(1_000)], render_kw={"rows": 2})
    exceptions = FieldList(FormField(ExceptionRow), max_entries=MOST_ROWS)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered; day and night says something by itself."""
        return super().is_blank and self.repeats.data != "always" and not self.exceptions.entries

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether each field is right, and all that a rule needs is there."""
        is_valid = super().validate(extra_validators)
        for name, sentence in () if self.is_blank else missing_in_rule(self.data):
            field = self._fields[name]
            if not field.errors:
                field.errors = [sentence]
                is_valid = False
        return is_valid


class AnswerRow(Row):
    """What a listing answers to one question. label: the question, from the database."""

    telling = ("value", "note")
    label = ""
    shape = "yes_no"
    key = HiddenField()
    value = SelectField(_("Answer"), default="")
    note = TextAreaField(_("In a sentence"), [at_most(1_000)], render_kw={"rows": 1})

    def validate_value(self, field: SelectField) -> None:
        """A note alone is no answer to a yes-or-no question."""
        if not field.data and self.note.data and self.shape == "yes_no":
            raise ValidationError(_("Choose an answer to go with this sentence."))


class PointerRow(Row):
    """Another listing: what was typed, and the hsds_id of the one that is meant."""

    telling = ("typed",)
    typed = StringField(_("Name"), [at_most(200)], render_kw={"autocomplete": "off"})
    meant = HiddenField()


@dataclass(frozen=True)
class RowKind:
    """Rows of which there may be several. form: of one, None for a plain text; more: what the button says."""

    name: str
    more: str
    form: type[Form] | None = None


ROWS = {
    kind.name: kind
    for kind in (
        RowKind("aliases", _("Add another name")),
        RowKind("phones", _("Add a number"), PhoneRow),
        RowKind("links", _("Add a page"), LinkRow),
        RowKind("schedules", _("Add a time"), ScheduleRow),
        RowKind("locations", _("Add a place"), LocationRow),
    )
}


def _says(field: Field) -> bool:
    """Whether something was entered, even if it could not be read."""
    return bool(field.data) or any(clean_line(str(typed)) for typed in field.raw_data or ())
