"""Suggestions know the contributor who sent them, and what a group answered by its mailed link is one of them."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SEEN_TO = "Somebody has seen to it."
SUGGESTIONS = sa.table(
    "suggestion",
    *(sa.column(name, sa.Integer()) for name in ("id", "listing_id", "times")),
    *(sa.column(name, sa.String()) for name in ("kind", "message", "sent_by", "text_hash", "state", "decided_by")),
    *(sa.column(name, sa.JSON()) for name in ("fields", "dangers", "decisions")),
    *(sa.column(name, sa.Boolean()) for name in ("is_of_group", "is_urgent", "speaks_of_self_harm")),
    *(sa.column(name, sa.DateTime()) for name in ("created_at", "decided_at")),
)
LINKS = sa.table(
    "check_link",
    *(sa.column(name, sa.Integer()) for name in ("id", "listing_id", "suggestion_id")),
    *(sa.column(name, sa.String()) for name in ("answer", "words", "handled_by")),
    *(sa.column(name, sa.DateTime()) for name in ("used_at", "handled_at")),
)
LISTINGS = sa.table(
    "listing", sa.column("id", sa.Integer()), sa.column("organization_id", sa.Integer()), sa.column("name", sa.String())
)


def upgrade() -> None:
    with op.batch_alter_table("suggestion") as batch_op:
        batch_op.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_suggestion_person_id_person"), "person", ["person_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_index(op.f("ix_suggestion_person_id"), ["person_id"])
    with op.batch_alter_table("check_link") as batch_op:
        batch_op.add_column(sa.Column("suggestion_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_check_link_suggestion_id_suggestion"), "suggestion", ["suggestion_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_index(op.f("ix_check_link_suggestion_id"), ["suggestion_id"])
    _make_suggestions()
    with op.batch_alter_table("check_link") as batch_op:
        batch_op.drop_column("handled_at")
        batch_op.drop_column("handled_by")


def downgrade() -> None:
    op.add_column("check_link", sa.Column("handled_at", sa.DateTime(), nullable=True))
    op.add_column("check_link", sa.Column("handled_by", sa.String(length=120), nullable=True))
    for name in ("at", "by"):
        op.execute(
            f"UPDATE check_link SET handled_{name} = "
            f"(SELECT decided_{name} FROM suggestion WHERE suggestion.id = check_link.suggestion_id)"
        )
    op.execute("UPDATE check_link SET handled_at = used_at WHERE answer = 'right'")
    op.drop_index(op.f("ix_check_link_suggestion_id"), "check_link")
    with op.batch_alter_table("check_link") as batch_op:
        batch_op.drop_constraint(op.f("fk_check_link_suggestion_id_suggestion"), type_="foreignkey")
        batch_op.drop_column("suggestion_id")
    op.drop_index(op.f("ix_suggestion_person_id"), "suggestion")
    with op.batch_alter_table("suggestion") as batch_op:
        batch_op.drop_constraint(op.f("fk_suggestion_person_id_person"), type_="foreignkey")
        batch_op.drop_column("person_id")


def _make_suggestions() -> None:
    """One suggestion for each answer that was more than "right", decided if somebody had seen to it."""
    connection = op.get_bind()
    owners = LISTINGS.alias()
    found = (
        sa.select(LINKS, sa.func.coalesce(owners.c.name, LISTINGS.c.name).label("owner"))
        .join(LISTINGS, LISTINGS.c.id == LINKS.c.listing_id)
        .outerjoin(owners, owners.c.id == LISTINGS.c.organization_id)
        .where(LINKS.c.answer.in_(("changed", "closed")), LINKS.c.used_at.is_not(None))
    )
    for link in connection.execute(found.order_by(LINKS.c.id)).all():
        key = "closed" if link.answer == "closed" else "other"
        seen_to = {"is_accepted": True, "reason": SEEN_TO, "by": link.handled_by, "at": str(link.handled_at)}
        values = {
            "kind": "closed" if link.answer == "closed" else "change", "listing_id": link.listing_id, "times": 1,
            "fields": {key: {"was": "", "told": link.words or ""}}, "message": "", "dangers": [],
            "decisions": {key: seen_to} if link.handled_at else {}, "is_of_group": True, "sent_by": link.owner[:120],
            "is_urgent": False, "speaks_of_self_harm": False, "state": "accepted" if link.handled_at else "waiting",
            "text_hash": hashlib.sha256(json.dumps(["check-link", link.id]).encode()).hexdigest(),
            "created_at": link.used_at, "decided_at": link.handled_at, "decided_by": link.handled_by,
        }  # fmt: skip
        made = connection.execute(sa.insert(SUGGESTIONS).values(values).returning(SUGGESTIONS.c.id)).scalar_one()
        connection.execute(sa.update(LINKS).where(LINKS.c.id == link.id).values(suggestion_id=made))
