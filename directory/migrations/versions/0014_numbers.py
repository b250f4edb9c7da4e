"""The index keeps the numbers of crisis lines. One with nothing in it need not be written anew."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE search_state SET format = 3 WHERE NOT EXISTS (SELECT 1 FROM search_entry)")


def downgrade() -> None:
    op.execute("UPDATE search_state SET format = 2 WHERE NOT EXISTS (SELECT 1 FROM search_entry)")
