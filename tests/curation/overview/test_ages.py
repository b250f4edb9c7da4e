"""How fresh the directory is: every listing in the age that its checks give it, in the picture and in the table."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from directory.curation.overview.ages import age_labels, age_of, count_ages, count_checks, find_of_age
from directory.database import begin_writing, db
from directory.models import Check, Listing
from tests.clients import Console
from tests.conftest import NOW, sign_in
from tests.curation.overview.svg import assert_pictures_are_whole, numbers_in_pictures
from tests.factories import begin, commit, make_check, make_listing
from tests.page import Page, read_text
from tests.search.asking import counted_statements

TODAY = NOW.date()


def check(day: dt.date, area: str = "all") -> Check:
    """A check of an area on a day."""
    return Check(area=area, method="phone", checked_on=day)


def make_listings() -> None:
    """Listings of two kinds and all ages, and one that visitors do not see."""
    begin_writing()
    for name, kind, checks in (
        ("Fresh", "group", [check(dt.date(2026, 11, 1)), check(dt.date(2020, 1, 1))]),
        ("Half a year to the day", "group", [check(dt.date(2026, 5, 23))]),
        ("Due", "group", [check(dt.date(2026, 5, 22))]),
        ("Overdue", "helpline", [check(dt.date(2025, 11, 22))]),
        ("Old in one area", "helpline", [check(TODAY, "contact"), check(dt.date(2024, 1, 1), "schedule")]),
        ("Never", "group", []),
        ("Never either", "helpline", []),
    ):
        make_listing(name, kind=kind, checks=checks)
    make_listing("Draft", publication="draft", checks=[check(TODAY)])
    commit()


@pytest.mark.parametrize(
    ("since", "age"),
    [
        (None, "never"),
        (dt.date(2026, 11, 23), "fresh"),
        (dt.date(2026, 5, 23), "fresh"),
        (dt.date(2026, 5, 22), "due"),
        (dt.date(2025, 11, 22), "overdue"),
        (dt.date(2025, 5, 22), "old"),
    ],
)
def test_an_age_begins_the_day_after_its_months(app: Flask, since: dt.date | None, age: str) -> None:
    assert age_of(since, TODAY) == age


def test_an_age_without_months_is_left_out(app: Flask) -> None:
    app.config.update(CHECK_REMIND_MONTHS=0, CHECK_MARK_MONTHS=12, CHECK_HIDE_MONTHS=0)
    assert list(age_labels()) == ["fresh", "overdue", "never"]
    assert age_of(dt.date(2026, 1, 1), TODAY) == "fresh"


def test_ages_are_those_of_a_count_one_by_one(any_app: Flask) -> None:
    make_listings()
    everything, *kinds = count_ages(TODAY)
    assert everything.counts == {"fresh": 2, "due": 1, "overdue": 1, "old": 1, "never": 2}
    assert {row.kind: row.counts["never"] for row in kinds} == {"group": 1, "helpline": 1}
    assert {row.kind: row.total for row in kinds} == {"group": 4, "helpline": 3}
    for row in (everything, *kinds):
        assert row.counts == {age: len(find_of_age(age, row.kind, TODAY)) for age in row.counts}


def test_a_listing_is_as_old_as_its_part_checked_longest_ago(app: Flask) -> None:
    make_listings()
    assert [listing.name for listing in find_of_age("old", "", TODAY)] == ["Old in one area"]


def test_checks_are_counted_by_the_week(any_app: Flask) -> None:
    begin_writing()
    days = (TODAY, TODAY - dt.timedelta(days=1), TODAY - dt.timedelta(days=7), dt.date(2026, 5, 31))
    make_listing(checks=[check(day) for day in days])
    commit()
    weeks = count_checks(TODAY)
    assert (len(weeks), next(iter(weeks))) == (26, dt.date(2026, 6, 1))
    assert {week: number for week, number in weeks.items() if number} == {
        dt.date(2026, 11, 16): 2,
        dt.date(2026, 11, 23): 1,
    }


@pytest.fixture
def page(app: Flask, clock: object) -> Page:
    """The page with listings of all ages."""
    make_listings()
    return sign_in(app).get("/manage/overview")


def test_pictures_have_words_and_every_number_stands_in_the_table(page: Page) -> None:
    assert_pictures_are_whole(page)
    assert len(page.select("main svg.age-bar")) == 3
    table = [[read_text(cell) for cell in row.cssselect("td")] for row in page.find("table").cssselect("tbody tr")]
    assert table == [["2", "1", "1", "1", "2", "7"], ["2", "1", "0", "0", "1", "4"], ["0", "0", "1", "1", "1", "3"]]
    for bar, row in zip(page.select("main svg.age-bar"), table, strict=True):
        assert numbers_in_pictures(bar) == [int(number) for number in row[:-1] if number != "0"]


def test_each_part_of_a_bar_leads_to_its_listings(page: Page, app: Flask) -> None:
    console = sign_in(app)
    for link in page.select("main svg.age-bar a"):
        number = int(link.attrib["aria-label"].rsplit(" ", 1)[1])
        assert len(console.get(link.attrib["href"]).select(".rows__one")) == number


@pytest.mark.parametrize("query", ["age=ancient", "age=never&kind=shop", ""])
def test_a_list_that_there_is_not_is_not_found(console: Console, query: str) -> None:
    console.get(f"/manage/overview/listings?{query}", 404)


def test_a_long_list_comes_in_pages(app: Flask) -> None:
    begin_writing()
    for number in range(51):
        make_listing(f"Circle {number:02}")
    commit()
    console = sign_in(app)
    assert len(console.get("/manage/overview/listings?age=never").select(".rows__one")) == 50
    last = console.get("/manage/overview/listings?age=never&page=9")
    assert [name.text_content() for name in last.select(".rows__name")] == ["Circle 50"]


def test_a_directory_without_listings_says_so(console: Console) -> None:
    assert "No listing is public yet." in console.get("/manage/overview").main_text


def test_the_page_takes_as_many_statements_for_one_listing_as_for_many(app: Flask) -> None:
    console = sign_in(app)
    counts = []
    for more in (1, 21):
        begin()
        for _number in range(more):
            make_listing(checks=[make_check()])
        commit()
        console.get("/manage/overview")  # the catalog is current from here on
        with counted_statements() as statements:
            console.get("/manage/overview")
        counts.append(len(statements))
    assert db.session.query(Listing).count() == 22
    assert counts[0] == counts[1]
