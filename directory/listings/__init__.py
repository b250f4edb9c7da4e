"""FEATURE: someone reads about a listing."""

from directory.listings.views import blueprint

__all__ = ["blueprint"]
