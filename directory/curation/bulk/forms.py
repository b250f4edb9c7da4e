"""What is filled in to set something in many listings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from directory.curation.bulk.operations import OPERATIONS, PUBLICATIONS, Operation
from directory.curation.editor.telling import publication_word, term_title
from directory.curation.field_words import FREE_LABELS, STATUS_LABELS
from directory.curation.lint import lint
from directory.forms import SignedForm, select_choices
from directory.models import Term

_FREE = {"yes": True, "no": False, "unknown": None}
_NONE = "none"


class BulkForm(SignedForm):
    """What shall be set: one operation, and the field that belongs to it. offer() comes before validate()."""

    operation = RadioField(
        _("What shall be done?"),
        [InputRequired(_("Choose what shall be done."))],
        choices=select_choices(OPERATIONS.items()),
    )
    term = SelectField(_("Word to filter by"))
    publication = SelectField(_("Who sees it"))
    status = SelectField(_("Is it running?"))
    organization = SelectField(_("Belongs to"))
    is_free = SelectField(_("Cost"))
    alert = TextAreaField(
        _("Notice on its page"),
        [Length(max=1000, message=_("Keep it under 1000 letters."))],
        description=_("Leave it empty to take the notice away."),
        render_kw={"rows": 2},
    )
    note = TextAreaField(
        _("Private note"),
        [Length(max=2000, message=_("Keep it under 2000 letters."))],
        description=_("It goes below what stands there. Only coordinators see it."),
        render_kw={"rows": 2},
    )

    def offer(self, terms: Iterable[Term], houses: Iterable[tuple[str, str]], locale: str) -> None:
        """Give the fields their choices. houses: hsds_id → name of organizations."""
        self.term.choices = [SelectChoice("", "–"), *(_term_choice(term, locale) for term in terms)]
        self.publication.choices = select_choices((name, publication_word(name)) for name in PUBLICATIONS)
        self.status.choices = select_choices((name, str(label)) for name, label in STATUS_LABELS.items())
        self.organization.choices = select_choices([("", "–"), (_NONE, _("To nothing")), *houses])
        self.is_free.choices = select_choices((name, str(FREE_LABELS[value])) for name, value in _FREE.items())

    def validate_term(self, field: SelectField) -> None:
        """A term is chosen where it is needed."""
        if self.operation.data in ("add_term", "remove_term") and not field.data:
            raise ValidationError(str(_("Choose a word to filter by.")))

    def validate_organization(self, field: SelectField) -> None:
        """An organization, or none, is chosen where it is needed."""
        if self.operation.data == "organization" and not field.data:
            raise ValidationError(str(_("Choose an organization, or “To nothing”.")))

    def validate_note(self, field: TextAreaField) -> None:
        """A note says something."""
        if self.operation.data == "note" and not field.data:
            raise ValidationError(str(_("Type the note.")))

    def validate_alert(self, field: TextAreaField) -> None:
        """A notice has nothing in it that may not be on a page."""
        found = lint({"alert": field.data}) if self.operation.data == "alert" and field.data else []
        if blocking := [finding.message for finding in found if finding.is_blocking]:
            raise ValidationError(" ".join(blocking))

    @property
    def wanted(self) -> Operation:
        """What was filled in, once it is valid."""
        name = self.operation.data
        if name in ("add_term", "remove_term"):
            taxonomy, _colon, slug = self.term.data.partition(":")
            return Operation(name, (taxonomy, slug))
        if name == "organization":
            return Operation(name, None if self.organization.data == _NONE else self.organization.data)
        if name == "is_free":
            return Operation(name, _FREE[self.is_free.data])
        return Operation(name, self[name].data or None)

    @property
    def sent(self) -> Mapping[str, str]:
        """All that was filled in, to send it once more."""
        return {field.name: field.data or "" for field in self if field.name != "csrf_token"}


def _term_choice(term: Term, locale: str) -> SelectChoice:
    value = f"{term.taxonomy_slug}:{term.slug}"
    return SelectChoice(value, term.label_in(locale).label, optgroup=term_title(term.taxonomy_slug))
