"""What a visitor does: opens a form, waits as people do, fills it in and sends it, without script or cookie."""

from __future__ import annotations

import datetime as dt
from typing import Any

import time_machine
from sqlalchemy import select

from directory.database import db, utc_now
from directory.models import Suggestion
from directory.suggesting.limits import TooMany
from directory.suggesting.stamps import Stamp
from directory.suggesting.telling import Told, tell
from tests.clients import Client
from tests.factories import begin, commit
from tests.page import Page, fields_of
from tests.page_checks import check_headers, check_page

FORM = "main form[method=post]"
ONE_MINUTE = dt.timedelta(minutes=1)


class Visitor:
    """Somebody who tells us something. address: of their network."""

    def __init__(self, client: Client, clock: time_machine.Coordinates, address: str = "192.0.2.7") -> None:
        self.client, self.clock, self.address = client, clock, address

    def tell(self, path: str, status: int = 303, **values: Any) -> Page:
        """Open a page, and a minute later send its form with these values."""
        page = self.client.get(path)
        self.clock.shift(ONE_MINUTE)
        return self.send(page, status, **values)

    def send(self, page: Page, status: int = 303, **values: Any) -> Page:
        """Send the form of a page as a browser does: all that stands in it, with other values by name."""
        form = page.find(FORM)
        sent = {**fields_of(form), **values}
        response = self.client.open(
            form.attrib["action"],
            "POST",
            data={name: value for name, value in sent.items() if value is not None},
            headers={"Sec-Fetch-Site": "same-origin"},
            environ_base={"REMOTE_ADDR": self.address},
        )
        assert response.status_code == status, f"answered {response.status}: {response.text[:2000]}"
        answer = Page(response, form.attrib["action"])
        if status != 303:
            check_headers(response)
            check_page(answer)
        return answer

    def follow(self, page: Page) -> Page:
        """The page that a sent form leads to."""
        return self.client.get(page.response.headers["Location"])


def all_suggestions() -> list[Suggestion]:
    """Every suggestion that is kept, in the order in which it came."""
    db.session.rollback()
    return list(db.session.scalars(select(Suggestion).order_by(Suggestion.id)))


def tell_many(count: int, *, address: str = "198.51.100.{}", kind: str = "closed") -> int:
    """So many different suggestions from many networks; how many of them were taken."""
    taken = 0
    for number in range(count):
        begin()
        stamp = Stamp(kind, None, None, f"number-{number}", utc_now() - ONE_MINUTE)
        told = Told(kind, {kind: {"was": "", "told": f"Buy my wonderful things, offer number {number}"}})
        try:
            tell(told, stamp, address=f"10.{number // 200}.{number % 200}.1" if "{}" in address else address)
            taken += 1
        except TooMany:
            db.session.rollback()
            continue
        commit()
    return taken
