"""FEATURE: someone tells us that a listing is wrong, missing, unsafe or closed.

What is told is kept for a coordinator and never shown to anyone else: curation/reviewing/ decides on it.
What other features may use is named here.
"""

from directory.suggesting.forms import DANGERS
from directory.suggesting.parts import PARTS, find_change, label_of, present_words
from directory.suggesting.telling import Told, propose
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
    "Told",
    "Waiting",
    "blueprint",
    "decided_suggestions",
    "find_change",
    "forget_contacts",
    "held_suggestions",
    "label_of",
    "present_words",
    "propose",
    "waiting_suggestions",
]
