"""The crisis lines that stand on every page, by country.

They are part of the program, not of the database, so that they are there when it is not.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CrisisLines:
    """How people in danger reach someone: as dialled, never rewritten to an international form."""

    call: str
    text: str
    chat_url: str


# Source: the listing 988-lifeline in seeds/helplines.yaml. Order matters: call, text, chat.
_BY_COUNTRY = {
    "US": CrisisLines(call="988", text="988", chat_url="https://988lifeline.org"),
}
COUNTRIES = tuple(_BY_COUNTRY)
# What 988 was before July 2022; it is shown nowhere, see seeds/README.md.
RETIRED_NUMBER = "8002738255"


def crisis_lines(country: str) -> CrisisLines:
    """The lines of a country, one of COUNTRIES."""
    return _BY_COUNTRY[country]
