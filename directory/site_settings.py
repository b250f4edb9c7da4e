"""Settings that the console may change, laid over those of the environment.

What the environment (the operator) sets wins, then what the console has set, then the default (decision 17). The rest
of the program goes on reading app.config: what the console set is put there, in every process, as soon as it notices.

A process notices with its next search, which reads the generation anyway; with any other page it looks again by
itself if it has not for SECONDS. If the database does not answer, what was read last stays, at first what is built in.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask import Flask, current_app, request
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from directory.config import SETTINGS
from directory.crisis import CrisisLines, crisis_lines
from directory.database import db
from directory.models import SiteSetting
from directory.security import SAFE_METHODS

# In the order of their page. Names that this installation does not have are left out.
NAMES = (
    "SITE_NAME", "CONTACT_EMAIL", "LEAVE_URL",
    "CHECK_REMIND_MONTHS", "CHECK_MARK_MONTHS", "CHECK_HIDE_MONTHS", "SUGGESTION_FLOOD",
)  # fmt: skip
SITE = "site"
SECONDS = 5
_PARSERS = {setting.name: setting.parse for setting in SETTINGS}


class SettingsKeeper:
    """Holds what the console has set, in one process. Safe for threads."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._laid_over: dict[str, Any] = {}
        self._below: dict[str, Any] = {}
        self._looked_at: float | None = None
        self.crisis: CrisisLines | None = None
        """The crisis lines of the console; None for those that are built in."""

    def take(self, rows: Iterable[tuple[str, Any]]) -> None:
        """Take what somebody else has read."""
        self._lay_over({key: value for key, value in rows if isinstance(value, dict)})

    def note_current(self) -> None:
        """Somebody has just made sure that nothing has changed since the settings were read."""
        self._looked_at = time.monotonic()

    def look(self) -> None:
        """Read again if nobody has looked for some seconds."""
        if self._looked_at is None or abs(time.monotonic() - self._looked_at) >= SECONDS:
            self.read()

    def read(self) -> None:
        """Read what the console has set, on a connection of its own: the session may be in the middle of a change."""
        self._looked_at = time.monotonic()
        try:
            with db.engine.connect() as connection:
                found = read_rows(connection)
        except DBAPIError as error:
            self._app.logger.warning("Settings of the console could not be read: %s", type(error.orig).__name__)
            return
        self.take(found)

    def below(self, name: str) -> Any:
        """The value of a setting without the console."""
        return self._below.get(name, self._app.config[name])

    def _lay_over(self, rows: Mapping[str, dict[str, Any]]) -> None:
        config = self._app.config
        wanted = dict(_usable(rows.get(SITE, {}), config))
        crisis = lines_from(rows.get(crisis_key(config["CRISIS_COUNTRY"]), {}))
        with self._lock:
            if (wanted, crisis) == (self._laid_over, self.crisis):
                return
            self._below |= {name: config[name] for name in wanted if name not in self._below}
            config.update({name: wanted.get(name, below) for name, below in self._below.items()})
            self._laid_over, self.crisis = wanted, crisis
            # They are drawn once, with the name and the numbers of that time.
            self._app.extensions["standing_parts"].clear()


def init_app(app: Flask) -> None:
    """Keep what the console sets; whoever sends something finds it up to date."""
    app.extensions["site_settings"] = SettingsKeeper(app)

    @app.before_request
    def look_before_writes() -> None:
        if request.method not in SAFE_METHODS:
            _keeper().look()


def read_rows(database: Session | Connection) -> list[tuple[str, Any]]:
    """What the console has set: key and value of each group; one statement."""
    return [(key, value) for key, value in database.execute(select(SiteSetting.key, SiteSetting.value))]


def take_settings(rows: list[tuple[str, Any]]) -> None:
    """Lay what read_rows() gave over the settings of this process."""
    _keeper().take(rows)


def note_settings_current() -> None:
    """Say that nothing in the directory has changed since its settings were read."""
    _keeper().note_current()


def look_at_settings() -> None:
    """Bring settings up to date if nobody has looked for some seconds; one statement then."""
    _keeper().look()


def read_settings_now() -> None:
    """Bring settings up to date at once: after they were changed."""
    _keeper().read()


def site_setting(name: str) -> Any:
    """The value of a setting as it is now, also in a process that draws no pages."""
    look_at_settings()
    return current_app.config[name]


def current_crisis_lines() -> CrisisLines:
    """The crisis lines of every page: those of the console, else those that are built in."""
    return _keeper().crisis or crisis_lines(current_app.config["CRISIS_COUNTRY"])


def names_here() -> list[str]:
    """The settings of NAMES that this installation has."""
    return [name for name in NAMES if name in current_app.config]


def is_set_by_operator(name: str) -> bool:
    """Whether a setting comes from the environment, so that the console cannot change it."""
    return name in current_app.config["SET_BY_OPERATOR"]


def default_of(name: str) -> Any:
    """What a setting is if the console sets nothing."""
    return _keeper().below(name)


def crisis_key(country: str) -> str:
    """The key of a country's crisis lines among the settings."""
    return f"crisis-{country}"


def lines_from(value: Mapping[str, Any]) -> CrisisLines | None:
    """The crisis lines of a stored value, or None if one of the three ways is missing."""
    ways = [value.get(name) for name in ("call", "text", "chat_url")]
    if not all(isinstance(way, str) and way for way in ways):
        return None
    return CrisisLines(*map(str, ways))


def _usable(values: Mapping[str, Any], config: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """(name, value) of what may be laid over: known, not the operator's, and right."""
    for name in NAMES:
        if name not in values or name not in config or name in config["SET_BY_OPERATOR"]:
            continue
        try:
            yield name, _PARSERS.get(name, type(config[name]))(str(values[name]))
        except ValueError:
            continue


def _keeper() -> SettingsKeeper:
    keeper: SettingsKeeper = current_app.extensions["site_settings"]
    return keeper
