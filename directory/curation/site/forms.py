"""The forms of settings. A crisis number is typed twice: a wrong one can cost a life."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, StringField
from wtforms.validators import InputRequired, Length

from directory.config import SETTINGS
from directory.config_values import MOST_MONTHS
from directory.crisis import RETIRED_NUMBER
from directory.curation.revised_form import RevisedForm, add_problem
from directory.models.content import Content
from directory.security import safe_link
from directory.site_settings import default_of, is_set_by_operator, names_here

_PARSERS = {setting.name: setting.parse for setting in SETTINGS}
MONTHS = {"inputmode": "numeric", "maxlength": 4}
LONGEST_NAME = 40


class SiteForm(RevisedForm):
    """The settings of the site. An empty field goes back to the default."""

    SITE_NAME = StringField(_("Name of this directory"), [Length(max=LONGEST_NAME)])
    CONTACT_EMAIL = StringField(
        _("Where visitors can write to"),
        [Length(max=254)],
        description=_("Somebody must read these mails. Every listing shows the address."),
        render_kw={"inputmode": "email"},
    )
    LEAVE_URL = StringField(
        _("Where “Leave” leads to"),
        [Length(max=300)],
        description=_("A page that tells nothing, such as one about the weather."),
        render_kw={"inputmode": "url"},
    )
    CHECK_REMIND_MONTHS = StringField(_("Months until a listing is to be checked again"), render_kw=MONTHS)
    CHECK_MARK_MONTHS = StringField(_("Months until visitors read that a check is old"), render_kw=MONTHS)
    CHECK_HIDE_MONTHS = StringField(_("Months until a listing is left out of searches"), render_kw=MONTHS)
    SUGGESTION_FLOOD = StringField(
        _("Suggestions in an hour before senders must prove that they are no robot"), render_kw=MONTHS
    )

    def shown(self) -> Iterator[tuple[Field, bool, Any]]:
        """(field, whether the operator has set it, its default or the operator's value) of what there is here."""
        for name in names_here():
            yield self[name], is_set_by_operator(name), default_of(name)

    def show(self, content: Content, version: int) -> None:
        """Fill the form with what the console has set."""
        self.version.data = version
        for name in names_here():
            self[name].data = "" if content.get(name) is None else str(content[name])

    def content(self, present: Content) -> Content:
        """What the console shall set. What the operator has set keeps what it was here."""
        own = {
            name: self[name].data if self[name].data != "" else None
            for name in names_here()
            if not is_set_by_operator(name)
        }
        return {**present, **own}

    def is_right(self) -> bool:
        """Whether it can be saved; what is wrong is said beside each field."""
        right = bool(self.validate())
        for name in names_here():
            value = self[name].data
            if value and not is_set_by_operator(name) and not _can_be_read(name, value):
                add_problem(self[name], _advice(name))
                right = False
        remind, mark, hide = (_number(self, f"CHECK_{name}_MONTHS") for name in ("REMIND", "MARK", "HIDE"))
        if None not in (remind, mark, hide) and not _in_order(remind, mark, hide):
            add_problem(self.CHECK_HIDE_MONTHS, _("The three ages must grow: remind first, then mark, then leave out."))
            right = False
        return right


class CrisisForm(RevisedForm):
    """The crisis lines of the country, each typed twice."""

    call = StringField(_("Number to call"), [Length(max=20)], render_kw={"inputmode": "tel", "autocomplete": "off"})
    call_again = StringField(_("The same number again"), render_kw={"inputmode": "tel", "autocomplete": "off"})
    text = StringField(_("Number to text"), [Length(max=20)], render_kw={"inputmode": "tel", "autocomplete": "off"})
    text_again = StringField(_("The same number again"), render_kw={"inputmode": "tel", "autocomplete": "off"})
    chat_url = StringField(
        _("Address of the chat"), [Length(max=300)], render_kw={"inputmode": "url", "autocomplete": "off"}
    )
    chat_url_again = StringField(_("The same address again"), render_kw={"inputmode": "url", "autocomplete": "off"})
    is_tried = BooleanField(
        _("I called and texted these numbers and opened the chat. Somebody answers day and night, for free."),
        [InputRequired(_("Try all three first. A wrong number can cost a life."))],
    )

    def show(self, content: Content, version: int) -> None:
        """Fill the form with what the console has set; the second time is always typed."""
        self.version.data = version
        for name in ("call", "text", "chat_url"):
            self[name].data = content.get(name) or ""

    def content(self) -> Content:
        """The three ways, or nothing where all are empty: then the built-in ones come back."""
        return {name: self[name].data for name in ("call", "text", "chat_url") if self[name].data}

    def is_right(self) -> bool:
        """Whether it can be saved; what is wrong is said beside each field."""
        right = bool(self.validate())
        if not self.content():
            return right
        for name in ("call", "text", "chat_url"):
            value = self[name].data or ""
            if problem := _address_problem(value) if name == "chat_url" else _number_problem(value):
                add_problem(self[name], problem)
                right = False
            elif value != (self[f"{name}_again"].data or ""):
                add_problem(self[f"{name}_again"], _("This is not the same. Type it once more, do not copy it."))
                right = False
        return right


def _number_problem(number: str) -> Any:
    digits = re.sub(r"\D", "", number)
    if not re.fullmatch(r"\+?[\d ()./-]{3,20}", number) or not 3 <= len(digits) <= 15:
        return _("Write the number with digits, as people dial it.")
    if RETIRED_NUMBER in digits:
        return _("This is the old number of the Lifeline. The number is 988 now.")
    return None


def _address_problem(address: str) -> Any:
    is_safe = (
        re.fullmatch(r"https://[\w-]+(\.[\w-]+)+(:\d+)?(/\S*)?", address, re.ASCII) and safe_link(address) == address
    )
    return None if is_safe else _("Give the whole address, with https:// in front.")


def _can_be_read(name: str, value: str) -> bool:
    try:
        _PARSERS.get(name, type(current_app.config[name]))(value)
    except ValueError:
        return False
    return True


def _advice(name: str) -> Any:
    if name == "CONTACT_EMAIL":
        return _("Write one mail address, such as desk@example.org.")
    if name == "LEAVE_URL":
        return _("Give the whole address, with https:// in front.")
    if name.endswith("_MONTHS"):
        return _("Write a whole number from 0 to %(last)d.", last=MOST_MONTHS)
    return _("Write a whole number, 0 or more.")


def _number(form: SiteForm, name: str) -> int | None:
    """The age that will hold: what was typed, else the default; None if there is none here or it is no number."""
    if name not in names_here():
        return None
    value = default_of(name) if is_set_by_operator(name) or not form[name].data else form[name].data
    return int(value) if _can_be_read(name, str(value)) else None


def _in_order(*ages: int | None) -> bool:
    """Whether ages grow; 0 stands for never."""
    given = [age for age in ages if age]
    return given == sorted(given)
