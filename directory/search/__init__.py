"""FEATURE: someone looks for help. What other features may use is named here.

A search walks views.py → SearchForm → Criteria → find() → Results → render_page().
"""

from directory.search.browsing import (
    all_guides,
    all_terms,
    card_before_saving,
    card_patterns,
    count_published,
    find_crisis_lines,
    find_first_ids,
    find_for_needs,
    find_local,
    find_similar,
    find_terms_meant,
    guides_to_read_before,
    load_cards,
    warm_up,
)
from directory.search.cards import Card
from directory.search.coverage import Coverage, count_coverage
from directory.search.empty_searches import SHOWN_FROM, WEEKS_KEPT, first_week
from directory.search.explaining import explain_words
from directory.search.forms import clean_text
from directory.search.guides import GuideEntry
from directory.search.index import is_index_current, rebuild_index, watch_changes
from directory.search.labels import kind_label
from directory.search.places import find_place, find_state_of_code, town_key
from directory.search.words import split_words

__all__ = [
    "SHOWN_FROM",
    "WEEKS_KEPT",
    "Card",
    "Coverage",
    "GuideEntry",
    "all_guides",
    "all_terms",
    "card_before_saving",
    "card_patterns",
    "clean_text",
    "count_coverage",
    "count_published",
    "explain_words",
    "find_crisis_lines",
    "find_first_ids",
    "find_for_needs",
    "find_local",
    "find_place",
    "find_similar",
    "find_state_of_code",
    "find_terms_meant",
    "first_week",
    "guides_to_read_before",
    "is_index_current",
    "kind_label",
    "load_cards",
    "rebuild_index",
    "split_words",
    "town_key",
    "warm_up",
    "watch_changes",
]
