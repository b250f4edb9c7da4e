"""The words of the screens: their reading grade, and what is said of people nowhere, whoever wrote it.

tests/seeding/test_facts.py knows what may stand in no file at all. Here is what no visitor may read: words that
visitors type themselves, such as the synonyms of a need, may be theirs.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator

import pytest
import textstat
from babel.messages.pofile import read_po

from directory.config import ROOT
from directory.seeding.files import Seeds, read_seeds
from tests.seeding.folders import SEEDS

HIGHEST_GRADE = 6.0
# A shorter text has no grade of its own: "Anywhere, also online and by phone" has one long word of six.
FEWEST_WORDS_OF_A_SENTENCE = 8
# Texts that are harder, by how they begin, and why.
HARDER = {
    "Names of organizations are theirs.": "the license names the taxonomy in these words",
    "If someone may die in the next minutes,": "says “emergency” and “number”, as everybody does",
}
# What stands for the gaps of a message, so that it reads as a sentence.
GAPS = {"name": "Lean On", "number": "988", "place": "Lexington", "day": "Monday", "how": "by phone", "state": "Ohio"}

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
KIND = (
    "You are a member, not a patient. People who live with schizophrenia. A person who uses drugs. Alcoholics "
    "Anonymous. Adult Children of Alcoholics. Borderline personality disorder. She died by suicide. A clean room. "
)
UNKIND = {
    "patients": "for patients of the clinic",
    "mentally ill": "a mentally ill person",
    "addicts": "drug users meet",
    "alcoholics": "an alcoholic talks",
    "illnesses as people": "a schizophrenic",
    "borderline": "she is borderline",
    "abuse of a substance": "substance abuse",
    "clean and dirty": "staying clean",
    "suffering from": "suffers from depression",
    "unkind": "that is crazy",
    "suicide as a crime": "he committed suicide",
}
# Words of methods, as the first twelve digits of their hash: no file of ours writes them out.
METHODS = {
    "01e3c9895eb9", "13ffbb2f9bba", "1bd890f23252", "24144326c8ca", "25f391070d16", "2cde8d18812e",
    "2f02d8fc5b6e", "2f9e3d0f184c", "30cf1c20022c", "330a3129c3fd", "3eed0f332976", "4c5689c07ef3",
    "4dae965881da", "59a0838c0554", "5b2941676cc9", "5d5e689f6620", "6699ce47d492", "687d0e0b2dfb",
    "69a53163a00a", "77bbabc31558", "811836cb0163", "8bedb0f81a00", "9b4f1d0e11dc", "a00f29548b40",
    "a6fcba40fce8", "ac8eb9a0ca6a", "b15c961913da", "bb0f3fb1b047", "c037af831f3c", "c4e1a75a8471",
    "c6faa71a15c8", "cac77afa6447", "d00204a98cb0", "d4466afe1bd2", "dafcad9b2717", "ddaac836a2b4",
    "df58c4a35a0e", "e11dc1dad905", "e26a1d865fee", "e3c04dfa6e11", "e72f713f29ec", "ebaeb202ee2a",
    "f61f2bcd51b5",
}  # fmt: skip


def digest(word: str) -> str:
    """What METHODS keeps of a word."""
    return hashlib.sha256(word.encode()).hexdigest()[:12]


def messages() -> list[str]:
    """The texts of the screens as sentences, their gaps filled in."""
    with (ROOT / "translations" / "messages.pot").open("rb") as file:
        ids = [message.id for message in read_po(file) if message.id]
    texts = [text for id in ids for text in (id if isinstance(id, tuple) else (id,))]
    return [re.sub(r"%\((\w+)\)[a-z]", lambda gap: GAPS.get(gap[1], "3"), text) for text in texts]


def shown(seeds: Seeds) -> Iterator[tuple[str, str]]:
    """(where, text) of all that visitors read of the seeds and on the screens."""
    yield from (("messages", message) for message in messages())
    hidden = {"synonyms", "aliases", "private_notes", "source_url", "open_eligibility", "sources", "avoid"}
    rows = [*seeds.need_groups, *seeds.taxonomies, *seeds.questions, *(row for _, row in seeds.listings)]
    rows += [*seeds.guidance.guides, *seeds.guidance.signs, *seeds.guidance.cases]
    for row in rows:
        yield from ((getattr(row, "key", None) or row.slug, text) for text in texts(row.model_dump(), hidden))


def texts(value: object, hidden: set[str]) -> Iterator[str]:
    """Every text of more than one word anywhere in a value, but for some fields."""
    if isinstance(value, str) and " " in value:
        yield " ".join(value.split())
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in hidden:
                yield from texts(inner, hidden)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, hidden)


def words_of_methods(text: str) -> set[str]:
    """The words of a text, and pairs of them, that METHODS keeps."""
    words = re.findall(r"[a-z]+", text.lower())
    return {each for each in (*words, *map(" ".join, itertools.pairwise(words))) if digest(each) in METHODS}


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    """The rows of the seed with the demo."""
    return read_seeds(SEEDS, demo=True)


def test_the_screens_read_at_grade_six_or_lower_together() -> None:
    found = messages()
    assert len(found) > 200
    text = " ".join(message.rstrip(".?!:…") + "." for message in found)
    assert textstat.flesch_kincaid_grade(text) <= HIGHEST_GRADE


def test_every_sentence_of_the_screens_reads_at_grade_six_or_lower() -> None:
    sentences = [message for message in messages() if len(message.split()) >= FEWEST_WORDS_OF_A_SENTENCE]
    assert len(sentences) > 20
    hard = {text: grade for text in sentences if (grade := textstat.flesch_kincaid_grade(text)) > HIGHEST_GRADE}
    assert not {text: grade for text, grade in hard.items() if not text.startswith(tuple(HARDER))}


@pytest.mark.parametrize("rule", LABELS)
def test_nobody_is_called_by_an_illness(seeds: Seeds, rule: str) -> None:
    pattern = re.compile(LABELS[rule], re.IGNORECASE)
    assert pattern.search(UNKIND[rule]) and not pattern.search(KIND), "the rule itself is wrong"
    assert not [(where, text) for where, text in shown(seeds) if pattern.search(text)]


def test_no_method_is_named(seeds: Seeds) -> None:
    assert not [(where, words) for where, text in shown(seeds) if (words := words_of_methods(text))]


def test_the_rule_about_methods_sees_words_and_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.METHODS", {digest("pebble"), digest("two pebbles")})
    assert words_of_methods("A pebble, or two pebbles.") == {"pebble", "two pebbles"}


def test_all_that_visitors_read_is_looked_at(seeds: Seeds) -> None:
    read = list(shown(seeds))
    assert {"messages", "connection", "nami", "loneliness", "asks-again", "hana"} <= {where for where, _ in read}
    assert len(read) > 3000
    assert not [text for _, text in read if "grew up with addicts" in text], "a synonym is not read"
