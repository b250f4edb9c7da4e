"""FEATURE: someone keeps the listings true. What other features may use is named here."""

from directory.curation.duplicates import Duplicate, find_duplicates
from directory.curation.editing import BadChange, Reverted, StaleEdit, revert, save
from directory.curation.history import Difference, differences, record, record_present, revisions_of
from directory.curation.links.recording import FailingLink, failing_links

__all__ = [
    "BadChange",
    "Difference",
    "Duplicate",
    "FailingLink",
    "Reverted",
    "StaleEdit",
    "differences",
    "failing_links",
    "find_duplicates",
    "record",
    "record_present",
    "revert",
    "revisions_of",
    "save",
]
