"""What a first visit costs on the wire, as Chromium counts it."""

from __future__ import annotations

import shutil

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def measure_weight(port: int, paths: tuple[str, ...] = ("/", "/find")) -> dict[str, tuple[int, int]]:
    """Path → (bytes on the wire, requests) of a visit with an empty cache."""
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for path in paths:
            context = browser.new_context(viewport={"width": 412, "height": 823})
            page = context.new_page()
            session = context.new_cdp_session(page)
            sizes: list[float] = []
            session.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
            session.send("Network.enable")
            page.goto(f"http://127.0.0.1:{port}{path}", wait_until="networkidle")
            found[path] = (int(sum(sizes)), len(sizes))
            context.close()
        browser.close()
    return found
