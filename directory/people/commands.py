"""`flask coordinators …`: the way in before there is anybody, and the way back when nobody is left to ask."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from sqlalchemy import func, select

from directory.database import begin_writing, db
from directory.models import ROLES, Listing, Person, SignIn
from directory.people.audit import record_event
from directory.people.forms import normal_address
from directory.people.invitations import find_first_invitation, highest_role, invite, invite_back, link_of
from directory.people.letters import write_invitation
from directory.people.managing import set_active

coordinators = AppGroup("coordinators", short_help="Invite, list and close the accounts of people who curate.")
BY = "operator"


@coordinators.command("invite")
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), default="coordinator", show_default=True)
@click.option("--name", default="", help="Their name, if you know it.")
@click.option("--organization", metavar="SLUG", help="What a contributor looks after.")
def invite_command(email: str, role: str, name: str, organization: str | None) -> None:
    """Print a link, good once and for 24 hours, and queue it as a mail."""
    email = _address(email)
    begin_writing()
    if db.session.scalar(select(Person.id).where(Person.email == email)):
        raise click.ClickException(f"{email} has an account. `flask coordinators reset {email}` lets them come back.")
    listing = _find_organization(organization, role)
    secret = invite(email, role, BY, name=name, organization_id=listing.id if listing else None)
    record_event("invited", BY, role=role)
    _hand_over(email, secret)


@coordinators.command("reset")
@click.argument("email")
def reset_command(email: str) -> None:
    """Take password and factors of somebody away and print a link with which they set new ones."""
    begin_writing()
    person = _get_person(email)
    if not person.active:
        raise click.ClickException("The account is closed: `flask coordinators activate` opens it.")
    secret = invite_back(person, BY)
    record_event("factors-reset", BY, person=person.name)
    _hand_over(person.email, secret)


@coordinators.command("list")
def list_command() -> None:
    """Name everybody, with role, state and when they were last here."""
    seen = select(SignIn.person_id, func.max(SignIn.seen_at).label("at")).group_by(SignIn.person_id).subquery()
    rows = db.session.execute(select(Person, seen.c.at).outerjoin(seen, seen.c.person_id == Person.id)).all()
    for person, at in rows:
        state = "" if person.active else " (closed)"
        last = f"last seen {at:%Y-%m-%d}" if at else "never signed in"
        click.echo(f"{person.email}  {person.name}, {highest_role(person)}{state}, {last}")
    if not rows:
        click.echo("Nobody yet. `flask coordinators invite EMAIL --role admin` invites the first.")


@coordinators.command("deactivate")
@click.argument("email")
def deactivate_command(email: str) -> None:
    """Close an account and end its sessions."""
    _set_active(email, False)


@coordinators.command("activate")
@click.argument("email")
def activate_command(email: str) -> None:
    """Open an account again."""
    _set_active(email, True)


def tell_first_invitation() -> None:
    """Print a way in for the first admin while there is nobody. In a transaction of its own."""
    begin_writing()
    secret = find_first_invitation()
    db.session.commit()
    if secret:
        line = "=" * 72
        click.echo(f"\n{line}\nNobody looks after this directory yet. To become its first admin, open this link")
        click.echo(
            f"within 24 hours. It works once; the next start prints another one.\n\n  {link_of(secret)}\n{line}\n"
        )


def _set_active(email: str, wanted: bool) -> None:
    begin_writing()
    person = _get_person(email)
    set_active(person, wanted, BY)
    db.session.commit()
    click.echo(f"{person.email} is {'open' if wanted else 'closed, and signed out everywhere'}.")


def _hand_over(email: str, secret: str) -> None:
    write_invitation(email, secret, BY)
    db.session.commit()
    click.echo(f"A link for {email}, good once and for 24 hours:\n\n  {link_of(secret)}\n")
    click.echo("It is queued as a mail as well: `flask mail send` sends it.")


def _address(email: str) -> str:
    try:
        return normal_address(email)
    except ValueError as problem:
        raise click.ClickException(f"{email!r} is not a mail address. {problem}") from None


def _get_person(email: str) -> Person:
    person = db.session.scalar(select(Person).where(Person.email == _address(email)))
    if person is None:
        raise click.ClickException(f"Nobody has the address {email}. `flask coordinators list` names everybody.")
    return person


def _find_organization(slug: str | None, role: str) -> Listing | None:
    if slug is None and role == "contributor":
        raise click.ClickException("A contributor looks after an organization: name it with --organization SLUG.")
    if slug is None:
        return None
    listing = db.session.scalar(select(Listing).where(Listing.slug == slug, Listing.kind == "organization"))
    if listing is None:
        raise click.ClickException(f"There is no organization {slug!r}.")
    return listing
