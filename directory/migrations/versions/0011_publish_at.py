"""When a draft is to be published."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("listing", sa.Column("publish_at", sa.DateTime(), nullable=True))
    op.create_index(op.f("ix_listing_publish_at"), "listing", ["publish_at"], unique=False)


def downgrade() -> None:
    # Not in a batch: SQLite would make the table anew, and what hangs on a listing would go with the old one.
    op.drop_index(op.f("ix_listing_publish_at"), table_name="listing")
    op.drop_column("listing", "publish_at")
