"""FEATURE: someone signs in, and may do what their role allows. What other features may use is named here."""

from directory.people.access import SignedIn, is_entrusted, needs, needs_signed_in, signed_in
from directory.people.audit import record_event
from directory.people.permissions import is_allowed

__all__ = ["SignedIn", "is_allowed", "is_entrusted", "needs", "needs_signed_in", "record_event", "signed_in"]
