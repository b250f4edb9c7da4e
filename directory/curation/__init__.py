"""FEATURE: someone keeps the listings true. What other features may use is named here."""

from directory.curation.duplicates import find_duplicates
from directory.curation.editing import BadChange, StaleEdit, revert, save
from directory.curation.history import Difference, differences, record, record_present, revisions_of
from directory.curation.links.recording import failing_links
from directory.curation.vocabulary.standing_in import StandIns, find_stand_ins

__all__ = [
    "BadChange",
    "Difference",
    "StaleEdit",
    "StandIns",
    "differences",
    "failing_links",
    "find_duplicates",
    "find_stand_ins",
    "record",
    "record_present",
    "revert",
    "revisions_of",
    "save",
]
