"""A proof of work in ALTCHA's format, asked for in a flood alone: a second of a phone's time, a day of a flood's.

static/js/proof.js finds it; no script of others is loaded, and no other host is asked. What was used once is not
taken again: a replayed proof was the fault of CVE-2025-68113.
"""

from __future__ import annotations

import datetime as dt
import json

from altcha import Payload, create_challenge, verify_solution
from flask import current_app
from sqlalchemy import bindparam, text

from directory.database import UtcDateTime, db, utc_now

# About 256 tries; each takes a phone a few milliseconds, and checking one takes us as long.
ALGORITHM, COST, PREFIX = "PBKDF2/SHA-256", 4_000, "00"
VALID_FOR = dt.timedelta(hours=1)
_SPEND = text(
    "INSERT INTO spent_challenge (nonce, until) VALUES (:nonce, :until) ON CONFLICT (nonce) DO NOTHING RETURNING nonce"
).bindparams(bindparam("until", type_=UtcDateTime()))


def make_challenge() -> str:
    """A challenge as JSON, for the form."""
    until = utc_now() + VALID_FOR
    challenge = create_challenge(ALGORITHM, COST, key_prefix=PREFIX, expires_at=until, hmac_secret=_secret())
    return json.dumps(challenge.to_dict())


def is_proven(payload: str) -> bool:
    """Whether a payload (base64 of JSON) solves a challenge of ours that is still valid; a spent one does so too."""
    return bool(payload) and verify_solution(payload, _secret()).verified


def spend(payload: str) -> bool:
    """Use up a payload that is_proven(); False if it was used before. In a transaction that writes."""
    # Signed by us and so the same however the payload is written, which the payload itself is not.
    nonce = Payload.from_base64(payload).challenge.parameters.nonce
    spent = db.session.execute(_SPEND, {"nonce": nonce, "until": utc_now() + VALID_FOR})
    return spent.first() is not None


def _secret() -> str:
    return f"suggestion-proof|{current_app.config['SECRET_KEY']}"
