"""The two ways out for Flask-Mailman: an SMTP server with a verified certificate, and files for the operator alone."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from flask_mailman import EmailMessage
from flask_mailman.backends.base import BaseEmailBackend
from flask_mailman.backends.smtp import EmailBackend as SmtpBackend

from directory.mail.addresses import site_host


class VerifiedSmtp(SmtpBackend):
    """SMTP. Flask-Mailman's own connection takes any certificate after STARTTLS and tells the name of this machine."""

    connection: smtplib.SMTP | None

    def open(self) -> bool:
        """Connect, encrypt and sign in unless that is done; say whether it was needed now.

        Raises OSError (which smtplib's errors are, too); nothing is left open then.
        """
        if self.connection:
            return False
        name = site_host()
        if self.use_ssl:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, local_hostname=name, timeout=self.timeout, context=ssl.create_default_context()
            )
        else:
            connection = smtplib.SMTP(self.host, self.port, local_hostname=name, timeout=self.timeout)
        try:
            if self.use_tls:
                connection.starttls(context=ssl.create_default_context())
            if self.username:
                connection.login(self.username, self.password)
        except OSError:
            connection.close()
            raise
        self.connection = connection
        return True

    def close(self) -> None:
        """Take leave. A server that does not answer any more has the mails nevertheless."""
        with suppress(OSError):
            super().close()


class PrivateFiles(BaseEmailBackend):
    """One .eml file for each mail in MAIL_FOLDER, which its owner alone may read: a mail can hold a way in."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """How many were written. The same mail again takes the place of its file. Raises OSError."""
        folder = Path(self.mailman.file_path)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in messages:
            written = message.message()
            name = re.sub(r"[^\w.-]", "_", written["Message-ID"].strip("<>").partition("@")[0])
            descriptor = os.open(
                folder / f"{name}.eml", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode=0o600
            )
            with open(descriptor, "wb") as file:
                file.write(written.as_bytes())
        return len(messages)
