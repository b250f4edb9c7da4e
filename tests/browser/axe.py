"""What axe finds on a page as it is now, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules that look at colours: all that another colour scheme can change.
COLOR_RULES = ["color-contrast", "link-in-text-block"]
# The one rule that reads style sheets: whether a page can be used with the screen turned.
TURNED = "css-orientation-lock"
# The rules that look at places and sizes: all that another width can change where nothing is hidden by it.
LAYOUT_RULES = ["target-size", "scrollable-region-focusable"]
# Cards after the sixth: drawn by the same template as those before.
ALIKE = {"exclude": [[".cards > :nth-child(n + 7)"]]}
MOST_NODES = 3


def find_violations(
    mirror: Page,
    rules: list[str] | None = None,
    context: dict[str, Any] | None = None,
    rules_out: Sequence[str] = (),
) -> list[str]:
    """Every violation of what is in the mirror, with the first elements that have it; empty when there is none.

    mirror: of mirrored(page). rules: only these; rules_out: all but these. context: what is left out, as axe takes it.
    """
    off = {} if rules else {"rules": {rule: {"enabled": False} for rule in rules_out}}
    options = {"runOnly": rules or RULES, "resultTypes": ["violations"], **off}
    if TURNED not in (rules or [TURNED]) or TURNED in rules_out:
        options["preload"] = False  # of style sheets: it takes as long as all else
    result = Axe(axe_script="0").run(mirror, context, options=options)  # it has the script
    return [
        f"{violation['id']}: {violation['help']}: {[node['html'][:160] for node in violation['nodes'][:MOST_NODES]]}"
        for violation in result.response["violations"]
    ]
