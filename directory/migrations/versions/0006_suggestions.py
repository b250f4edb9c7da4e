"""Suggestions, the receipts of those who sent them, and what keeps floods out."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('suggestion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('listing_id', sa.Integer(), nullable=True),
    sa.Column('base_version', sa.Integer(), nullable=True),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('dangers', sa.JSON(), nullable=False),
    sa.Column('is_of_group', sa.Boolean(), nullable=False),
    sa.Column('sent_by', sa.String(length=120), nullable=True),
    sa.Column('text_hash', sa.String(length=64), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('held_because', sa.String(length=10), nullable=True),
    sa.Column('is_urgent', sa.Boolean(), nullable=False),
    sa.Column('speaks_of_self_harm', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('decided_by', sa.String(length=120), nullable=True),
    sa.Column('decisions', sa.JSON(), nullable=False),
    sa.CheckConstraint("held_because IN ('trap', 'links', 'flood')", name=op.f('ck_suggestion_held_because')),
    sa.CheckConstraint("kind IN ('change', 'new', 'unsafe', 'closed')", name=op.f('ck_suggestion_kind')),
    sa.CheckConstraint("state IN ('waiting', 'accepted', 'partly', 'refused', 'held')", name=op.f('ck_suggestion_state')),
    sa.ForeignKeyConstraint(['listing_id'], ['listing.id'], name=op.f('fk_suggestion_listing_id_listing'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suggestion'))
    )
    with op.batch_alter_table('suggestion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_suggestion_listing_id'), ['listing_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_suggestion_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_suggestion_text_hash'), ['text_hash'], unique=False)

    op.create_table('receipt',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('suggestion_id', sa.Integer(), nullable=False),
    sa.Column('contact', sa.String(length=254), nullable=True),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['suggestion_id'], ['suggestion.id'], name=op.f('fk_receipt_suggestion_id_suggestion'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_receipt'))
    )
    with op.batch_alter_table('receipt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_receipt_suggestion_id'), ['suggestion_id'], unique=False)

    op.create_table('suggestion_limit',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('until', sa.DateTime(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_suggestion_limit'))
    )
    with op.batch_alter_table('suggestion_limit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_suggestion_limit_until'), ['until'], unique=False)

    op.create_table('spent_challenge',
    sa.Column('nonce', sa.String(length=64), nullable=False),
    sa.Column('until', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('nonce', name=op.f('pk_spent_challenge'))
    )
    with op.batch_alter_table('spent_challenge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_spent_challenge_until'), ['until'], unique=False)


def downgrade() -> None:
    op.drop_table('spent_challenge')
    op.drop_table('suggestion_limit')
    op.drop_table('receipt')
    op.drop_table('suggestion')
