"""FEATURE: someone asks about the directory itself, needs a crisis line at once, or leaves."""

from directory.site.views import blueprint

__all__ = ["blueprint"]
