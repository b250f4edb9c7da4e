"""What is filled in to go back to a version."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from directory.forms import SignedForm


class BringBackForm(SignedForm):
    """Why, and the version of the listing that the person saw. version: empty when nothing was seen yet."""

    version = HiddenField()
    reason = StringField(
        _("Why?"),
        [Length(max=300, message=_("Keep it under 300 letters."))],
        description=_("For those who look at the history later."),
        render_kw={"autocomplete": "off", "maxlength": 300},
    )

    @property
    def based_on(self) -> int:
        """The version that was seen, 0 if none makes sense."""
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
