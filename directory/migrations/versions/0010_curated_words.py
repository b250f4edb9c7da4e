"""What terms, questions, guides and settings said at each version; settings of the console; drafts of guides."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "content_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_key", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "subject_kind IN ('term', 'question', 'guide', 'setting')", name=op.f("ck_content_revision_subject_kind")
        ),
        sa.CheckConstraint(
            "source IN ('person', 'seed', 'demo', 'suggestion', 'import')", name=op.f("ck_content_revision_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_revision")),
        sa.UniqueConstraint(
            "subject_kind", "subject_key", "version", name=op.f("uq_content_revision_subject_kind")
        ),
    )
    op.create_table(
        "site_setting",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_site_setting")),
    )
    # Not in a batch: SQLite would make the table anew, and what hangs on a guide would go with the old one.
    op.add_column("guide", sa.Column("is_draft", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("guide", "is_draft")
    op.drop_table("site_setting")
    op.drop_table("content_revision")
