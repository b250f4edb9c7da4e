"""The nouns of the directory and pure questions about one row. Imports nothing but the database."""

from directory.models.contact import Alias, Link, Phone
from directory.models.guide import READERS, STYLES, TECHNIQUES, Guide, GuideNeed, PracticeCase, Sign
from directory.models.history import AREAS, METHODS, SOURCES, SUBJECTS, Check, ContentRevision, Revision
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
from directory.models.setting import SiteSetting
from directory.models.taxonomy import ListingTerm, Synonym, Taxonomy, Term, TermLabel

__all__ = [
    "AREAS",
    "KINDS",
    "METHODS",
    "PUBLICATIONS",
    "READERS",
    "ROLES",
    "SOURCES",
    "STATUSES",
    "STYLES",
    "SUBJECTS",
    "TECHNIQUES",
    "Alias",
    "Answer",
    "Attempt",
    "AuditEvent",
    "Check",
    "ContentRevision",
    "Guide",
    "GuideNeed",
    "Invitation",
    "Kind",
    "Link",
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
    "SiteSetting",
    "SlugRedirect",
    "Synonym",
    "Taxonomy",
    "Term",
    "TermLabel",
]
