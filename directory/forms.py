"""What all forms have in common: text is cleaned once, here, and a signed-in person's form carries a token.

A form gives plain data back, it does not save. Fields say what they want in label and description; what is wrong is a
sentence beside the field and again in the summary (templates/components/fields.html).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Flask, g, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, FieldList, Form, FormField, SelectChoice, StringField

# Control and format characters that turn text around or hide in it, and those for private use, which every phone draws
# as something else; line ends and tabs may stay in longer texts.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\uf8ff"
    r"\U000f0000-\U0010ffff]"
)


def init_app(app: Flask) -> None:
    """Let templates describe fields."""
    app.template_global()(described)


def clean_lines(value: str | None) -> str:
    """Text of several lines in composed form (NFC), without hidden characters, line ends as LF, trimmed."""
    text = unicodedata.normalize("NFC", _HIDDEN.sub("", value or ""))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def clean_line(value: str | None) -> str:
    """The same in one line with single spaces."""
    return " ".join(clean_lines(value).split())


class _Cleaning:
    """Gives every text field the filter that fits it, before the field's own; passwords are left as typed."""

    def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
        """A field of the form."""
        kind = unbound_field.field_class
        if issubclass(kind, StringField) and not getattr(kind, "is_verbatim", False):
            clean = clean_lines if getattr(kind.widget, "input_type", None) is None else clean_line
            own = tuple(unbound_field.kwargs.get("filters", ()))
            if clean not in own:
                unbound_field.kwargs["filters"] = (clean, *own)
        return unbound_field.bind(form=form, **options)


class PlainForm(Form):
    """A form for visitors: no cookie, no token; writes from other sites are refused for all (security.py)."""

    class Meta(_Cleaning, Form.Meta):
        """How fields are bound."""


class SignedForm(FlaskForm):
    """A form of the console: it carries the token of the session (data: {{ form.csrf_token }})."""

    class Meta(_Cleaning, FlaskForm.Meta):
        """How fields are bound, and what fills them."""

        def wrap_formdata(self, form: Form, formdata: Any) -> Any:
            """What was sent; else what the person had typed here when their session was over (people/kept.py).

            Flask-WTF would take JSON and files as well: fields would hold numbers, lists or streams.
            """
            is_given = formdata is None or isinstance(formdata, MultiDict)
            sent = formdata if is_given else (request.form or None)
            kept = g.get("kept_form")
            if sent is not None or not kept or not _has_field_of(form, kept):
                return sent
            g.is_kept_form_used = True
            return kept


def select_choices(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """(value, label) pairs as a select, radio buttons or boxes take them."""
    return [SelectChoice(value, label) for value, label in pairs]


def _has_field_of(form: Form, kept: Any) -> bool:
    """Whether values are of this form, also of rows in it ("phones-0-number")."""
    return any(name == field or name.startswith(f"{field}-") for field in form._fields for name in kept)


def problems_of(form: Form | FormField | FieldList) -> Iterator[tuple[Field, str]]:
    """Every field with an error and its first sentence, in the order of the form, rows and rows of rows included."""
    for field in form:
        if isinstance(field, FormField | FieldList):
            yield from problems_of(field.form if isinstance(field, FormField) else field)
            if isinstance(field, FieldList) and (own := [e for e in field.errors if isinstance(e, str)]):
                yield field, own[0]
        elif field.errors:
            yield field, str(field.errors[0])


def described(field: Field) -> dict[str, str]:
    """The attributes that tie a field to its hint and to what is wrong with it."""
    told = [f"{field.id}-hint"] * bool(field.description) + [f"{field.id}-problem"] * bool(field.errors)
    attributes = {"aria-describedby": " ".join(told)} if told else {}
    return {**attributes, "aria-invalid": "true"} if field.errors else attributes
