"""Second factors that are typed: the six digits of an authenticator app, and recovery codes on paper.

Each works once. The app's secret is kept encrypted (TOTP_KEY), recovery codes as hashes.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from flask import Flask, current_app
from flask_security import Totp
from passlib.totp import TotpMatch

from directory.models import Person
from directory.people.sessions import hash_of

STEP_S = 30
"""RFC 6238's own; the code before and the one after are taken as well, for clocks that are a little off."""
HOW_MANY = 8
# Crockford's letters: none of them looks like another. 24 are 120 bits, so a plain hash keeps them.
# Source: https://www.crockford.com/base32.html; OWASP ASVS v5.0.0-6.5.2
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH, _GROUP = 24, 4
_LOOK_ALIKES = str.maketrans({"o": "0", "i": "1", "l": "1"})


@dataclass(frozen=True)
class AppSecret:
    """What an authenticator app needs: shown as a QR code, as text to type, and as a link on the same phone."""

    text: str
    address: str


class OnceOnlyTotp(Totp):
    """Flask-Security's codes, each taken once: the step of the last one is kept with the person."""

    def get_last_counter(self, user: Person) -> int | None:  # type: ignore[override]
        """The step of the last code that was taken."""
        return user.totp_step

    def set_last_counter(self, user: Person, tmatch: TotpMatch) -> None:  # type: ignore[override]
        """Keep the step of a code that was taken; the edge commits."""
        user.totp_step = tmatch.counter


def init_app(app: Flask) -> None:
    """Set up the codes of authenticator apps."""
    app.extensions["totp"] = OnceOnlyTotp({"1": app.config["TOTP_KEY"]}, app.config["SITE_NAME"].replace(":", " "))


def make_app_secret() -> str:
    """A new secret for an authenticator app, encrypted as it is kept."""
    return _totp().generate_totp_secret()


def read_app_secret(encrypted: str, email: str) -> AppSecret:
    """What the app of a person needs to know of their secret."""
    return AppSecret(_totp().get_totp_pretty_key(encrypted), _totp().get_totp_uri(email, encrypted))


def take_app_code(person: Person, code: str, encrypted: str | None = None) -> bool:
    """Whether a code is right and was not used before; if so it is used now. encrypted: a secret not yet theirs."""
    secret = encrypted or person.tf_totp_secret
    digits = re.sub(r"\s", "", code)
    if not secret or not re.fullmatch(r"\d{6}", digits, re.ASCII):
        return False
    return bool(_totp().verify_totp(digits, secret, person, window=STEP_S))


def make_recovery_codes(person: Person) -> list[str]:
    """New recovery codes in place of all before: to be shown once."""
    made = ["".join(secrets.choice(_LETTERS) for _each in range(_LENGTH)) for _each in range(HOW_MANY)]
    person.mf_recovery_codes = [hash_of(code) for code in made]
    return ["-".join(code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP)) for code in made]


def take_recovery_code(person: Person, code: str) -> bool:
    """Whether it is one of the person's recovery codes; if so it is used up."""
    typed = re.sub(r"[\s-]", "", code).lower().translate(_LOOK_ALIKES)
    left = list(person.mf_recovery_codes or ())
    if len(typed) != _LENGTH or hash_of(typed) not in left:
        return False
    left.remove(hash_of(typed))
    person.mf_recovery_codes = left
    return True


def _totp() -> OnceOnlyTotp:
    made: OnceOnlyTotp = current_app.extensions["totp"]
    return made
