"""What a link leads to: its address followed through redirects, and the answer put into one of five classes."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from directory.curation.links.addresses import BadAddress, WebAddress, read_address
from directory.curation.links.fetching import Answer, Deadline, Garbled, NoAnswer, NoSuchName, Web

MOST_REDIRECTS = 3
PERMANENT = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
# 999 is how LinkedIn turns away whoever has not signed in.
SIGN_IN = frozenset({401, 403, 407, 999})
# These say all there is to know. After any other refusal of HEAD the page itself is asked for.
FINAL_FOR_HEAD = frozenset({401, 407, 429, 999})
SLOW_DOWN = 429
# accounts.example.org, example.org/login, example.org/accounts/login/, example.org/i/flow/login, /wp-login.php
_SIGN_IN_HOST = re.compile(r"(accounts?|auth|login|signin|sso)\.", re.IGNORECASE)
_SIGN_IN_PATH = re.compile(r"/(log-?in|sign-?in|authwall|wp-login\.php|checkpoint|uas/login)(/|\?|$)", re.IGNORECASE)


class Result(StrEnum):
    """What a link turned out to be. *unclear*: it could not be checked."""

    OK = "ok"
    MOVED = "moved"
    DEAD = "dead"
    SIGN_IN = "sign_in"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Outcome:
    """What was found at an address.

    detail: a sentence; status: the code of the last answer, None if there was none; moved_to: the new address,
    where a page has moved for good.
    """

    result: Result
    detail: str
    status: int | None = None
    moved_to: str | None = None

    @property
    def has_failed(self) -> bool:
        """Whether this counts against the link. Being asked to slow down says nothing about it."""
        return self.result in (Result.DEAD, Result.UNCLEAR) and self.status != SLOW_DOWN


def visit(url: str, web: Web) -> Outcome:
    """What a link leads to now. Takes no longer than web.time_s, and raises nothing because of the other side."""
    try:
        return _follow(read_address(url.strip()), web, Deadline(web.time_s))
    except BadAddress as problem:
        return Outcome(Result.UNCLEAR, str(problem))
    except NoSuchName as problem:
        return Outcome(Result.DEAD, str(problem))
    except NoAnswer as problem:
        return Outcome(Result.UNCLEAR, str(problem))


def _follow(start: WebAddress, web: Web, deadline: Deadline) -> Outcome:
    address, moved_to, is_permanent = start, start, True
    for _hop in range(MOST_REDIRECTS + 1):
        answer = _ask(web, address, deadline)
        if answer.status not in REDIRECTS or answer.location is None:
            return _judged(answer.status, start, moved_to)
        address = address.joined(answer.location)
        if _is_sign_in(address) and not _is_sign_in(start):
            return Outcome(Result.SIGN_IN, f"It asks to sign in at {address.host}.", answer.status)
        is_permanent = is_permanent and answer.status in PERMANENT
        if is_permanent:
            moved_to = address
    return Outcome(Result.UNCLEAR, f"It sends on more than {MOST_REDIRECTS} times.", answer.status)


def _ask(web: Web, address: WebAddress, deadline: Deadline) -> Answer:
    """The answer to HEAD, or to GET where a server does not take HEAD or answers it with an error."""
    with suppress(Garbled):
        answer = web.ask("HEAD", address, deadline)
        if answer.status < 400 or answer.status in FINAL_FOR_HEAD:
            return answer
    return web.ask("GET", address, deadline)


def _judged(status: int, start: WebAddress, moved_to: WebAddress) -> Outcome:
    if 200 <= status < 300:
        if moved_to == start:
            return Outcome(Result.OK, f"It answered {status}.", status)
        return Outcome(Result.MOVED, f"It has moved to {moved_to.host} for good."[:300], status, str(moved_to))
    if status in GONE:
        return Outcome(Result.DEAD, f"The page is gone: it answered {status}.", status)
    if status in SIGN_IN:
        return Outcome(Result.SIGN_IN, f"It lets in nobody unknown: it answered {status}.", status)
    if status == SLOW_DOWN:
        return Outcome(Result.UNCLEAR, "It asks for fewer visits: it answered 429.", status)
    return Outcome(Result.UNCLEAR, f"It answered {status}.", status)


def _is_sign_in(address: WebAddress) -> bool:
    return bool(_SIGN_IN_HOST.match(address.host) or _SIGN_IN_PATH.search(address.target.partition("?")[0]))
