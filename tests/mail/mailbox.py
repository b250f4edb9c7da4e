"""A real SMTP server for tests (aiosmtpd) that keeps what it gets, and refuses what it is told to refuse."""

from __future__ import annotations

import email
import email.policy
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"


@dataclass
class Mailbox:
    """What came in. refusals: what to answer to RCPT for an address; answer: to every mail."""

    port: int
    refusals: dict[str, str] = field(default_factory=dict)
    answer: str = "250 OK"
    envelopes: list[Envelope] = field(default_factory=list)
    greeted_as: list[str | None] = field(default_factory=list)
    on_mail: Callable[[], None] = lambda: None

    @property
    def mails(self) -> list[EmailMessage]:
        """The mails as their readers see them."""
        return [email.message_from_bytes(one.content, policy=email.policy.default) for one in self.envelopes]

    @property
    def recipients(self) -> list[str]:
        """Who got one, in order."""
        return [address for envelope in self.envelopes for address in envelope.rcpt_tos]

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take the address unless it is to be refused."""
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the mail."""
        self.on_mail()
        if self.answer.startswith("250"):
            self.envelopes.append(envelope)
            self.greeted_as.append(session.host_name)
        return self.answer

    def settings(self, **others: object) -> dict[str, object]:
        """What an application must be told to send its mails here."""
        return {
            "MAIL_SERVER": HOST,
            "MAIL_PORT": self.port,
            "MAIL_SECURITY": "none",
            "MAIL_FROM": "desk@example.org",
            "SITE_URL": "https://lean.example.org",
            **others,
        }


@contextmanager
def serve(mailbox: Mailbox, tls: ssl.SSLContext | None = None, password: bytes | None = None) -> Iterator[Mailbox]:
    """The server runs within the block. tls: STARTTLS is asked for; password: so is signing in, as "desk"."""

    def authenticate(
        _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object
    ) -> AuthResult:
        known = isinstance(data, LoginPassword) and (data.login, data.password) == (b"desk", password)
        return AuthResult(success=known, handled=False)

    options = {"tls_context": tls, "require_starttls": True} if tls else {}
    if password:
        options |= {"authenticator": authenticate, "auth_required": True}
    controller = Controller(mailbox, hostname=HOST, port=mailbox.port, **options)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
