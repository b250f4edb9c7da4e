"""The rows of guidance as types: the head of a guide's file, signs and practice cases."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from directory.models import READERS, STYLES, TECHNIQUES
from directory.models.guide import GUIDE_SUMMARY_LENGTH, minutes_to_read
from directory.seeding.row_values import Slug, Text, WebAddress, choice
from directory.seeding.rows import Kind, Row

Reader = choice(READERS)
Style = choice(STYLES)
Technique = choice(TECHNIQUES)


def _markdown(value: str) -> str:
    if re.search(r"^#(?!# )", value, re.MULTILINE):
        raise ValueError("has a heading that is not of the second level (## …)")
    if re.search(r"<[a-zA-Z/!]", value):
        raise ValueError("has HTML in it; a guide is Markdown alone")
    return value


class SourceRow(Row):
    title: Text
    url: WebAddress


class GuideRow(Row):
    slug: Slug
    position: int = Field(ge=1)
    title: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    summary: Annotated[str, StringConstraints(min_length=1, max_length=GUIDE_SUMMARY_LENGTH)]
    readers: list[Reader] = Field(alias="for", min_length=1)  # type: ignore[valid-type]
    styles: list[Style] = Field(default_factory=list)  # type: ignore[valid-type]
    techniques: list[Technique] = Field(default_factory=list)  # type: ignore[valid-type]
    needs: list[Slug] = Field(min_length=1)
    kinds: list[Kind] = Field(default_factory=list)  # type: ignore[valid-type]
    try_this: list[Text] = Field(min_length=1)
    sources: list[SourceRow] = Field(min_length=1)
    body: Annotated[Text, AfterValidator(_markdown)]

    @property
    def minutes(self) -> int:
        """How long it takes to read, rounded up."""
        return minutes_to_read(self.body)


class TechniqueRow(Row):
    how: Text
    say: list[Text] = Field(min_length=1)
    avoid: list[Text] = Field(min_length=1)


class SignRow(Row):
    key: Slug
    label: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    icon: Slug
    style: Style  # type: ignore[valid-type]
    meaning: Text
    approach: Text
    empower: TechniqueRow
    empathize: TechniqueRow
    accept: TechniqueRow
    hand_over: Text
    safety: Text | None = None
    guide: Slug
    case: Slug


class ChoiceRow(Row):
    key: Slug
    text: Text
    value: Literal["helps", "partly", "harms"]
    feedback: Text


class CaseRow(Row):
    key: Slug
    style: Style  # type: ignore[valid-type]
    name: Text
    title: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    story: Text
    question: Text
    choices: list[ChoiceRow] = Field(min_length=2)
    safety: Text | None = None
    after: Text

    @model_validator(mode="after")
    def has_one_that_helps(self) -> Self:
        """Whoever practises must be able to find a way that helps, and each choice must have its own key."""
        if sum(choice.value == "helps" for choice in self.choices) != 1:
            raise ValueError("needs exactly one choice that helps")
        if len({choice.key for choice in self.choices}) != len(self.choices):
            raise ValueError("has two choices with the same key")
        return self
