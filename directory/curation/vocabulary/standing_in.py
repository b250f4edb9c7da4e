"""Which terms stand in for those that were taken out: seeding still names the old ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directory.curation.vocabulary.retiring import retired_terms


@dataclass(frozen=True)
class StandIns:
    """(taxonomy, slug) of a term that was taken out → the slug in its place, or None."""

    by_term: Mapping[tuple[str, str], str | None]

    def are_for(self, taxonomy: str, slug: str) -> bool:
        """Whether a term was taken out."""
        return (taxonomy, slug) in self.by_term

    def slugs(self, taxonomy: str, slugs: Iterable[str]) -> list[str]:
        """Slugs with those that were taken out replaced, or left out where nothing took their place; each once."""
        found = (self.find(taxonomy, slug) for slug in slugs)
        return list(dict.fromkeys(slug for slug in found if slug))

    def without(self, taxonomy: str, slugs: Iterable[str]) -> StandIns:
        """The same, with more terms that there are none of and that nothing stands in for."""
        return StandIns({**self.by_term, **{(taxonomy, slug): None for slug in slugs}})

    def find(self, taxonomy: str, slug: str) -> str | None:
        """The slug itself, or what stands in its place: a stand-in may have been taken out in turn."""
        seen: set[str] = set()
        current: str | None = slug
        while current is not None and (taxonomy, current) in self.by_term and current not in seen:
            seen.add(current)
            current = self.by_term[taxonomy, current]
        return None if current in seen else current


def find_stand_ins() -> StandIns:
    """All of them; one statement."""
    return StandIns(retired_terms())
