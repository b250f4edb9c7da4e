"""The flask commands. Each is one transaction: features flush, the command commits."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask, current_app
from flask_migrate import upgrade
from sqlalchemy import func, select
from tqdm import tqdm

from directory.config import ROOT
from directory.curation.checking.reminders import reminders_group
from directory.curation.editor.command import listings_group
from directory.curation.links.command import links_group
from directory.database import (
    MIGRATIONS,
    DatabaseNotReady,
    TablesOutdated,
    begin_writing,
    check_ready,
    create_missing_database,
    db,
)
from directory.mail.commands import mail_commands
from directory.models import Listing
from directory.people.commands import coordinators, tell_first_invitation
from directory.people.kept import forget_kept_forms
from directory.search import is_index_current, rebuild_index
from directory.seeding import BadSeed, Report, seed
from directory.suggesting import forget_contacts
from directory.suggesting.limits import forget_past_counts

SEEDS = ROOT / "seeds"


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    for command in (
        prepare_command,
        seed_command,
        rebuild_index_command,
        check_database_command,
        mail_commands,
        links_group,
        coordinators,
        suggestions_commands,
        listings_group,
        reminders_group,
    ):
        app.cli.add_command(command)


@click.command("prepare")
@click.option("--demo", is_flag=True, help="Also load the fictional county.")
def prepare_command(demo: bool) -> None:
    """Create the database if there is none, bring its tables up to date and load the seed."""
    try:
        if not create_missing_database(current_app):
            check_ready(current_app)
    except TablesOutdated:
        pass  # They are upgraded below.
    except DatabaseNotReady as problem:
        raise click.ClickException(str(problem)) from None
    upgrade(directory=str(MIGRATIONS))
    _load_seeds(SEEDS, demo=demo)
    if not is_index_current():
        db.session.rollback()  # The question began a transaction; the index is written in one of its own.
        _rebuild_index()
    db.session.rollback()
    tell_first_invitation()


@click.command("seed")
@click.option("--demo", is_flag=True, help="Also load the fictional county.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=SEEDS,
    show_default=True,
)
def seed_command(demo: bool, folder: Path) -> None:
    """Load the seed files: all or nothing, again and again without harm."""
    _load_seeds(folder, demo=demo)


@click.command("rebuild-index")
def rebuild_index_command() -> None:
    """Write the search index anew from the listings."""
    _rebuild_index()


@click.command("check-database")
def check_database_command() -> None:
    """Say whether the database is there, whole and of this version."""
    try:
        check_ready(current_app)
    except DatabaseNotReady as problem:
        raise click.ClickException(str(problem)) from None
    click.echo("The database is ready.")


@click.group("suggestions")
def suggestions_commands() -> None:
    """What people told us."""


@suggestions_commands.command("forget")
def forget_command() -> None:
    """Delete what is not kept any longer. For once a day.

    Mail addresses of senders, what was held back, counts that guard against floods, and what was typed when a
    session was over.
    """
    days = current_app.config["SUGGESTION_CONTACT_DAYS"]
    begin_writing()
    addresses, held = forget_contacts(days)
    forget_past_counts()
    forget_kept_forms()
    db.session.commit()
    click.echo(f"Forgotten after {days} days: {addresses} mail addresses, {held} suggestions that were held back.")


def _rebuild_index() -> None:
    begin_writing()
    total = db.session.scalar(select(func.count()).select_from(Listing)) or 0
    with tqdm(total=total, unit="listing", desc="Indexing") as bar:
        for done in rebuild_index():
            bar.update(done - bar.n)
    db.session.commit()


def _load_seeds(folder: Path, *, demo: bool) -> None:
    try:
        with tqdm(unit="listing", desc="Seeding") as bar:
            report = seed(folder, demo=demo, progress=lambda done, total: _show(bar, done, total))
        db.session.commit()
    except BadSeed as bad:
        db.session.rollback()
        lines = "\n".join(f"  {problem}" for problem in bad.problems)
        raise click.ClickException(f"The seed was refused, nothing was written:\n{lines}") from None
    _tell(report)


def _show(bar: tqdm, done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)


def _tell(report: Report) -> None:
    click.echo(f"Listings: {report}. Places: {report.places} added.")
    click.echo(f"Guides: {report.guides}.")
    for key in (*report.edited, *report.guides.edited):
        click.echo(f"  edited by a person, not changed: {key}")
    for key in report.taken:
        click.echo(f"  its address is taken, not added: {key}")
    for slug in report.without_group:
        click.echo(f"  its group was taken out, not added: {slug}")
