"""The rows of the seed files as types: what seeds/README.md says, in a form that can be checked."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from directory.models import AREAS, KINDS, METHODS, STATUSES
from directory.models.contact import PHONE_TYPES
from directory.models.listing import SUMMARY_LENGTH
from directory.models.location import VISIBILITIES
from directory.models.schedule import EXCEPTION_KINDS, FREQUENCIES, MODES
from directory.seeding.row_values import (
    Area,
    ByDay,
    MonthDay,
    Slug,
    State,
    Text,
    Time,
    WebAddress,
    Zone,
    choice,
    not_forbidden,
)

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
        AfterValidator(not_forbidden),
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
    state: State
    postal_code: Annotated[str, StringConstraints(pattern=r"^\d{5}$")] | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    visibility: choice(VISIBILITIES) = "full"  # type: ignore[valid-type]
    directions: Text | None = None


class ExceptionRow(Row):
    date: dt.date
    kind: choice(EXCEPTION_KINDS)  # type: ignore[valid-type]
    to_date: dt.date | None = None
    opens_at: Time | None = None
    closes_at: Time | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def is_moved_somewhere(self) -> Self:
        """To another day, or to another time of the same day."""
        if self.kind == "moved" and not (self.to_date or self.opens_at):
            raise ValueError("is moved, so it needs to_date, or opens_at for another time of that day")
        return self


class ScheduleRow(Row):
    freq: choice(FREQUENCIES) | None = None  # type: ignore[valid-type]
    interval: int = Field(default=1, ge=1, le=52)
    byday: list[ByDay] | None = None
    bymonthday: list[MonthDay] | None = None
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

    @model_validator(mode="after")
    def has_a_day(self) -> Self:
        """Without one nobody knows when: a rule takes its day from the first date if it names none (RFC 5545)."""
        if self.freq == "WEEKLY" and not (self.byday or self.dtstart):
            raise ValueError("with WEEKLY needs byday or dtstart")
        if self.freq == "MONTHLY" and not (self.byday or self.bymonthday or self.dtstart):
            raise ValueError("with MONTHLY needs byday, bymonthday or dtstart")
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
        AfterValidator(not_forbidden),
    ]
    description: Text | None = None
    url: WebAddress | None = None
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    phones: list[PhoneRow] = []
    locations: list[LocationRow] = []
    service_areas: list[Area] = []
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

    @model_validator(mode="after")
    def is_for_somebody(self) -> Self:
        """Nobody is both old and young enough where the ages are the wrong way round."""
        if self.minimum_age is not None and self.maximum_age is not None and self.minimum_age > self.maximum_age:
            raise ValueError("has a minimum_age above its maximum_age")
        return self
