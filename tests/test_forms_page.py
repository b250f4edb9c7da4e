"""docs/forms.md says what the forms take."""

from __future__ import annotations

from wtforms import Form, SelectField, StringField, validators

from tests.forms_page import PAGE, all_forms, forms_page, section


def test_every_field_of_every_form_is_documented() -> None:
    """v5.0.0-2.1.1"""
    assert PAGE.read_text(encoding="utf-8") == forms_page(), "python -m tests.forms_page writes it anew"


def test_what_a_field_takes_is_read_from_its_rules() -> None:
    class Odd(Form):
        """An odd form."""

        name = StringField("Name", [validators.InputRequired(), validators.Length(min=2, max=9)])
        code = StringField("Code", validators=[validators.Optional(), validators.Regexp("a|b")])
        kind = SelectField("Kind", choices=[("", "Any"), ("x", "X")])

    Odd.__module__ = __name__
    table = section(Odd)
    assert "| `name` | a line | needed; at least 2 characters; at most 9 characters |" in table
    assert "| `code` | a line | may be empty; as `a\\|b` |" in table
    assert "| `kind` | one of a list | empty, `x` |" in table


def test_the_forms_of_every_feature_are_there() -> None:
    names = {form.__name__ for form in all_forms()}
    assert {"SearchForm", "ListingForm", "SignInForm", "ChangeForm", "GuideForm", "SiteForm", "TermForm"} <= names
