"""The nouns of the directory and pure questions about one row. Imports nothing but the database."""

from directory.models.contact import Alias, Link, Phone
from directory.models.empty_search import EmptySearchWeek, EmptySearchWord
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
from directory.models.mail import OutgoingMail
from directory.models.people import ROLES, Attempt, AuditEvent, Invitation, Passkey, Person, Role, SignIn
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
    "ROLES",
    "SOURCES",
    "STATUSES",
    "STYLES",
    "TECHNIQUES",
    "Alias",
    "Answer",
    "Attempt",
    "AuditEvent",
    "Check",
    "EmptySearchWeek",
    "EmptySearchWord",
    "Guide",
    "GuideNeed",
    "Invitation",
    "Kind",
    "Link",
    "LinkCheck",
    "Listing",
    "ListingTerm",
    "Location",
    "Occurrence",
    "OutgoingMail",
    "Passkey",
    "Person",
    "Phone",
    "Place",
    "PracticeCase",
    "Publication",
    "Question",
    "QuestionLabel",
    "Revision",
    "Role",
    "Schedule",
    "ScheduleException",
    "ServiceArea",
    "Sign",
    "SignIn",
    "SlugRedirect",
    "Synonym",
    "Taxonomy",
    "Term",
    "TermLabel",
]
