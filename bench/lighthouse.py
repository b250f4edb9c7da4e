"""What Lighthouse says of a page on a phone: the median of several runs, since its figures vary.

LIGHTHOUSE_RUNS sets how many (default 5, 0 for none). It comes from npm and needs Node 18.20 to 22.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from statistics import median
from urllib.request import urlopen

from bench.phone import ZONE
from tests.browser.chromium import ARGUMENTS, find_chromium

LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = int(os.environ.get("LIGHTHOUSE_RUNS", "5"))
MOST_TRIES = 4
TIMEOUT_S = 180


def is_available() -> bool:
    """Whether Lighthouse can be run and shall be."""
    return RUNS > 0 and shutil.which("npx") is not None and find_chromium() is not None


def measure_lighthouse(address: str) -> tuple[dict[str, float], set[str]]:
    """(category → median score of 100, names of audits that failed in any run).

    Whether search engines may keep a page is not judged where we ask them not to.
    """
    with urlopen(address) as response:  # noqa: S310 (an address of this machine)
        is_kept_out = b'<meta name="robots" content="noindex">' in response.read()
    reports = [_run(address, ("is-crawlable",) if is_kept_out else ()) for _ in range(RUNS)]
    scores = {
        name: round(100 * median(report["categories"][name]["score"] or 0 for report in reports)) for name in CATEGORIES
    }
    failed = {name for report in reports for name in _failed(report)}
    return scores, failed


def _failed(report: dict) -> set[str]:
    """The audits that cost points."""
    weighed = {
        reference["id"]
        for category in report["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"]
    }
    audits = report["audits"]
    return {name for name in weighed if audits[name]["score"] is not None and audits[name]["score"] < 0.9}


def _run(address: str, skipped: tuple[str, ...]) -> dict:
    """One report; again when the browser was too busy to note that it went anywhere (NO_NAVSTART)."""
    flags = " ".join(("--headless=new", *ARGUMENTS))
    command = [
        "npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={flags}", *(f"--skip-audits={audit}" for audit in skipped),
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": find_chromium() or "", "TZ": ZONE}
    answer = None
    for _ in range(MOST_TRIES):
        answer = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=TIMEOUT_S)
        report = json.loads(answer.stdout) if answer.stdout.startswith("{") else {}
        if report and "runtimeError" not in report:
            return report
    raise RuntimeError(f"Lighthouse did not measure {address}: {answer.stderr[-500:] if answer else ''}")
