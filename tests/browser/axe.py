"""What axe finds on a page as it is now, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules that look at colours: all that another colour scheme can change.
COLOR_RULES = ("color-contrast", "link-in-text-block")
# The rules that are about a page as a whole: what leads where, what stands twice, what is in no landmark.
WHOLE_RULES = (
    "aria-prohibited-attr", "aria-valid-attr-value", "bypass", "duplicate-id-aria", "heading-order",
    "landmark-banner-is-top-level", "landmark-contentinfo-is-top-level", "landmark-main-is-top-level",
    "landmark-no-duplicate-banner", "landmark-no-duplicate-contentinfo", "landmark-no-duplicate-main",
    "landmark-one-main", "landmark-unique", "page-has-heading-one", "region", "skip-link",
)  # fmt: skip
# The one rule that reads style sheets: whether a page can be used with the screen turned.
TURNED = "css-orientation-lock"
# The rules that look at places and sizes: all that another width can change where nothing is hidden by it. axe asks
# about the size of targets only where it is told to.
LAYOUT_RULES = ("target-size", "scrollable-region-focusable")
# Only what is wrong is handed over: that nothing else is takes as long to tell as to find out.
RUN = """async (options) => (await axe.run(document, options)).violations.map(({ id, help, nodes }) =>
  ({ rule: id, help, nodes: nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)) }))"""


def find_violations(mirror: Page, rules: Sequence[str] | None = None, rules_out: Sequence[str] = ()) -> list[str]:
    """Every violation of what is in the mirror, with the first elements that have it; empty when there is none.

    mirror: of mirrored(page). rules: only these; rules_out: all but these.
    """
    options: dict[str, Any] = {"runOnly": list(rules or RULES), "resultTypes": ["violations"], "selectors": False}
    if not rules:
        options["rules"] = {rule: {"enabled": rule not in rules_out} for rule in (*LAYOUT_RULES, *rules_out)}
    if TURNED not in (rules or [TURNED]) or TURNED in rules_out:
        options["preload"] = False  # of style sheets: it takes as long as all else
    found = mirror.evaluate(RUN, options)
    return [f"{violation['rule']}: {violation['help']}: {violation['nodes']}" for violation in found]
