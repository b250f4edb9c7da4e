"""`flask reminders send`: one mail to each organization whose listings should be looked at, with a link for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import click
from flask import current_app, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from directory.curation.checking.asking import make_link
from directory.curation.checking.due import due_listings
from directory.database import begin_writing, db, utc_now
from directory.freshness import Age
from directory.mail import BadMail, queue_mail, send_soon, site_address
from directory.models import CheckLink, Listing, Suggestion

MOST_IN_MAIL = 40


@dataclass
class Letter:
    """A mail to be written: to whom, in whose name, about which listings."""

    recipient: str
    organization: str
    listings: list[Listing] = field(default_factory=list)


@click.group("reminders")
def reminders_group() -> None:
    """Ask groups by mail whether their listings are still right."""


@reminders_group.command("send")
@click.option("--really", is_flag=True, help="Write the mails. Without it nothing is sent or kept: it is only said.")
@click.option("--dry-run", is_flag=True, help="Only say what would be sent; so it is anyway without --really.")
@click.option("--never-checked", is_flag=True, help="Also ask about listings that were never checked.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="The most mails to write.")
def send_command(really: bool, dry_run: bool, never_checked: bool, limit: int) -> None:
    """Write to organizations whose listings are due: one mail each, with a link for each listing."""
    really = really and not dry_run
    begin_writing()
    letters = find_letters(never_checked=never_checked)[:limit]
    for letter in letters:
        names = ", ".join(listing.name for listing in letter.listings)
        click.echo(f"{letter.recipient}: {names}")
        if really and (problem := write_letter(letter)):
            click.echo(f"  not written: {problem}")
    if not really:
        db.session.rollback()
        click.echo(f"{len(letters)} mails would be written. With --really they are.")
        return
    db.session.commit()
    sending = send_soon()
    click.echo(f"{len(letters)} mails written, {sending.sent} sent. `flask mail send` sends the rest.")


def find_letters(*, never_checked: bool = False) -> list[Letter]:
    """The mails that should be written now, those about the most urgent listings first.

    To the address of the organization, else of the listing. An address that was written to within CHECK_MAIL_DAYS,
    or whose answer nobody has seen to, is left alone.
    """
    urgent = [one.id for one in due_listings() if never_checked or one.age is not Age.NEVER]
    found = select(Listing).where(Listing.id.in_(urgent)).options(joinedload(Listing.organization))
    by_id = {listing.id: listing for listing in db.session.scalars(found)}
    resting, waiting = _resting_addresses(), _waiting_listings()
    letters: dict[str, Letter] = {}
    for listing in (by_id[id] for id in urgent if id in by_id):
        owner = listing.public_organization or listing
        recipient = owner.email or listing.email
        if not recipient or recipient.casefold() in resting or listing.id in waiting:
            continue
        letter = letters.setdefault(recipient.casefold(), Letter(recipient, owner.name))
        if len(letter.listings) < MOST_IN_MAIL:
            letter.listings.append(listing)
    return list(letters.values())


def write_letter(letter: Letter) -> str | None:
    """Queue the mail with a new link for each listing; why it cannot be written, if so. Call begin_writing() first."""
    count = len(letter.listings)
    subject = ngettext("Is your listing still right?", "Are your %(num)s listings still right?", count)
    with db.session.begin_nested() as kept:
        asked = list(_asked(letter))
        body = render_template("mail/check_reminder.txt", letter=letter, asked=asked, greeting=_greeting(letter))
        try:
            queue_mail(letter.recipient, subject, body, "check-reminder")
        except BadMail as bad:
            kept.rollback()
            return str(bad)
    return None


def _asked(letter: Letter) -> Iterator[tuple[str, str]]:
    """The name of each listing and the address of its link."""
    for listing in letter.listings:
        token = make_link(listing, letter.recipient)
        yield listing.name, site_address(f"/check/{token}")


def _greeting(letter: Letter) -> str:
    return _("Hello %(name)s,", name=letter.organization)


def _resting_addresses() -> set[str]:
    since = utc_now() - dt.timedelta(days=current_app.config["CHECK_MAIL_DAYS"])
    found = select(CheckLink.sent_to).where(CheckLink.made_at > since).distinct()
    return {address.casefold() for address in db.session.scalars(found)}


def _waiting_listings() -> set[int]:
    found = select(CheckLink.listing_id).join(CheckLink.suggestion).where(Suggestion.decided_at.is_(None))
    return set(db.session.scalars(found))
