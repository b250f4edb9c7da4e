"""What a listing needs before visitors may see it, and what helps them to take the first step."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from directory.curation.lint.findings import Finding, children, is_filled
from directory.models.content import Content
from directory.models.listing import KINDS, Kind, Publication

MOST_NEEDS = 6
_JOINED = (Kind.GROUP, Kind.PROGRAM, Kind.ROLE, Kind.COMMUNITY)


def missing_for_publication(content: Content) -> list[Finding]:
    """What a content lacks to be published: a name, a kind, a summary, a way to reach it, a need. All blocking."""
    missing = []
    if not is_filled(content.get("name")):
        missing.append(("name", _("Write the name.")))
    if content.get("kind") not in KINDS:
        missing.append(("kind", _("Choose what kind of listing this is.")))
    if not is_filled(content.get("summary")):
        missing.append(("summary", _("Write one sentence that says what people find here.")))
    if not _is_reachable(content):
        missing.append(("phones", _("Add a way to reach them: a phone, a web page, a mail or a link.")))
    if not (content.get("terms") or {}).get("need"):
        missing.append(("terms.need", _("Choose at least one need that this helps with.")))
    return [Finding(field, "missing", message, is_blocking=True) for field, message in missing]


def completeness(content: Content) -> Iterator[Finding]:
    """What is missing, if the content is meant to be published."""
    if content.get("publication") == Publication.PUBLISHED:
        yield from missing_for_publication(content)


def joining(content: Content) -> Iterator[Finding]:
    """Nothing that says how to join what people join."""
    if content.get("kind") in _JOINED and not is_filled(content.get("application_process")):
        message = _("Say how to join, one step on each line. A first step is hard if one has to guess.")
        yield Finding("application_process", "joining", message)


def many_needs(content: Content) -> Iterator[Finding]:
    """More needs than anybody would look for here."""
    needs = (content.get("terms") or {}).get("need") or ()
    if len(needs) > MOST_NEEDS:
        message = _("Keep the %(count)s needs that fit best. With more, people find it for too much.", count=MOST_NEEDS)
        yield Finding("terms.need", "needs", message)


def _is_reachable(content: Content) -> bool:
    if is_filled(content.get("url")) or is_filled(content.get("email")):
        return True
    if any(is_filled(phone.get("number")) for _field, phone in children(content, "phones")):
        return True
    if any(is_filled(link.get("url")) for _field, link in children(content, "links")):
        return True
    return content.get("kind") == Kind.GROUP and _has_place_and_time(content)


def _has_place_and_time(content: Content) -> bool:
    """Whether somebody could simply go there: a place that is shown, and when."""
    shown = any(
        place.get("visibility") in (None, "full")
        and (is_filled(place.get("address_1")) or is_filled(place.get("name")))
        for _field, place in children(content, "locations")
    )
    told = any(
        is_filled(schedule.get("description")) or (schedule.get("freq") and schedule.get("opens_at"))
        for _field, schedule in children(content, "schedules")
    )
    return shown and told
