"""Parts of pages that stay the same until the directory changes: drawn once by their template, then remembered.

They belong to a catalog and are forgotten with it. What differs from search to search is left as a gap when a
part is drawn, and filled in afterwards (drawing.py). Of searches that were chosen, not typed, the whole page is
remembered for a minute: “Meeting tonight” is opened by many. What somebody typed is never remembered.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

MOST_FRAGMENTS = 8_000
MOST_PAGES = 60
# Marks a place in a part that is filled in later. No text can have it, whatever somebody has written into a listing:
# nobody knows it, and it is another one after each start.
GAP = f"\ue000{secrets.token_hex(8)}"
# Stands in links of such parts for what goes along from page to page (directory/carried.py).
ALONG = f"\ue001{secrets.token_hex(8)}"


class Fragments:
    """Drawn parts of pages by their keys."""

    def __init__(self) -> None:
        self._drawn: dict[Any, tuple[str, ...]] = {}

    def pieces(self, key: Any, draw: Callable[..., str], *values: Any) -> tuple[str, ...]:
        """The part under a key, draw(*values), in the pieces between its gaps; drawn once."""
        found = self._drawn.get(key)
        if found is None:
            if len(self._drawn) >= MOST_FRAGMENTS:
                self._drawn.clear()
            found = self._drawn[key] = tuple(str(draw(*values)).split(GAP))
        return found


class Pages:
    """Whole pages of one minute by their addresses, for searches that are links of ours: nothing typed is in them."""

    def __init__(self) -> None:
        self._minute: object = None
        self._made: dict[Any, str] = {}

    def get(self, minute: object, key: Any, make: Callable[[], str]) -> str:
        """The page under a key, make(); made once a minute, since it tells what starts next."""
        if minute != self._minute or len(self._made) >= MOST_PAGES:
            self._minute, self._made = minute, {}
        made = self._made
        if key not in made:
            made[key] = make()
        return made[key]
