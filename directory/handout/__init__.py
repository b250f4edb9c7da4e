"""FEATURE: a list that somebody takes along: on paper, by link, or kept on their phone.

The list stands in the address, in the parameter `list` (directory/carried.py); nothing about it is stored.
"""

from directory.handout.codes import MOST_LISTINGS, read_codes, write_code
from directory.handout.qr import make_qr_code
from directory.handout.views import blueprint

__all__ = ["MOST_LISTINGS", "blueprint", "make_qr_code", "read_codes", "write_code"]
