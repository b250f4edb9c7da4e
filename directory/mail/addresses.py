"""Addresses in mails: links to this site, and whom mails come from. They follow from settings, never from a request."""

from __future__ import annotations

from email.utils import formataddr
from urllib.parse import urlsplit

from flask import current_app


def site_address(path: str) -> str:
    """The whole address of a page for a mail: "/manage" → "https://lean.example.org/manage".

    path: with its first slash, as url_for() gives it. Raises ValueError for another.
    The Host header has no part in it: whoever sends a request writes that.
    """
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"A path of this site begins with one slash, not {path!r}.")
    return (current_app.config["SITE_URL"] or _local_address()) + path


def site_host() -> str:
    """The name of this site alone: "lean.example.org"."""
    return urlsplit(site_address("/")).hostname or "localhost"


def sender() -> str:
    """Whom our mails come from, with the name of the site: "Lean On <desk@example.org>"."""
    name = " ".join(current_app.config["SITE_NAME"].split())
    return formataddr((name, current_app.config["MAIL_FROM"] or f"no-reply@{site_host()}"))


def is_mail_written_to_files() -> bool:
    """Whether mails go into MAIL_FOLDER because no mail server is set, so that somebody must hand them on."""
    return not current_app.config["MAIL_SERVER"]


def _local_address() -> str:
    """Where this machine itself finds the site. A server that listens everywhere is found at 127.0.0.1."""
    host, port = current_app.config["HOST"], current_app.config["PORT"]
    host = "127.0.0.1" if host in ("", "0.0.0.0", "::", "[::]") else host  # noqa: S104 (nothing is bound here)
    return f"http://[{host}]:{port}" if ":" in host and not host.startswith("[") else f"http://{host}:{port}"
