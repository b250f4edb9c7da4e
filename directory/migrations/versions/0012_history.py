"""Changes made together, and pairs of listings that only look alike."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("batch", sa.String(length=40), nullable=True))
        batch_op.create_index(batch_op.f("ix_revision_batch"), ["batch"], unique=False)
        batch_op.create_index(batch_op.f("ix_revision_made_at"), ["made_at"], unique=False)
    op.create_table(
        "not_duplicate",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("said_by", sa.String(length=120), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_not_duplicate_order")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["listing.id"], name=op.f("fk_not_duplicate_first_id_listing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["listing.id"], name=op.f("fk_not_duplicate_second_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_not_duplicate")),
    )
    with op.batch_alter_table("not_duplicate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_not_duplicate_second_id"), ["second_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("not_duplicate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_not_duplicate_second_id"))

    op.drop_table("not_duplicate")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_made_at"))
        batch_op.drop_index(batch_op.f("ix_revision_batch"))
        batch_op.drop_column("batch")
