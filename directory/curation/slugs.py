"""Slugs: made once of the words that something is called by, and never changed, since they are part of addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

LONGEST_SLUG = 60


def make_slug(words: str, reserved: Collection[str] = ()) -> str:
    """The slug of some words: "I can't sleep" → "i-cant-sleep"; empty if no letter or digit is left.

    reserved: slugs that it must not have; it gets a number then.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    slug = "-".join(parts)[: LONGEST_SLUG - 3].strip("-")
    return f"{slug}-2" if slug in reserved else slug
