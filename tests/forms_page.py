"""docs/forms.md: every field of every form with what it takes, read from the forms themselves.

To write it: python -m tests.forms_page. tests/test_forms_page.py fails when it says anything else than the forms.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wtforms import Form, validators
from wtforms.fields.core import UnboundField

import directory
from directory.config import ROOT

PAGE = ROOT / "docs" / "forms.md"
INTRODUCTION = """\
# Forms

What each field of each form takes. A value that it does not take is refused with a sentence beside the field, and
everything that was typed stays. The forms are the classes named here; `directory/forms.py` says what is cleaned in all
text before it is looked at: composed letters (NFC), no control or invisible characters, no space at the ends.

A request as a whole is limited by `MAX_CONTENT_LENGTH` ([settings](settings.md)). Where a list is not named here, it
comes from the directory: its words, questions, organizations and places. What several fields must be together (an end
after its start, two passwords alike) is said by the class. The form of a kind of listing is `ListingForm` with the
words of that kind; forms of a change or a review have one field or one choice for each part of it.

A dash: nothing is asked but what the kind of field says. A search refuses nothing: what is too long is cut, what
cannot be used is left out and named (`directory/search/forms.py`).

`python -m tests.forms_page` writes this page.
"""
KINDS = {
    "StringField": "a line", "TextAreaField": "lines", "VerbatimPasswordField": "a password",
    "HiddenField": "not shown", "BooleanField": "a tick", "IntegerField": "a number",
    "SelectField": "one of a list", "RadioField": "one of a list", "SelectMultipleField": "some of a list",
    "TicksField": "some of a list", "BoxesField": "some of a list", "FieldList": "rows", "FormField": "fields",
    "TypedDate": "a date", "TypedTime": "a time", "WebField": "a web address", "LinesField": "lines",
    "AgeField": "a number", "PositionField": "a number",
}  # fmt: skip
MOST_CHOICES = 12


def forms_page() -> str:
    """What docs/forms.md must say."""
    for module in pkgutil.walk_packages(directory.__path__, "directory."):
        if "migrations" not in module.name:
            importlib.import_module(module.name)
    forms = sorted(all_forms(), key=lambda form: (file_of(form), form.__name__))
    return INTRODUCTION + "".join(map(section, forms))


def all_forms() -> Iterator[type[Form]]:
    """Every form that has fields and stands in a file; others are put together of these while the program runs."""
    seen, waiting = set(), [Form]
    while waiting:
        form = waiting.pop()
        waiting += [below for below in form.__subclasses__() if below not in seen]
        seen.update(form.__subclasses__())
        stands_in_a_file = getattr(sys.modules[form.__module__], form.__name__, None) is form
        if form.__module__.startswith("directory.") and stands_in_a_file and fields_of(form):
            yield form


def file_of(form: type[Form]) -> str:
    """The path of its file."""
    return str(Path(inspect.getfile(form)).relative_to(ROOT))


def fields_of(form: type[Form]) -> dict[str, UnboundField]:
    """Name → field, in the order of the form; those of the form that it is made from come first."""
    found = inspect.getmembers_static(form, lambda value: isinstance(value, UnboundField))
    return dict(sorted(found, key=lambda pair: pair[1].creation_counter))


def section(form: type[Form]) -> str:
    """A form with a table of its fields."""
    told = inspect.cleandoc(form.__doc__ or "").partition("\n\n")[0].replace("\n", " ")
    rows = "".join(
        f"| `{name}` | {kind_of(field)} | {takes(form, name, field)} |\n" for name, field in fields_of(form).items()
    )
    return f"\n## {form.__name__}\n\n`{file_of(form)}`: {told}\n\n| field | kind | takes |\n|---|---|---|\n{rows}"


def kind_of(field: UnboundField) -> str:
    """What somebody fills in."""
    return KINDS.get(field.field_class.__name__, "a line")


def takes(form: type[Form], name: str, field: UnboundField) -> str:
    """What a field of a form takes, in words."""
    given = next((one for one in field.args if isinstance(one, list | tuple)), ())
    rules = [*field.kwargs.get("validators", given), *filter(None, [getattr(form, f"validate_{name}", None)])]
    told = [words for rule in rules for words in rule_in_words(rule)]
    told += choices_in_words(field.kwargs.get("choices"))
    if "max_entries" in field.kwargs:
        told.append(f"at most {field.kwargs['max_entries']} rows")
    return "; ".join(told) or "–"


def rule_in_words(rule: Any) -> Iterator[str]:
    """What a validator asks for; one of our own says it in its docstring."""
    match rule:
        case validators.Optional():
            yield "may be empty"
        case validators.InputRequired() | validators.DataRequired():
            yield "needed"
        case validators.Length() | validators.NumberRange():
            unit = " characters" if isinstance(rule, validators.Length) else ""
            bounds = {"at least": rule.min, "at most": rule.max}
            yield from (f"{words} {bound}{unit}" for words, bound in bounds.items() if bound not in (None, -1))
        case validators.AnyOf():
            yield from choices_in_words([(value,) for value in rule.values])
        case validators.Regexp():
            yield f"as `{rule.regex.pattern}`".replace("|", "\\|")
        case _:
            yield (inspect.getdoc(rule) or type(rule).__name__).partition("\n")[0].rstrip(".")


def choices_in_words(choices: Any) -> Iterator[str]:
    """The values that a list offers, or how many."""
    if callable(choices) or choices is None:
        return
    values = [str(choice[0] if isinstance(choice, tuple) else choice.value) for choice in choices]
    if len(values) > MOST_CHOICES:
        yield f"{len(values)} values"
    elif values:
        yield ", ".join(f"`{value}`" if value else "empty" for value in values)


if __name__ == "__main__":
    PAGE.write_text(forms_page(), encoding="utf-8")
