"""Who may do what: every action of the console and the roles that have it.

A view names its action with @needs(action); what names none is closed to everyone. docs/permissions.md says the
same by address, and a test tries every address with every role.
"""

from __future__ import annotations

from collections.abc import Iterable

_ALL = frozenset({"contributor", "coordinator", "admin"})
_CURATORS = frozenset({"coordinator", "admin"})
_ADMINS = frozenset({"admin"})

PERMISSIONS: dict[str, frozenset[str]] = {
    "queue.see": _CURATORS,
    # A contributor sees and proposes only for what is entrusted to them: require_entrusted().
    "listing.propose": _ALL,
    "listing.see": _CURATORS,
    "listing.edit": _CURATORS,
    "listing.merge": _CURATORS,
    "listing.check": _CURATORS,
    "listing.hide": _CURATORS,
    "suggestion.review": _CURATORS,
    "history.see": _CURATORS,
    "history.export": _CURATORS,
    "vocabulary.edit": _CURATORS,
    "guide.edit": _CURATORS,
    "picture.see": _ALL,
    "mail.see": _CURATORS,
    "people.manage": _ADMINS,
    "settings.edit": _ADMINS,
    "audit.see": _ADMINS,
    # One's own account: password, factors, sessions.
    "account.own": _ALL,
}


def is_allowed(roles: Iterable[str], action: str) -> bool:
    """Whether one of the roles has the action. Raises KeyError for an action that there is not."""
    return not PERMISSIONS[action].isdisjoint(roles)
