"""When a draft is to be published."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('listing', schema=None) as batch_op:
        batch_op.add_column(sa.Column('publish_at', sa.DateTime(), nullable=True))
        batch_op.create_index(batch_op.f('ix_listing_publish_at'), ['publish_at'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('listing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_listing_publish_at'))
        batch_op.drop_column('publish_at')
