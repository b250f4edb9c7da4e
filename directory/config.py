"""Reading the settings (settings.py) from the environment. Nothing else in the program reads it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from directory.settings import ROOT, SETTINGS, Setting

__all__ = ["ROOT", "SETTINGS", "BadSetting", "Setting", "given_names", "read_settings"]


class BadSetting(ValueError):
    """A setting has a value that cannot be used; the message says which and what is expected."""


def read_settings(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Every setting by name, read from *environment*, from the file that NAME_FILE names, or its default.

    Raises BadSetting naming every value that cannot be used.
    """
    settings: dict[str, Any] = {}
    problems: list[str] = []
    for setting in SETTINGS:
        shown = setting.name
        try:
            raw, shown = _raw_value(setting, environment)
            settings[setting.name] = setting.parse(raw)
        except ValueError as problem:
            problems.append(f"{shown}: {problem}")
    if problems:
        raise BadSetting("These settings cannot be used:\n" + "\n".join(problems))
    return settings


def given_names(environment: Mapping[str, str] = os.environ) -> frozenset[str]:
    """The names of the settings that *environment* gives, by value or by file."""
    return frozenset(s.name for s in SETTINGS if s.name in environment or f"{s.name}_FILE" in environment)


def _raw_value(setting: Setting, environment: Mapping[str, str]) -> tuple[str, str]:
    """The value as text, and how a complaint about it begins: what is in a file, or secret, is not told.

    Source for NAME_FILE: https://docs.docker.com/compose/how-tos/use-secrets/
    """
    path = environment.get(f"{setting.name}_FILE")
    if path is None:
        raw = environment.get(setting.name, setting.default)
        return raw, setting.name if setting.is_secret else f"{setting.name}={raw!r}"
    if setting.name in environment:
        raise ValueError(f"is given twice: take away either {setting.name} or {setting.name}_FILE")
    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n"), f"{setting.name}_FILE={path!r}"
    except OSError as problem:
        raise ValueError(f"the file {path!r} of {setting.name}_FILE cannot be read ({problem.strerror})") from None
