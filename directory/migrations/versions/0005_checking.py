"""Who made a check and what was learned; listings in hand, tries, links mailed to groups, notes done with."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

METHODS = ("phone", "email", "web", "visit")


def upgrade() -> None:
    _extend_checks()
    op.create_table(
        "claim",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_claim_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_claim_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_person_id"), "claim", ["person_id"])
    op.create_table(
        "check_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("tried_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_check_try_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_try")),
        sa.UniqueConstraint("listing_id", "tried_on", "made_by", name=op.f("uq_check_try_listing_id")),
    )
    op.create_table(
        "check_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("sent_to", sa.String(length=254), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("handled_at", sa.DateTime(), nullable=True),
        sa.Column("handled_by", sa.String(length=120), nullable=True),
        sa.CheckConstraint("answer IN ('right', 'changed', 'closed')", name=op.f("ck_check_link_answer")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_check_link_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_check_link_token_hash")),
    )
    op.create_index(op.f("ix_check_link_listing_id"), "check_link", ["listing_id"])
    op.create_index(op.f("ix_check_link_sent_to"), "check_link", ["sent_to"])
    op.create_table(
        "note_done",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_note_done_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_note_done")),
    )


    # Cards tell more of a check than before. An index with nothing in it need not be written anew.
    op.execute("UPDATE search_state SET format = 2 WHERE NOT EXISTS (SELECT 1 FROM search_entry)")


def downgrade() -> None:
    op.execute("UPDATE search_state SET format = 1 WHERE NOT EXISTS (SELECT 1 FROM search_entry)")
    op.drop_table("note_done")
    op.drop_table("check_link")
    op.drop_table("check_try")
    op.drop_table("claim")
    # The older program does not know this way of checking.
    op.execute(sa.text("DELETE FROM \"check\" WHERE method = 'organization'"))
    with op.batch_alter_table("check", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_check_source"), type_="check")
        batch_op.drop_constraint(op.f("ck_check_method"), type_="check")
        batch_op.create_check_constraint(op.f("ck_check_method"), _one_of("method", METHODS))
        for name in ("note", "made_at", "made_by", "source"):
            batch_op.drop_column(name)


def _extend_checks() -> None:
    with op.batch_alter_table("check", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_check_method"), type_="check")
        batch_op.create_check_constraint(op.f("ck_check_method"), _one_of("method", (*METHODS, "organization")))
        batch_op.add_column(sa.Column("source", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("made_by", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("made_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("note", sa.String(length=300), nullable=True))
    check = sa.table(
        "check", sa.column("source", sa.String()), sa.column("made_at", sa.DateTime()), sa.column("checked_on", sa.Date())
    )
    op.execute(check.update().values(source="person", made_at=_midnight(check.c.checked_on)))
    with op.batch_alter_table("check", schema=None) as batch_op:
        batch_op.alter_column("source", existing_type=sa.String(length=20), nullable=False)
        batch_op.alter_column("made_at", existing_type=sa.DateTime(), nullable=False)
        batch_op.create_check_constraint(op.f("ck_check_source"), "source IN ('person', 'organization')")


def _midnight(day: sa.ColumnClause) -> sa.ColumnElement:
    """The beginning of a day, as a moment."""
    if op.get_bind().dialect.name == "sqlite":
        return sa.type_coerce(day, sa.String()) + " 00:00:00.000000"
    return sa.cast(day, sa.DateTime())


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
