"""FEATURE: someone reads about a listing."""

from directory.listings.queries import find_listing, find_new_slug
from directory.listings.views import blueprint

__all__ = ["blueprint", "find_listing", "find_new_slug"]
