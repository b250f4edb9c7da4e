"""The browser that the tests and the bench look through, and how it is started.

Chromium's headless shell draws pages as Chromium does, without the windows and menus around them: it needs half the
time. Where there is none, Chromium itself does.
"""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
# A page that asks another host gets no answer; the tests see that it asked.
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"


def find_chromium() -> str | None:
    """The path of the browser: the one that CHROMIUM names, else the system's; None means Playwright's own."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright, *arguments: str) -> Browser:
    """The browser, started. arguments: more of Chromium's."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=[*ARGUMENTS, NO_OTHER_HOST, *arguments])
