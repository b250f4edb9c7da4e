"""FEATURE: someone signs in, and may do what their role allows. What other features may use is named here."""

from directory.people.access import needs, needs_signed_in, require_entrusted, signed_in
from directory.people.audit import record_event, record_unknown_fields
from directory.people.kept import kept_form
from directory.people.sessions import SignedIn

__all__ = [
    "SignedIn",
    "kept_form",
    "needs",
    "needs_signed_in",
    "record_event",
    "record_unknown_fields",
    "require_entrusted",
    "signed_in",
]
