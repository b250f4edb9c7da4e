"""The rows of the seed files as types: what seeds/README.md says, in a form that can be checked."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from directory.crisis import RETIRED_NUMBER
from directory.models import AREAS, KINDS, METHODS, STATUSES
from directory.models.contact import PHONE_TYPES
from directory.models.listing import SUMMARY_LENGTH
from directory.models.location import VISIBILITIES
from directory.models.schedule import EXCEPTION_KINDS, FREQUENCIES, MODES

_BYDAY = re.compile(r"^(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$")


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())  # walks through hundreds of files


def _known_zone(value: str) -> str:
    if value not in _zones():
        raise ValueError("is not an IANA time zone")
    return value


def _by_day(value: str) -> str:
    if not _BYDAY.match(value):
        raise ValueError("is not a weekday such as TU, 2TU or -1FR")
    return value


def _not_forbidden(value: str) -> str:
    if RETIRED_NUMBER in re.sub(r"\D", "", value):
        raise ValueError("is the old number of 988, which is never shown")
    return value


def _web_address(value: str) -> str:
    if not re.match(r"^https?://[^\s/]+\.[^\s]+$", value):
        raise ValueError("must be a whole address that starts with https://")
    return value


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=120)]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    AfterValidator(_not_forbidden),
]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Zone = Annotated[str, AfterValidator(_known_zone)]
ByDay = Annotated[str, AfterValidator(_by_day)]
Time = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


def choice(values: tuple[str, ...]) -> object:
    """The type of a text that is one of *values*."""
    return Annotated[
        str,
        StringConstraints(pattern=f"^({'|'.join(re.escape(value) for value in values)})$"),
    ]


Kind = choice(KINDS)
Publication = choice(("draft", "published", "closed"))


class Row(BaseModel):
    """A row: every field is known, so a slip in a name is found."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class SynonymsRow(Row):
    lay: list[Text] = []
    clinical: list[Text] = []
    misspelling: list[Text] = []


class TermRow(Row):
    slug: Slug
    label: Text
    short: Text | None = None
    description: Text | None = None
    synonyms: SynonymsRow = SynonymsRow()


class CategoryRow(Row):
    title: Text
    id: int


class NeedRow(TermRow):
    is_crisis: bool = False
    open_eligibility: list[CategoryRow] = []


class NeedGroupRow(Row):
    slug: Slug
    label: Text
    description: Text | None = None
    icon: Slug
    needs: list[NeedRow] = Field(min_length=1)


class TaxonomyRow(Row):
    slug: Slug
    label: Text
    terms: list[TermRow]


class QuestionRow(Row):
    key: Slug
    label: Text
    kinds: list[Kind] = Field(min_length=1)  # type: ignore[valid-type]
    shape: Literal["yes_no", "open"]
    formats: list[Slug] | None = None
    yes: Text | None = None
    no: Text | None = None
    good: Literal["yes", "no"] | None = None


class PhoneRow(Row):
    number: Annotated[
        str,
        StringConstraints(pattern=r"^[0-9][0-9 ()-]{1,20}$"),
        AfterValidator(_not_forbidden),
    ]
    extension: Text | None = None
    type: choice(PHONE_TYPES) = "voice"  # type: ignore[valid-type]
    label: Text | None = None
    menu: Text | None = None
    text_body: Text | None = None
    hours: Text | None = None
    languages: list[str] | None = None


class LocationRow(Row):
    name: Text | None = None
    address_1: Text | None = None
    city: Text
    state: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    postal_code: Annotated[str, StringConstraints(pattern=r"^\d{5}$")] | None = None
    latitude: float | None = None
    longitude: float | None = None
    visibility: choice(VISIBILITIES) = "full"  # type: ignore[valid-type]
    directions: Text | None = None


class ExceptionRow(Row):
    date: dt.date
    kind: choice(EXCEPTION_KINDS)  # type: ignore[valid-type]
    to_date: dt.date | None = None
    opens_at: Time | None = None
    closes_at: Time | None = None
    note: Text | None = None


class ScheduleRow(Row):
    freq: choice(FREQUENCIES) | None = None  # type: ignore[valid-type]
    interval: int = Field(default=1, ge=1, le=52)
    byday: list[ByDay] | None = None
    bymonthday: list[Annotated[int, Field(ge=-31, le=31)]] | None = None
    dtstart: dt.date | None = None
    until: dt.date | None = None
    opens_at: Time | None = None
    closes_at: Time | None = None
    timezone: Zone | None = None
    mode: choice(MODES) | None = None  # type: ignore[valid-type]
    description: Text | None = None
    exceptions: list[ExceptionRow] = []

    @model_validator(mode="after")
    def is_whole(self) -> Self:
        """Words or a whole recurrence, that does not end before it starts."""
        if self.freq is None and not self.description:
            raise ValueError("needs a freq, or a description in words")
        if self.freq is not None and not (self.opens_at and self.timezone):
            raise ValueError("with a freq needs opens_at and timezone as well")
        if self.until and self.dtstart and self.until < self.dtstart:
            raise ValueError("ends (until) before it starts (dtstart)")
        return self


class LinkRow(Row):
    label: Text
    url: WebAddress


class AnswerRow(Row):
    value: Literal["yes", "no", "ask"] | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def says_something(self) -> Self:
        """An answer without value and note would be none."""
        if self.value is None and not self.note:
            raise ValueError("needs a value, a note, or both")
        return self


class CheckRow(Row):
    area: choice(AREAS) = "all"  # type: ignore[valid-type]
    method: choice(METHODS)  # type: ignore[valid-type]
    days_ago: int = Field(ge=0)


class ListingRow(Row):
    key: Slug
    kind: Kind  # type: ignore[valid-type]
    publication: Publication = "published"  # type: ignore[valid-type]
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    aliases: list[Text] = []
    organization: Slug | None = None
    summary: Annotated[
        str,
        StringConstraints(min_length=1, max_length=SUMMARY_LENGTH),
        AfterValidator(_not_forbidden),
    ]
    description: Text | None = None
    url: WebAddress | None = None
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    phones: list[PhoneRow] = []
    locations: list[LocationRow] = []
    service_areas: list[Annotated[str, StringConstraints(pattern=r"^(US(-[A-Z]{2})?|worldwide)$")]] = []
    schedules: list[ScheduleRow] = []
    eligibility_description: Text | None = None
    minimum_age: int | None = Field(default=None, ge=0, le=120)
    maximum_age: int | None = Field(default=None, ge=0, le=120)
    application_process: list[Text] = []
    fees_description: Text | None = None
    is_free: bool | None = None
    languages: list[str] = []
    terms: dict[Slug, list[Slug]]
    links: list[LinkRow] = []
    answers: dict[Slug, AnswerRow] = {}
    checks: list[CheckRow] = []
    status: choice(STATUSES) = "active"  # type: ignore[valid-type]
    alert: Text | None = None
    closed_reason: Text | None = None
    successor: Slug | None = None
    source_url: WebAddress
    private_notes: Text | None = None

    @model_validator(mode="after")
    def has_a_need(self) -> Self:
        """No search by need would lead to a listing without one."""
        if not self.terms.get("need"):
            raise ValueError("needs at least one need under terms")
        return self
