"""Every setting: its environment name, what it is for, its default and its unit.

`SETTINGS` is the whole list; `docs/settings.md` is written from it, and a test compares the two.
Nothing else in the program reads the environment.
"""

from __future__ import annotations

import os
import re
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory.crisis import COUNTRIES
from directory.keys import SHORTEST_KEY

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(ValueError):
    """A setting has a value that cannot be used; the message says which and what is expected."""


@dataclass(frozen=True)
class Setting:
    """One setting. *unit* is empty where the value has none; *who* says whom it serves."""

    name: str
    default: str
    unit: str
    who: str
    meaning: str
    parse: Callable[[str], Any] = str


def _whole_number(value: str) -> int:
    if not re.fullmatch(r"\d+", value, re.ASCII):
        raise ValueError("must be a whole number, 0 or more")
    return int(value)


def _positive_number(value: str) -> int:
    if not (number := _whole_number(value)):
        raise ValueError("must be a whole number, 1 or more")
    return number


def _country(value: str) -> str:
    if value.upper() not in COUNTRIES:
        raise ValueError(f"must be one of {', '.join(COUNTRIES)}: no crisis lines are known for others")
    return value.upper()


def _flag(value: str) -> bool:
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


def _time_zone(value: str) -> str:
    if value not in zoneinfo.available_timezones():
        raise ValueError("must be an IANA time zone such as America/New_York")
    return value


def _names(value: str) -> list[str] | None:
    return [part.strip() for part in value.split(",") if part.strip()] or None


def _web_address(value: str) -> str:
    if not value.startswith(("https://", "http://")):
        raise ValueError("must start with https:// or http://")
    return value


def _mail_address(value: str) -> str:
    # It becomes part of a mailto: link, so what has a meaning there is not taken.
    if value and not re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", value, re.ASCII):
        raise ValueError("must be a mail address such as desk@example.org")
    return value


def _secret_key(value: str) -> str:
    if value and len(value) < SHORTEST_KEY:
        raise ValueError(f"must have {SHORTEST_KEY} letters or more")
    return value


def _database_address(value: str) -> str:
    if not re.match(r"(sqlite:///|postgres(ql)?(\+psycopg)?://).", value):
        raise ValueError("must start with sqlite:/// or postgresql://")
    return value


SETTINGS: tuple[Setting, ...] = (
    Setting("SITE_NAME", "Lean On", "", "visitors", "The name on every page."),
    Setting(
        "SITE_TIMEZONE",
        "America/New_York",
        "IANA zone",
        "visitors",
        "The zone used when neither a place nor the browser tells one.",
        _time_zone,
    ),
    Setting(
        "CRISIS_COUNTRY",
        "US",
        "ISO 3166",
        "visitors",
        "Whose crisis lines stand on every page.",
        _country,
    ),
    Setting(
        "LEAVE_URL",
        "https://www.weather.gov/",
        "address",
        "visitors",
        "The neutral page that the leave button opens.",
        _web_address,
    ),
    Setting(
        "CONTACT_EMAIL",
        "",
        "mail address",
        "visitors",
        "Where visitors can write that a listing is wrong or unsafe; empty tells them that there is none.",
        _mail_address,
    ),
    Setting(
        "SUGGESTION_CONTACT_DAYS",
        "90",
        "days",
        "visitors",
        "How long after a decision the sender's mail address is kept (`flask suggestions forget`).",
        _whole_number,
    ),
    Setting(
        "SUGGESTIONS_PER_NETWORK",
        "20",
        "an hour",
        "operators",
        "How many suggestions are taken from one network; those who send more are told when to try again.",
        _positive_number,
    ),
    Setting(
        "SUGGESTIONS_A_DAY",
        "200",
        "a day",
        "operators",
        "How many suggestions reach the coordinators' list; what comes beyond is held back in a list of its own.",
        _positive_number,
    ),
    Setting(
        "SUGGESTION_FLOOD",
        "60",
        "an hour",
        "operators",
        "From how many suggestions on every further one needs a proof of work (a second of a phone's time).",
        _whole_number,
    ),
    Setting(
        "DATABASE_URL",
        f"sqlite:///{ROOT}/instance/directory.sqlite3",
        "address",
        "operators",
        "Where the data is: sqlite:///PATH or postgresql://…",
        _database_address,
    ),
    Setting(
        "DATABASE_BUSY_TIMEOUT",
        "5",
        "seconds",
        "operators",
        "How long a write waits for another one on SQLite.",
        _whole_number,
    ),
    Setting(
        "DATABASE_POOL_SIZE",
        "8",
        "connections",
        "operators",
        "How many PostgreSQL connections one worker keeps open.",
        _positive_number,
    ),
    Setting(
        "SECRET_KEY",
        "",
        "32 letters or more",
        "operators",
        "Signs sessions and links; empty makes one in instance/secret-key. All processes must have the same.",
        _secret_key,
    ),
    Setting(
        "HOST",
        "127.0.0.1",
        "address",
        "operators",
        "The address that the server listens on.",
    ),
    Setting(
        "PORT",
        "8000",
        "port",
        "operators",
        "The port that the server listens on.",
        _whole_number,
    ),
    Setting(
        "WORKERS",
        "2",
        "processes",
        "operators",
        "How many server processes run.",
        _positive_number,
    ),
    Setting(
        "THREADS",
        "8",
        "threads",
        "operators",
        "How many connections one process attends to at once.",
        _positive_number,
    ),
    Setting(
        "TRUSTED_HOSTS",
        "",
        "host names",
        "operators",
        "The names this site answers to, separated by commas; empty answers to any.",
        _names,
    ),
    Setting(
        "PROXY_COUNT",
        "0",
        "proxies",
        "operators",
        "How many proxies of your own stand in front and set X-Forwarded-For and -Proto.",
        _whole_number,
    ),
    Setting(
        "MAX_CONTENT_LENGTH",
        "65536",
        "bytes",
        "operators",
        "The largest request body that is read.",
        _whole_number,
    ),
    Setting(
        "DEMO",
        "no",
        "yes or no",
        "developers",
        "Says on every page that the listings of the fictional county are not real.",
        _flag,
    ),
    Setting(
        "RELOAD_ASSETS",
        "no",
        "yes or no",
        "developers",
        "Reads style sheets and scripts again at every request (`make dev`).",
        _flag,
    ),
)


def read_settings(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Every setting by name, read from *environment* or its default.

    Raises BadSetting naming every value that cannot be used.
    """
    settings: dict[str, Any] = {}
    problems: list[str] = []
    for setting in SETTINGS:
        raw = environment.get(setting.name, setting.default)
        try:
            settings[setting.name] = setting.parse(raw)
        except ValueError as problem:
            problems.append(f"{setting.name}={raw!r}: {problem}")
    if problems:
        raise BadSetting("These settings cannot be used:\n" + "\n".join(problems))
    return settings
