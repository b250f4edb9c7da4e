"""What somebody chose to see of the coverage, as the address says it: a kind, a need, some states."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from directory.models import KINDS
from directory.models.location import STATES


@dataclass(frozen=True)
class Choice:
    """kind, need: "" for all; need is a slug. states: two letters each, by name."""

    kind: str = ""
    need: str = ""
    states: tuple[str, ...] = ()

    def query(self) -> str:
        """The part of the address behind the question mark."""
        own = [(name, value) for name, value in (("kind", self.kind), ("need", self.need)) if value]
        return urlencode([*own, *(("state", code) for code in self.states)])

    def with_state(self, code: str) -> Choice:
        """The same with one more state."""
        return replace(self, states=in_order({*self.states, code}))

    def without_state(self, code: str) -> Choice:
        """The same without a state."""
        return replace(self, states=tuple(other for other in self.states if other != code))

    def find_query(self, need: str, state: str = "") -> str:
        """The search of a visitor for a need in a state, or anywhere, as part of the address of /find."""
        pairs = [("need", need), ("near", spoken(state) if state else ""), ("kind", self.kind)]
        return urlencode([(name, value) for name, value in pairs if value])


def read_choice(arguments: MultiDict[str, str], needs: Container[str]) -> Choice:
    """What an address asks for. needs: the slugs that there are. What there is not is left out."""
    kind, need = arguments.get("kind", ""), arguments.get("need", "")
    return Choice(
        kind=kind if kind in KINDS else "",
        need=need if need in needs else "",
        states=in_order({code for code in arguments.getlist("state") if code in STATES}),
    )


def in_order(codes: set[str]) -> tuple[str, ...]:
    """States by name."""
    return tuple(sorted(codes, key=STATES.__getitem__))


def spoken(code: str) -> str:
    """A state as a visitor types it. "New York" alone is the city, so that state goes by its letters."""
    return code if code == "NY" else STATES[code]
