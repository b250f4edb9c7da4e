"""Mail that the program sends: a queue in the database, and the way from there to a mail server or into files.

A shared part: features queue mails in the transaction of the change they speak of, and after the commit may ask for
them to be sent soon. What could not be sent waits for `flask mail send`, and is told by `waiting_mail()`.
"""

from __future__ import annotations

from flask import Flask
from flask_mailman import Mail

from directory.config import BadSetting
from directory.mail.addresses import is_mail_written_to_files, sender, site_address
from directory.mail.backends import PrivateFiles, VerifiedSmtp
from directory.mail.queue import BadMail, queue_mail, try_again, waiting_mail
from directory.mail.sending import Sending, forget_mail, send_queued, send_soon

__all__ = [
    "BadMail",
    "Sending",
    "forget_mail",
    "init_app",
    "is_mail_written_to_files",
    "queue_mail",
    "send_queued",
    "send_soon",
    "site_address",
    "try_again",
    "waiting_mail",
]


def init_app(app: Flask) -> None:
    """Translate our settings into those of Flask-Mailman. Raises BadSetting for settings that do not go together."""
    config = app.config
    if config["MAIL_SERVER"]:
        _refuse_half_settings(app)
    with app.app_context():
        config["MAIL_DEFAULT_SENDER"] = sender()
    config["MAIL_BACKEND"] = VerifiedSmtp if config["MAIL_SERVER"] else PrivateFiles
    config["MAIL_USE_TLS"] = config["MAIL_SECURITY"] == "starttls"
    config["MAIL_USE_SSL"] = config["MAIL_SECURITY"] == "tls"
    config["MAIL_FILE_PATH"] = config["MAIL_FOLDER"]
    Mail(app)


def _refuse_half_settings(app: Flask) -> None:
    missing = [name for name in ("MAIL_FROM", "SITE_URL") if not app.config[name]]
    if missing:
        raise BadSetting(
            f"These settings cannot be used:\nMAIL_SERVER is set, so {' and '.join(missing)} must be set, too."
        )
    if app.config["MAIL_SECURITY"] == "none" and app.config["MAIL_USERNAME"]:
        raise BadSetting(
            "These settings cannot be used:\nMAIL_SECURITY=none would send MAIL_PASSWORD unencrypted: "
            "set it to starttls or tls, or leave MAIL_USERNAME out."
        )
