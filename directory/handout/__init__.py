"""FEATURE: a list that somebody takes along: on paper, by link, or kept on their phone.

The list stands in the address, in the parameter `list` (directory/carried.py); nothing about it is stored.
"""

from directory.handout.views import blueprint

__all__ = ["blueprint"]
