"""The nouns of the directory and pure questions about one row. Imports nothing but the database."""

from directory.models.contact import Alias, Link, Phone
from directory.models.guide import READERS, STYLES, TECHNIQUES, Guide, GuideNeed, PracticeCase, Sign
from directory.models.history import AREAS, METHODS, SOURCES, Check, Revision
from directory.models.link_check import LINK_RESULTS, LinkCheck
from directory.models.listing import (
    KINDS,
    PUBLICATIONS,
    STATUSES,
    Kind,
    Listing,
    Publication,
    SlugRedirect,
)
from directory.models.location import Location, Place, ServiceArea
from directory.models.question import Answer, Question, QuestionLabel
from directory.models.schedule import Occurrence, Schedule, ScheduleException
from directory.models.taxonomy import ListingTerm, Synonym, Taxonomy, Term, TermLabel

__all__ = [
    "AREAS",
    "KINDS",
    "LINK_RESULTS",
    "METHODS",
    "PUBLICATIONS",
    "READERS",
    "SOURCES",
    "STATUSES",
    "STYLES",
    "TECHNIQUES",
    "Alias",
    "Answer",
    "Check",
    "Guide",
    "GuideNeed",
    "Kind",
    "Link",
    "LinkCheck",
    "Listing",
    "ListingTerm",
    "Location",
    "Occurrence",
    "Phone",
    "Place",
    "PracticeCase",
    "Publication",
    "Question",
    "QuestionLabel",
    "Revision",
    "Schedule",
    "ScheduleException",
    "ServiceArea",
    "Sign",
    "SlugRedirect",
    "Synonym",
    "Taxonomy",
    "Term",
    "TermLabel",
]
