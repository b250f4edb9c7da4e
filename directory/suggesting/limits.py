"""How many suggestions are taken: from one network in an hour, of all in a day, and when it is a flood.

Counts are rows, so that all processes share them. When their hour or day is over they are deleted with the next
suggestion, or by `flask suggestions forget`, once a day. A network is kept as a keyed hash that differs from hour to
hour.
"""

from __future__ import annotations

import datetime as dt
import hmac
import math
from ipaddress import ip_address, ip_network

from flask import current_app
from sqlalchemy import bindparam, delete, select, text

from directory.database import UtcDateTime, db, utc_now
from directory.models import SpentChallenge, SuggestionLimit

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
# Beyond so many times the day's number nothing is kept any more, not even held back.
MOST_HELD = 10
_COUNT_UP = text(
    "INSERT INTO suggestion_limit (key, until, count) VALUES (:key, :until, 1) "
    "ON CONFLICT (key) DO UPDATE SET count = suggestion_limit.count + 1 RETURNING count"
).bindparams(bindparam("until", type_=UtcDateTime()))


class TooMany(Exception):
    """More than is taken at once; *until* says when the next one is."""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(f"No more suggestions are taken before {until.isoformat()}.")
        self.until = until

    @property
    def wait_s(self) -> int:
        """How many seconds that is from now."""
        return max(1, math.ceil((self.until - utc_now()).total_seconds()))


def count_up() -> int:
    """Count a suggestion among those of all; how many today.

    The first thing in a transaction that writes one: others wait here, so what is read afterwards stays true.
    """
    forget_past_counts()
    _add("all", HOUR)
    return _add("all", DAY)


def refuse_too_many(address: str | None, today: int) -> None:
    """Count a suggestion of a network. address: of the visitor; today: what count_up() said. Raises TooMany."""
    if today > current_app.config["SUGGESTIONS_A_DAY"] * MOST_HELD:
        raise TooMany(_end_of(DAY))
    if _add(network_of(address), HOUR) > current_app.config["SUGGESTIONS_PER_NETWORK"]:
        raise TooMany(_end_of(HOUR))


def is_flood() -> bool:
    """Whether so many came this hour that every further one must bring a proof of work."""
    most = current_app.config["SUGGESTION_FLOOD"]
    found = select(SuggestionLimit.count).where(SuggestionLimit.key == _key("all", HOUR))
    return (db.session.scalar(found) or 0) >= most


def forget_past_counts() -> None:
    """Delete counts and proofs of work whose time is over. In a transaction that writes."""
    now = utc_now()
    db.session.execute(delete(SuggestionLimit).where(SuggestionLimit.until < now))
    db.session.execute(delete(SpentChallenge).where(SpentChallenge.until < now))


def network_of(address: str | None) -> str:
    """The part of an address that a household or an office shares: /24 of IPv4, /56 of IPv6."""
    try:
        ip = ip_address(address or "")
    except ValueError:
        return "unknown"
    return str(ip_network((ip, 24 if ip.version == 4 else 56), strict=False))


def _add(what: str, stretch: dt.timedelta) -> int:
    counted = db.session.execute(_COUNT_UP, {"key": _key(what, stretch), "until": _end_of(stretch)})
    return int(counted.scalar_one())


def _key(what: str, stretch: dt.timedelta) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    text = f"suggestion-limit|{what}|{_end_of(stretch).isoformat()}|{stretch}"
    return hmac.new(secret, text.encode(), "sha256").hexdigest()


def _end_of(stretch: dt.timedelta) -> dt.datetime:
    """The end of the running hour or day, in UTC."""
    length_s = int(stretch.total_seconds())
    return dt.datetime.fromtimestamp((int(utc_now().timestamp()) // length_s + 1) * length_s, dt.UTC)
