"""“Add to hand-out”: where that link of a card leads, on the page that is being made.

It is a plain link to the same page with one listing more, or one less, in its address. static/js/handout.js
does the same without asking for the page anew, and keeps to the rules that stand here.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from babel import Locale
from flask import request, url_for
from flask_babel import ngettext

from directory.carried import carried, with_query
from directory.handout.codes import MOST_LISTINGS, write_code
from directory.pages import page_locale

# Marks the link of a listing that is on the hand-out.
IS_ON = " data-on"
# Parameters that are about the moment, not about the page.
_PASSING = frozenset({"list", "was", "nothing"})


@dataclass(frozen=True)
class Adding:
    """What “Add to hand-out” does on one page. here: its address without the hand-out; codes: what is on it."""

    here: str
    codes: tuple[str, ...]

    def __call__(self, listing_id: int) -> tuple[str, str]:
        """For one listing: where the link leads, and the mark if it is on the hand-out."""
        code = write_code(listing_id)
        if code in self.codes:
            return self._address([other for other in self.codes if other != code], code), IS_ON
        if len(self.codes) >= MOST_LISTINGS:
            # That page says what does not fit.
            return url_for("handout.show_handout", list=".".join((*self.codes, code))), ""
        return self._address([*self.codes, code], code), ""

    def _address(self, codes: list[str], card: str) -> str:
        query = f"list={'.'.join(codes)}" if codes else ""
        return f"{with_query(self.here, query)}#card-{card}"


def adding() -> Adding:
    """The links of the page that is being made."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if value and name not in _PASSING]
    here = with_query(quote(request.script_root + request.path), urlencode(kept))
    listed = carried().get("list", "")
    return Adding(here, tuple(dict.fromkeys(listed.split("."))) if listed else ())


def handout_size() -> int:
    """How many listings stand in the address of this page."""
    return len(adding().codes)


def count_words() -> dict[str, str]:
    """How “3 listings” is said for every plural form of the language, with # for the number.

    For the script that counts on by itself: {"one": "# listing", "other": "# listings"}.
    """
    form = Locale.parse(page_locale()).plural_form
    numbers = {form(number): number for number in range(MOST_LISTINGS * 3, -1, -1)}
    return {
        category: ngettext("%(num)s listing", "%(num)s listings", number).replace(str(number), "#", 1)
        for category, number in numbers.items()
    }
