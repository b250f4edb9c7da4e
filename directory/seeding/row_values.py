"""The values in seed files as types: what a text or number must look like, and the sentence that says so."""

from __future__ import annotations

import re
import zoneinfo
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from directory.crisis import RETIRED_NUMBER
from directory.models.location import STATES, WORLDWIDE

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


def _month_day(value: int) -> int:
    if not 1 <= abs(value) <= 31:
        raise ValueError("is no day of a month: 1 to 31, or -1 for the last")
    return value


def _state(value: str) -> str:
    if value not in STATES:
        raise ValueError("is not a state, such as KY")
    return value


def _area(value: str) -> str:
    if value not in {"US", WORLDWIDE, *(f"US-{state}" for state in STATES)}:
        raise ValueError(f"is not an area: US, a state as US-KY, or {WORLDWIDE}")
    return value


def not_forbidden(value: str) -> str:
    """The text itself. Raises ValueError if the old number of 988 is in it, however it is written."""
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
    AfterValidator(not_forbidden),
]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Zone = Annotated[str, AfterValidator(_known_zone)]
ByDay = Annotated[str, AfterValidator(_by_day)]
MonthDay = Annotated[int, AfterValidator(_month_day)]
State = Annotated[str, AfterValidator(_state)]
Area = Annotated[str, AfterValidator(_area)]
Time = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


def choice(values: tuple[str, ...]) -> object:
    """The type of a text that is one of *values*."""
    return Annotated[
        str,
        StringConstraints(pattern=f"^({'|'.join(re.escape(value) for value in values)})$"),
    ]
