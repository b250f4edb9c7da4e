"""What a form of a listing offers to choose from: terms, questions, zones, areas; and giving it to the form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import select

from directory.curation.editor.forms import ListingForm
from directory.curation.editor.forms.fields import known_zones
from directory.curation.editor.forms.rules import RARE, REPEATS
from directory.database import db
from directory.formatting import area_words, zone_name
from directory.forms import select_choices
from directory.models import Question, Term
from directory.models.location import STATES, WORLDWIDE
from directory.models.question import VALUES
from directory.pages import page_locale
from directory.search import all_terms
from directory.site_zone import zone_here

# Those of the United States in which clocks differ; any other that a listing has stays on offer.
ZONES = (
    "America/New_York", "America/Kentucky/Louisville", "America/Chicago", "America/Denver", "America/Phoenix",
    "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
)  # fmt: skip
_EXTENT = re.compile(r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_STATE = re.compile(r"^[A-Za-z0-9 .-]{1,20}$")

Options = list[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """A question as the form asks it."""

    key: str
    label: str
    shape: str
    kinds: tuple[str, ...]
    formats: frozenset[str]
    yes: str
    no: str

    def is_asked_of(self, kind: str, formats: set[str]) -> bool:
        """Whether the question makes sense for such a listing."""
        return kind in self.kinds and (not self.formats or bool(self.formats & formats))


@dataclass(frozen=True)
class Choices:
    """What there is to choose. terms: taxonomy → (slug, label); need_groups: (label, slugs of its needs)."""

    terms: dict[str, Options]
    need_groups: tuple[tuple[str, tuple[str, ...]], ...]
    questions: dict[str, Asked]
    zone: ZoneInfo


def find_choices() -> Choices:
    """What the directory offers now."""
    locale = page_locale()
    terms: dict[str, Options] = {}
    groups: dict[int, tuple[str, list[str]]] = {}
    known = all_terms()
    for term in known.values():
        label = term.label_in(locale).label
        if term.taxonomy_slug == "need" and term.parent_id is None:
            groups.setdefault(term.id, (label, []))
        terms.setdefault(term.taxonomy_slug, []).append((term.slug, label))
    for term in known.values():
        if term.taxonomy_slug == "need" and term.parent_id in groups:
            groups[term.parent_id][1].append(term.slug)
    questions = db.session.scalars(select(Question).order_by(Question.position)).all()
    need_groups = tuple((label, tuple(slugs)) for label, slugs in groups.values() if slugs)
    return Choices(terms, need_groups, {asked.key: _asked(asked, locale) for asked in questions}, zone_here())


def offer(form: ListingForm, choices: Choices, kind: str) -> None:
    """Give every field of a form its choices, and a row to every question that is asked of such a listing."""
    for field in form["terms"]:
        field.offer(choices.terms.get(field.short_name, []))
    states = [(f"US-{code}", name) for code, name in STATES.items()]
    areas = [(area, area_words(area)) for area in (WORLDWIDE, "US")] + states
    form.service_areas.offer(areas, also=filter(_EXTENT.match, form.service_areas.data or ()))
    for row in (entry.form for entry in form.phones):
        row.languages.offer(choices.terms.get("language", []), also=filter(_LANGUAGE.match, row.languages.data or ()))
    for row in (entry.form for entry in form.locations):
        _keep(row.state, [("", "–"), *STATES.items()], is_known=bool(_STATE.match(row.state.data or "")))
    for row in (entry.form for entry in form.schedules):
        row.repeats.choices = select_choices(one for one in REPEATS if one[0] not in RARE or one[0] == row.repeats.data)
        _keep(row.timezone, _zones(), is_known=row.timezone.data in known_zones())
    _ask(form, choices, kind)


def _asked(question: Question, locale: str) -> Asked:
    label = question.label_in(locale)
    return Asked(
        question.key, label.label, question.shape, tuple(question.kinds), frozenset(question.formats or ()),
        label.yes or _("Yes"), label.no or _("No"),
    )  # fmt: skip


def _zones() -> Options:
    return [("", _("That of the place")), *((zone, f"{zone_name(zone)} · {_city(zone)}") for zone in ZONES)]


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _keep(field: Any, options: Options, *, is_known: bool) -> None:
    """Give a field its choices, and what it has besides if that is no nonsense."""
    has = {value for value, _label in options}
    kept = [(field.data, field.data)] if is_known and field.data not in has else []
    field.choices = select_choices([*options, *kept])


def _ask(form: ListingForm, choices: Choices, kind: str) -> None:
    """One row for each question that is asked or was answered, in the order of the questions; unknown ones go."""
    formats = set(form["terms"]["format"].data or ())
    present = {entry.form.key.data for entry in form.answers}
    for asked in choices.questions.values():
        if asked.key not in present and asked.is_asked_of(kind, formats):
            form.answers.append_entry({"key": asked.key})
    order = list(choices.questions)
    kept = [entry for entry in form.answers.entries if entry.form.key.data in choices.questions]
    form.answers.entries = sorted(kept, key=lambda entry: order.index(entry.form.key.data))
    for row in (entry.form for entry in form.answers):
        asked = choices.questions[row.key.data]
        row.label, row.shape = asked.label, asked.shape
        words = {"told": _("Yes, see the sentence"), "ask": _("It depends – ask them"), "unknown": _("We do not know")}
        words |= {"yes": asked.yes, "no": asked.no}
        values = ("yes", "no", "ask", "unknown") if asked.shape == "yes_no" else ("told", "ask", "unknown")
        options = [("", _("Not answered")), *((value, words[value]) for value in values)]
        _keep(row.value, options, is_known=row.value.data in VALUES)


def label_of(term: Term) -> str:
    """What a term is called."""
    return term.label_in(page_locale()).label
