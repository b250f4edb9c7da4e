"""`flask mail …`: what a timer calls every few minutes, and how an operator sees what waits."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from directory.database import begin_writing, db
from directory.mail.addresses import is_mail_written_to_files
from directory.mail.queue import try_again, waiting_mail
from directory.mail.sending import forget_mail, send_queued
from directory.models import OutgoingMail

mail_commands = AppGroup("mail", short_help="Send what is queued, and see what waits.")


@mail_commands.command("send")
@click.option("--limit", type=click.IntRange(min=1), default=500, show_default=True, help="How many mails at most.")
def send_command(limit: int) -> None:
    """Send the mails that are due, and forget the texts of those done with.

    Fails with a status if the mail server cannot be used.
    """
    sending = send_queued(limit)
    forget_mail()
    click.echo(
        f"Mails: {sending.sent} sent, {sending.postponed} will be tried again, {sending.given_up} could not be sent."
    )
    if sending.sent and is_mail_written_to_files():
        click.echo(f"They were written to {current_app.config['MAIL_FOLDER']}: MAIL_SERVER is not set.")
    if sending.problem:
        raise click.ClickException(sending.problem)


@mail_commands.command("list")
def list_command() -> None:
    """List the mails that were not sent, and why."""
    mails = waiting_mail()
    for mail in mails:
        click.echo(f"{mail.id}  {mail.purpose} to {mail.recipient}: {_state(mail)}")
    if not mails:
        click.echo("No mail waits.")


@mail_commands.command("retry")
@click.argument("ids", metavar="ID…", type=int, nargs=-1, required=True)
def retry_command(ids: tuple[int, ...]) -> None:
    """Try mails again that were given up; the ids are those of `flask mail list`."""
    begin_writing()
    refused = [str(mail_id) for mail_id in ids if not try_again(mail_id)]
    db.session.commit()
    if refused:
        raise click.ClickException(f"Not given up, or forgotten already: {', '.join(refused)}.")
    click.echo("Due again: `flask mail send` tries them.")


def _state(mail: OutgoingMail) -> str:
    if mail.next_attempt_at is None:
        return f"given up, tried {mail.attempts}×. {mail.last_error or ''}"
    if not mail.attempts:
        return "not tried yet"
    return f"tried {mail.attempts}×, again after {mail.next_attempt_at:%Y-%m-%d %H:%M} UTC. {mail.last_error or ''}"
