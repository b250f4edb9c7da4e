"""`flask listings publish-due`: publishes the drafts whose moment has come."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from directory.curation.editor.saving import publish_due
from directory.database import begin_writing, db

listings_group = AppGroup("listings", help="Listings that wait for something.")


@listings_group.command("publish-due")
def publish_due_command() -> None:
    """Publish the drafts whose day and time have come. Run it every few minutes."""
    begin_writing()
    published, left = publish_due()
    db.session.commit()
    for slug in published:
        click.echo(f"Published: {slug}")
    for sentence in left:
        click.echo(f"Not published: {sentence}", err=True)
    if not published and not left:
        click.echo("Nothing was due.")
