"""The two ways out: only to a mail server that proves its name, or into files that nobody else may read."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import trustme
from flask import Flask

from directory.mail import send_queued
from tests.mail.conftest import MakeMailApp
from tests.mail.letters import queue
from tests.mail.mailbox import HOST, Mailbox, free_port, serve

PASSWORD = "a long one of words"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who signs certificates."""
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts the authority."""
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


def certificate(authority: trustme.CA, name: str = HOST) -> ssl.SSLContext:
    """What a server called *name* shows."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.fixture
def secure_mailbox(authority: trustme.CA) -> Iterator[Mailbox]:
    """A mail server that asks for STARTTLS and a password."""
    with serve(Mailbox(free_port()), certificate(authority), PASSWORD.encode()) as running:
        yield running


def test_a_mail_goes_over_starttls_with_a_password(
    make_mail_app: MakeMailApp, secure_mailbox: Mailbox, trusted: None
) -> None:
    make_mail_app(**secure_mailbox.settings(MAIL_SECURITY="starttls", MAIL_USERNAME="desk", MAIL_PASSWORD=PASSWORD))
    queue("ada@example.org")
    assert send_queued().problem is None
    assert secure_mailbox.recipients == ["ada@example.org"]


def test_a_password_that_is_refused_is_told_as_such(
    make_mail_app: MakeMailApp, secure_mailbox: Mailbox, trusted: None
) -> None:
    account = {"MAIL_USERNAME": "desk", "MAIL_PASSWORD": "wrong"}
    make_mail_app(**secure_mailbox.settings(MAIL_SECURITY="starttls", **account))
    queue()
    problem = send_queued().problem or ""
    assert problem.startswith("The mail server did not take MAIL_USERNAME and MAIL_PASSWORD: 535")
    assert "wrong" not in problem


def test_a_certificate_that_nobody_known_signed_gets_no_mail(
    make_mail_app: MakeMailApp, secure_mailbox: Mailbox
) -> None:
    """ASVS 12.3.2."""
    make_mail_app(**secure_mailbox.settings(MAIL_SECURITY="starttls", MAIL_USERNAME="desk", MAIL_PASSWORD=PASSWORD))
    queue()
    assert "certificate of the mail server cannot be trusted" in (send_queued().problem or "")
    assert secure_mailbox.recipients == []


def test_the_certificate_of_another_name_gets_no_mail(
    make_mail_app: MakeMailApp, authority: trustme.CA, trusted: None
) -> None:
    """v5.0.0-12.3.2"""
    with serve(Mailbox(free_port()), certificate(authority, "other.example.org")) as mailbox:
        make_mail_app(**mailbox.settings(MAIL_SECURITY="starttls"))
        queue()
        assert "certificate of the mail server cannot be trusted" in (send_queued().problem or "")
    assert mailbox.recipients == []


def test_a_server_without_starttls_gets_no_mail(make_mail_app: MakeMailApp, mailbox: Mailbox) -> None:
    """v5.0.0-12.3.2"""
    make_mail_app(**mailbox.settings(MAIL_SECURITY="starttls"))
    queue()
    assert "STARTTLS extension not supported" in (send_queued().problem or "")
    assert mailbox.recipients == []


def test_without_a_server_a_mail_is_a_file_for_its_owner_alone(make_mail_app: MakeMailApp, tmp_path: Path) -> None:
    folder = tmp_path / "instance" / "mail"
    make_mail_app(MAIL_FOLDER=str(folder), SITE_URL="https://lean.example.org")
    queue("ada@example.org", body="Está bien: https://lean.example.org/a?b=c\n")
    assert send_queued().sent == 1
    [file] = folder.iterdir()
    assert (file.suffix, file.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (".eml", 0o600, 0o700)
    content = file.read_bytes()
    assert "\nEstá bien: https://lean.example.org/a?b=c\n" in content.decode("utf-8"), "not readable as it is"
    assert message_from_bytes(content, policy=policy.default)["To"] == "ada@example.org"


def test_a_folder_that_cannot_be_written_keeps_the_mail_in_the_queue(
    make_mail_app: MakeMailApp, tmp_path: Path
) -> None:
    (tmp_path / "mail").write_text("a file stands in the way", encoding="utf-8")
    make_mail_app(MAIL_FOLDER=str(tmp_path / "mail"))
    queue()
    assert send_queued().problem == "MAIL_FOLDER cannot be written: File exists."


def test_mails_of_other_code_take_the_same_way(mail_app: Flask, mailbox: Mailbox) -> None:
    """Flask-Security looks for Flask-Mailman's extension and asks it for a connection."""
    connection = mail_app.extensions["mailman"].get_connection()
    assert type(connection).__name__ == "VerifiedSmtp"
    with connection:
        assert connection.connection is not None
