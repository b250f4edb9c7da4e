"""Visits are few at once, one at a time for each site, and end when nobody listens any more."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from directory.curation.links.judging import Outcome, Result
from directory.curation.links.visiting import NothingAnswered, hold_until_answered, visit_politely

RIGHT = Outcome(Result.OK, "It answered 200.", 200)
SLOWER = Outcome(Result.UNCLEAR, "It answered 429.", 429)
SILENT = Outcome(Result.UNCLEAR, "It did not answer in time.")
URLS = [f"https://{site}.test/{number}" for site in ("a", "b", "www.b", "c", "d", "e") for number in range(6)]


class Guests:
    """Counts who is where at the same time; each visit waits a moment for others to come in."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now: Counter[str] = Counter()
        self.most_at_a_site = 0
        self.most_at_once = 0

    def __call__(self, url: str) -> Outcome:
        site = url.split("/")[2].removeprefix("www.")
        with self._lock:
            self._now[site] += 1
            self.most_at_a_site = max(self.most_at_a_site, self._now[site])
            self.most_at_once = max(self.most_at_once, self._now.total())
        threading.Event().wait(0.002)
        with self._lock:
            self._now[site] -= 1
        return RIGHT


def test_every_address_is_visited_once() -> None:
    found = list(visit_politely(URLS, lambda _url: RIGHT, pause_s=0))
    assert sorted(found) == sorted((url, RIGHT) for url in URLS)


def test_a_site_is_visited_one_at_a_time_and_several_sites_at_once() -> None:
    guests = Guests()
    list(visit_politely(URLS, guests, pause_s=0, workers=3))
    assert guests.most_at_a_site == 1
    assert 1 < guests.most_at_once <= 3


def test_next_visit_to_a_site_waits_for_the_pause() -> None:
    visited = []

    def note(url: str) -> Outcome:
        visited.append(url)
        return RIGHT

    visits = visit_politely(["https://a.test/1", "https://a.test/2", "https://b.test/"], note, pause_s=3600)
    next(visits), next(visits)
    visits.close()
    assert len(visited) == 2
    assert "https://b.test/" in visited


def test_rest_of_a_site_that_asks_to_slow_down_is_left() -> None:
    def reply(url: str) -> Outcome:
        return SLOWER if "//a." in url else RIGHT

    found = list(visit_politely(URLS, reply, pause_s=0))
    assert [outcome for url, outcome in found if "//a." in url] == [SLOWER]
    assert len(found) == len(URLS) - 5


def test_fault_of_a_visit_is_not_swallowed() -> None:
    def fail(_url: str) -> Outcome:
        raise RuntimeError("a fault")

    with pytest.raises(RuntimeError, match="a fault"):
        list(visit_politely(URLS, fail, pause_s=3600))


def test_address_without_a_host_is_visited_like_any_other() -> None:
    assert list(visit_politely(["http://["], lambda _url: SILENT, pause_s=0)) == [("http://[", SILENT)]


def test_nothing_comes_through_if_no_site_answers() -> None:
    with pytest.raises(NothingAnswered):
        next(hold_until_answered((url, SILENT) for url in URLS))


def test_silence_before_the_first_answer_comes_through_after_it() -> None:
    found = [("https://a.test/", SILENT), ("https://b.test/", RIGHT), ("https://c.test/", SILENT)]
    assert list(hold_until_answered(found)) == found


def test_silence_of_one_site_is_believed() -> None:
    found = [("https://a.test/", SILENT), ("https://www.a.test/2", SILENT)]
    assert list(hold_until_answered(found)) == found
