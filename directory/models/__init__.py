"""The nouns of the directory and pure questions about one row. Imports nothing but the database."""

from directory.models.checking import CHECK_ANSWERS, CheckLink, CheckTry, Claim, NoteDone
from directory.models.contact import Alias, Link, Phone
from directory.models.empty_search import EmptySearchWeek, EmptySearchWord
from directory.models.guide import READERS, STYLES, TECHNIQUES, Guide, GuideNeed, PracticeCase, Sign
from directory.models.history import (
    AREAS,
    METHODS,
    PARTS_OF_ALL,
    SOURCES,
    SUBJECTS,
    Check,
    ContentRevision,
    NotDuplicate,
    Revision,
    checked_since,
    is_wholly_checked,
)
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
from directory.models.people import ROLES, Attempt, AuditEvent, Invitation, KeptForm, Passkey, Person, Role, SignIn
from directory.models.question import Answer, Question, QuestionLabel
from directory.models.schedule import Occurrence, Schedule, ScheduleException
from directory.models.setting import SiteSetting
from directory.models.suggestion import (
    HELD_BECAUSE,
    SUGGESTION_KINDS,
    SUGGESTION_STATES,
    Receipt,
    SpentChallenge,
    Suggestion,
    SuggestionLimit,
)
from directory.models.taxonomy import ListingTerm, Synonym, Taxonomy, Term, TermLabel

__all__ = [
    "AREAS",
    "CHECK_ANSWERS",
    "HELD_BECAUSE",
    "KINDS",
    "LINK_RESULTS",
    "METHODS",
    "PARTS_OF_ALL",
    "PUBLICATIONS",
    "READERS",
    "ROLES",
    "SOURCES",
    "STATUSES",
    "STYLES",
    "SUBJECTS",
    "SUGGESTION_KINDS",
    "SUGGESTION_STATES",
    "TECHNIQUES",
    "Alias",
    "Answer",
    "Attempt",
    "AuditEvent",
    "Check",
    "CheckLink",
    "CheckTry",
    "Claim",
    "ContentRevision",
    "EmptySearchWeek",
    "EmptySearchWord",
    "Guide",
    "GuideNeed",
    "Invitation",
    "KeptForm",
    "Kind",
    "Link",
    "LinkCheck",
    "Listing",
    "ListingTerm",
    "Location",
    "NotDuplicate",
    "NoteDone",
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
    "Receipt",
    "Revision",
    "Role",
    "Schedule",
    "ScheduleException",
    "ServiceArea",
    "Sign",
    "SignIn",
    "SiteSetting",
    "SlugRedirect",
    "SpentChallenge",
    "Suggestion",
    "SuggestionLimit",
    "Synonym",
    "Taxonomy",
    "Term",
    "TermLabel",
    "checked_since",
    "is_wholly_checked",
]
