"""The forms with which a listing is edited, one for each kind, and what turns a content into one and back."""

from directory.curation.editor.forms.contents import content_from, data_of
from directory.curation.editor.forms.kinds import PROPOSED_SECTIONS, SECTIONS, ListingForm, Section, form_class
from directory.curation.editor.forms.rows import ROWS

__all__ = [
    "PROPOSED_SECTIONS",
    "ROWS",
    "SECTIONS",
    "ListingForm",
    "Section",
    "content_from",
    "data_of",
    "form_class",
]
