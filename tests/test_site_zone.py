"""How a browser knows that its clock is the site's: minutes behind UTC, as JavaScript counts them."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from flask import Flask

from directory.site_zone import SiteZone, site_zone


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
