"""Words about people, and words that only praise.

LABELS is the list that the tests of our own pages keep as well: what is said of people nowhere, whoever wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask_babel import gettext as _

from directory.curation.lint.findings import PROSE, Finding, public_texts
from directory.models.content import Content

# Words that make a person of an illness, or blame. In front of "Anonymous" they are a name, and so are aliases.
LABELS = {
    "patients": r"(?<!not )(?<!not a )\bpatients?\b",
    "mentally ill": r"\bmentally ill\b|\bthe (seriously |severely )?ill\b|\bthe disabled\b|\bthe homeless\b",
    "addicts": r"\b(addicts?|junkies?|(drug|substance|alcohol) (ab)?users?|drunks?)\b",
    "alcoholics": r"(?<!children of )\balcoholics?\b(?! anonymous)",
    "illnesses as people": r"\b(schizophrenics?|psychotics?|anorexics?|bulimics?|manic.?depressives?|bipolars)\b",
    "borderline": r"\bborderlines\b|\b(a|the|is|are|with) borderline\b(?! personality)",
    "abuse of a substance": r"\b(substance|drug|alcohol) abuse\b",
    "clean and dirty": r"\b(stay|staying|get|getting|be|being|is) (clean|dirty)\b",
    "suffering from": r"\bsuffer(s|ed|ing)? from\b|\bafflicted\b|\bvictims? of (a |an )?(mental|addiction|illness)",
    "unkind": r"\b(crazy|insane|lunatics?|nuts|psychos?|retarded|maniacs?)\b",
    "suicide as a crime": r"\bcommit(s|ted|ting)? suicide\b|\b(successful|failed|completed) suicide\b",
}
# "The best way to reach us" and "learn what helps best" praise nobody, so the word alone is none.
_PRAISE = re.compile(
    r"\b(?:world.class|(?:industry|nation|market).leading|state.of.the.art|cutting.edge|award.winning|second to none"
    r"|(?:the|our) (?:very )?best (?:\w+ )?(?:care|services?|programs?|groups?|help|support|team|treatment|choice|in)"
    r"|(?:the|a|an) leading (?:\w+ )?(?:provider|organi[sz]ation|program|charity|non-?profit|center|group|source)"
    r"|number one (?:in|choice|provider|program|place|source)|premier|unmatched|unparalleled|renowned"
    r"|revolutionary|life.changing|guaranteed?)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-Z]{5,}\b")
_SHORT_FORMS = frozenset({
    "BIPOC", "CHADD", "COVID", "FERPA", "HELLO", "HIPAA", "LGBTQ", "LGBTQI", "LGBTQIA", "LOVEIS", "NAADAC", "NASMHPD",
    "PFLAG", "SAMHSA", "SARDAA", "SMART", "START", "STEVE", "UNITE",
})  # fmt: skip


def unkind_words(content: Content) -> Iterator[Finding]:
    """Words about people that hurt. Names are theirs and stay as they are."""
    own_names = _own_names(content)
    for field, text in public_texts(content):
        if field.partition(".")[0] in ("name", "aliases"):
            continue
        plain = own_names.sub(" ", text)
        for rule, pattern in _LABELS.items():
            if found := pattern.search(plain):
                yield Finding(field, "unkind-words", f"{_quoted(found[0])} {_better(rule)}")


def promotion(content: Content) -> Iterator[Finding]:
    """Praise, exclamation marks and capitals in what is told of the listing."""
    own_names, short_forms = _own_names(content), _SHORT_FORMS | _capitals_known(content)
    for field, text in public_texts(content):
        if field not in (*PROSE, "eligibility_description", "fees_description"):
            continue
        plain = own_names.sub(" ", text)
        if found := _PRAISE.search(plain):
            message = _("Say what people find here. Words of praise do not help them choose.")
            yield Finding(field, "praise", f"{_quoted(found[0])} {message}")
        if "!" in plain:
            yield Finding(field, "exclamation", _("Use a full stop. A calm tone helps most."))
        shouted = [word for word in _CAPITALS.findall(plain) if word not in short_forms]
        if shouted:
            message = _("Write this word in small letters, unless it is a short form of a name.")
            yield Finding(field, "capitals", f"{_quoted(shouted[0])} {message}")


def _quoted(words: str) -> str:
    return f"“{words.strip()}”:"


def _better(rule: str) -> str:
    """What to say in place of words that hurt."""
    return {
        "patients": _("Say “people”, or “members”."),
        "mentally ill": _("Say “people who live with a mental illness”."),
        "addicts": _("Say “people who use drugs”, or “people in recovery”."),
        "alcoholics": _("Say “people who drink too much”, or “people in recovery”."),
        "illnesses as people": _("Say “people who live with” and what they live with."),
        "borderline": _("Say “people who live with” and the whole name of it."),
        "abuse of a substance": _("Say “drug use”, or “problems with drugs or drink”."),
        "clean and dirty": _("Say “in recovery”, or “sober”."),
        "suffering from": _("Say “lives with”, or “has”."),
        "unkind": _("Choose a kinder word."),
        "suicide as a crime": _("Say “died by suicide”, or “tried to end their life”."),
    }[rule]


def _own_names(content: Content) -> re.Pattern[str]:
    """The listing's own names, which may have any word in them."""
    names = [name for name in (content.get("name"), *(content.get("aliases") or ())) if name and len(name) > 2]
    # Longest first; a pattern that never matches if there is none.
    return re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or r"(?!)", re.I)


def _capitals_known(content: Content) -> frozenset[str]:
    """Words in capitals that are names here: of the listing itself, of its links, and words to send as a text."""
    names = [content.get("name"), *(content.get("aliases") or ())]
    names += [link.get("label") for link in content.get("links") or ()]
    names += [phone.get("text_body") for phone in content.get("phones") or ()]
    return frozenset(word for name in names if name for word in _CAPITALS.findall(name))


_LABELS = {rule: re.compile(pattern, re.IGNORECASE) for rule, pattern in LABELS.items()}
