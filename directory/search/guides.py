"""The guides as the search knows them: found by words and by need, shown apart from listings.

There are a few dozen, so they are kept whole in the catalog and looked through one by one. Their texts are read by the
guidance feature.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.models import Guide
from directory.models.taxonomy import DEFAULT_LOCALE
from directory.search.understanding import Understanding, Unit
from directory.search.words import split_words, stem

MOST_FOUND = 2
MOST_BEFORE_A_VISIT = 3
# What a word is worth by where it stands; a guide that is about what was meant is worth more than any word.
TITLE, SUMMARY, BODY, NEED = 6, 4, 1, 5


@dataclass(frozen=True)
class GuideEntry:
    """What pages show of a guide, and what it is found by. needs: term ids, most fitting first."""

    id: int
    slug: str
    locale: str
    title: str
    summary: str
    minutes: int
    readers: tuple[str, ...]
    styles: tuple[str, ...]
    techniques: tuple[str, ...]
    kinds: tuple[str, ...]
    needs: tuple[int, ...]
    weights: dict[str, int]
    """stem of a word → what it is worth"""

    def position_of(self, need_id: int) -> int:
        """How far from the front a need stands; behind all for one that it is not about."""
        return self.needs.index(need_id) if need_id in self.needs else len(self.needs)


def read_guides(session: Session) -> tuple[GuideEntry, ...]:
    """All guides that visitors may see, in the order of their page."""
    guides = session.scalars(select(Guide).where(Guide.is_draft.is_(False)).order_by(Guide.position, Guide.id)).all()
    return tuple(_entry(guide) for guide in guides)


def guides_in(guides: Iterable[GuideEntry], locale: str) -> list[GuideEntry]:
    """The guides in a language; in English those that it does not have."""
    by_slug: dict[str, GuideEntry] = {}
    for guide in guides:
        if guide.locale == locale or (guide.locale == DEFAULT_LOCALE and guide.slug not in by_slug):
            by_slug[guide.slug] = guide
    return list(by_slug.values())


def find_guides(
    guides: Iterable[GuideEntry], understanding: Understanding, need_ids: Iterable[int]
) -> list[GuideEntry]:
    """The few guides that meet all that was typed and one of the needs chosen, the best first.

    None without words and without needs: then nothing says which of them would help.
    """
    needs = set(need_ids)
    if not needs and not understanding.units:
        return []
    scored = [(_score(guide, understanding, needs), guide) for guide in guides]
    found = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [guide for _, guide in found[:MOST_FOUND]]


def guides_for_need(guides: Iterable[GuideEntry], need_id: int) -> list[GuideEntry]:
    """The guides about a need, those that are most about it first."""
    return sorted((guide for guide in guides if need_id in guide.needs), key=lambda guide: guide.position_of(need_id))


def guides_before(guides: Iterable[GuideEntry], kind: str, need_ids: Iterable[int]) -> list[GuideEntry]:
    """What to read before going to a listing: first about its kind, then about its first needs.

    A guide for peer supporters alone is offered only where somebody may become one.
    """
    guides, needs = list(guides), list(need_ids)
    about_kind = [guide for guide in guides if kind in guide.kinds]
    for_visitors = [guide for guide in guides if set(guide.readers) != {"supporter"}]
    about_needs = [guide for need in needs[:2] for guide in guides_for_need(for_visitors, need)[:1]]
    return list({guide.slug: guide for guide in (*about_kind, *about_needs)}.values())[:MOST_BEFORE_A_VISIT]


def _entry(guide: Guide) -> GuideEntry:
    weights: dict[str, int] = {}
    for text, weight in ((guide.body, BODY), (guide.summary, SUMMARY), (guide.title, TITLE)):
        weights |= {stem(word): weight for word in split_words(text)}
    return GuideEntry(
        id=guide.id,
        slug=guide.slug,
        locale=guide.locale,
        title=guide.title,
        summary=guide.summary,
        minutes=guide.minutes,
        readers=tuple(guide.readers),
        styles=tuple(guide.styles),
        techniques=tuple(guide.techniques),
        kinds=tuple(guide.kinds),
        needs=tuple(need.id for need in guide.needs),
        weights=weights,
    )


def _score(guide: GuideEntry, understanding: Understanding, needs: set[int]) -> float:
    """What a guide is worth for a search; 0 where it does not meet all of it."""
    if needs and not needs.intersection(guide.needs):
        return 0
    worth = [_worth(guide, unit) for unit in understanding.units if not unit.moment]
    if not all(worth):
        return 0
    nearness = sum(len(guide.needs) - guide.position_of(need) for need in needs)
    return 10 * sum(worth) + nearness


def _worth(guide: GuideEntry, unit: Unit) -> float:
    """What a guide is worth for one thing that was typed: a need that was meant, or its words, also as typed."""
    phrases = (*unit.phrases, tuple(unit.typed.split()))
    by_words = (min(guide.weights.get(stem(word), 0) for word in phrase) for phrase in phrases if phrase)
    by_needs = (_about(guide.position_of(need)) for need in unit.term_ids if need in guide.needs)
    return max(0, *by_needs, *by_words)


def _about(position: int) -> float:
    """What a guide is worth for a need that it is about: most for its first two, a shade less for each behind them."""
    return NEED + max(0, 2 - position) - position / 100
