"""What people type to sign in, to join and to look after accounts. Passwords are left as typed."""

from __future__ import annotations

from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _
from wtforms import (
    HiddenField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput

from directory.forms import SignedForm, select_choices
from directory.people.passwords import SHORTEST, find_fault


class VerbatimPasswordField(PasswordField):
    """A password: nothing is trimmed or cleaned."""

    is_verbatim = True


def is_address(_form: Any, field: StringField) -> None:
    """Take an address of mail in its normal form; refuse what is none."""
    try:
        field.data = normal_address(field.data)
    except ValueError:
        raise ValidationError(_("Write a mail address, such as robin@example.org.")) from None


def normal_address(text: str | None) -> str:
    """An address of mail, the same for every way to write it. Raises ValueError for what is none."""
    try:
        checked = validate_email(text or "", check_deliverability=False, test_environment=True)
    except EmailNotValidError as problem:
        raise ValueError(str(problem)) from None
    return checked.normalized.lower()


class SignInForm(SignedForm):
    """Mail address and password."""

    email = StringField(
        _("Mail address"),
        [InputRequired(_("Write your mail address.")), Length(max=254, message=_("That is too long for an address."))],
        render_kw={"type": "email", "autocomplete": "username", "inputmode": "email"},
    )
    password = VerbatimPasswordField(
        _("Password"),
        [InputRequired(_("Write your password."))],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class CodeForm(SignedForm):
    """The six digits of an authenticator app."""

    code = StringField(
        _("Code from your app"),
        [InputRequired(_("Write the six digits that your app shows."))],
        description=_("Six digits. They change every half minute."),
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 10},
    )


class RecoveryForm(SignedForm):
    """One of the codes that were saved or printed."""

    code = StringField(
        _("Recovery code"),
        [InputRequired(_("Write one of your recovery codes."))],
        description=_("24 letters and digits. Big or small letters, with or without hyphens."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "maxlength": 60},
    )


class PasskeyForm(SignedForm):
    """What a browser answers; the script of the page fills it in."""

    credential = HiddenField()
    next = HiddenField()


class ForgotForm(SignedForm):
    """Where to send a link for a new password."""

    email = StringField(
        _("Mail address"),
        [InputRequired(_("Write your mail address.")), is_address],
        render_kw={"type": "email", "autocomplete": "username", "inputmode": "email"},
    )


def _new_password_field(label: Any) -> VerbatimPasswordField:
    return VerbatimPasswordField(
        label,
        [InputRequired(_("Choose a password."))],
        description=_(
            "At least %(least)s characters of any kind, spaces too. A few words in a row are good: easy for you, "
            "hard to guess. A password manager is better.",
            least=SHORTEST,
        ),
        render_kw={"autocomplete": "new-password"},
    )


class NewPasswordForm(SignedForm):
    """A password to be. about: name and address of its owner, which it must not be made of."""

    password = _new_password_field(_("New password"))

    def __init__(self, *about: str, **values: Any) -> None:
        """A form for one person."""
        super().__init__(**values)
        self.about = about

    def validate_password(self, field: VerbatimPasswordField) -> None:
        """A password that is long enough, and none that others guess first."""
        if fault := find_fault(field.data or "", *self.about):
            raise ValidationError(fault)


class ChangePasswordForm(NewPasswordForm):
    """The password so far and the one to be."""

    present = VerbatimPasswordField(
        _("Password until now"),
        [InputRequired(_("Write your present password."))],
        render_kw={"autocomplete": "current-password"},
    )


class JoinForm(NewPasswordForm):
    """Who joins: the mail address stands in the invitation."""

    name = StringField(
        _("Your name"),
        [InputRequired(_("Write the name that the others will see.")), Length(max=120)],
        description=_("The others see it next to what you change. Visitors do not."),
        render_kw={"autocomplete": "name", "maxlength": 120},
    )
    password = _new_password_field(_("Choose a password"))


class FirstJoinForm(JoinForm):
    """The first admin also writes an address."""

    email = StringField(
        _("Mail address"),
        [InputRequired(_("Write your mail address.")), is_address],
        description=_("You sign in with it."),
        render_kw={"type": "email", "autocomplete": "username", "inputmode": "email"},
    )


ROLE_LABELS = {
    "contributor": _("Contributor: listings of an organization"),
    "coordinator": _("Coordinator: all listings"),
    "admin": _("Admin: people and settings, too"),
}


class InviteForm(SignedForm):
    """Whom to invite."""

    email = StringField(
        _("Mail address"),
        [InputRequired(_("Write the mail address of the person.")), is_address],
        render_kw={"type": "email", "autocomplete": "off", "inputmode": "email"},
    )
    name = StringField(_("Name"), [Length(max=120)], render_kw={"autocomplete": "off", "maxlength": 120})
    role = RadioField(_("Role"), choices=select_choices(ROLE_LABELS.items()), default="coordinator")
    organization = StringField(
        _("Organization"),
        description=_("For a contributor: start to write its name, then choose."),
        render_kw={"list": "organizations", "autocomplete": "off", "maxlength": 200},
    )


class RoleForm(SignedForm):
    """What somebody may do, and for a contributor whose listings they look after."""

    role = RadioField(_("Role"), choices=select_choices(ROLE_LABELS.items()), validate_choice=False)
    keep = SelectMultipleField(
        _("Looks after"),
        coerce=int,
        validate_choice=False,
        option_widget=CheckboxInput(),
        description=_("Take the tick away, and they no longer do."),
    )
    organization = StringField(
        _("One more organization"),
        description=_("For a contributor: start to write its name, then choose."),
        render_kw={"list": "organizations", "autocomplete": "off", "maxlength": 200},
    )
