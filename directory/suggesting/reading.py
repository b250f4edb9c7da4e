"""What a program can tell of a suggestion's words: whether there is nothing but links, whether someone may be at risk.

Both only sort. A person reads everything that is kept.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

_LINK = re.compile(r"(https?://|www\.)\S+|\b[\w-]+(\.[\w-]+)*\.[a-z]{2,}/\S*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
FEWEST_WORDS_BESIDE_LINKS = 3

# What a person may write who thinks of ending their life or hurting themselves, or who fears for another. Names of
# help are no such words: "Suicide Prevention Lifeline", a group for survivors of suicide loss.
_NAMES_OF_HELP = (
    r"(?!\s*(&|and)?\s*(crisis|prevention|loss|survivors?|(hot|help|life) ?lines?|bereave\w*|awareness|postvention))"
)
_SELF_HARM = re.compile(
    r"\b(?<!loss to )(?<!survivors of )(?<!anonymous )suicid(e|al|ally)\b" + _NAMES_OF_HELP + r"|"
    r"\b(kill(ing|ed)?|hurt(ing)?|harm(ing|ed)?) (my|him|her|them|your|our)(self|selves)\b|"
    r"\b(end(ing|s)?|took|take|taking) (it all|(my|his|her|their|your) (own )?li(fe|ves))\b|"
    r"\b(want(s|ed)?|going|ready) to die\b|\bwish(es|ed)? (i|he|she|they) (was|were) dead\b|"
    r"\bbetter off (dead|without me)\b|\b(no|not any|without any) (reason|point) (to|in) liv(e|ing)\b|"
    r"\b(dont|do not|doesnt|does not|didnt|did not) want to (live|be (here|alive)|wake up)\b|"
    r"\bcant go on\b|\bcannot go on\b|\bself ?harm(s|ed|ing)?\b" + _NAMES_OF_HELP + r"|\bunalive\b|\bkms\b"
)


def is_links_only(texts: Iterable[str]) -> bool:
    """Whether texts have a link and next to no words beside links."""
    text = "\n".join(texts)
    without = _LINK.sub(" ", text)
    return without != text and len(_WORD.findall(without)) < FEWEST_WORDS_BESIDE_LINKS


def may_speak_of_self_harm(texts: Iterable[str]) -> bool:
    """Whether words stand in texts that a person at risk may use. Rather once too often than once too rarely."""
    return bool(_SELF_HARM.search(folded("\n".join(texts))))


def folded(text: str) -> str:
    """A text without case, accents, apostrophes and hyphens, with single spaces."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("’", "").replace("'", "").replace("-", " ")
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def hash_of_words(texts: Iterable[str]) -> str:
    """The same for texts that say the same, whatever their case, accents and spaces: SHA-256 as hex."""
    return hashlib.sha256("\n".join(folded(text) for text in texts).encode()).hexdigest()
