"""The secret that signs sessions and links: from a setting, or made once and kept in a file only its owner reads."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

SHORTEST_KEY = 32


def find_or_make_key(path: Path) -> str:
    """The secret in a file; on the first call it is made. Raises OSError if the file cannot be read or written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Only one of several processes that start at once makes it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    return path.read_text(encoding="ascii").strip()
