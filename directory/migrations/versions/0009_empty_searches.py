"""Words of searches that found nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Without row numbers: they would tell in which order words came.
    op.create_table(
        "empty_search_word",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_empty_search_word")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "empty_search_week",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest"],
            ["empty_search_word.digest"],
            name=op.f("fk_empty_search_week_digest_empty_search_word"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", "week", name=op.f("pk_empty_search_week")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("empty_search_week")
    op.drop_table("empty_search_word")
