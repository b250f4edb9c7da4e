"""FEATURE: someone tells us that a listing is wrong, missing, unsafe or closed.

What is told is kept for a coordinator and never shown to anyone else: curation/reviewing/ decides on it. Contributors
propose in the same way (curation/proposing/), and groups by a mailed link (curation/checking/).
What other features may use is named here.
"""

from directory.suggesting.forms import DANGERS
from directory.suggesting.parts import PARTS, find_change, label_of, present_words
from directory.suggesting.proposing import digest_of, find_waiting, propose, settle, tell_of_group, withdraw
from directory.suggesting.views import blueprint
from directory.suggesting.waiting import (
    Waiting,
    decided_suggestions,
    forget_contacts,
    held_suggestions,
    waiting_suggestions,
)

__all__ = [
    "DANGERS",
    "PARTS",
    "Waiting",
    "blueprint",
    "decided_suggestions",
    "digest_of",
    "find_change",
    "find_waiting",
    "forget_contacts",
    "held_suggestions",
    "label_of",
    "present_words",
    "propose",
    "settle",
    "tell_of_group",
    "waiting_suggestions",
    "withdraw",
]
