"""The first tables: listings, vocabularies, gazetteer and the search index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# The word index is not in the models: each engine has its own tables (search/*_index.py).
SQLITE = (
    "CREATE VIRTUAL TABLE search_text USING fts5("
    "names, aliases, organization, terms, summary, description, joining, "
    "detail=column, tokenize='unicode61 remove_diacritics 0')",
    "CREATE VIRTUAL TABLE search_posting USING fts5vocab(search_text, instance)",
    "CREATE VIRTUAL TABLE search_word USING fts5vocab(search_text, row)",
)
POSTGRESQL = (
    "CREATE TABLE search_text (listing_id integer PRIMARY KEY, names tsvector NOT NULL, aliases tsvector NOT NULL, "
    "organization tsvector NOT NULL, terms tsvector NOT NULL, summary tsvector NOT NULL, "
    "description tsvector NOT NULL, joining tsvector NOT NULL)",
    "CREATE INDEX ix_search_text_fields ON search_text USING gin "
    "(names, aliases, organization, terms, summary, description, joining)",
    'CREATE TABLE search_word (word text COLLATE "C" PRIMARY KEY, listings integer NOT NULL)',
)


def upgrade() -> None:
    create_tables()
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    op.execute("INSERT INTO search_state (id, generation, format) VALUES (1, 0, 1)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_posting")
    op.execute("DROP TABLE search_word")
    op.execute("DROP TABLE search_text")
    drop_tables()


def create_tables() -> None:
    op.create_table(
        "listing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hsds_id", sa.String(length=36), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=160), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("alert", sa.Text(), nullable=True),
        sa.Column("application_process", sa.Text(), nullable=True),
        sa.Column("eligibility_description", sa.Text(), nullable=True),
        sa.Column("fees_description", sa.Text(), nullable=True),
        sa.Column("is_free", sa.Boolean(), nullable=True),
        sa.Column("minimum_age", sa.Integer(), nullable=True),
        sa.Column("maximum_age", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("publication", sa.String(length=20), nullable=False),
        sa.Column("closed_reason", sa.Text(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("private_notes", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.Column("seed_key", sa.String(length=120), nullable=True),
        sa.Column("seeded_as", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('organization', 'group', 'program', 'helpline', 'role', 'community')",
            name=op.f("ck_listing_kind"),
        ),
        sa.CheckConstraint(
            "publication IN ('draft', 'published', 'hidden', 'closed')",
            name=op.f("ck_listing_publication"),
        ),
        sa.CheckConstraint(
            "status IN ('active', 'inactive', 'defunct', 'temporarily closed')",
            name=op.f("ck_listing_status"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["listing.id"],
            name=op.f("fk_listing_organization_id_listing"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["listing.id"],
            name=op.f("fk_listing_successor_id_listing"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
        sa.UniqueConstraint("hsds_id", name=op.f("uq_listing_hsds_id")),
        sa.UniqueConstraint("seed_key", name=op.f("uq_listing_seed_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_listing_slug")),
    )
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_kind"), ["kind"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_listing_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_listing_publication"), ["publication"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_listing_successor_id"), ["successor_id"], unique=False
        )

    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "type IN ('postal_code', 'town')", name=op.f("ck_place_type")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_key"), ["key"], unique=False)
        batch_op.create_index(
            "ix_place_latitude_longitude", ["latitude", "longitude"], unique=False
        )

    op.create_table(
        "question",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("shape", sa.String(length=10), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("formats", sa.JSON(), nullable=True),
        sa.Column("good", sa.String(length=3), nullable=True),
        sa.CheckConstraint(
            "shape IN ('yes_no', 'open')", name=op.f("ck_question_shape")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_question")),
    )
    op.create_table(
        "search_entry",
        sa.Column("listing_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("card", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_search_entry")),
    )
    with op.batch_alter_table("search_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_search_entry_generation"), ["generation"], unique=False
        )

    op.create_table(
        "search_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_state")),
    )
    op.create_table(
        "taxonomy",
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_taxonomy")),
    )
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_alias_listing_id_listing"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
    )
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_alias_listing_id"), ["listing_id"], unique=False
        )

    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "value IN ('yes', 'no', 'ask', 'unknown', 'told')",
            name=op.f("ck_answer_value"),
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_answer_listing_id_listing"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_key"],
            ["question.key"],
            name=op.f("fk_answer_question_key_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "listing_id", "question_key", name=op.f("uq_answer_listing_id")
        ),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_answer_listing_id"), ["listing_id"], unique=False
        )

    op.create_table(
        "check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=20), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "area IN ('all', 'contact', 'schedule', 'joining')",
            name=op.f("ck_check_area"),
        ),
        sa.CheckConstraint(
            "method IN ('phone', 'email', 'web', 'visit')", name=op.f("ck_check_method")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_check_listing_id_listing"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check")),
    )
    with op.batch_alter_table("check", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_check_listing_id"), ["listing_id"], unique=False
        )

    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_link_listing_id_listing"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_link_listing_id"), ["listing_id"], unique=False
        )

    op.create_table(
        "location",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("address_1", sa.String(length=200), nullable=True),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("postal_code", sa.String(length=20), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("visibility", sa.String(length=10), nullable=False),
        sa.Column("directions", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "visibility IN ('full', 'city', 'hidden')",
            name=op.f("ck_location_visibility"),
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_location_listing_id_listing"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
    )
    with op.batch_alter_table("location", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_location_listing_id"), ["listing_id"], unique=False
        )

    op.create_table(
        "phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("extension", sa.String(length=20), nullable=True),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=True),
        sa.Column("menu", sa.String(length=120), nullable=True),
        sa.Column("text_body", sa.String(length=120), nullable=True),
        sa.Column("hours", sa.String(length=200), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "type IN ('voice', 'text', 'tty', 'videophone')", name=op.f("ck_phone_type")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_phone_listing_id_listing"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
    )
    with op.batch_alter_table("phone", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_phone_listing_id"), ["listing_id"], unique=False
        )

    op.create_table(
        "question_label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=40), nullable=False),
        sa.Column("locale", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("yes", sa.String(length=60), nullable=True),
        sa.Column("no", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["question_key"],
            ["question.key"],
            name=op.f("fk_question_label_question_key_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_label")),
        sa.UniqueConstraint(
            "question_key", "locale", name=op.f("uq_question_label_question_key")
        ),
    )
    op.create_table(
        "schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("freq", sa.String(length=10), nullable=True),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("byday", sa.JSON(), nullable=True),
        sa.Column("bymonthday", sa.JSON(), nullable=True),
        sa.Column("dtstart", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("opens_at", sa.Time(), nullable=True),
        sa.Column("closes_at", sa.Time(), nullable=True),
        sa.Column("timezone", sa.String(length=40), nullable=True),
        sa.Column("mode", sa.String(length=10), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "freq IN ('DAILY', 'WEEKLY', 'MONTHLY')", name=op.f("ck_schedule_freq")
        ),
        sa.CheckConstraint(
            "mode IN ('in_person', 'online', 'phone')", name=op.f("ck_schedule_mode")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_schedule_listing_id_listing"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
    )
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_schedule_listing_id"), ["listing_id"], unique=False
        )

    op.create_table(
        "service_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("extent", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_service_area_listing_id_listing"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_area")),
    )
    with op.batch_alter_table("service_area", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_service_area_listing_id"), ["listing_id"], unique=False
        )

    op.create_table(
        "slug_redirect",
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_slug_redirect_listing_id_listing"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_slug_redirect")),
    )
    with op.batch_alter_table("slug_redirect", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_slug_redirect_listing_id"), ["listing_id"], unique=False
        )

    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("taxonomy_slug", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("icon", sa.String(length=20), nullable=True),
        sa.Column("is_crisis", sa.Boolean(), nullable=False),
        sa.Column("external_ids", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["term.id"],
            name=op.f("fk_term_parent_id_term"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["taxonomy_slug"],
            ["taxonomy.slug"],
            name=op.f("fk_term_taxonomy_slug_taxonomy"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint(
            "taxonomy_slug", "slug", name=op.f("uq_term_taxonomy_slug")
        ),
    )
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_term_parent_id"), ["parent_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_term_taxonomy_slug"), ["taxonomy_slug"], unique=False
        )

    op.create_table(
        "listing_term",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_listing_term_listing_id_listing"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["term_id"],
            ["term.id"],
            name=op.f("fk_listing_term_term_id_term"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "term_id", name=op.f("pk_listing_term")),
    )
    with op.batch_alter_table("listing_term", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_listing_term_term_id"), ["term_id"], unique=False
        )

    op.create_table(
        "schedule_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("opens_at", sa.Time(), nullable=True),
        sa.Column("closes_at", sa.Time(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "kind IN ('cancelled', 'moved', 'extra')",
            name=op.f("ck_schedule_exception_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["schedule_id"],
            ["schedule.id"],
            name=op.f("fk_schedule_exception_schedule_id_schedule"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_exception")),
    )
    with op.batch_alter_table("schedule_exception", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_schedule_exception_schedule_id"),
            ["schedule_id"],
            unique=False,
        )

    op.create_table(
        "synonym",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=10), nullable=False),
        sa.Column("phrase", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "reason IN ('lay', 'clinical', 'misspelling')",
            name=op.f("ck_synonym_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["term_id"],
            ["term.id"],
            name=op.f("fk_synonym_term_id_term"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synonym")),
    )
    with op.batch_alter_table("synonym", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_synonym_term_id"), ["term_id"], unique=False
        )

    op.create_table(
        "term_label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("short", sa.String(length=60), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["term_id"],
            ["term.id"],
            name=op.f("fk_term_label_term_id_term"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_label")),
        sa.UniqueConstraint("term_id", "locale", name=op.f("uq_term_label_term_id")),
    )


def drop_tables() -> None:
    op.drop_table("term_label")
    with op.batch_alter_table("synonym", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_synonym_term_id"))

    op.drop_table("synonym")
    with op.batch_alter_table("schedule_exception", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_schedule_exception_schedule_id"))

    op.drop_table("schedule_exception")
    with op.batch_alter_table("listing_term", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_term_term_id"))

    op.drop_table("listing_term")
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_taxonomy_slug"))
        batch_op.drop_index(batch_op.f("ix_term_parent_id"))

    op.drop_table("term")
    with op.batch_alter_table("slug_redirect", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slug_redirect_listing_id"))

    op.drop_table("slug_redirect")
    with op.batch_alter_table("service_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_area_listing_id"))

    op.drop_table("service_area")
    with op.batch_alter_table("schedule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_schedule_listing_id"))

    op.drop_table("schedule")
    op.drop_table("question_label")
    with op.batch_alter_table("phone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_phone_listing_id"))

    op.drop_table("phone")
    with op.batch_alter_table("location", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_location_listing_id"))

    op.drop_table("location")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_listing_id"))

    op.drop_table("link")
    with op.batch_alter_table("check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_listing_id"))

    op.drop_table("check")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_listing_id"))

    op.drop_table("answer")
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alias_listing_id"))

    op.drop_table("alias")
    op.drop_table("taxonomy")
    op.drop_table("search_state")
    with op.batch_alter_table("search_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_search_entry_generation"))

    op.drop_table("search_entry")
    op.drop_table("question")
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index("ix_place_latitude_longitude")
        batch_op.drop_index(batch_op.f("ix_place_key"))

    op.drop_table("place")
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_successor_id"))
        batch_op.drop_index(batch_op.f("ix_listing_publication"))
        batch_op.drop_index(batch_op.f("ix_listing_organization_id"))
        batch_op.drop_index(batch_op.f("ix_listing_kind"))

    op.drop_table("listing")
