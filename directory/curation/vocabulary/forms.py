"""The forms of terms and questions. Synonyms are lines, a box for each reason: to add one is to write a line."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from directory.curation.lint.safety import words_of_methods
from directory.curation.revised_form import BoxesField, LinesField, PositionField, RevisedForm, add_problem, too_long
from directory.forms import select_choices
from directory.models import KINDS
from directory.models.content import Content
from directory.models.taxonomy import DEFAULT_LOCALE, REASONS
from directory.search import kind_label

LONGEST_PHRASE = 120
# Drawings that a group of needs may have, of static/icons.svg.
ICONS = (
    "alert", "book", "building", "calendar", "chat", "cloud", "coin", "door", "eye", "heart", "home", "leaf", "lean",
    "moon", "people", "phone", "pin", "sun", "target",
)  # fmt: skip
NOT_WRITTEN = _("Write this. It cannot be left empty.")
LINES = {"rows": 5, "autocapitalize": "off", "spellcheck": "false"}


class TermForm(RevisedForm):
    """The words of a term, and its place."""

    label = StringField(_("Name, as people would say it"), [InputRequired(NOT_WRITTEN), Length(max=120)])
    short = StringField(_("Short name"), [Length(max=60)], description=_("For small buttons. Empty takes the name."))
    description = TextAreaField(
        _("A few kind words"), [Length(max=600)], description=_("They stand at the top of its page.")
    )
    parent = SelectField(_("Group"))
    icon = SelectField(_("Drawing"), choices=select_choices([("", _("None")), *((name, name) for name in ICONS)]))
    position = PositionField(
        _("Place in the list"),
        [Optional()],
        description=_("Small numbers come first."),
        render_kw={"inputmode": "numeric"},
    )
    is_crisis = BooleanField(_("Crisis lines come first for this need"))
    lay = LinesField(
        _("Words that people say"), description=_("One on each line. Take a line out to remove it."), render_kw=LINES
    )
    clinical = LinesField(_("Words of doctors and offices"), description=_("One on each line."), render_kw=LINES)
    misspelling = LinesField(_("Slips in spelling"), description=_("One on each line."), render_kw=LINES)
    tried = StringField(_("What might a visitor type?"), [Length(max=200)], render_kw={"autocomplete": "off"})

    def keep_fields(self, *, is_need: bool, is_group: bool) -> None:
        """Take out the fields that this sort of term does not have."""
        unused = [] if is_need else ["parent", "is_crisis"]
        unused += [] if is_group else ["icon"]
        for name in unused:
            delattr(self, name)

    def show(self, content: Content, version: int) -> None:
        """Fill the form with what a term says."""
        label = content["labels"][DEFAULT_LOCALE]
        self.version.data, self.position.data = version, content["position"]
        self.label.data, self.short.data, self.description.data = label["label"], label["short"], label["description"]
        for name in ("parent", "icon", "is_crisis"):
            if name in self:
                self[name].data = content[name] or (False if name == "is_crisis" else "")
        for reason in REASONS:
            self[reason].set_lines(s["phrase"] for s in _own(content) if s["reason"] == reason)

    def content(self, present: Content) -> Content:
        """What the term shall say. present: what it says, of which other languages stay."""
        label = {
            "label": self.label.data,
            "short": self.short.data or None,
            "description": self.description.data or None,
        }
        others = [row for row in present.get("synonyms", []) if row["locale"] != DEFAULT_LOCALE]
        own = [
            {"locale": DEFAULT_LOCALE, "reason": reason, "phrase": phrase}
            for reason in REASONS
            for phrase in self[reason].lines
        ]
        rows = sorted([*others, *own], key=lambda s: (s["locale"], REASONS.index(s["reason"]), s["phrase"]))
        changed: dict[str, Any] = {name: self[name].data or None for name in ("parent", "icon") if name in self}
        if "is_crisis" in self:
            changed["is_crisis"] = self.is_crisis.data
        if self.position.data is not None:
            changed["position"] = self.position.data
        labels = {**present.get("labels", {}), DEFAULT_LOCALE: label}
        return {**present, **changed, "labels": labels, "synonyms": rows}

    def is_right(self, present: Content) -> bool:
        """Whether it can be saved; what is wrong is said beside each field."""
        right = bool(self.validate())
        before = {row["phrase"] for row in present.get("synonyms", [])}
        seen: dict[str, str] = {}
        for reason in REASONS:
            for phrase in self[reason].lines:
                problem = _problem(phrase, seen.get(phrase.casefold()), is_new=phrase not in before)
                seen.setdefault(phrase.casefold(), reason)
                if problem:
                    add_problem(self[reason], problem)
                    right = False
        return right


class QuestionForm(RevisedForm):
    """The words of a question, and what it is asked of."""

    label = StringField(_("Question, as a visitor would ask it"), [InputRequired(NOT_WRITTEN), Length(max=120)])
    shape = RadioField(
        _("How is it answered?"),
        choices=select_choices([("yes_no", _("Yes or no")), ("open", _("In a few words"))]),
        default="yes_no",
    )
    yes = StringField(_("How we say yes"), [Length(max=60)], description=_("Such as: You can just listen"))
    no = StringField(_("How we say no"), [Length(max=60)])
    good = SelectField(
        _("Which answer would a shy person hope for?"),
        choices=select_choices([("", _("Neither")), ("yes", _("Yes")), ("no", _("No"))]),
    )
    kinds = BoxesField(
        _("Asked of"),
        [InputRequired(_("Choose at least one."))],
        choices=lambda: select_choices((kind, kind_label(kind)) for kind in KINDS),
    )
    formats = BoxesField(_("Only where it is"), description=_("Tick none to ask it in all cases."))
    position = PositionField(_("Place in the list"), [Optional()], description=_("Small numbers come first."))

    def show(self, content: Content, version: int) -> None:
        """Fill the form with what a question says."""
        label = content["labels"][DEFAULT_LOCALE]
        self.version.data, self.position.data = version, content["position"]
        self.label.data, self.yes.data, self.no.data = label["label"], label["yes"], label["no"]
        self.shape.data, self.good.data = content["shape"], content["good"] or ""
        self.kinds.data, self.formats.data = content["kinds"], content["formats"]

    def content(self, present: Content) -> Content:
        """What the question shall say."""
        label = {"label": self.label.data, "yes": self.yes.data or None, "no": self.no.data or None}
        return {
            **present,
            "labels": {**present.get("labels", {}), DEFAULT_LOCALE: label},
            "shape": self.shape.data,
            "good": self.good.data or None,
            "kinds": self.kinds.data,
            "formats": self.formats.data or [],
            "position": self.position.data if self.position.data is not None else present.get("position", 0),
        }


class RetireForm(RevisedForm):
    """What takes the place of a term."""

    successor = SelectField(_("What takes its place?"))


def _own(content: Content) -> list[Content]:
    return [row for row in content["synonyms"] if row["locale"] == DEFAULT_LOCALE]


def _problem(phrase: str, other_box: str | None, *, is_new: bool) -> Any:
    if list(too_long([phrase], LONGEST_PHRASE)):
        return _("A line is too long: up to 120 letters fit.")
    if other_box:
        return _("“%(phrase)s” stands in two boxes. Keep it in one.", phrase=phrase)
    if is_new and words_of_methods(phrase):
        return _("Take out how it is done. To name a way can hurt someone who reads this on a bad day.")
    return None
