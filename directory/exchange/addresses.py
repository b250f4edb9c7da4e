"""Addresses as other programs need them: whole, and the same for everyone who asks."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from directory.carried import CARRIED
from directory.models import Listing


def whole_address(endpoint: str, **values: Any) -> str:
    """An address of ours with scheme and host, without the hand-out and the mode of whoever asked."""
    return url_for(endpoint, **dict.fromkeys(CARRIED), **values, _external=True)


def listing_address(listing: Listing) -> str:
    """The whole address of a listing's page."""
    return whole_address("listings.show_listing", slug=listing.slug)


def subscription_address(address: str) -> str:
    """A whole address as phones and computers know that it is to be subscribed to, not fetched once."""
    return f"webcal://{address.partition('://')[2]}"


def canonical_address() -> str:
    """The address of the page that is being made as search engines shall know it: without a query."""
    return request.base_url
