"""All rules in the order of a listing's page, and the one function that asks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from directory.curation.lint import contact, places, privacy, publication, reading, safety, schedules, wording
from directory.curation.lint.findings import Finding
from directory.models.content import Content

RULES: tuple[Callable[[Content], Iterator[Finding]], ...] = (
    publication.completeness,
    safety.retired_number,
    safety.methods,
    privacy.confidential_addresses,
    privacy.shelters,
    privacy.personal_names,
    privacy.private_phones,
    wording.unkind_words,
    wording.promotion,
    reading.summary_length,
    reading.grade,
    contact.phones,
    contact.web_addresses,
    schedules.schedules,
    schedules.ways_to_meet,
    publication.joining,
    publication.many_needs,
)


def lint(content: Content, *, find_state: places.FindState | None = None) -> list[Finding]:
    """What could be better in a whole content or a part of one; what blocks publication comes first.

    find_state: a postal code of a country → the state it lies in, or None if it is not known. Without it, places
    are not compared. A content that is meant to be published also gets what is missing for that.
    """
    findings = [finding for rule in RULES for finding in rule(content)]
    if find_state:
        findings += places.states(content, find_state)
    return sorted(dict.fromkeys(findings), key=lambda finding: not finding.is_blocking)
