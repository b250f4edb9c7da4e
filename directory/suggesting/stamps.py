"""What a form carries that only we can have made: what it is about, when it was made, and a number of its own.

There is no cookie, so the stamp in the form is all that ties a page to what is sent from it. The link that a sender
gets is made from the same number, so that a form sent twice leads to one and the same page.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from directory.database import utc_now

SHORTEST_S = 3
LONGEST_S = 24 * 60 * 60


@dataclass(frozen=True)
class Stamp:
    """One form: about what, of which version of it, and when it was made."""

    kind: str
    listing_id: int | None
    version: int | None
    number: str
    made_at: dt.datetime

    @property
    def is_hasty(self) -> bool:
        """Whether nobody could have filled in the form since."""
        return self._age_s < SHORTEST_S

    @property
    def is_old(self) -> bool:
        """Whether the form is no longer taken."""
        return not -SHORTEST_S <= self._age_s <= LONGEST_S

    @property
    def _age_s(self) -> float:
        return (utc_now() - self.made_at).total_seconds()


def write_stamp(kind: str, listing_id: int | None = None, version: int | None = None) -> str:
    """The text for a form's hidden field."""
    made_at = int(utc_now().timestamp())
    return _signer().dumps([kind, listing_id, version, secrets.token_urlsafe(16), made_at])


def find_stamp(text: str, kind: str, listing_id: int | None = None) -> Stamp | None:
    """What a hidden field says, whatever its age; None if it is not ours or was made for another form."""
    try:
        of_kind, of_listing, version, number, made_at = _signer().loads(text)
    except (BadSignature, ValueError, TypeError):
        return None
    if (of_kind, of_listing) != (kind, listing_id):
        return None
    return Stamp(kind, listing_id, version, number, dt.datetime.fromtimestamp(made_at, dt.UTC))


def token_for(number: str, text_hash: str) -> str:
    """What stands in a sender's link, 256 bits: the same for the same form with the same words in it."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    digest = hmac.digest(key, f"suggestion-link|{number}|{text_hash}".encode(), "sha256")
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    """What is kept of a link. A plain hash is enough, since nobody can guess 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="suggestion-form")
