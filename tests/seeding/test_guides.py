"""What every guide must have: a length that can be read on a phone, plain words, sources, and ways onward."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import textstat

from directory.seeding.files import Seeds, read_seeds
from directory.seeding.guide_rows import GuideRow
from tests.seeding.folders import SEEDS

FEWEST_WORDS, MOST_WORDS = 400, 900
HIGHEST_GRADE = 8.0
FEWEST_SOURCES = 2
FEWEST_LISTINGS = 3
SLUGS = sorted(path.stem for path in (SEEDS / "guides" / "en").glob("*.md"))
# A guide gives no other number: 988, and the National Domestic Violence Hotline.
NUMBERS = {"988", "1-800-799-7233"}
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    """The rows of the real seed."""
    return read_seeds(SEEDS)


@pytest.fixture
def guide(seeds: Seeds, request: pytest.FixtureRequest) -> GuideRow:
    """Each guide in turn."""
    return next(guide for guide in seeds.guidance.guides if guide.slug == request.param)


every_guide = pytest.mark.parametrize("guide", SLUGS, indirect=True)


def sentences(markdown: str) -> str:
    """A guide's text as one reads it: links as their words, list entries as sentences, without its headings."""
    plain = LINK.sub(r"\1", re.sub(r"^## .*$", "", markdown, flags=re.MULTILINE)).replace("**", "")
    return re.sub(r"^[-*] (.*?)([.!?:]?)$", lambda entry: entry[1] + (entry[2] or "."), plain, flags=re.MULTILINE)


def addresses(markdown: str) -> Iterator[str]:
    """Where the links of a guide lead."""
    return (address for _, address in LINK.findall(markdown))


def listings_for(seeds: Seeds, needs: set[str]) -> set[str]:
    """The published listings that help with any of some needs."""
    return {
        row.key for _, row in seeds.listings if row.publication == "published" and needs & set(row.terms["need"])
    }  # fmt: skip


def test_there_are_sixteen_guides_and_more_may_come() -> None:
    assert len(SLUGS) >= 16


@every_guide
def test_a_guide_is_neither_too_short_nor_too_long(guide: GuideRow) -> None:
    assert FEWEST_WORDS <= len(re.findall(r"\w[\w'’-]*", guide.body)) <= MOST_WORDS


@every_guide
def test_a_guide_reads_at_grade_eight_or_lower(guide: GuideRow) -> None:
    assert textstat.flesch_kincaid_grade(sentences(guide.body)) <= HIGHEST_GRADE
    assert textstat.flesch_kincaid_grade(" ".join(guide.try_this)) <= HIGHEST_GRADE


@every_guide
def test_no_section_of_a_guide_is_much_harder_than_the_rest(guide: GuideRow) -> None:
    grades = {
        part.partition("\n")[0]: textstat.flesch_kincaid_grade(sentences(part.partition("\n")[2]))
        for part in guide.body.split("\n## ")[1:]
    }
    assert len(grades) >= 4
    assert not {heading: grade for heading, grade in grades.items() if grade > HIGHEST_GRADE}


@every_guide
def test_a_guide_names_what_it_rests_on(guide: GuideRow) -> None:
    assert len({source.url for source in guide.sources}) == len(guide.sources) >= FEWEST_SOURCES


@every_guide
def test_a_guide_leads_to_three_listings_or_more(seeds: Seeds, guide: GuideRow) -> None:
    assert len(listings_for(seeds, set(guide.needs))) >= FEWEST_LISTINGS


@every_guide
def test_links_in_a_guide_stay_here_and_lead_somewhere(seeds: Seeds, guide: GuideRow) -> None:
    known = {f"/guides/{slug}" for slug in SLUGS} | {
        "/crisis",
        "/find?kind=helpline",
        "/guides/relationship-styles/reflect",
    }
    known |= {f"/needs/{need.slug}" for group in seeds.need_groups for need in group.needs}
    assert set(addresses(guide.body)) - known == set()
    assert "http" not in guide.body


@every_guide
def test_a_guide_gives_no_number_but_those_we_know(guide: GuideRow) -> None:
    assert (
        set(re.findall(r"\b988\b|\b\d(?:[- ]?\d{3}){2}[- ]?\d{4}\b|\b\d{3}[- ]\d{3,4}[- ]?\d*\b", guide.body))
        <= NUMBERS
    )


@every_guide
def test_a_guide_is_text_and_lists_alone(guide: GuideRow) -> None:
    """No table: what the sources show in one is lost, so that nobody could say whether ours is right."""
    assert not re.search(r"^\s*\||!\[|^#{3,} |`", guide.body, re.MULTILINE)


def test_every_need_has_a_guide(seeds: Seeds) -> None:
    needs = {need.slug for group in seeds.need_groups for need in group.needs}
    assert needs - {slug for guide in seeds.guidance.guides for slug in guide.needs} == set()


def test_signs_and_practice_cases_read_at_grade_eight_or_lower(seeds: Seeds) -> None:
    rows = [*seeds.guidance.signs, *seeds.guidance.cases]
    grades = {row.key: textstat.flesch_kincaid_grade(" ".join(texts(row.model_dump()))) for row in rows}
    assert len(grades) >= 12
    assert not {key: grade for key, grade in grades.items() if grade > HIGHEST_GRADE}


def texts(value: object) -> Iterator[str]:
    """Every sentence anywhere in a value."""
    if isinstance(value, str) and " " in value:
        yield value.rstrip(".?!") + "."
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)
