"""A phone that has passkeys, in software: enough of WebAuthn to answer rightly, and wrongly in each way that matters.

Source: https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


class Authenticator:
    """One passkey. is_verified: whether its owner shows finger, face or PIN; count: how often it was used."""

    def __init__(self, site: str = "localhost", origin: str = "http://localhost") -> None:
        """A phone without a key yet."""
        self.site, self.origin = site, origin
        self.is_verified, self.count = True, 0
        self.id = os.urandom(32)
        self._key = ec.generate_private_key(ec.SECP256R1())

    def create(self, options: str) -> str:
        """What the browser answers when a passkey is asked for."""
        numbers = self._key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        about_key = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(public)
        attested = {"fmt": "none", "attStmt": {}, "authData": self._state(HAS_KEY) + about_key}
        return self._answer(
            "webauthn.create", options, attestationObject=cbor2.dumps(attested), transports=["internal"]
        )

    def get(self, options: str) -> str:
        """What the browser answers when the passkey is to be shown."""
        self.count += 1
        state = self._state()
        signed = state + hashlib.sha256(self._client_data("webauthn.get", options)).digest()
        return self._answer(
            "webauthn.get", options, authenticatorData=state, signature=self._key.sign(signed, ec.ECDSA(SHA256()))
        )

    def _state(self, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.is_verified else 0) | more
        return hashlib.sha256(self.site.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def _client_data(self, kind: str, options: str) -> bytes:
        challenge = bytes_to_base64url(base64url_to_bytes(json.loads(options)["challenge"]))
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, kind: str, options: str, **response: Any) -> str:
        parts = {"clientDataJSON": self._client_data(kind, options), **response}
        coded = {name: bytes_to_base64url(part) if isinstance(part, bytes) else part for name, part in parts.items()}
        shown = bytes_to_base64url(self.id)
        return json.dumps({"id": shown, "rawId": shown, "type": "public-key", "response": coded})
