"""`flask links check`: looks at the links of listings and says what it found. Each outcome is its own transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import partial

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select
from tqdm import tqdm

from directory.curation.links.fetching import Web
from directory.curation.links.judging import Outcome, Result, visit
from directory.curation.links.recording import failing_links, find_due_links, forget_gone_links, record_outcome
from directory.curation.links.visiting import Found, NothingAnswered, hold_until_answered, visit_politely
from directory.database import begin_writing, db, utc_now
from directory.models import Listing

MEANINGS = {
    Result.OK: "the page is there",
    Result.MOVED: "the page has a new address for good",
    Result.DEAD: "there is no such page or no such site",
    Result.SIGN_IN: "only for those who sign in, or not for programs",
    Result.UNCLEAR: "could not be checked this time",
}
links_group = AppGroup("links", help="Links of listings: do they still lead somewhere?")


@links_group.command("check")
@click.option("--limit", type=click.IntRange(min=1), help="Look at so many addresses at most.")
@click.option("--older-than", type=click.IntRange(min=0), metavar="DAYS", help="Only those not looked at for so long.")
@click.option("--listing", "slug", metavar="SLUG", help="Only those of one listing, by its slug.")
def check_command(limit: int | None, older_than: int | None, slug: str | None) -> None:
    """Look at the links of published and draft listings. No listing is changed or hidden by it."""
    not_since = None if older_than is None else utc_now() - dt.timedelta(days=older_than)
    begin_writing()
    forget_gone_links()
    urls = find_due_links(not_since=not_since, listing_id=_find_id(slug), limit=limit)
    db.session.commit()
    if not urls:
        click.echo("There is no link to check.")
        return
    web = current_app.extensions.get("web") or Web(user_agent())  # Tests bring a web of their own.
    visits = visit_politely(urls, partial(visit, web=web), pause_s=current_app.config["LINK_CHECK_PAUSE"])
    try:
        found = _kept(hold_until_answered(_shown(visits, len(urls))))
    except NothingAnswered:
        raise click.ClickException(
            "Not one site answered, so nothing was kept. Is this machine connected, and does it look up names?"
        ) from None
    _tell(found, left=len(urls) - len(found))


def user_agent() -> str:
    """Who looks at the links, as sites see it in their logs: with an address, if there is one to name."""
    settings = current_app.config
    site = "; ".join(filter(None, (settings["SITE_NAME"], settings["SITE_URL"], settings["CONTACT_EMAIL"])))
    plain = "".join(letter for letter in site if " " <= letter <= "~" and letter not in "()\\")
    return f"LeanOn-link-check/1.0 ({plain})"


def _find_id(slug: str | None) -> int | None:
    if slug is None:
        return None
    listing_id = db.session.scalar(select(Listing.id).where(Listing.slug == slug))
    if listing_id is None:
        raise click.ClickException(f"There is no listing {slug}. Its slug is the end of its address: /listings/SLUG.")
    return listing_id


def _shown(visits: Iterable[Found], total: int) -> Iterator[Found]:
    """The visits, each moving the progress bar; there is none where nobody looks, as in a mail from cron."""
    with tqdm(total=total, unit="link", desc="Checking", disable=None) as bar:
        for found in visits:
            bar.update()
            yield found


def _kept(visits: Iterable[Found]) -> dict[str, Outcome]:
    """The visits, each recorded. While sites are waited for, no transaction is open."""
    outcomes = {}
    for url, outcome in visits:
        begin_writing()
        record_outcome(url, outcome)
        db.session.commit()
        outcomes[url] = outcome
    return outcomes


def _tell(found: dict[str, Outcome], left: int) -> None:
    for result, meaning in MEANINGS.items():
        count = sum(outcome.result == result for outcome in found.values())
        click.echo(f"  {result.replace('_', '-'):<8} {count:>5}  {meaning}")
    for url, outcome in sorted(found.items()):
        if outcome.result == Result.DEAD:
            click.echo(f"dead: {url} ({outcome.detail})")
        elif outcome.moved_to:
            click.echo(f"moved: {url} -> {outcome.moved_to}")
    if left:
        click.echo(f"Left for another day, because their sites ask for fewer visits: {left}.")
    if failing := failing_links():
        click.echo(f"Failing for a day or longer: {len(failing)}.")
