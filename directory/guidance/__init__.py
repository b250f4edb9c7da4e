"""FEATURE: someone reads how to relate, to support, and to find a way to people."""

from directory.guidance.views import blueprint

__all__ = ["blueprint"]
