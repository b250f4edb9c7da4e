"""What a visitor fills in on the pages of guidance."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from directory.guidance.reflection import SCALE, STATEMENTS


class ReflectionForm:
    """The answers of a reflection. What is no answer counts as not answered."""

    def __init__(self, sent: MultiDict[str, str]) -> None:
        known = {str(value): value for value in SCALE}
        given = ((statement.key, known.get(sent.get(statement.key, ""))) for statement in STATEMENTS)
        self.answers: dict[str, int] = {key: value for key, value in given if value is not None}
