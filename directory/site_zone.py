"""The time zone of the site, what its clock says, and how a browser knows its own clock by it."""

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
    zone, now = zone_here(), utc_now()
    return SiteZone(zone.key, " ".join(str(_minutes_behind(at, zone)) for at in (now, now + AHEAD)))


def zone_here() -> ZoneInfo:
    """The zone in which times are told that no place and no browser gives another."""
    return ZoneInfo(current_app.config["SITE_TIMEZONE"])


def on_clock_here(at: dt.datetime) -> dt.datetime:
    """The same moment on the clock of the site. at: aware."""
    return at.astimezone(zone_here())


def now_here() -> dt.datetime:
    """This moment on the clock of the site."""
    return on_clock_here(utc_now())


def today_here() -> dt.date:
    """The day it is where the directory is at home: a check in the evening is not one of tomorrow."""
    return now_here().date()


def _minutes_behind(at: dt.datetime, zone: ZoneInfo) -> int:
    offset = at.astimezone(zone).utcoffset() or dt.timedelta()
    return -int(offset.total_seconds() // 60)
