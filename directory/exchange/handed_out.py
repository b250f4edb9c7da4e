"""The listings of a hand-out, read from its address."""

from __future__ import annotations

from directory.carried import CARRIED

# The largest id that both databases can be asked for.
LARGEST_ID = 2**31 - 1


def read_codes(codes: str) -> list[int]:
    """The listing ids that short codes stand for ("1a.2b"), each once; [] where one of them cannot be right."""
    if not CARRIED["list"].fullmatch(codes):
        return []
    return list(dict.fromkeys(id for code in codes.split(".") if (id := int(code, 36)) <= LARGEST_ID))


def write_code(listing_id: int) -> str:
    """The short code of a listing: its id in base 36."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    code = ""
    while listing_id:
        listing_id, digit = divmod(listing_id, 36)
        code = digits[digit] + code
    return code or "0"
