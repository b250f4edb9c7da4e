"""FEATURE: someone asks about the directory itself or how to stay safe, needs a crisis line at once, or leaves."""

from directory.site.views import blueprint

__all__ = ["blueprint"]
