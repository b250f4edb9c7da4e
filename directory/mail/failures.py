"""Why a mail could not be sent: what smtplib and the system raise, as a sentence for the operator and what follows."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass

from flask import current_app

from directory.mail.addresses import is_mail_written_to_files

LONGEST_REASON = 300


@dataclass(frozen=True)
class Failure:
    """One failed attempt. is_final: trying again would not help. is_of_server: other mails would fail alike."""

    reason: str
    is_final: bool = False
    is_of_server: bool = False


def failure_of(error: OSError | ValueError) -> Failure:
    """What an error of sending means. Refusals of one mail with 5xx are final (RFC 5321, 4.2.1)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
        return Failure(_sentence("The mail server refused the address", code, answer), is_final=code >= 500)
    if isinstance(error, smtplib.SMTPDataError):
        refusal = _sentence("The mail server refused the mail", error.smtp_code, error.smtp_error)
        return Failure(refusal, is_final=error.smtp_code >= 500)
    if isinstance(error, ValueError) and not isinstance(error, OSError):
        return Failure(_shortened(f"No mail can be made of it: {error}."), is_final=True)
    return Failure(_reason_of_server(error), is_of_server=True)


def _reason_of_server(error: OSError) -> str:
    if is_mail_written_to_files():
        return _shortened(f"MAIL_FOLDER cannot be written: {error.strerror or error}.")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _sentence(
            "The mail server did not take MAIL_USERNAME and MAIL_PASSWORD", error.smtp_code, error.smtp_error
        )
    if isinstance(error, smtplib.SMTPSenderRefused):
        return _sentence("The mail server refused MAIL_FROM", error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPResponseException):
        return _sentence("The mail server refused to talk", error.smtp_code, error.smtp_error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return _shortened(f"The certificate of the mail server cannot be trusted: {error.verify_message}.")
    where = f"{current_app.config['MAIL_SERVER']}:{current_app.config['MAIL_PORT']}"
    return _shortened(f"The mail server {where} could not be used: {error.strerror or error}.")


def _sentence(beginning: str, code: int, answer: bytes | str) -> str:
    told = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return _shortened(f"{beginning}: {code} {told}")


def _shortened(reason: str) -> str:
    """On one line, without what a terminal or a page could take for more than text."""
    letters = "".join(letter if letter.isprintable() else " " for letter in reason)
    return " ".join(letters.split())[:LONGEST_REASON]
