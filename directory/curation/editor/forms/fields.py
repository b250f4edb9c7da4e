"""Fields that read what people type: times and dates in their way, addresses of pages, boxes to tick in an order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _
from wtforms import Form, SelectMultipleField, StringField, ValidationError
from wtforms.fields.choices import Choice
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from directory.curation.typed_times import read_date, read_time
from directory.forms import clean_line
from directory.security import safe_link
from directory.site_zone import today_here

# English, as read_date() reads it.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def at_most(letters: int) -> Length:
    """A validator that says in a sentence how long a text may be."""
    return Length(max=letters, message=_("This is too long. Use %(count)s letters or fewer.", count=f"{letters:,}"))


@cache
def known_zones() -> frozenset[str]:
    """Every time zone that there is; looking for them goes through a folder."""
    return frozenset(available_timezones())


def said_time(time: str) -> str:
    """A time of a content as it stands in a field: "19:30" → "7:30 PM"."""
    hour, minute = (int(part) for part in time.split(":")[:2])
    return f"{(hour - 1) % 12 + 1}:{minute:02} {'AM' if hour < 12 else 'PM'}"


def said_date(date: str) -> str:
    """A date of a content as it stands in a field: "2026-11-24" → "24 Nov 2026"."""
    day = dt.date.fromisoformat(date)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


class _TypedField(StringField):
    """A text that is read into something else; what cannot be read stays as it was typed."""

    is_verbatim = True
    data: str | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """The value of a content, or None where nothing was typed. Raises ValueError with a sentence."""
        self.data = None
        if valuelist and (typed := clean_line(valuelist[0])):
            self.data = self.read(typed)

    def read(self, typed: str) -> str:
        """What was meant."""
        raise NotImplementedError

    def say(self, value: str) -> str:
        """How a value stands in the field."""
        raise NotImplementedError

    def _value(self) -> str:
        if self.data:
            return self.say(self.data)
        return clean_line(self.raw_data[0]) if self.raw_data else ""


class TypedTime(_TypedField):
    """A time of day: data is "19:30" or None."""

    def read(self, typed: str) -> str:
        """The time on a clock of 24 hours."""
        return read_time(typed)

    def say(self, value: str) -> str:
        """With AM or PM."""
        return said_time(value)


class TypedDate(_TypedField):
    """A date: data is "2026-11-24" or None."""

    def read(self, typed: str) -> str:
        """The date, the next such one if no year was typed."""
        return read_date(typed, today_here())

    def say(self, value: str) -> str:
        """With the month in letters, which cannot be taken for the day."""
        return said_date(value)


class WebField(StringField):
    """The address of a page. Without a scheme it is read as https."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """The address, in full."""
        typed = clean_line(valuelist[0]) if valuelist else ""
        has_scheme = not typed or ":" in typed.split("/")[0].split(".")[0] or typed.startswith("//")
        self.data = typed if has_scheme else f"https://{typed}"

    def pre_validate(self, form: Form) -> None:
        """Only pages that a browser may open from ours."""
        if self.data and not (self.data.lower().startswith(("http://", "https://")) and safe_link(self.data)):
            raise ValidationError(_("Write it like this: https://example.org."))


class TicksField(SelectMultipleField):
    """Boxes to tick. What is ticked stands first, in its own order, so that the order is sent back.

    in_order: leave them where they are, for what has an order of its own, such as weekdays.
    """

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
    data: list[str]

    def __init__(self, *args: Any, in_order: bool = False, **values: Any) -> None:
        self.in_order = in_order
        self.offered: list[tuple[str, Any]] = list(values.pop("choices", ()))
        super().__init__(*args, choices=[], **values)

    def process_data(self, value: Iterable[str] | None) -> None:
        """What is ticked."""
        self.data = list(value or ())

    def iter_choices(self) -> Iterator[Choice]:
        """Ticked ones first, or all where they are."""
        labels: dict[str, str] = dict(self.offered)
        if self.in_order:
            yield from (Choice(value, label, value in (self.data or ()), {}) for value, label in labels.items())
            return
        ticked = [value for value in self.data or () if value in labels]
        for value in (*ticked, *(value for value in labels if value not in ticked)):
            yield Choice(value, labels[value], value in ticked, {})

    def offer(self, choices: Sequence[tuple[str, str]], also: Iterable[str] = ()) -> None:
        """Give it its choices. also: values that a listing may have kept from before."""
        known = {value for value, _label in choices}
        self.offered = [*choices, *((value, value) for value in also if value not in known)]

    def pre_validate(self, form: Form) -> None:
        """What was ticked must be there."""
        known = {value for value, _label in self.offered}
        if gone := [value for value in self.data or () if value not in known]:
            raise ValidationError(_("There is no “%(choice)s” to choose any more.", choice=clean_line(gone[0])))


def line_filter(value: Any) -> Any:
    """One clean line, for a field in a row of its own."""
    return clean_line(value) if isinstance(value, str) else value
