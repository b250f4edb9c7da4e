"""How Alembic reaches the database of the running application."""

from alembic import context
from flask import current_app

from directory.database import db

# Made and dropped by hand in the migrations: virtual tables on SQLite, tsvectors on PostgreSQL.
BY_HAND = ("search_text", "search_posting", "search_word")


def is_ours(_object, name, type_, _reflected, _compare_to) -> bool:
    """Whether a table is described by the models."""
    return type_ != "table" or not (name or "").startswith(BY_HAND)


def run_migrations() -> None:
    """Run in one transaction: after a crash the tables are of the old version or of the new one."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            include_object=is_ours,
            render_as_batch=engine.dialect.name == "sqlite",
            compare_type=True,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run_migrations()
