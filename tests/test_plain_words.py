"""The words of the screens: their reading grade, and what is said of people nowhere, whoever wrote it.

tests/seeding/test_facts.py knows what may stand in no file at all. Here is what no visitor may read: words that
visitors type themselves, such as the synonyms of a need, may be theirs. The lists are those of
directory/curation/lint/, which coordinators get as well while they edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import textstat
from babel.messages.pofile import read_po

from directory.config import ROOT
from directory.curation.lint.safety import digest, words_of_methods
from directory.curation.lint.wording import LABELS
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
    monkeypatch.setattr("directory.curation.lint.safety.METHODS", {digest("pebble"), digest("two pebbles")})
    assert words_of_methods("A pebble, or two pebbles.") == {"pebble", "two pebbles"}


def test_all_that_visitors_read_is_looked_at(seeds: Seeds) -> None:
    read = list(shown(seeds))
    assert {"messages", "connection", "nami", "loneliness", "asks-again", "hana"} <= {where for where, _ in read}
    assert len(read) > 3000
    assert not [text for _, text in read if "grew up with addicts" in text], "a synonym is not read"
