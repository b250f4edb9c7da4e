"""What a coordinator decides on the page of a suggestion: for each part accept or refuse, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import (
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length

from directory.curation.reviewing.deciding import Verdict
from directory.forms import PlainForm, SignedForm, select_choices
from directory.models.listing import SUMMARY_LENGTH
from directory.suggesting import PARTS

REASONS = (
    _("We checked, and it is so."),
    _("Thank you, we have put it right."),
    _("We looked into it and did what was needed."),
    _("We could not find out if it is so."),
    _("We checked, and it is right as it stands."),
    _("We have it already."),
    _("It does not fit this directory."),
    _("It names a person, or something private."),
    _("We could not tell what should change."),
)
CHOICES = (("accept", _("Accept")), ("refuse", _("Refuse")), ("later", _("Later")))
_LONGEST_TEXT = 8_000
_WEB, _MAIL = re.compile(r"https?://\S+\.\S+"), re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class RefusalForm(SignedForm):
    """Why a proposed listing is refused."""

    reason = SelectField(
        _("Why"),
        choices=select_choices([("", _("No reason")), *((str(n), text) for n, text in enumerate(REASONS))]),
        default="",
        validate_choice=False,
        description=_("The sender can read it."),
    )
    own = StringField(_("Or in your own words"), [Length(max=200)], render_kw={"maxlength": 200})


class PartForm(PlainForm):
    """The decision on one part."""

    verdict = RadioField(
        _("What do you decide?"), choices=select_choices(CHOICES), default="later", validate_choice=False
    )
    text = TextAreaField(_("What is taken over"), [Length(max=_LONGEST_TEXT)], render_kw={"rows": 3})
    reason = RefusalForm.reason
    own = RefusalForm.own

    @property
    def is_decided(self) -> bool:
        """Whether it is accepted or refused."""
        return self.verdict.data in ("accept", "refuse")

    def outcome(self) -> Verdict:
        """The decision as a value."""
        return Verdict(self.verdict.data == "accept", reason_of(self), self.text.data or "")


def reason_of(form: PartForm | RefusalForm) -> str:
    """Why, as the sender reads it. Own words go before a standard reason."""
    number = form.reason.data or ""
    standard = str(REASONS[int(number)]) if re.fullmatch(r"[0-9]", number) and int(number) < len(REASONS) else ""
    return form.own.data or standard


class ReviewForm(SignedForm):
    """All open parts of a suggestion; made for it by review_form()."""

    version = HiddenField()
    seen = HiddenField()
    """digest_of() the suggestion, as it was read."""
    keys: Sequence[str] = ()
    direct: frozenset[str] = frozenset()

    def verdicts(self) -> dict[str, Verdict]:
        """Part → decision, for those that are decided."""
        return {key: form.outcome() for key, form in self.parts() if form.is_decided}

    def parts(self) -> list[tuple[str, PartForm]]:
        """The forms of the parts by their key."""
        return [(key, self[f"part_{key}"].form) for key in self.keys]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether what is accepted can stand in the listing, too."""
        is_valid = super().validate(extra_validators)
        for key, form in self.parts():
            if key in self.direct and form.verdict.data == "accept":
                try:
                    check_text(key, form.text.data or "")
                except ValidationError as problem:
                    form.text.errors = [str(problem)]
                    is_valid = False
        return is_valid


def review_form(sent: MultiDict[str, str] | None, told: Mapping[str, str], direct: frozenset[str]) -> ReviewForm:
    """A form for the open parts. told: part → the words to take over; direct: parts whose words change the listing."""
    fields = {f"part_{key}": FormField(PartForm, default={"text": text}) for key, text in told.items()}
    form_class = type("ReviewFormOfParts", (ReviewForm,), {**fields, "keys": tuple(told), "direct": direct})
    return form_class(sent)


def check_text(key: str, text: str) -> None:
    """Return quietly if a text may stand in a part of a listing. Raises ValidationError with what helps."""
    if key == "name" and not text:
        raise ValidationError(str(_("A listing needs a name.")))
    if key == "url" and text and not _WEB.fullmatch(text):
        raise ValidationError(str(_("A web page begins with https:// or http://.")))
    if key == "email" and text and not _MAIL.fullmatch(text):
        raise ValidationError(str(_("This does not look like a mail address.")))
    longest = SUMMARY_LENGTH if key == "summary" else _LONGEST_TEXT
    if key in PARTS and not PARTS[key].is_long:
        longest = PARTS[key].longest
    if len(text) > longest:
        raise ValidationError(str(_("This is too long. Please use %(max)d letters or fewer.") % {"max": longest}))
