"""How the text of a setting becomes its value. Each raises ValueError with what is expected instead."""

from __future__ import annotations

import re
import zoneinfo
from functools import cache
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from directory.crisis import COUNTRIES
from directory.keys import SHORTEST_KEY

# A month more than any directory is old helps nobody, no database keeps endless numbers, and no date is so long ago.
MOST_MONTHS = 1_200
MAIL_SECURITIES = ("none", "starttls", "tls")


def whole_number(value: str) -> int:
    """0 or more."""
    if not re.fullmatch(r"\d+", value, re.ASCII):
        raise ValueError("must be a whole number, 0 or more")
    return int(value)


def positive_number(value: str) -> int:
    """1 or more."""
    if not (number := whole_number(value)):
        raise ValueError("must be a whole number, 1 or more")
    return number


def months(value: str) -> int:
    """0 to MOST_MONTHS."""
    if (number := whole_number(value)) > MOST_MONTHS:
        raise ValueError(f"must be at most {MOST_MONTHS:,} months")
    return number


def country(value: str) -> str:
    """A country whose crisis lines are known, in capitals."""
    if value.upper() not in COUNTRIES:
        raise ValueError(f"must be one of {', '.join(COUNTRIES)}: no crisis lines are known for others")
    return value.upper()


def flag(value: str) -> bool:
    """Yes or no, in the usual words."""
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    if value.lower() not in words:
        raise ValueError("must be yes or no")
    return words[value.lower()]


def time_zone(value: str) -> str:
    """The name of an IANA time zone."""
    if value not in _time_zones():
        raise ValueError("must be an IANA time zone such as America/New_York")
    return value


@cache
def _time_zones() -> set[str]:
    """All that there are: the system's folder of them is read once."""
    return zoneinfo.available_timezones()


def names(value: str) -> list[str] | None:
    """Names between commas, or None if there is none."""
    return [part.strip() for part in value.split(",") if part.strip()] or None


def web_address(value: str) -> str:
    """The address of a page, as a browser is sent there: with a host that has a dot, in one line."""
    if not value.startswith(("https://", "http://")):
        raise ValueError("must start with https:// or http://")
    if not re.fullmatch(r"https?://[\w-]+(\.[\w-]+)+(:\d{1,5})?(/[!-~]*)?", value, re.ASCII):
        raise ValueError("must be the whole address of a page, such as https://www.example.org/")
    return value


def mail_address(value: str) -> str:
    """One mail address, or nothing."""
    # It becomes part of a mailto: link, so what has a meaning there is not taken.
    if value and not re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", value, re.ASCII):
        raise ValueError("must be a mail address such as desk@example.org")
    return value


def secret_key(value: str) -> str:
    """A key that nobody guesses, or nothing."""
    if value and len(value) < SHORTEST_KEY:
        raise ValueError(f"must have {SHORTEST_KEY} letters or more")
    return value


def secret_keys(value: str) -> list[str] | None:
    """Keys between commas, or None if there is none."""
    return [secret_key(key) for key in names(value) or ()] or None


def database_address(value: str) -> str:
    """The address of a database that the program can use."""
    if not re.match(r"(sqlite:///|postgres(ql)?(\+psycopg)?://).", value):
        raise ValueError("must start with sqlite:/// or postgresql://")
    try:
        make_url(value)
    except (ValueError, ArgumentError):
        raise ValueError("must be an address such as postgresql://user:password@host:5432/name") from None
    return value


def site_address(value: str) -> str:
    """The address that pages of this site begin with, without a slash at its end, or nothing."""
    expected = "must be an address without path, such as https://lean.example.org"
    parts = urlsplit(value)
    if value and (parts.scheme not in ("https", "http") or not re.fullmatch(r"[\w.-]+(:\d+)?", parts.netloc, re.ASCII)):
        raise ValueError(expected)
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(expected)
    return f"{parts.scheme}://{parts.netloc}" if value else ""


def host_name(value: str) -> str:
    """The name of a machine, or nothing."""
    if value and not re.fullmatch(r"[\w.-]+|[\da-fA-F:]+", value, re.ASCII):
        raise ValueError("must be the name of a machine such as mail.example.org; the port has a setting of its own")
    return value


def mail_security(value: str) -> str:
    """How a connection to the mail server is kept from others."""
    if value.lower() not in MAIL_SECURITIES:
        raise ValueError(f"must be one of {', '.join(MAIL_SECURITIES)}")
    return value.lower()


def ascii_text(value: str) -> str:
    """Letters, digits and signs of ASCII: signing in to a mail server knows no others."""
    if not re.fullmatch(r"[ -~]*", value):
        raise ValueError("must have only letters, digits and signs of ASCII, in one line")
    return value
