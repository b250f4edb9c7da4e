"""What a coordinator says of a listing after a call, and what a group says of itself."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from directory.curation.checking.asking import LONGEST_WORDS
from directory.curation.checking.recording import LONGEST_NOTE
from directory.forms import PlainForm, SignedForm, select_choices
from directory.models import PARTS_OF_ALL, Listing

WAYS = (("phone", _("Phone")), ("email", _("E-mail")), ("web", _("Web site")), ("visit", _("Visit")))


class CheckForm(SignedForm):
    """What is still right, and how one knows."""

    areas = SelectMultipleField(
        _("What is still right"),
        choices=select_choices((area, area) for area in PARTS_OF_ALL),
        default=list(PARTS_OF_ALL),
        validators=[InputRequired(_("Tick what is still right. If nothing is, tap “Something changed”."))],
    )
    method = RadioField(
        _("How do you know?"), choices=select_choices(WAYS), validators=[InputRequired(_("Choose how you made sure."))]
    )
    note = StringField(
        _("What did you learn?"),
        description=_("Only coordinators see it."),
        validators=[Length(max=LONGEST_NOTE, message=_("Please use 300 letters or fewer."))],
    )
    version = HiddenField()


class AnswerForm(PlainForm):
    """What has changed, in the group's own words."""

    words = TextAreaField(
        _("What has changed?"),
        validators=[Length(max=LONGEST_WORDS, message=_("Please use 2,000 letters or fewer."))],
        render_kw={"rows": 4},
    )
    version = HiddenField()


def usual_way(listing: Listing) -> str:
    """How one would most likely make sure of a listing."""
    return "phone" if listing.phones else "web" if listing.url else "email"
