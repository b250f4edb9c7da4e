"""How a page of results is put together from parts that were drawn before, and what is new about them.

A page has twenty cards and a hundred filter values. Their macros (templates/components/) are called once, with gaps
for what differs from search to search; for a page the gaps are filled in here. Everything drawn was escaped by its
template; what is filled in was drawn too, or is a number or an attribute of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import request
from markupsafe import Markup, escape

from directory.carried import carried_query, nothing_carried
from directory.pages import page_locale
from directory.search.cards import Card, Reason
from directory.search.facets import Facet
from directory.search.find import Results
from directory.search.fragments import ALONG, GAP

Macro = Callable[..., Markup]
# Listing id → where “Add to hand-out” leads, and the mark of a listing that is on it.
Keep = Callable[[int], tuple[str, str]]
# Filters that stand open before anything in them is chosen.
OPEN_FILTERS = frozenset({"kind", "when", "format"})
# On a phone a guide above the first card would push it off the screen.
CARDS_BEFORE_GUIDES = 3


def cards_before_guides(results: Results) -> int | None:
    """How many cards stand before the guides: a few, and the crisis lines at the beginning. None without guides."""
    if not results.guides or results.criteria.page > 1:
        return None
    crisis = next((place for place, card in enumerate(results.cards) if not card.crisis), len(results.cards))
    return max(CARDS_BEFORE_GUIDES, crisis)


def draw_cards(results: Results, cards: Iterable[Card], draw: Macro, draw_reasons: Macro, keep: Keep) -> Markup:
    """Cards of a page: draw(card, reasons, now, terms, is_own_clock, mark, address, what goes along).

    draw_reasons(card, terms): why one was found. keep(listing id): the mark and the address of its link
    “Add to hand-out”.
    """
    text: list[str] = []
    form, terms, is_own_clock = _form_of_page(), results.terms, results.is_own_clock
    # Cards of one page are mostly there for one reason.
    reasons: dict[tuple[Reason, ...], str] = {(): ""}
    with nothing_carried():
        for card in cards:
            why = tuple(card.why)
            if why not in reasons:
                reasons[why] = draw_reasons(card, terms)
            key = ("card", card.id, form, is_own_clock, card.looks)
            values = (card, GAP, results.now, terms, is_own_clock, GAP, GAP, ALONG)
            before, upper, to_keep, after = results.fragments.pieces(key, draw, *values)
            text += (before, reasons[why], upper)
            address, mark = map(escape, keep(card.id))
            text += (address, to_keep, mark, after)
    return Markup("".join(text).replace(ALONG, escape(carried_query())))  # noqa: S704 (see above)


def draw_filters(results: Results, draw: Macro, draw_in_use: Macro, draw_option: Macro) -> Markup:
    """The filters that have values: draw(name, attribute if open, mark of how many are in use, its options)."""
    text: list[str] = []
    form = _form_of_page()
    for facet in results.facets:
        if not facet.values:
            continue
        chosen = facet.chosen_count
        key = ("filter", facet.name, form)
        before, inside, behind, after = results.fragments.pieces(key, draw, facet.name, GAP, GAP, GAP)
        is_open = chosen or facet.name in OPEN_FILTERS
        text += (before, " open" if is_open else "", inside, draw_in_use(chosen) if chosen else "", behind)
        text += _options(results, facet, form, draw_option)
        text.append(after)
    return Markup("".join(text))  # noqa: S704 (see above)


def _options(results: Results, facet: Facet, form: tuple[str, str], draw: Macro) -> list[str]:
    """The values of a filter: draw(filter, value, term id, terms, attribute if chosen, count)."""
    text: list[str] = []
    pieces, name, terms = results.fragments.pieces, facet.name, results.terms
    for option in facet.values:
        key = ("option", name, option.value, form)
        before, inside, after = pieces(key, draw, name, option.value, option.term_id, terms, GAP, GAP)
        text += (before, " checked" if option.is_chosen else "", inside, str(option.count), after)
    return text


def _form_of_page() -> tuple[str, str]:
    """What all parts of this page have in common: its language, and what its links begin with."""
    return page_locale(), request.script_root
