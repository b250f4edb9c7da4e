"""The form of something whose saving makes a revision, and the fields that such forms share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask_babel import lazy_gettext as _
from wtforms import Field, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget, TextInput

from directory.forms import SignedForm

LAST_POSITION = 9_999


class RevisedForm(SignedForm):
    """A form whose saving makes a revision. version: the one that it was opened at."""

    version = IntegerField(widget=HiddenInput())
    reason = StringField(
        _("Why the change?"),
        [Length(max=300)],
        description=_("Who reads the history later will be glad to know."),
        render_kw={"maxlength": 300, "autocomplete": "off"},
    )


class PositionField(IntegerField):
    """A place in a list, the first at 0; what is none is told in words of ours."""

    # A field for numbers shows no letters, so what was typed by a slip would be gone.
    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """The number. Raises ValueError with a sentence."""
        problem = ValueError(str(_("Write a whole number from 0 to %(last)d.") % {"last": LAST_POSITION}))
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise problem from None
        if valuelist and not 0 <= (self.data or 0) <= LAST_POSITION:
            raise problem


class BoxesField(SelectMultipleField):
    """Several of a few, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class LinesField(TextAreaField):
    """A list of short texts, one on each line; its data is the text, lines the list."""

    @property
    def lines(self) -> list[str]:
        """The lines that say something, each once, with single spaces."""
        return lines_of(self.data)

    def set_lines(self, lines: Iterable[str]) -> None:
        """Show a list."""
        self.data = "\n".join(lines)


def lines_of(text: str | None) -> list[str]:
    """The lines of a text that say something, each once, with single spaces."""
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def too_long(lines: Iterable[str], most: int) -> Iterator[str]:
    """The lines that are longer than that."""
    return (line for line in lines if len(line) > most)


def add_problem(field: Field, sentence: str) -> None:
    """Say what is wrong with a field, beside what is known already."""
    field.errors = [*field.errors, str(sentence)]
