"""Passwords: which are taken, and how they are kept and compared.

Long rather than odd: at least 12 characters of any kind, not one that programs guess soon. Kept as argon2id by
Flask-Security; one made with older settings is hashed anew at the next sign-in.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from flask import current_app
from flask_babel import gettext as _
from flask_security import hash_password
from flask_security.proxies import _security
from zxcvbn import zxcvbn

from directory.models import Person

SHORTEST, LONGEST = 12, 256
# zxcvbn: 3 is "safely unguessable" when passwords are hashed slowly and tries are throttled.
# Source: https://github.com/dropbox/zxcvbn#usage
LEAST_SCORE = 3
# What is looked at when guesses are estimated: its time grows with the square.
LOOKED_AT = 72


def normal(password: str) -> str:
    """A password as it is hashed: composed alike whatever keyboard typed it; nothing is trimmed."""
    return unicodedata.normalize("NFKC", password)


def find_fault(password: str, *about: str) -> str | None:
    """The sentence that says why a password is not taken, or None. about: name and address of its owner."""
    password = normal(password)
    if len(password) < SHORTEST:
        return _("Use at least %(least)s characters. A few words in a row are easy to remember.", least=SHORTEST)
    if len(password) > LONGEST:
        return _("Use %(most)s characters or fewer.", most=LONGEST)
    words = {word for text in (current_app.config["SITE_NAME"], *about) for word in _words(text)}
    if _is_made_of(words, password):
        return _("It is made of your name, your address or the name of this site. Use other words.")
    found = zxcvbn(password[:LOOKED_AT], user_inputs=sorted(words), max_length=LOOKED_AT)
    return None if found["score"] >= LEAST_SCORE else _why({part["pattern"] for part in found["sequence"]})


def hashed(password: str) -> str:
    """What is kept of a password."""
    return str(hash_password(normal(password)))


def is_right(kept: str | None, password: str) -> bool:
    """Whether it is the password that was kept; takes as long where there is none."""
    is_too_long = len(password) > LONGEST
    verified = bool(_security.pwd_context.verify(normal(password[:LONGEST]), kept or _nobodys_hash()))
    return verified and kept is not None and not is_too_long


def renew_hash(person: Person, password: str) -> None:
    """Hash a password that was right anew if it was hashed with other settings than today's. The edge commits."""
    if _security.pwd_context.needs_update(person.password):
        person.password = hashed(password)


@cache
def _nobodys_hash() -> str:
    return hashed("nobody has this password")


def _words(text: str) -> list[str]:
    """The words of a name or an address that are long enough to mean something."""
    whole = re.sub(r"\W", "", text.casefold())
    return [word for word in (*re.split(r"[\W_]+", text.casefold()), whole) if len(word) >= 4]


def _is_made_of(words: set[str], password: str) -> bool:
    """Whether a password has these words and hardly a letter besides."""
    known = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    left = re.sub(known, "", password.casefold())
    return len(left) < len(password) and sum(letter.isalpha() for letter in left) < 4


def _why(patterns: set[str]) -> str:
    if "repeat" in patterns:
        return _("It repeats itself, so it is easy to guess. Use a few words that do not belong together.")
    if patterns & {"sequence", "spatial"}:
        return _("It follows the keys or the alphabet, so it is easy to guess. Use a few words in a row.")
    return _("It is one of those that are guessed first. Use a few words that do not belong together.")
