"""The clock of the site, and how a browser knows that it is its own: minutes behind UTC, as JavaScript counts them."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask

from directory.config import ROOT
from directory.site_zone import SiteZone, now_here, site_zone, today_here

PACKAGE = ROOT / "directory"


@pytest.mark.parametrize(
    ("zone", "day", "minutes"),
    [
        ("America/New_York", dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC), "300 300"),
        ("America/New_York", dt.datetime(2026, 10, 28, 12, tzinfo=dt.UTC), "240 300"),
        ("Asia/Kolkata", dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC), "-330 -330"),
        ("UTC", dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC), "0 0"),
    ],
)
def test_minutes_are_told_for_now_and_for_the_week_ahead(app: Flask, zone: str, day: dt.datetime, minutes: str) -> None:
    app.config["SITE_TIMEZONE"] = zone
    with time_machine.travel(day, tick=False):
        assert site_zone() == SiteZone(zone, minutes)


def test_an_evening_belongs_to_the_day_of_the_site(app: Flask) -> None:
    app.config["SITE_TIMEZONE"] = "America/New_York"
    with time_machine.travel(dt.datetime(2026, 11, 24, 2, tzinfo=dt.UTC), tick=False):
        assert (now_here().isoformat(), today_here()) == ("2026-11-23T21:00:00-05:00", dt.date(2026, 11, 23))


def test_the_zone_of_the_site_is_read_in_one_place() -> None:
    # A search has a zone of its own: that of the place or of the browser comes first.
    allowed = {"settings.py", "site_zone.py", "search/find.py"}
    found = {
        str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py") if "SITE_TIMEZONE" in path.read_text("utf-8")
    }
    assert found == allowed
