"""What a first visit costs on the wire, as Chromium counts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser

from bench.phone import SCREEN


@dataclass(frozen=True)
class Weight:
    """Bytes on the wire, those of scripts among them, and requests."""

    total: int
    script: int
    requests: int


def measure_weight(browser: Browser, site: str, paths: Sequence[str]) -> dict[str, Weight]:
    """Path → weight of a visit with an empty cache."""
    found = {}
    for path in paths:
        context = browser.new_context(viewport=SCREEN)  # type: ignore[arg-type]
        page = context.new_page()
        session = context.new_cdp_session(page)
        types: dict[str, str] = {}
        sizes: dict[str, float] = {}
        session.on(
            "Network.responseReceived", lambda event, types=types: types.update({event["requestId"]: event["type"]})
        )
        session.on(
            "Network.loadingFinished",
            lambda event, sizes=sizes: sizes.update({event["requestId"]: event["encodedDataLength"]}),
        )
        session.send("Network.enable")
        page.goto(site + path, wait_until="networkidle")
        script = sum(size for id, size in sizes.items() if types.get(id) == "Script")
        found[path] = Weight(int(sum(sizes.values())), int(script), len(sizes))
        context.close()
    return found
