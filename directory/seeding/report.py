"""What a load of the seed did, for whoever ran it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Tally:
    """Keys of rows by what became of them. edited: those that a person has changed and that were left alone."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{len(self.added)} added, {len(self.changed)} changed, {len(self.unchanged)} unchanged, "
            f"{len(self.edited)} left as a person edited them"
        )


@dataclass
class Report(Tally):
    """What became of the listings, the guides and the places."""

    guides: Tally = field(default_factory=Tally)
    places: int = 0
    taken: list[str] = field(default_factory=list)
    """Keys of new rows that were left out, since another listing has or had them as its slug."""
    without_group: list[str] = field(default_factory=list)
    """Slugs of new needs that were left out, since a coordinator took their group out."""
