"""The form of a guide: what it is, for whom, its text, and what it rests on."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from wtforms import BooleanField, FieldList, FormField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from directory.curation.guides.contents import CHECKED
from directory.curation.revised_form import BoxesField, LinesField, PositionField, RevisedForm, add_problem, lines_of
from directory.database import db
from directory.forms import PlainForm, select_choices
from directory.guidance import guidance_label
from directory.models import KINDS, READERS, STYLES, TECHNIQUES, Term
from directory.models.content import Content
from directory.models.guide import GUIDE_SUMMARY_LENGTH
from directory.models.taxonomy import DEFAULT_LOCALE
from directory.search import kind_label

LONGEST_BODY = 20_000
MORE_ROWS = 2
TECHNIQUE_LABELS = {"empowerment": _("Empower"), "empathy": _("Empathize"), "acceptance": _("Accept")}
NOT_WRITTEN = _("Write this. It cannot be left empty.")


def need_choices() -> list[SelectChoice]:
    """Every need, its group first, as "group: need"; and nothing."""
    terms = db.session.scalars(select(Term).filter_by(taxonomy_slug="need").order_by(Term.position, Term.id)).all()
    groups = [term for term in terms if term.parent_id is None]
    named = [(n.slug, n.label_in(DEFAULT_LOCALE).label) for group in groups for n in terms if n.parent_id == group.id]
    return select_choices([("", _("Choose a need")), *named])


class SourceForm(PlainForm):
    """One thing that a guide rests on. A row without both is left out."""

    title = StringField(_("Name of the source"), [Length(max=200)])
    url = StringField(_("Its address"), [Length(max=500)], render_kw={"inputmode": "url", "placeholder": "https://"})


class GuideForm(RevisedForm):
    """A guide. A draft may lack what a guide for visitors must have."""

    title = StringField(_("Title"), [InputRequired(NOT_WRITTEN), Length(max=120)])
    summary = TextAreaField(
        _("In one sentence"),
        [Length(max=GUIDE_SUMMARY_LENGTH)],
        render_kw={"rows": 2, "maxlength": GUIDE_SUMMARY_LENGTH},
    )
    body = TextAreaField(
        _("Text"),
        [Length(max=LONGEST_BODY)],
        description=_("Markdown: ## for a heading, - for a point, **strong**, [words](https://…) for a link."),
        render_kw={"rows": 18},
    )
    try_this = LinesField(_("Try this"), description=_("Small steps, one on each line."), render_kw={"rows": 4})
    readers = BoxesField(
        _("For whom"), choices=lambda: select_choices((name, guidance_label(name)) for name in READERS)
    )
    styles = BoxesField(
        _("About these styles"), choices=lambda: select_choices((name, guidance_label(name)) for name in STYLES)
    )
    techniques = BoxesField(
        _("Teaches how to"), choices=lambda: select_choices((name, TECHNIQUE_LABELS[name]) for name in TECHNIQUES)
    )
    kinds = BoxesField(
        _("Good to read before going to"), choices=lambda: select_choices((kind, kind_label(kind)) for kind in KINDS)
    )
    wanted = FieldList(SelectField(_("Need"), choices=need_choices, validate_choice=True))
    sources = FieldList(FormField(SourceForm))
    position = PositionField(_("Place in the list"), [Optional()], description=_("Small numbers come first."))
    is_draft = BooleanField(_("Keep this as a draft"), description=_("Visitors do not see a draft."))
    is_checked = BooleanField(
        _("I read all of it today, and it is right"),
        description=_("A new text, step or source takes the old check away."),
    )

    def show(self, content: Content, version: int) -> None:
        """Fill the form with what a guide says."""
        self.version.data = version
        for name in ("title", "summary", "body", "position", "is_draft", "readers", "styles", "techniques", "kinds"):
            self[name].data = content[name]
        self.try_this.set_lines(content["try_this"])
        for slug in content["needs"]:
            self.wanted.append_entry(slug)
        for source in content["sources"]:
            self.sources.append_entry(source)

    def add_rows(self) -> None:
        """Empty rows at the end of needs and sources, to write in."""
        empty_needs = sum(not entry.data for entry in self.wanted)
        empty_sources = sum(not (entry.data["title"] or entry.data["url"]) for entry in self.sources)
        for _number in range(MORE_ROWS - empty_needs):
            self.wanted.append_entry("")
        for _number in range(MORE_ROWS - empty_sources):
            self.sources.append_entry({"title": "", "url": ""})

    def content(self, present: Content, today: dt.date) -> Content:
        """What the guide shall say. A changed text is no longer checked, unless this form says that it is."""
        content = {
            **present,
            **{name: self[name].data or "" for name in ("title", "summary", "body")},
            **{name: list(self[name].data or ()) for name in ("readers", "styles", "techniques", "kinds")},
            "try_this": lines_of(self.try_this.data),
            "needs": list(dict.fromkeys(slug for slug in self.wanted.data if slug)),
            "sources": [dict(row) for row in self.sources.data if row["title"] and row["url"]],
            "is_draft": bool(self.is_draft.data),
        }
        if self.position.data is not None:
            content["position"] = self.position.data
        if self.is_checked.data:
            content["checked_on"] = today.isoformat()
        elif any(content.get(name) != present.get(name) for name in CHECKED):
            content["checked_on"] = None
        return content

    def is_right(self) -> bool:
        """Whether it can be saved; what is wrong is said beside each field."""
        right = bool(self.validate())
        for name, sentence in self._problems():
            add_problem(self[name], sentence)
            right = False
        for row in self.sources:
            if bool(row.form.title.data) != bool(row.form.url.data):
                add_problem(row.form.url, _("A source needs a name and an address."))
                right = False
            elif row.form.url.data and not row.form.url.data.startswith(("https://", "http://")):
                add_problem(row.form.url, _("Give the whole address, with https:// in front."))
                right = False
        return right

    def _problems(self) -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = []
        if re.search(r"^#(?!# )", self.body.data or "", re.MULTILINE):
            found.append(("body", _("Begin each heading with ## and a space.")))
        if re.search(r"<[a-zA-Z/!]", self.body.data or ""):
            found.append(("body", _("Take out the HTML. Write in Markdown alone.")))
        if self.is_draft.data:
            return found
        needed = {"summary": self.summary.data, "body": self.body.data, "try_this": lines_of(self.try_this.data)}
        found += [(name, NOT_WRITTEN) for name, value in needed.items() if not value]
        if not self.readers.data:
            found.append(("readers", _("Choose at least one.")))
        if not any(self.wanted.data):
            found.append(("wanted", _("Choose at least one need.")))
        if not any(row["title"] and row["url"] for row in self.sources.data):
            found.append(("sources", _("Say what it rests on: at least one source.")))
        return found
