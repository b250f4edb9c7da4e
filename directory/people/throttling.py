"""How often something that can be guessed may be tried: slower every time, and never locked for good.

Counted are failures, by who is asked about, from where, and both together. What is kept are keyed hashes, so the table
names nobody. A try is counted before its answer is known, so that many at once are no way around it, and given back if
it was right. Whoever is kept waiting is told until when; others are not.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import ipaddress
from collections.abc import Iterator

from flask import current_app, request
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from directory.database import begin_writing, db, is_sqlite, utc_now
from directory.models import Attempt
from directory.people.audit import record_event

FIRST_WAIT = dt.timedelta(seconds=30)
FORGOTTEN_AFTER = dt.timedelta(days=1)
# Many people may share an address, and an account may be guessed at from many: these have more tries free, so that
# nobody far away slows down the owner of an account.
SHARED_ADDRESS, WHOLE_ACCOUNT = 6, 10


def begin_try(what: str, whom: str = "") -> dt.datetime | None:
    """Count a try, or say from when on it may be made. Begins a transaction and commits it.

    what: "password", "code" … ; whom: whose it is (an address of mail, an id), empty if nobody is named.
    """
    begin_writing()
    now = utc_now()
    free = dict(_keys(what, whom))
    rows = _rows(list(free), now)
    until = max(_until(row, free[row.key], now) for row in rows)
    if until > now:
        db.session.rollback()
        return until
    for row in rows:
        row.failures, row.last_at = row.failures + 1, now
        if row.failures == free[row.key]:
            record_event("slowed-down", None, what=what)
    db.session.commit()
    return None


def end_try(what: str, whom: str = "") -> None:
    """Give a try back that was right, in the transaction of the caller: the person's own count begins anew."""
    own, *shared = [key for key, _free in _keys(what, whom)]
    db.session.execute(delete(Attempt).where(Attempt.key == own))
    for row in db.session.scalars(select(Attempt).where(Attempt.key.in_(shared))):
        row.failures = max(row.failures - 1, 0)


def _keys(what: str, whom: str) -> Iterator[tuple[str, int]]:
    free, place = current_app.config["SIGN_IN_TRIES"], _place()
    yield _key(what, "both", whom, place), free if whom else free * SHARED_ADDRESS
    yield _key(what, "place", place), free * SHARED_ADDRESS
    if whom:
        yield _key(what, "whom", whom), free * WHOLE_ACCOUNT


def _key(*parts: str) -> str:
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, "\x00".join(("attempt", *parts)).encode(), hashlib.sha256).hexdigest()


def _place() -> str:
    """The network that a request comes from: one household or machine may have all addresses in it."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "127.0.0.1")
    except ValueError:  # what a proxy set is no address: all such count together
        return "unknown"
    width = 24 if address.version == 4 else 56
    return str(ipaddress.ip_network((int(address), width), strict=False))


def _rows(keys: list[str], now: dt.datetime) -> list[Attempt]:
    """The counts of these keys, begun where there are none or old ones, and locked."""
    db.session.execute(delete(Attempt).where(Attempt.last_at < now - FORGOTTEN_AFTER))
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    new = [{"key": key, "failures": 0, "last_at": now} for key in sorted(keys)]
    db.session.execute(insert(Attempt).on_conflict_do_nothing(), new)
    found = select(Attempt).where(Attempt.key.in_(keys)).order_by(Attempt.key).with_for_update()
    return list(db.session.scalars(found))


def _until(row: Attempt, free: int, now: dt.datetime) -> dt.datetime:
    """From when on another try is taken; a clock that was put back makes no wait longer."""
    if row.failures < free:
        return now
    longest = dt.timedelta(minutes=current_app.config["SIGN_IN_LONGEST_WAIT"])
    return min(row.last_at, now) + min(FIRST_WAIT * 2 ** min(row.failures - free, 16), longest)
