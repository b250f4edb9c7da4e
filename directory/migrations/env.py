"""How Alembic reaches the database of the running application.

On SQLite a table is changed by making it anew and throwing the old one away. With foreign keys on, all that belongs
to its rows would go with it, so they are off meanwhile, and each is looked at before the transaction ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from directory.database import db

# Made and dropped by hand in the migrations: virtual tables on SQLite, tsvectors on PostgreSQL.
BY_HAND = ("search_text", "search_posting", "search_word")


def is_ours(_object, name, type_, _reflected, _compare_to) -> bool:
    """Whether a table is described by the models."""
    return type_ != "table" or not (name or "").startswith(BY_HAND)


def run_migrations() -> None:
    """Run in one transaction: after a crash the tables are of the old version or of the new one.

    Raises RuntimeError, and changes nothing, if a row would belong to one that there is not.
    """
    engine = current_app.extensions["migrate"].db.engine
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            include_object=is_ours,
            render_as_batch=is_sqlite,
            compare_type=True,
            # SQLite can; Alembic thinks of the driver of Python, which could not.
            transactional_ddl=True,
            transaction_per_migration=False,
        )
        with foreign_keys_off(connection) if is_sqlite else nullcontext():
            with context.begin_transaction():
                context.run_migrations()
                if is_sqlite and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                    raise RuntimeError(f"A row of {lost[0]} would belong to one of {lost[2]} that there is not.")
            connection.commit()


@contextmanager
def foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Until the end, a table may go and what belongs to its rows stays. SQLite takes this outside of transactions."""
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.rollback()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()


run_migrations()
