"""The time zone of the site, and how a browser knows its own clock by it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Flask, current_app

from directory.database import utc_now

# A search looks a week ahead; within it clocks may change.
AHEAD = dt.timedelta(days=8)


@dataclass(frozen=True)
class SiteZone:
    """name: of the IANA. minutes: behind UTC, now and in AHEAD, as JavaScript counts them: "300 300" in New York."""

    name: str
    minutes: str


def init_app(app: Flask) -> None:
    """Let templates ask for it."""
    app.jinja_env.globals["site_zone"] = site_zone


def site_zone() -> SiteZone:
    """The zone of the site at this moment."""
    name = current_app.config["SITE_TIMEZONE"]
    now = utc_now()
    return SiteZone(name, " ".join(str(_minutes_behind(at, ZoneInfo(name))) for at in (now, now + AHEAD)))


def _minutes_behind(at: dt.datetime, zone: ZoneInfo) -> int:
    offset = at.astimezone(zone).utcoffset() or dt.timedelta()
    return -int(offset.total_seconds() // 60)
