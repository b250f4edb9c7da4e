"""What the seed may say and what it may not: the rules of seeds/README.md, kept by the files themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from urllib.parse import urlsplit

import pytest
import textstat
from flask import Flask
from sqlalchemy import func, select

from directory.config import ROOT
from directory.crisis import RETIRED_NUMBER
from directory.database import db
from directory.models import Check, Listing
from directory.models.listing import SUMMARY_LENGTH
from directory.seeding.files import Seeds, read_seeds
from directory.seeding.rows import ListingRow
from tests.clients import Client
from tests.seeding.folders import SEEDS

WRITTEN = sorted(
    path
    for folder in ("seeds", "templates", "directory", "static/js", "translations")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".yaml", ".md", ".html", ".py", ".js", ".csv", ".pot", ".po")
)
FOR_A_PERSON_TO_DECIDE = ("r-suicidewatch", "alt2su", "alt2su-online", "addiction-recovery-care")
HIGHEST_GRADE_OF_A_LISTING = 8.0
HIGHEST_GRADE_OF_THE_SCREENS = 6.0
FICTIONAL_NUMBER = re.compile(r"^859-555-01\d\d$")
SHORT_CODE = re.compile(r"^\d{3,6}$")


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    """The rows of the real seed."""
    return read_seeds(SEEDS)


@pytest.fixture(scope="module")
def demo(seeds: Seeds) -> list[ListingRow]:
    """The rows of the fictional county."""
    return [row for file, row in read_seeds(SEEDS, demo=True).listings if file.startswith("demo/")]


def files_with(pattern: str, paths: list[Path]) -> list[str]:
    """The files in which a pattern stands, whatever the case."""
    sought = re.compile(pattern, re.IGNORECASE)
    return [str(path.relative_to(ROOT)) for path in paths if sought.search(path.read_text(encoding="utf-8"))]


def addresses(row: ListingRow) -> Iterator[str]:
    """Every public web address of a row."""
    yield row.source_url
    if row.url:
        yield row.url
    yield from (link.url for link in row.links)


def host(address: str) -> str:
    """The host name of an address."""
    return urlsplit(address).hostname or ""


@pytest.mark.parametrize(
    ("pattern", "allowed"),
    [
        (r"1?\W{0,2}800\W{0,2}273\W{0,2}8255", ["directory/crisis.py"]),
        (r"press(es|ing)? (the )?(3|three)\b", []),
        (r"BPD_?loved_?ones", []),
        (r"commit(s|ted|ting)? suicide|(successful|failed) suicide|suicide attempt failed", []),
    ],
    ids=["old-number-of-988", "press-3", "bpdlovedones", "unkind-words"],
)
def test_what_must_never_be_shown_stands_nowhere(pattern: str, allowed: list[str]) -> None:
    assert files_with(pattern, WRITTEN) == allowed


def test_the_old_number_of_988_is_refused_in_any_spelling() -> None:
    assert re.fullmatch(r"800\W*273\W*8255", RETIRED_NUMBER)


def test_nothing_in_the_real_seed_counts_as_checked(seeds: Seeds, seeded: Flask) -> None:
    assert not [row.key for _, row in seeds.listings if row.checks]
    checked = select(func.count()).select_from(Check).join(Listing).where(Listing.source == "seed")
    assert db.session.scalar(checked) == 0


@pytest.mark.parametrize("key", FOR_A_PERSON_TO_DECIDE)
def test_what_needs_a_person_to_decide_is_a_draft(seeds: Seeds, seeded_client: Client, key: str) -> None:
    assert [row.publication for _, row in seeds.listings if row.key == key] == ["draft"]
    assert not any(word in seeded_client.open(f"/listings/{key}").text for word in ("SuicideWatch", "Alternatives"))
    seeded_client.get(f"/listings/{key}", status=404)


def test_a_draft_says_to_the_coordinator_why(seeds: Seeds) -> None:
    assert not [row.key for _, row in seeds.listings if row.publication == "draft" and not row.private_notes]


def test_reddit_is_linked_only_at_reddit_itself(seeds: Seeds) -> None:
    linked = {host(address) for _, row in seeds.listings for address in addresses(row) if "reddit" in address}
    assert linked == {"www.reddit.com"}


def test_short_codes_are_dialed_as_they_are(seeds: Seeds, seeded_client: Client) -> None:
    published = [row for _, row in seeds.listings if row.publication == "published"]
    with_codes = [row for row in published if any(SHORT_CODE.match(phone.number) for phone in row.phones)]
    assert {"988", "741741"} <= {phone.number for row in with_codes for phone in row.phones}
    for row in with_codes:
        page = seeded_client.get(f"/listings/{row.key}")
        links = {link.attrib["href"].partition("?")[0] for link in page.select("main .contact a[href]")}
        for phone in row.phones:
            if SHORT_CODE.match(phone.number):
                assert f"{'sms' if phone.type == 'text' else 'tel'}:{phone.number}" in links, row.key
    assert len(with_codes) >= 3


def test_the_crisis_text_line_opens_a_message_with_its_word(seeded_client: Client) -> None:
    page = seeded_client.get("/listings/crisis-text-line")
    assert page.select("a[href='sms:741741?&body=HOME']")


def test_the_demo_calls_and_links_to_nobody(demo: list[ListingRow]) -> None:
    numbers = [phone.number for row in demo for phone in row.phones]
    assert len(numbers) > 10
    assert not [number for number in numbers if not FICTIONAL_NUMBER.match(number)]
    hosts = {host(address) for row in demo for address in addresses(row)}
    hosts |= {row.email.rpartition("@")[2] for row in demo if row.email}
    assert not [name for name in hosts if name != "example.org" and not name.endswith(".example.org")]


def test_words_of_the_demo_hold_no_other_number(demo: list[ListingRow]) -> None:
    text = (SEEDS / "demo" / "listings.yaml").read_text(encoding="utf-8")
    numbers = re.findall(r"\b\d{3}[ -]\d{3}[ -]\d{4}\b", text)
    assert numbers
    assert not [number for number in numbers if not FICTIONAL_NUMBER.match(number)]


def test_nothing_of_the_demo_is_in_the_real_seed(seeds: Seeds) -> None:
    real = [path for path in WRITTEN if path.parent == SEEDS and path.suffix == ".yaml"]
    assert len(real) == 10
    assert files_with(r"larkspur|example\.(org|com)|555-01\d\d", real) == []


def test_sardaa_leads_to_its_new_name(seeds: Seeds, seeded_client: Client) -> None:
    row = next(row for _, row in seeds.listings if "S&PAA" in row.aliases and row.kind == "organization")
    assert "SARDAA" in row.aliases
    assert "Schizophrenia" in row.name
    assert row.name in seeded_client.get("/find?q=SARDAA").card_names()


def test_every_need_leads_to_a_published_listing(seeds: Seeds) -> None:
    needs = {need.slug for group in seeds.need_groups for need in group.needs}
    met = {slug for _, row in seeds.listings if row.publication == "published" for slug in row.terms["need"]}
    assert needs - met == set()


def test_summaries_fit_a_card(seeds: Seeds, demo: list[ListingRow]) -> None:
    rows = [row for _, row in seeds.listings] + demo
    assert not [row.key for row in rows if len(row.summary) > SUMMARY_LENGTH or "\n" in row.summary]


def test_listings_read_at_grade_eight_or_lower(seeds: Seeds, demo: list[ListingRow]) -> None:
    rows = [row for _, row in seeds.listings] + demo
    grades = {row.key: textstat.flesch_kincaid_grade(f"{row.summary} {row.description or ''}") for row in rows}
    assert not {key: grade for key, grade in grades.items() if grade > HIGHEST_GRADE_OF_A_LISTING}


def words_of_the_screens(seeds: Seeds) -> dict[str, list[str]]:
    """What visitors read of needs, terms and questions."""
    needs = [need for group in seeds.need_groups for need in group.needs]
    terms = [term for taxonomy in seeds.taxonomies for term in taxonomy.terms]
    return {
        "labels of needs": [row.label for row in (*needs, *seeds.need_groups)],
        "descriptions of needs": [row.description or "" for row in (*needs, *seeds.need_groups)],
        "descriptions of terms": [term.description for term in terms if term.description],
        "questions": [question.label for question in seeds.questions],
    }


@pytest.mark.parametrize("kind", ["labels of needs", "descriptions of needs", "descriptions of terms", "questions"])
def test_the_screens_read_at_grade_six_or_lower(seeds: Seeds, kind: str) -> None:
    """Over all of them: a label of two long words has no grade of its own."""
    texts = words_of_the_screens(seeds)[kind]
    assert len(texts) > 10
    assert mean(textstat.flesch_kincaid_grade(text) for text in texts) <= HIGHEST_GRADE_OF_THE_SCREENS
    assert textstat.flesch_kincaid_grade(" ".join(text.rstrip(".?!") + "." for text in texts)) <= 6.0


def test_every_description_of_a_need_reads_at_grade_six_or_lower(seeds: Seeds) -> None:
    grades = {
        need.slug: textstat.flesch_kincaid_grade(need.description or "")
        for group in seeds.need_groups
        for need in group.needs
    }
    assert not {slug: grade for slug, grade in grades.items() if grade > HIGHEST_GRADE_OF_THE_SCREENS}


def test_the_grade_tells_plain_words_from_hard_ones() -> None:
    assert textstat.flesch_kincaid_grade("You can call them. They listen to you.") < 4
    assert textstat.flesch_kincaid_grade("Multidisciplinary psychosocial rehabilitation facilitates recovery.") > 12
