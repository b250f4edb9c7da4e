"""What people read: tables of input and output."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from directory.dialling import call_link, text_link
from directory.formatting import (
    area_of_check,
    area_words,
    date,
    date_time,
    day_of_month,
    distance,
    host,
    hours,
    limits_words,
    mode_words,
    pattern_words,
    span,
    spell_days,
    zone_name,
)
from directory.models.history import AREAS
from directory.models.schedule import MODES, Occurrence
from tests.models.patterns import make_pattern, moment

NOW = "2026-11-23 12:00"
MONTHLY = {"freq": "MONTHLY", "byday": ()}
ONE_DAY = {"dtstart": "2026-12-22", "until": "2026-12-22"}


@pytest.mark.parametrize(
    ("number", "extension", "address"),
    [
        pytest.param("988", None, "tel:988", id="short-code"),
        pytest.param("211", None, "tel:211", id="three-digits"),
        pytest.param("800-950-6264", None, "tel:+18009506264", id="ten-digits"),
        pytest.param("(859) 555-0123", None, "tel:+18595550123", id="brackets"),
        pytest.param("859.555.0123", None, "tel:+18595550123", id="full-stops"),
        pytest.param("1-800-950-6264", None, "tel:+18009506264", id="leading-one"),
        pytest.param("+1 800 950 6264", None, "tel:+18009506264", id="international-form"),
        pytest.param("+44 20 7946 0000", None, "tel:+442079460000", id="another-country"),
        pytest.param("+32 2 555 01 23", None, "tel:+3225550123", id="another-country-with-ten-digits"),
        pytest.param("859-555-0123", "7", "tel:+18595550123,7", id="extension"),
    ],
)
def test_call_link_dials_the_number(number: str, extension: str | None, address: str) -> None:
    assert call_link(number, extension) == address


@pytest.mark.parametrize(
    ("number", "body", "address"),
    [
        pytest.param("741741", "HOME", "sms:741741?&body=HOME", id="short-code-with-word"),
        pytest.param("988", None, "sms:988", id="no-word"),
        pytest.param("859-555-0123", None, "sms:+18595550123", id="ten-digits"),
        pytest.param("741741", "I need help & hope", "sms:741741?&body=I%20need%20help%20%26%20hope", id="escaped"),
    ],
)
def test_text_link_begins_a_message(number: str, body: str | None, address: str) -> None:
    assert text_link(number, body) == address


@pytest.mark.parametrize(
    ("day", "words"),
    [
        pytest.param(dt.date(2026, 9, 12), "12 Sep 2026", id="date"),
        pytest.param("2027-01-01", "1 Jan 2027", id="text"),
    ],
)
def test_date_is_day_month_and_year(day: dt.date | str, words: str) -> None:
    assert date(day) == words


def test_the_day_of_a_moment_is_that_of_the_sites_clock(app: Flask) -> None:
    assert date(dt.datetime(2026, 9, 13, 1, 30, tzinfo=dt.UTC)) == "12 Sep 2026"


@pytest.mark.parametrize(
    ("start", "words"),
    [
        pytest.param("2026-11-23 19:00", "today, 7:00 PM", id="today"),
        pytest.param("2026-11-24 00:30", "tomorrow, 12:30 AM", id="tomorrow"),
        pytest.param("2026-11-25 19:00", "Wed 25 Nov, 7:00 PM", id="later"),
        pytest.param("2027-01-05 19:00", "Tue 5 Jan, 7:00 PM", id="next-year-but-soon"),
        pytest.param("2027-11-23 12:00", "Tue 23 Nov 2027, 12:00 PM", id="far-away"),
    ],
)
def test_start_is_told_by_how_far_it_is(start: str, words: str) -> None:
    assert date_time(moment(start), moment(NOW)) == words


def test_start_without_now_is_a_date() -> None:
    assert date_time(moment("2026-11-24 19:00")) == "Tue 24 Nov, 7:00 PM"


def test_today_is_that_of_the_clocks_of_the_start() -> None:
    now = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)  # still the 23rd in New York
    assert date_time(moment("2026-11-23 23:00"), now) == "today, 11:00 PM"


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "words"),
    [
        pytest.param("19:00", "20:30", "7:00–8:30 PM", id="both-after-noon"),
        pytest.param("09:00", "10:15", "9:00–10:15 AM", id="both-before-noon"),
        pytest.param("11:30", "13:00", "11:30 AM–1:00 PM", id="across-noon"),
        pytest.param("12:00", "13:00", "12:00–1:00 PM", id="from-noon"),
        pytest.param("22:30", "00:30", "10:30 PM–12:30 AM", id="across-midnight"),
        pytest.param("22:00", "21:00", "10:00 PM–9:00 PM", id="until-the-next-evening"),
        pytest.param("19:00", None, "7:00 PM", id="no-end"),
        pytest.param("00:00", "00:00", "all day", id="whole-day"),
        pytest.param("07:00", "07:00", "7:00 AM–7:00 AM", id="whole-day-from-seven"),
    ],
)
def test_hours_are_told_as_short_as_they_are_clear(opens_at: str, closes_at: str | None, words: str) -> None:
    ends = dt.time.fromisoformat(closes_at) if closes_at else None
    assert hours(dt.time.fromisoformat(opens_at), ends) == words


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        pytest.param("2026-11-24 19:00", "2026-11-24 20:30", "tomorrow, 7:00–8:30 PM", id="meeting"),
        pytest.param("2026-12-01 19:00", "2026-12-01 19:00", "Tue 1 Dec, 7:00 PM", id="no-end"),
        pytest.param("2026-11-28 00:00", "2026-11-29 00:00", "Sat 28 Nov, all day", id="whole-day"),
        pytest.param("2026-12-01 00:00", "2026-12-01 00:00", "Tue 1 Dec, 12:00 AM", id="midnight-without-end"),
    ],
)
def test_span_tells_day_and_hours(starts: str, ends: str, words: str) -> None:
    assert span(Occurrence(moment(starts), moment(ends)), moment(NOW)) == words


@pytest.mark.parametrize(
    ("miles", "words"),
    [
        pytest.param(0, "under a mile", id="here"),
        pytest.param(0.94, "under a mile", id="nearly-a-mile"),
        pytest.param(0.96, "1 mile", id="about-a-mile"),
        pytest.param(1.04, "1 mile", id="a-little-more"),
        pytest.param(1.1, "1.1 miles", id="more-than-one"),
        pytest.param(2.44, "2.4 miles", id="one-decimal"),
        pytest.param(9.44, "9.4 miles", id="one-decimal-below-ten"),
        pytest.param(9.96, "10 miles", id="no-decimal-from-ten"),
        pytest.param(38.4, "38 miles", id="whole-miles"),
        pytest.param(2475.2, "2475 miles", id="far"),
    ],
)
def test_distance_is_as_exact_as_it_helps(miles: float, words: str) -> None:
    assert distance(miles) == words


@pytest.mark.parametrize(
    ("address", "name"),
    [
        pytest.param("https://www.nami.org/x?y#z", "nami.org", id="www-and-path"),
        pytest.param("http://helplines.example.org", "helplines.example.org", id="other-subdomain"),
        pytest.param("https://WWW.NAMI.org/", "nami.org", id="capitals"),
        pytest.param("https://nami.org:8443/", "nami.org", id="port"),
        pytest.param("https://nami.org@evil.example/", "evil.example", id="who-is-really-behind-it"),
        pytest.param("mailto:a@example.org", "", id="no-site"),
        pytest.param("https://[nami.org", "", id="broken"),
        pytest.param("", "", id="empty"),
        pytest.param(None, "", id="none"),
    ],
)
def test_host_names_the_site(address: str | None, name: str) -> None:
    assert host(address) == name


@pytest.mark.parametrize(
    ("values", "words"),
    [
        pytest.param({"byday": ("TU",)}, "Every Tuesday", id="weekly"),
        pytest.param({"byday": ("TH", "MO")}, "Every Monday and Thursday", id="days-in-order"),
        pytest.param({"byday": ("MO", "WE", "FR")}, "Every Monday, Wednesday, and Friday", id="three-days"),
        pytest.param({"byday": ("FR", "TH", "WE", "TU", "MO")}, "Monday to Friday", id="working-days"),
        pytest.param({"byday": (), "dtstart": "2026-11-26"}, "Every Thursday", id="weekday-of-first-day"),
        pytest.param({"byday": ("TU",), "interval": 2}, "Every other Tuesday", id="every-other-week"),
        pytest.param({"byday": ("TU",), "interval": 3}, "Tuesday, every 3 weeks", id="every-third-week"),
        pytest.param({"freq": "DAILY", "byday": ()}, "Every day", id="daily"),
        pytest.param({"freq": "DAILY", "byday": (), "interval": 3}, "Every 3 days", id="every-third-day"),
        pytest.param(ONE_DAY | {"freq": "DAILY", "byday": ()}, "Once, on Tuesday, 22 Dec 2026", id="once"),
        pytest.param(ONE_DAY | {"byday": ("TU",)}, "Once, on Tuesday, 22 Dec 2026", id="one-week"),
        pytest.param(MONTHLY | ONE_DAY, "Once, on Tuesday, 22 Dec 2026", id="one-month"),
        pytest.param(ONE_DAY | {"byday": ("WE",)}, "Every Wednesday", id="never"),
        pytest.param(MONTHLY | {"byday": ("2TU",)}, "2nd Tuesday of the month", id="nth"),
        pytest.param(MONTHLY | {"byday": ("2TU", "4TU")}, "2nd and 4th Tuesday of the month", id="nth-twice"),
        pytest.param(MONTHLY | {"byday": ("-1FR",)}, "last Friday of the month", id="last"),
        pytest.param(MONTHLY | {"byday": ("-2FR",)}, "2nd to last Friday of the month", id="last-but-one"),
        pytest.param(
            MONTHLY | {"byday": ("1SA", "-1TH")}, "1st Saturday and last Thursday of the month", id="different-days"
        ),
        pytest.param(MONTHLY | {"byday": ("WE",)}, "Every Wednesday of the month", id="every-weekday-by-month"),
        pytest.param(MONTHLY | {"bymonthday": (15,)}, "15th of the month", id="day-of-month"),
        pytest.param(MONTHLY | {"bymonthday": (1, 22, 31)}, "1st, 22nd, and 31st of the month", id="ordinals"),
        pytest.param(MONTHLY | {"bymonthday": (11, 13, 23)}, "11th, 13th, and 23rd of the month", id="teens"),
        pytest.param(MONTHLY | {"bymonthday": (-1,)}, "last of the month", id="last-day-of-month"),
        pytest.param(MONTHLY | {"dtstart": "2026-09-09"}, "9th of the month", id="day-of-first-day"),
        pytest.param(MONTHLY | {"byday": ("3TH",), "interval": 2}, "3rd Thursday of every 2 months", id="two-months"),
    ],
)
def test_pattern_is_told_in_words(values: dict, words: str) -> None:
    assert pattern_words(make_pattern(**values)) == f"{words}, 7:00–8:00 PM"


def test_pattern_without_an_end_tells_its_start() -> None:
    assert pattern_words(make_pattern(closes_at=None)) == "Every Tuesday, 7:00 PM"


def test_pattern_of_whole_days_says_so() -> None:
    weekend = make_pattern(byday=("SA", "SU"), opens_at="00:00", closes_at="00:00")
    assert pattern_words(weekend) == "Every Saturday and Sunday, all day"


def test_pattern_that_never_closes_says_day_and_night() -> None:
    always = make_pattern(freq="DAILY", byday=(), opens_at="00:00", closes_at="00:00")
    assert pattern_words(always) == "Day and night, every day"


def test_weekdays_are_spelled_in_the_order_of_the_week() -> None:
    assert spell_days(frozenset({"SU", "MO"})) == "Monday and Sunday"


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        pytest.param("America/New_York", "Eastern Time", id="name"),
        pytest.param(ZoneInfo("America/Chicago"), "Central Time", id="zone"),
        pytest.param("Pacific/Honolulu", "Hawaii-Aleutian Time", id="island"),
        pytest.param("America/Kentucky/Louisville", "Eastern Time", id="three parts"),
        pytest.param("America/Indiana/Knox", "Central Time", id="three parts that are known"),
    ],
)
def test_zone_has_the_name_that_people_use(zone: str | ZoneInfo, name: str) -> None:
    assert zone_name(zone) == name


@pytest.mark.parametrize(
    ("extent", "words"),
    [
        pytest.param("worldwide", "From anywhere in the world", id="worldwide"),
        pytest.param("US", "Anywhere in the United States", id="country"),
        pytest.param("CA", "Anywhere in Canada", id="another-country"),
        pytest.param("US-KY", "Anyone in Kentucky", id="state"),
    ],
)
def test_area_says_whom_a_listing_serves(extent: str, words: str) -> None:
    assert area_words(extent) == words


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_has_words(mode: str) -> None:
    assert mode_words(mode)


@pytest.mark.parametrize("area", AREAS)
def test_every_area_of_a_check_has_words(area: str) -> None:
    assert area_of_check(area)


def test_a_series_has_limits_in_words() -> None:
    pattern = make_pattern(dtstart="2027-01-05", until="2027-06-30")
    assert limits_words(pattern) == ["from 5 Jan 2027", "until 30 Jun 2027"]
    assert limits_words(pattern, dt.date(2027, 1, 4)) == ["from 5 Jan 2027", "until 30 Jun 2027"]
    assert limits_words(pattern, dt.date(2027, 1, 5)) == ["until 30 Jun 2027"], "it has begun"
    assert limits_words(make_pattern()) == []


def test_what_takes_place_once_has_no_limits_beside_its_day() -> None:
    assert limits_words(make_pattern(byday=("TU",), **ONE_DAY)) == []


@pytest.mark.parametrize(
    ("day", "words"),
    [("2026-11-24", "24 Nov"), ("2027-01-05", "5 Jan 2027"), ("2025-12-30", "30 Dec 2025")],
)
def test_a_date_near_today_has_its_year_if_that_is_another(day: str, words: str) -> None:
    assert day_of_month(dt.date.fromisoformat(day), dt.date(2026, 11, 20)) == words
