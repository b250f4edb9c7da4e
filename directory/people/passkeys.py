"""Passkeys (WebAuthn): a phone or computer proves that its owner is there, so a passkey is both factors at once.

The owner must be verified by finger, face or PIN. A key belongs to the name of this site: no other site can ask for it.
What a browser shall do stands in the form (static/js/passkey.js); what it answers comes back in a field.
"""

from __future__ import annotations

import ipaddress
import json
import secrets
import time
from typing import Any

from flask import current_app, request, session
from flask_babel import gettext as _
from sqlalchemy import select
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from directory.database import db, utc_now
from directory.models import Passkey, Person
from directory.people.sessions import in_words

VALID_S = 300
# What an answer that no browser gave can bring about, JSON in 60,000 brackets included.
UNREADABLE = (WebAuthnException, ValueError, KeyError, TypeError, RecursionError)
_CHALLENGE = "challenge"


def has_name() -> bool:
    """Whether this site can have passkeys: browsers keep them for names, not for numbers such as 127.0.0.1."""
    try:
        ipaddress.ip_address(_site_name())
    except ValueError:
        return True
    return False


def make_handle() -> str:
    """What stands for a person in their passkeys: says nothing about them."""
    return secrets.token_hex(24)


def options_to_create(handle: str, email: str, name: str, known: list[Passkey]) -> str:
    """What the browser needs to make a passkey, as JSON. Its challenge is kept in the session for five minutes."""
    options = generate_registration_options(
        rp_id=_site_name(),
        rp_name=current_app.config["SITE_NAME"],
        user_id=handle.encode(),
        user_name=email,
        user_display_name=name,
        challenge=_new_challenge(),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=key.credential_id) for key in known],
    )
    return options_to_json(options)


def options_to_prove() -> str:
    """What the browser needs to show one of its passkeys, as JSON."""
    options = generate_authentication_options(
        rp_id=_site_name(),
        challenge=_new_challenge(),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def find_new_passkey(answer: str) -> Passkey | None:
    """The passkey that a browser made, not yet anybody's; None if the answer is not what was asked for.

    It is called by the browser that made it, so that its owner knows which of several is which.
    """
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=_take_challenge(),
            expected_rp_id=_site_name(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except UNREADABLE:
        return None
    browser = in_words(request.user_agent.string)
    return Passkey(
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        transports=_transports(answer),
        backup_state=made.credential_backed_up,
        device_type=made.credential_device_type.value,
        lastuse_datetime=utc_now(),
        name=_("Passkey, %(browser)s", browser=browser) if browser else _("Passkey"),
        usage="first",
    )


def find_person_of(answer: str) -> Person | None:
    """Whose passkey a browser has shown; None if it is not known, not theirs any more, or not what was asked for.

    A counter that does not go up speaks of a copied key and is refused (WebAuthn 6.1.1).
    """
    challenge = _take_challenge()
    try:
        key = db.session.scalar(select(Passkey).where(Passkey.credential_id == _credential_id(answer)))
        if key is None:
            return None
        proven = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_site_name(),
            expected_origin=_origin(),
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except UNREADABLE:
        return None
    key.sign_count, key.lastuse_datetime = proven.new_sign_count, utc_now()
    return key.person if key.person.active else None


def _new_challenge() -> bytes:
    challenge = secrets.token_bytes(32)
    session[_CHALLENGE] = [bytes_to_base64url(challenge), int(time.time())]
    return challenge


def _take_challenge() -> bytes:
    """The challenge of this session, once. Without one, a random one that no answer fits."""
    kept, made_at = session.pop(_CHALLENGE, (None, 0))
    is_valid = kept is not None and 0 <= time.time() - made_at <= VALID_S
    return base64url_to_bytes(kept) if is_valid else secrets.token_bytes(32)


def _credential_id(answer: str) -> bytes:
    return base64url_to_bytes(_read(answer)["rawId"])


def _transports(answer: str) -> list[str]:
    found = _read(answer)["response"].get("transports") or []
    return [str(one)[:20] for one in found][:8]


def _read(answer: str) -> dict[str, Any]:
    read = json.loads(answer)
    if not isinstance(read, dict):
        raise TypeError("not an object")
    return read


def _site_name() -> str:
    """The host of this request without its port; TRUSTED_HOSTS says which ones there are."""
    host = request.host
    return host.rpartition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]


def _origin() -> str:
    return request.host_url.rstrip("/")
