"""The five classes of what a link leads to, and the way there."""

from __future__ import annotations

import pytest

from directory.curation.links.judging import Outcome, Result, visit
from tests.curation.links.small_web import SmallWeb, answer, only_get


def look(small_web: SmallWeb, replies: dict[str, bytes], path: str = "/") -> Outcome:
    """What a site is found to be, from what it replies at each path."""
    small_web.serve("group.test", lambda _method, target: replies[target])
    return visit(f"http://group.test{path}", small_web.web())


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (200, Result.OK),
        (204, Result.OK),
        (300, Result.UNCLEAR),
        (302, Result.UNCLEAR),
        (304, Result.UNCLEAR),
        (400, Result.UNCLEAR),
        (401, Result.SIGN_IN),
        (403, Result.SIGN_IN),
        (404, Result.DEAD),
        (407, Result.SIGN_IN),
        (410, Result.DEAD),
        (418, Result.UNCLEAR),
        (429, Result.UNCLEAR),
        (451, Result.UNCLEAR),
        (500, Result.UNCLEAR),
        (503, Result.UNCLEAR),
        (999, Result.SIGN_IN),
    ],
)
def test_status_has_its_class(small_web: SmallWeb, status: int, result: Result) -> None:
    outcome = look(small_web, {"/": answer(status)})
    assert (outcome.result, outcome.status, outcome.moved_to) == (result, status, None)
    assert str(status) in outcome.detail


@pytest.mark.parametrize("status", [400, 403, 404, 405, 500, 501])
def test_page_is_asked_for_where_head_is_refused(small_web: SmallWeb, status: int) -> None:
    site = small_web.serve("group.test", lambda method, _target: answer(status if method == "HEAD" else 200))
    assert visit("http://group.test/", small_web.web()).result == Result.OK
    assert [method for method, _target, _headers in site.asked] == ["HEAD", "GET"]


def test_page_is_asked_for_where_head_is_hung_up_on(small_web: SmallWeb) -> None:
    small_web.serve("group.test", lambda method, _target: b"" if method == "HEAD" else answer())
    assert visit("http://group.test/", small_web.web()).result == Result.OK


@pytest.mark.parametrize("status", [200, 401, 429])
def test_page_is_not_asked_for_where_head_says_enough(small_web: SmallWeb, status: int) -> None:
    site = small_web.serve("group.test", answer(status))
    visit("http://group.test/", small_web.web())
    assert [method for method, _target, _headers in site.asked] == ["HEAD"]


@pytest.mark.parametrize("status", [301, 308])
def test_page_that_has_moved_for_good_is_told_with_its_new_address(small_web: SmallWeb, status: int) -> None:
    replies = {"/": answer(status, Location="/new"), "/new": answer()}
    expected = Outcome(Result.MOVED, "It has moved to group.test for good.", 200, "http://group.test/new")
    assert look(small_web, replies) == expected


@pytest.mark.parametrize("status", [302, 303, 307])
def test_page_that_is_elsewhere_for_now_is_right(small_web: SmallWeb, status: int) -> None:
    outcome = look(small_web, {"/": answer(status, Location="/now"), "/now": answer()})
    assert (outcome.result, outcome.moved_to) == (Result.OK, None)


def test_new_address_is_the_one_before_the_first_redirect_that_is_for_now(small_web: SmallWeb) -> None:
    replies = {
        "/": answer(301, Location="/new"),
        "/new": answer(302, Location="/now"),
        "/now": answer(301, Location="/later"),
        "/later": answer(),
    }
    assert look(small_web, replies).moved_to == "http://group.test/new"


def test_page_that_sends_to_another_site_is_followed_there(small_web: SmallWeb) -> None:
    small_web.serve("old.test", answer(301, Location="http://new.test/"), ip="1.1.1.1")
    small_web.serve("new.test", answer(), ip="8.8.8.8")
    assert visit("http://old.test/", small_web.web()).moved_to == "http://new.test/"
    assert small_web.dialed == [("1.1.1.1", 80), ("8.8.8.8", 80)]


def test_page_that_has_moved_to_a_dead_end_is_dead(small_web: SmallWeb) -> None:
    outcome = look(small_web, {"/": answer(301, Location="/new"), "/new": answer(404)})
    assert (outcome.result, outcome.moved_to) == (Result.DEAD, None)


def test_page_that_sends_to_itself_ends(small_web: SmallWeb) -> None:
    assert look(small_web, {"/": answer(301, Location="/")}).result == Result.UNCLEAR


@pytest.mark.parametrize(
    "location",
    [
        "https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Fgroups%2F1",
        "https://www.instagram.com/accounts/login/?next=/group/",
        "https://www.linkedin.com/authwall?trk=x",
        "https://www.linkedin.com/uas/login",
        "https://x.com/i/flow/login?redirect_after_login=%2Fgroup",
        "https://accounts.google.com/v3/signin/identifier",
        "https://login.example.org/",
        "/wp-login.php?redirect_to=x",
        "/Sign-In",
    ],
)
def test_page_that_sends_to_a_sign_in_is_behind_one(small_web: SmallWeb, location: str) -> None:
    assert look(small_web, {"/": answer(302, Location=location)}).result == Result.SIGN_IN
    assert len(small_web.dialed) == 1


def test_query_that_only_speaks_of_login_is_no_sign_in(small_web: SmallWeb) -> None:
    replies = {"/": answer(302, Location="/page?from=/login"), "/page?from=/login": answer()}
    assert look(small_web, replies).result == Result.OK


def test_link_to_a_sign_in_page_itself_may_be_sent_on(small_web: SmallWeb) -> None:
    replies = {"/login": answer(302, Location="/en/login"), "/en/login": answer()}
    assert look(small_web, replies, "/login").result == Result.OK


def test_long_page_is_right(small_web: SmallWeb) -> None:
    small_web.serve("group.test", only_get(answer(200, b"x" * 500_000)))
    assert visit("http://group.test/", small_web.web()).result == Result.OK


@pytest.mark.parametrize(
    ("outcome", "has_failed"),
    [
        (Outcome(Result.DEAD, "", 404), True),
        (Outcome(Result.DEAD, ""), True),
        (Outcome(Result.UNCLEAR, ""), True),
        (Outcome(Result.UNCLEAR, "", 503), True),
        (Outcome(Result.UNCLEAR, "", 429), False),
        (Outcome(Result.SIGN_IN, "", 403), False),
        (Outcome(Result.MOVED, "", 200, "https://example.org/"), False),
        (Outcome(Result.OK, "", 200), False),
    ],
)
def test_only_what_speaks_against_a_link_is_a_failure(outcome: Outcome, has_failed: bool) -> None:
    assert outcome.has_failed is has_failed


@pytest.mark.parametrize("url", ["ftp://group.test/", "group.test", "http://[", "http://a b/"])
def test_what_is_no_address_of_the_web_is_unclear_and_says_why(small_web: SmallWeb, url: str) -> None:
    outcome = visit(url, small_web.web())
    assert (outcome.result, outcome.status) == (Result.UNCLEAR, None)
    assert outcome.detail.startswith("The address")


def test_spaces_around_an_address_do_not_matter(small_web: SmallWeb) -> None:
    small_web.serve("group.test", answer())
    assert visit(" http://group.test/\n", small_web.web()).result == Result.OK
