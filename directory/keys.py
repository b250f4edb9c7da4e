"""Secrets that the program keeps for itself: from a setting, or made once in a file that only its owner reads.

One signs sessions and links; another, apart from it, encrypts the secrets of authenticator apps, so that the first can
be changed without locking anybody out.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

SHORTEST_KEY = 32


class BadKeyFile(Exception):
    """A file with a secret cannot be trusted; the message says what helps."""


def find_or_make_key(path: Path) -> str:
    """The secret in a file; on the first call it is made.

    Raises BadKeyFile if others can read the file or what it has is too short, OSError if it cannot be read or written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    if path.stat().st_mode & 0o077:
        raise BadKeyFile(f"Others can read {path}. Run `chmod 600 {path}`, or delete it if they may have read it.")
    key = path.read_text(encoding="ascii").strip()
    if len(key) < SHORTEST_KEY:
        raise BadKeyFile(f"The key in {path} has fewer than {SHORTEST_KEY} letters. Delete the file to have one made.")
    return key


def _make(path: Path) -> None:
    """Only one of several processes that start at once makes it, and nobody sees it half written."""
    draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass  # another process was faster
    finally:
        draft.unlink()
