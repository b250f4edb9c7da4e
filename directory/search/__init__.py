"""FEATURE: someone looks for help. What other features may use is named here.

A search walks views.py → SearchForm → Criteria → find() → Results → render_page().
"""

from directory.search.browsing import (
    all_guides,
    all_terms,
    card_patterns,
    count_published,
    find_crisis_lines,
    find_first_ids,
    find_for_needs,
    find_local,
    find_similar,
    guides_to_read_before,
    load_cards,
    warm_up,
)
from directory.search.coverage import Coverage, count_coverage
from directory.search.empty_searches import SHOWN_FROM, WEEKS_KEPT, first_week, monday_of
from directory.search.forms import clean_text
from directory.search.guides import GuideEntry
from directory.search.index import is_index_current, rebuild_index, watch_changes
from directory.search.places import town_key

__all__ = [
    "SHOWN_FROM",
    "WEEKS_KEPT",
    "Coverage",
    "GuideEntry",
    "all_guides",
    "all_terms",
    "card_patterns",
    "clean_text",
    "count_coverage",
    "count_published",
    "find_crisis_lines",
    "find_first_ids",
    "find_for_needs",
    "find_local",
    "find_similar",
    "first_week",
    "guides_to_read_before",
    "is_index_current",
    "load_cards",
    "monday_of",
    "rebuild_index",
    "town_key",
    "warm_up",
    "watch_changes",
]
