"""FEATURE: someone looks for help. What other features may use is named here.

A search walks views.py → SearchForm → Criteria → find() → Results → render_page().
"""

from directory.search.browsing import (
    all_terms,
    count_published,
    find_crisis_lines,
    find_similar,
    load_cards,
    warm_up,
)
from directory.search.index import is_index_current, rebuild_index, watch_changes
from directory.search.places import town_key

__all__ = [
    "all_terms",
    "count_published",
    "find_crisis_lines",
    "find_similar",
    "is_index_current",
    "load_cards",
    "rebuild_index",
    "town_key",
    "warm_up",
    "watch_changes",
]
