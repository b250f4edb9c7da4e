"""FEATURE: data out, for other programs: calendars, feeds, and what search engines may know."""

from directory.exchange.views import blueprint

__all__ = ["blueprint"]
