"""How a page feels on the phone of somebody who has a slow one: three in four visitors have a better one.

Chromium with the processor slowed down four times, 9 Mbit/s down, 3 up and 100 ms to the server and back. Measured
are LCP (when the largest part is there), CLS (what jumps) and INP (how long after a tap something is to be seen).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, Page

from directory.config import SETTINGS

RUNS = 5
# The clock of most visitors of a directory is the site's.
ZONE = next(setting.default for setting in SETTINGS if setting.name == "SITE_TIMEZONE")
SCREEN = {"width": 412, "height": 823}
NETWORK = {"offline": False, "latency": 100, "downloadThroughput": 9e6 / 8, "uploadThroughput": 3e6 / 8}
CPU_SLOWDOWN = 4
SETTLED_MS = 500

WATCH = """
window.seen = { lcp: 0, cls: 0, inp: 0 };
function watch(type, note) {
  const options = { type, durationThreshold: 16, buffered: true };
  new PerformanceObserver(list => list.getEntries().forEach(note)).observe(options);
}
watch("largest-contentful-paint", one => { seen.lcp = one.startTime; });
watch("layout-shift", one => { if (!one.hadRecentInput) seen.cls += one.value; });
watch("event", one => { if (one.interactionId) seen.inp = Math.max(seen.inp, one.duration); });
"""


@dataclass(frozen=True)
class Feel:
    """Medians. inp_ms: the slowest tap of a visit; results_ms: from a tap on a filter to its results."""

    lcp_ms: float
    cls: float
    inp_ms: float | None = None
    results_ms: float | None = None


def measure_feel(browser: Browser, site: str, paths: Sequence[str]) -> dict[str, Feel]:
    """Path → how it feels; on /find also what a tap on a filter does."""
    return {path: _feel([_visit(browser, site, path) for _ in range(RUNS)]) for path in paths}


def _feel(visits: list[dict[str, float]]) -> Feel:
    middle = {name: median(visit[name] for visit in visits) for name in visits[0]}
    return Feel(middle["lcp"], middle["cls"], middle.get("inp") or None, middle.get("results"))


def _visit(browser: Browser, site: str, path: str) -> dict[str, float]:
    phone = {"is_mobile": True, "has_touch": True, "device_scale_factor": 2, "timezone_id": ZONE}
    context = browser.new_context(viewport=SCREEN, **phone)  # type: ignore[arg-type]
    context.add_init_script(WATCH)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    page.goto(site + path, wait_until="networkidle")
    page.wait_for_timeout(SETTLED_MS)
    # A tap ends the search for the largest part, so what came of loading is read before.
    seen = {name: value for name, value in page.evaluate("seen").items() if name != "inp"}
    if path == "/find":
        seen["results"] = _tap_filters(page)
        seen["inp"], seen["cls"] = page.evaluate("[seen.inp, seen.cls]")
    context.close()
    return seen


def _tap_filters(page: Page) -> float:
    """Open the filters, choose one, close them; gives how long its results took to come, in milliseconds."""
    page.locator(".filters__open").tap()
    page.wait_for_timeout(SETTLED_MS)
    before = page.locator("#result-status").inner_text()
    started = page.evaluate("performance.now()")
    page.locator("#f-kind-group").tap()
    page.wait_for_function("before => document.querySelector('#result-status').innerText !== before", arg=before)
    results_ms = page.evaluate("started => performance.now() - started", started)
    page.wait_for_timeout(SETTLED_MS)
    page.locator(".filters__foot button").tap()
    page.wait_for_timeout(SETTLED_MS)
    return results_ms
