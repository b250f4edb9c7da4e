"""What axe finds on a page as it is now, in sentences."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_NODES = 3


def find_violations(page: Page) -> list[str]:
    """Every violation with the first elements that have it; empty when there is none."""
    result = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {violation['help']}: {[node['html'][:160] for node in violation['nodes'][:MOST_NODES]]}"
        for violation in result.response["violations"]
    ]
