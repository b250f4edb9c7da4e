"""The table “Visitors”: weight, feel and Lighthouse of the pages that most visits go through, with their bars."""

from __future__ import annotations

import os
from urllib.error import HTTPError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from bench.lighthouse import CATEGORIES, RUNS, is_available, measure_lighthouse
from bench.phone import Feel, measure_feel
from bench.weight import Weight, measure_weight
from tests.browser.chromium import launch

PAGES = {
    "home": "/",
    "find": "/find",
    "listing": "/listings/nami",
    "guide": "/guides/first-support-group",
    "hand-out": "/handout?list=1.2.3.4.5",
}
# Twenty rows without style or script, on the same phone.
BARE_PAGE = "/find?"
# The bars of the project: what a figure must keep to; scores of Lighthouse are reached, the rest is not exceeded.
MOST_KIB, MOST_SCRIPT_KIB, MOST_REQUESTS = 60, 25, 6
MOST_LCP_MS, MOST_CLS, MOST_INP_MS = 1_000, 0.02, 200
LEAST_SCORES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
COLUMNS = ("KiB", "script", "requests", "LCP ms", "CLS", "INP ms")


def bench_visitors(port: int, bare_port: int) -> None:
    """Measure and print. bare_port: of the bare page, which shows what the machine itself takes (bench/bare.py)."""
    load = os.getloadavg()[0]
    site = f"http://127.0.0.1:{port}"
    pages = {name: path for name, path in PAGES.items() if is_there(site + path)}
    with sync_playwright() as playwright:
        browser = launch(playwright)
        weights = measure_weight(browser, site, tuple(pages.values()))
        feels = measure_feel(browser, site, tuple(pages.values()))
        (bare,) = measure_feel(browser, f"http://127.0.0.1:{bare_port}", (BARE_PAGE,)).values()
        browser.close()
    print("\nVisitors: first visit, cold cache; p75 phone (9 Mbit/s down, 3 up, 100 ms, CPU ÷ 4, 412 × 823), medians")
    print(f"{'':>12}" + "".join(f"{name:>11}" for name in COLUMNS))
    for name, path in pages.items():
        print(f"{name:>12}" + "".join(f"{cell:>11}" for cell in cells_of(weights[path], feels[path])))
    print(f"{'bare page':>12}{'':>33}{bare.lcp_ms:>11.0f}{bare.cls:>11.3f}")
    bars = (MOST_KIB, MOST_SCRIPT_KIB, MOST_REQUESTS, MOST_LCP_MS, MOST_CLS, MOST_INP_MS)
    print(f"{'bar':>12}" + "".join(f"{bar:>11}" for bar in bars))
    for name, path in PAGES.items():
        if name not in pages:
            print(f"{name:>12}  skipped: {path} is not there")
    print(f"{'':>12}  load of the machine before: {load:.1f}, cores: {os.cpu_count()}; a busy machine is a slow phone")
    if results_ms := feels["/find"].results_ms:
        print(f"{'':>12}  /find: {results_ms:.0f} ms from a tap on a filter to its results, the network included")
    print_lighthouse(site, pages)


def is_there(address: str) -> bool:
    """Whether a page answers with 200."""
    try:
        with urlopen(address) as answer:  # noqa: S310 (an address of this machine)
            return answer.status == 200
    except HTTPError:
        return False


def cells_of(weight: Weight, feel: Feel) -> list[str]:
    """The figures of a row; a star marks one that misses its bar."""
    figures = [
        (weight.total / 1024, MOST_KIB, ".1f"),
        (weight.script / 1024, MOST_SCRIPT_KIB, ".1f"),
        (weight.requests, MOST_REQUESTS, "d"),
        (feel.lcp_ms, MOST_LCP_MS, ".0f"),
        (feel.cls, MOST_CLS, ".3f"),
    ]
    cells = [f"{figure:{form}}{'*' if figure > bar else ''}" for figure, bar, form in figures]
    inp_ms = feel.inp_ms
    return [*cells, "" if inp_ms is None else f"{inp_ms:.0f}{'*' if inp_ms > MOST_INP_MS else ''}"]


def print_lighthouse(site: str, pages: dict[str, str]) -> None:
    """The table of scores, and under it the audits that cost points."""
    if not is_available():
        print(f"\nLighthouse: skipped (LIGHTHOUSE_RUNS is {RUNS}; it needs npx and Chromium)")
        return
    print(f"\nLighthouse, mobile, median of {RUNS}")
    print(f"{'':>12}" + "".join(f"{name:>16}" for name in CATEGORIES))
    all_failed: dict[str, set[str]] = {}
    for name, path in pages.items():
        scores, failed = measure_lighthouse(site + path)
        cells = (f"{scores[each]:.0f}{'*' if scores[each] < LEAST_SCORES[each] else ''}" for each in CATEGORIES)
        print(f"{name:>12}" + "".join(f"{cell:>16}" for cell in cells), flush=True)
        for audit in failed:
            all_failed.setdefault(audit, set()).add(name)
    print(f"{'bar':>12}" + "".join(f"{LEAST_SCORES[name]:>16}" for name in CATEGORIES))
    for audit, names in sorted(all_failed.items()):
        print(f"{'':>12}  cost points: {audit} ({', '.join(sorted(names))})")
