"""One form for each kind, put together from a table of fields, in the sections of the public page.

What a kind is not asked about is not in its form, and so is never changed by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, NumberRange, Optional, Regexp

from directory.curation.editor.forms.fields import (
    TicksField,
    TypedDate,
    TypedTime,
    WebField,
    at_most,
    line_filter,
)
from directory.curation.editor.forms.rows import (
    MOST_ROWS,
    AnswerRow,
    LinkRow,
    LocationRow,
    PhoneRow,
    PointerRow,
    ScheduleRow,
)
from directory.forms import PlainForm, select_choices
from directory.models import KINDS, STATUSES
from directory.models.listing import SUMMARY_LENGTH

LONGEST_TEXT = 8_000
LONGEST_MESSAGE = 2_000
# What coordinators alone decide on: who sees a listing and where, whose it is, and what they note for each other.
NOT_PROPOSED = (
    "publication", "publish_on", "publish_time", "closed_reason", "successor", "slug", "kind", "source_url",
    "private_notes", "organization",
)  # fmt: skip
_FREE = [("", _("Not known")), ("yes", _("Free")), ("no", _("Costs money"))]
_STATES_OF_PUBLICATION = [
    ("draft", _("Draft. Only we see it.")),
    ("published", _("Published. Everyone sees it.")),
    ("hidden", _("Hidden. Taken off the site for now.")),
    ("closed", _("Closed for good. Its page says so.")),
]
_STATUS_WORDS = dict(
    zip(STATUSES, (_("Running"), _("Not running"), _("No longer there"), _("Closed for now")), strict=True)
)
# Taxonomies that only one kind is asked about; those of all kinds in the order of the form.
OWN_TAXONOMY = {"helpline": "helpline_type", "role": "role_type", "community": "platform"}
TAXONOMIES = ("need", "audience", "condition", "format", "access", "language", "preference", "place")
APPLICATION = {
    "helpline": _("How to get in touch, one step a line"),
    "organization": _("How to get in touch, one step a line"),
}


_AGE = _("Write the age as a number from 0 to 120.")


class AgeField(IntegerField):
    """A number of years; what is none is told in words of ours."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """The number. Raises ValueError with a sentence."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(str(_AGE)) from None


@dataclass(frozen=True)
class Section:
    """A part of the form. fields: of the form; terms: taxonomies asked about here."""

    name: str
    title: Any
    fields: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


SECTIONS = (
    Section("names", _("What it is called"), ("name", "aliases", "summary", "organization", "status", "alert"),
            ("helpline_type", "role_type", "platform")),
    Section("contact", _("How to reach it"), ("phones", "url", "links", "email")),
    Section("what", _("What it is"), ("description", "eligibility_description", "minimum_age", "maximum_age"),
            ("audience", "condition")),
    Section("join", _("How to join"), ("application_process", "is_free", "fees_description"), ("format", "access")),
    Section("when", _("When"), ("schedules",)),
    Section("questions", _("Questions people ask"), ("answers",)),
    Section("where", _("Where"), ("locations", "service_areas"), ("place",)),
    Section("needs", _("What it helps with"), ("need_words",), ("need",)),
    Section("more", _("Language and more"), (), ("language", "preference")),
    Section("page", _("This page"), (
        "publication", "publish_on", "publish_time", "closed_reason", "successor", "slug", "kind", "source_url",
        "private_notes",
    )),
)  # fmt: skip
PROPOSED_SECTIONS = (*SECTIONS[:-1], Section("page", _("For the coordinators"), ("reason",)))


class ListingForm(PlainForm):
    """What every kind is asked. Its token stands in the template, so that it can be made without a session."""

    version = HiddenField()
    """The version that the edit is based on; key: makes a form for a new listing count once."""
    key = HiddenField()
    reason = StringField(_("Why?"), [at_most(300)], description=_("For those who look at the history later."))

    name = StringField(_("Name"), [DataRequired(_("Type the name.")), at_most(200)])
    aliases = FieldList(StringField(_("Other name"), [at_most(200)], filters=[line_filter]), max_entries=MOST_ROWS)
    summary = TextAreaField(
        _("In one sentence"), [at_most(SUMMARY_LENGTH)], render_kw={"rows": 2},
        description=_("What stands on its card. Up to 160 letters."),
    )  # fmt: skip
    organization = FormField(PointerRow, _("Belongs to"))
    status = SelectField(_("Is it running?"), choices=select_choices(_STATUS_WORDS.items()))
    alert = TextAreaField(_("Notice on its page"), [at_most(1_000)], render_kw={"rows": 2})

    phones = FieldList(FormField(PhoneRow), max_entries=MOST_ROWS)
    url = WebField(_("Web page"), [at_most(500)], render_kw={"inputmode": "url"})
    links = FieldList(FormField(LinkRow), max_entries=MOST_ROWS)
    email = StringField(
        _("E-mail"),
        [Optional(), at_most(254), Regexp(r"^[^@\s<>,;:]+@[^@\s<>,;:]+\.[^@\s<>,;:]+$",
         message=_("Write the address like name@example.org."))],
        render_kw={"inputmode": "email", "autocomplete": "off"},
    )  # fmt: skip

    description = TextAreaField(_("What it is, in plain words"), [at_most(LONGEST_TEXT)], render_kw={"rows": 5})
    eligibility_description = TextAreaField(_("Who it is for"), [at_most(LONGEST_TEXT)], render_kw={"rows": 2})
    minimum_age = AgeField(_("From age"), [Optional(), NumberRange(0, 120, _AGE)])
    maximum_age = AgeField(_("Up to age"), [Optional(), NumberRange(0, 120, _AGE)])
    application_process = TextAreaField(
        _("How to join, one step a line"), [at_most(LONGEST_TEXT)], render_kw={"rows": 4}
    )
    is_free = SelectField(_("Cost"), choices=select_choices(_FREE))
    fees_description = TextAreaField(_("What it costs, in words"), [at_most(LONGEST_TEXT)], render_kw={"rows": 1})

    schedules = FieldList(FormField(ScheduleRow), max_entries=MOST_ROWS)
    answers = FieldList(FormField(AnswerRow), max_entries=MOST_ROWS)
    locations = FieldList(FormField(LocationRow), max_entries=MOST_ROWS)
    service_areas = TicksField(_("Whom it serves"), description=_("Leave empty if only people near it."))
    need_words = StringField(
        _("Say it in plain words"), [at_most(200)], description=_("Such as “can’t sleep”. We offer what fits."),
        render_kw={"autocomplete": "off"},
    )  # fmt: skip

    publication = RadioField(_("Who sees it"), choices=select_choices(_STATES_OF_PUBLICATION), default="draft")
    publish_on = TypedDate(_("Publish on"), description=_("For a draft. It then goes live by itself."))
    publish_time = TypedTime(_("At"), description=_("If left empty, 9 AM."))
    closed_reason = TextAreaField(_("Why it closed"), [at_most(1_000)], render_kw={"rows": 2})
    successor = FormField(PointerRow, _("What people can turn to instead"))
    slug = StringField(
        _("Address of its page"), [at_most(120), Optional(), Regexp(
            r"^[a-z0-9]+(-[a-z0-9]+)*$", message=_("Use small letters, numbers and hyphens, like river-walk."))],
        description=_("Leave it empty to make it from the name. The old address goes on working."),
    )  # fmt: skip
    kind = SelectField(_("What kind of listing it is"), choices=select_choices((name, name) for name in KINDS))
    source_url = WebField(_("Where we read it"), [at_most(500)], render_kw={"inputmode": "url"})
    private_notes = TextAreaField(
        _("Private notes"), [at_most(LONGEST_TEXT)], render_kw={"rows": 3},
        description=_("Only coordinators see these. They are on no page and in no export."),
    )  # fmt: skip

    def validate_closed_reason(self, field: TextAreaField) -> None:
        """What is closed says why."""
        if self.publication.data == "closed" and not field.data:
            raise ValidationError(_("Say why it closed. It stands on its page."))

    def validate_maximum_age(self, field: IntegerField) -> None:
        """Ages in their order."""
        if field.data is not None and self.minimum_age.data is not None and field.data < self.minimum_age.data:
            raise ValidationError(_("The highest age is below the lowest."))

    def validate_publish_on(self, field: TypedDate) -> None:
        """Only a draft waits to be published."""
        if field.data and self.publication.data != "draft":
            raise ValidationError(_("Only a draft can wait for a day. Choose “Draft”, or take the day out."))


@cache
def form_class(kind: str, is_proposal: bool = False) -> type[ListingForm]:
    """The form of a kind: what all are asked, and the terms of this one. Raises KeyError for no kind.

    is_proposal: without what a contributor may not propose; what is sent of it all the same is in no field.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    own = (OWN_TAXONOMY[kind],) if kind in OWN_TAXONOMY else ()
    terms = type(f"TermsOf{kind.title()}", (PlainForm,), {name: TicksField() for name in (*own, *TAXONOMIES)})
    fields: dict[str, Any] = {"terms": FormField(terms)}
    if kind in APPLICATION:
        fields["application_process"] = TextAreaField(APPLICATION[kind], [at_most(LONGEST_TEXT)], render_kw={"rows": 4})
    if is_proposal:
        # WTForms leaves out what a class has as None.
        fields |= {**dict.fromkeys(NOT_PROPOSED), "reason": _words_for_coordinators()}
    return type(f"{kind.title()}{'Proposal' if is_proposal else 'Form'}", (ListingForm,), fields)


def _words_for_coordinators() -> TextAreaField:
    return TextAreaField(
        _("What should the coordinators know?"), [at_most(LONGEST_MESSAGE)], render_kw={"rows": 3},
        description=_("Such as how you know it, or from when it holds. Only they read it."),
    )  # fmt: skip
