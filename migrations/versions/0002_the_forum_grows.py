"""the forum grows"""

import sqlalchemy as sa
from alembic import op


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # News is one row per person and subject now, whatever its kinds: the newest of each stays.
    op.execute(
        "DELETE FROM notifications_notification WHERE id NOT IN "
        "(SELECT max(id) FROM notifications_notification GROUP BY person_id, subject)"
    )
    op.create_table(
        "forum_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("topics_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_tag")),
        sa.UniqueConstraint("slug", name=op.f("uq_forum_tag_slug")),
    )
    with op.batch_alter_table("forum_tag", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_forum_tag_topics_count"), ["topics_count"], unique=False
        )

    op.create_table(
        "kit_version",
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_kit_version")),
    )
    op.create_table(
        "notifications_errand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teller", sa.String(length=40), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications_errand")),
    )
    op.create_table(
        "writing_link_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("site", sa.String(length=100), nullable=False),
        sa.Column("owed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writing_link_card")),
        sa.UniqueConstraint("url", name=op.f("uq_writing_link_card_url")),
    )
    with op.batch_alter_table("writing_link_card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_writing_link_card_state"), ["state"], unique=False)

    op.create_table(
        "forum_category_grant",
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("can", sa.String(length=5), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["forum_category.id"],
            name=op.f("fk_forum_category_grant_category_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["accounts_group.id"],
            name=op.f("fk_forum_category_grant_group_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "category_id", "group_id", "can", name=op.f("pk_forum_category_grant")
        ),
    )
    with op.batch_alter_table("forum_category_grant", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_forum_category_grant_group_id"), ["group_id"], unique=False
        )

    op.create_table(
        "forum_watch",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_forum_watch_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", "thing_id", name=op.f("pk_forum_watch")),
    )
    with op.batch_alter_table("forum_watch", schema=None) as batch_op:
        batch_op.create_index("ix_forum_watch_thing", ["kind", "thing_id"], unique=False)

    op.create_table(
        "moderation_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("illegal", sa.Boolean(), nullable=False),
        sa.Column("reports_count", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by_id", sa.Integer(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("appealed_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["accounts_person.id"], name=op.f("fk_moderation_case_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"], ["accounts_person.id"], name=op.f("fk_moderation_case_claimed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_case")),
        sa.UniqueConstraint("subject", name=op.f("uq_moderation_case_subject")),
    )
    with op.batch_alter_table("moderation_case", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_case_author_id"), ["author_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_case_claimed_by_id"), ["claimed_by_id"], unique=False
        )
        batch_op.create_index(
            "ix_moderation_case_queue", ["state", "opened_at", "id"], unique=False
        )

    op.create_table(
        "moderation_held",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_moderation_held_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_held")),
    )
    with op.batch_alter_table("moderation_held", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_held_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_moderation_held_state"), ["state"], unique=False)

    op.create_table(
        "moderation_ignore",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ignored_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ignored_id"],
            ["accounts_person.id"],
            name=op.f("fk_moderation_ignore_ignored_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_moderation_ignore_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "ignored_id", name=op.f("pk_moderation_ignore")),
    )
    with op.batch_alter_table("moderation_ignore", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_ignore_ignored_id"), ["ignored_id"], unique=False
        )

    op.create_table(
        "moderation_said",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_moderation_said_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_said")),
    )
    with op.batch_alter_table("moderation_said", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moderation_said_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_said_hash"), ["hash"], unique=False)
        batch_op.create_index("ix_moderation_said_person_at", ["person_id", "at"], unique=False)

    op.create_table(
        "moderation_standing",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("highest", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_moderation_standing_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_moderation_standing")),
    )
    op.create_table(
        "moderation_visit",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_moderation_visit_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "day", name=op.f("pk_moderation_visit")),
    )
    with op.batch_alter_table("moderation_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moderation_visit_day"), ["day"], unique=False)

    op.create_table(
        "moderation_watched_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=80), nullable=False),
        sa.Column("act", sa.String(length=5), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_moderation_watched_word_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_watched_word")),
        sa.UniqueConstraint("word", name=op.f("uq_moderation_watched_word_word")),
    )
    with op.batch_alter_table("moderation_watched_word", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_watched_word_by_id"), ["by_id"], unique=False
        )

    op.create_table(
        "notifications_letter_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=6), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("skipped", sa.String(length=20), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["kit_letter.id"],
            name=op.f("fk_notifications_letter_note_letter_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_notifications_letter_note_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications_letter_note")),
    )
    with op.batch_alter_table("notifications_letter_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notifications_letter_note_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_notifications_letter_note_letter_id"), ["letter_id"], unique=False
        )
        batch_op.create_index(
            "ix_notifications_letters_of", ["person_id", "way", "at"], unique=False
        )

    op.create_table(
        "notifications_preference",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_to", sa.Integer(), nullable=True),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("digest_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("refused_address", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_notifications_preference_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notifications_preference")),
    )
    with op.batch_alter_table("notifications_preference", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_notifications_preference_digest_at"), ["digest_at"], unique=False
        )

    op.create_table(
        "writing_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=140), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_writing_draft_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writing_draft")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_writing_draft_person_id_key")),
    )
    with op.batch_alter_table("writing_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_writing_draft_saved_at"), ["saved_at"], unique=False)

    op.create_table(
        "writing_link_use",
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"],
            ["writing_link_card.id"],
            name=op.f("fk_writing_link_use_card_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("card_id", "subject", name=op.f("pk_writing_link_use")),
    )
    op.create_table(
        "writing_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("widths", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_writing_upload_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_writing_upload")),
        sa.UniqueConstraint("name", name=op.f("uq_writing_upload_name")),
    )
    with op.batch_alter_table("writing_upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_writing_upload_at"), ["at"], unique=False)
        batch_op.create_index("ix_writing_upload_day", ["by_id", "at"], unique=False)

    op.create_table(
        "forum_poll",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("question", sa.String(length=140), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("results", sa.String(length=10), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voters_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["forum_topic.id"],
            name=op.f("fk_forum_poll_topic_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("pk_forum_poll")),
    )
    with op.batch_alter_table("forum_poll", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_poll_closes_at"), ["closes_at"], unique=False)

    op.create_table(
        "forum_topic_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("after_number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_forum_topic_act_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["forum_topic.id"],
            name=op.f("fk_forum_topic_act_topic_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["accounts_person.id"], name=op.f("fk_forum_topic_act_undone_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_topic_act")),
    )
    with op.batch_alter_table("forum_topic_act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_topic_act_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_forum_topic_act_topic_id"), ["topic_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_forum_topic_act_undone_by_id"), ["undone_by_id"], unique=False
        )

    op.create_table(
        "forum_topic_score",
        sa.Column("period", sa.String(length=5), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["forum_topic.id"],
            name=op.f("fk_forum_topic_score_topic_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("period", "topic_id", name=op.f("pk_forum_topic_score")),
    )
    with op.batch_alter_table("forum_topic_score", schema=None) as batch_op:
        batch_op.create_index(
            "ix_forum_topic_score_best", ["period", "score", "topic_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_forum_topic_score_topic_id"), ["topic_id"], unique=False
        )

    op.create_table(
        "forum_topic_tag",
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["forum_tag.id"], name=op.f("fk_forum_topic_tag_tag_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["forum_topic.id"],
            name=op.f("fk_forum_topic_tag_topic_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tag_id", "topic_id", name=op.f("pk_forum_topic_tag")),
    )
    with op.batch_alter_table("forum_topic_tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_topic_tag_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "forum_topic_views",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["forum_topic.id"],
            name=op.f("fk_forum_topic_views_topic_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("topic_id", "day", name=op.f("pk_forum_topic_views")),
    )
    with op.batch_alter_table("forum_topic_views", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_topic_views_day"), ["day"], unique=False)

    op.create_table(
        "moderation_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_moderation_note_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["moderation_case.id"],
            name=op.f("fk_moderation_note_case_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_note")),
    )
    with op.batch_alter_table("moderation_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moderation_note_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_note_case_id"), ["case_id"], unique=False)

    op.create_table(
        "moderation_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("open_key", sa.String(length=100), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("law", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ruling_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_report_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_moderation_report_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_report")),
        sa.UniqueConstraint("code", name=op.f("uq_moderation_report_code")),
        sa.UniqueConstraint("open_key", name=op.f("uq_moderation_report_open_key")),
    )
    with op.batch_alter_table("moderation_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moderation_report_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_report_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_moderation_report_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_report_ruling_id"), ["ruling_id"], unique=False
        )

    op.create_table(
        "moderation_ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("verb", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("law", sa.String(length=200), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("appeal", sa.String(length=10), nullable=True),
        sa.Column("appeal_words", sa.String(), nullable=False),
        sa.Column("appealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_words", sa.String(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_moderation_ruling_answered_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["accounts_person.id"], name=op.f("fk_moderation_ruling_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_moderation_ruling_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_ruling_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["accounts_person.id"], name=op.f("fk_moderation_ruling_undone_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_ruling")),
    )
    with op.batch_alter_table("moderation_ruling", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_ruling_answered_by_id"), ["answered_by_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_moderation_ruling_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_moderation_ruling_author_id"), ["author_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_moderation_ruling_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_ruling_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_moderation_ruling_subject"), ["subject"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_moderation_ruling_undone_by_id"), ["undone_by_id"], unique=False
        )

    op.create_table(
        "writing_upload_use",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("within", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"],
            ["writing_upload.id"],
            name=op.f("fk_writing_upload_use_upload_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("upload_id", "subject", name=op.f("pk_writing_upload_use")),
    )
    op.create_table(
        "forum_bookmark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_forum_bookmark_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["forum_post.id"],
            name=op.f("fk_forum_bookmark_post_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_bookmark")),
        sa.UniqueConstraint(
            "person_id", "post_id", name=op.f("uq_forum_bookmark_person_id_post_id")
        ),
    )
    with op.batch_alter_table("forum_bookmark", schema=None) as batch_op:
        batch_op.create_index("ix_forum_bookmark_mine", ["person_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_forum_bookmark_post_id"), ["post_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_forum_bookmark_remind_at"), ["remind_at"], unique=False
        )

    op.create_table(
        "forum_moved_post",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("reply_to", sa.Integer(), nullable=True),
        sa.Column("act_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["act_id"],
            ["forum_topic_act.id"],
            name=op.f("fk_forum_moved_post_act_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["forum_post.id"],
            name=op.f("fk_forum_moved_post_post_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["forum_topic.id"],
            name=op.f("fk_forum_moved_post_topic_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("topic_id", "number", name=op.f("pk_forum_moved_post")),
    )
    with op.batch_alter_table("forum_moved_post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_moved_post_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_forum_moved_post_post_id"), ["post_id"], unique=False)

    op.create_table(
        "forum_poll_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=140), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=True),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("maybe", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["forum_poll.topic_id"],
            name=op.f("fk_forum_poll_option_topic_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_poll_option")),
    )
    with op.batch_alter_table("forum_poll_option", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_forum_poll_option_topic_id"), ["topic_id"], unique=False
        )

    op.create_table(
        "forum_reaction",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_forum_reaction_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["forum_post.id"],
            name=op.f("fk_forum_reaction_post_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_id", "person_id", name=op.f("pk_forum_reaction")),
    )
    with op.batch_alter_table("forum_reaction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_forum_reaction_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "forum_topic_timer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["act_id"],
            ["forum_topic_act.id"],
            name=op.f("fk_forum_topic_timer_act_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_forum_topic_timer_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["forum_topic.id"],
            name=op.f("fk_forum_topic_timer_topic_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_topic_timer")),
        sa.UniqueConstraint("topic_id", "kind", name=op.f("uq_forum_topic_timer_topic_id_kind")),
    )
    with op.batch_alter_table("forum_topic_timer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forum_topic_timer_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_forum_topic_timer_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_forum_topic_timer_by_id"), ["by_id"], unique=False)

    op.create_table(
        "forum_poll_vote",
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["option_id"],
            ["forum_poll_option.id"],
            name=op.f("fk_forum_poll_vote_option_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_forum_poll_vote_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"],
            ["forum_poll.topic_id"],
            name=op.f("fk_forum_poll_vote_topic_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("option_id", "person_id", name=op.f("pk_forum_poll_vote")),
    )
    with op.batch_alter_table("forum_poll_vote", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_forum_poll_vote_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_forum_poll_vote_topic_id"), ["topic_id"], unique=False)

    with op.batch_alter_table("accounts_person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("suspended_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("silenced_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("suspended_why", sa.String(length=400), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("trust", sa.Integer(), nullable=False, server_default="0"))

    with op.batch_alter_table("accounts_staff_act", schema=None) as batch_op:
        batch_op.add_column(sa.Column("before", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("after", sa.String(), nullable=False, server_default=""))

    with op.batch_alter_table("forum_category", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("see", sa.String(length=10), nullable=False, server_default="everyone")
        )
        batch_op.add_column(
            sa.Column("reply", sa.String(length=10), nullable=False, server_default="members")
        )
        batch_op.add_column(
            sa.Column("start", sa.String(length=10), nullable=False, server_default="members")
        )
        batch_op.add_column(sa.Column("groups", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(
            sa.Column("asks", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("template_el", sa.String(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("template_en", sa.String(), nullable=False, server_default="")
        )
        batch_op.create_index(
            batch_op.f("ix_forum_category_parent_id"), ["parent_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_forum_category_parent_id"), "forum_category", ["parent_id"], ["id"]
        )

    with op.batch_alter_table("forum_post", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("wiki", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("thanks", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("agree", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("useful", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("support", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(
            sa.Column("replies_count", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("hidden_reason", sa.String(length=300), nullable=False, server_default="")
        )
        batch_op.create_index("ix_forum_post_moments", ["topic_id", "created_at"], unique=False)
        batch_op.create_index("ix_forum_post_replies", ["topic_id", "reply_to"], unique=False)

    with op.batch_alter_table("forum_post_revision", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("reason", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("forum_read_mark", schema=None) as batch_op:
        batch_op.add_column(sa.Column("level", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("by_hand", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("seconds", sa.Integer(), nullable=False, server_default="0"))

    with op.batch_alter_table("forum_topic", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("views_count", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("reactions_count", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("answer_number", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("notices", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("poll", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("slow_seconds", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("moved_to_id", sa.Integer(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_forum_topic_latest"))
        batch_op.create_index(
            "ix_forum_topic_latest",
            ["last_post_at", "id"],
            unique=False,
            postgresql_where=sa.text("deleted_at IS NULL"),
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_forum_topic_shelf"))
        batch_op.create_index(
            "ix_forum_topic_shelf",
            ["category_id", "pinned", "last_post_at", "id"],
            unique=False,
            postgresql_where=sa.text("deleted_at IS NULL"),
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_forum_topic_moved_to_id"), ["moved_to_id"], unique=False
        )
        batch_op.create_index(
            "ix_forum_topic_opened",
            ["opened_at", "id"],
            unique=False,
            postgresql_where=sa.text("deleted_at IS NULL"),
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            "ix_forum_topic_waiting",
            ["posts_count", "last_post_at", "id"],
            unique=False,
            postgresql_where=sa.text("deleted_at IS NULL"),
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_forum_topic_moved_to_id"), "forum_topic", ["moved_to_id"], ["id"]
        )

    with op.batch_alter_table("kit_letter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("headers", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("notifications_notification", schema=None) as batch_op:
        batch_op.add_column(sa.Column("gathered", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("place", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(
            sa.Column("way", sa.String(length=6), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("lettered_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(
            batch_op.f("uq_notifications_notification_person_id_kind_subject"), type_="unique"
        )
        batch_op.create_index(
            batch_op.f("ix_notifications_notification_due_at"), ["due_at"], unique=False
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_notifications_notification_person_id_subject"), ["person_id", "subject"]
        )

    op.execute("UPDATE forum_category SET see = 'members' WHERE members_only")
    op.execute("UPDATE accounts_person SET trust = 1 WHERE confirmed_at IS NOT NULL")
    with op.batch_alter_table("forum_category", schema=None) as batch_op:
        batch_op.drop_column("members_only")


def downgrade() -> None:
    with op.batch_alter_table("notifications_notification", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("uq_notifications_notification_person_id_subject"), type_="unique"
        )
        batch_op.drop_index(batch_op.f("ix_notifications_notification_due_at"))
        batch_op.create_unique_constraint(
            batch_op.f("uq_notifications_notification_person_id_kind_subject"),
            ["person_id", "kind", "subject"],
        )
        batch_op.drop_column("lettered_at")
        batch_op.drop_column("due_at")
        batch_op.drop_column("way")
        batch_op.drop_column("place")
        batch_op.drop_column("gathered")

    with op.batch_alter_table("kit_letter", schema=None) as batch_op:
        batch_op.drop_column("refused_at")
        batch_op.drop_column("headers")

    with op.batch_alter_table("forum_topic", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_forum_topic_moved_to_id"), type_="foreignkey")
        batch_op.drop_index(
            "ix_forum_topic_waiting",
            postgresql_where=sa.text("deleted_at IS NULL"),
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_forum_topic_opened",
            postgresql_where=sa.text("deleted_at IS NULL"),
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_forum_topic_moved_to_id"))
        batch_op.drop_index(
            "ix_forum_topic_shelf",
            postgresql_where=sa.text("deleted_at IS NULL"),
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_forum_topic_shelf"),
            ["category_id", "deleted_at", "pinned", "last_post_at", "id"],
            unique=False,
        )
        batch_op.drop_index(
            "ix_forum_topic_latest",
            postgresql_where=sa.text("deleted_at IS NULL"),
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_forum_topic_latest"), ["deleted_at", "last_post_at", "id"], unique=False
        )
        batch_op.drop_column("moved_to_id")
        batch_op.drop_column("slow_seconds")
        batch_op.drop_column("archived_at")
        batch_op.drop_column("poll")
        batch_op.drop_column("notices")
        batch_op.drop_column("tags")
        batch_op.drop_column("answer_number")
        batch_op.drop_column("reactions_count")
        batch_op.drop_column("views_count")

    with op.batch_alter_table("forum_read_mark", schema=None) as batch_op:
        batch_op.drop_column("seconds")
        batch_op.drop_column("by_hand")
        batch_op.drop_column("level")

    with op.batch_alter_table("forum_post_revision", schema=None) as batch_op:
        batch_op.drop_column("hidden_at")
        batch_op.drop_column("reason")

    with op.batch_alter_table("forum_post", schema=None) as batch_op:
        batch_op.drop_index("ix_forum_post_replies")
        batch_op.drop_index("ix_forum_post_moments")
        batch_op.drop_column("hidden_reason")
        batch_op.drop_column("hidden_at")
        batch_op.drop_column("replies_count")
        batch_op.drop_column("support")
        batch_op.drop_column("useful")
        batch_op.drop_column("agree")
        batch_op.drop_column("thanks")
        batch_op.drop_column("wiki")

    with op.batch_alter_table("forum_category", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("members_only", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.drop_constraint(batch_op.f("fk_forum_category_parent_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_forum_category_parent_id"))
        batch_op.drop_column("template_en")
        batch_op.drop_column("template_el")
        batch_op.drop_column("asks")
        batch_op.drop_column("groups")
        batch_op.drop_column("start")
        batch_op.drop_column("reply")
        batch_op.drop_column("see")
        batch_op.drop_column("parent_id")

    with op.batch_alter_table("accounts_staff_act", schema=None) as batch_op:
        batch_op.drop_column("after")
        batch_op.drop_column("before")

    with op.batch_alter_table("accounts_person", schema=None) as batch_op:
        batch_op.drop_column("trust")
        batch_op.drop_column("suspended_why")
        batch_op.drop_column("silenced_until")
        batch_op.drop_column("suspended_until")

    with op.batch_alter_table("forum_poll_vote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_poll_vote_topic_id"))
        batch_op.drop_index(batch_op.f("ix_forum_poll_vote_person_id"))

    op.drop_table("forum_poll_vote")
    with op.batch_alter_table("forum_topic_timer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_topic_timer_by_id"))
        batch_op.drop_index(batch_op.f("ix_forum_topic_timer_at"))
        batch_op.drop_index(batch_op.f("ix_forum_topic_timer_act_id"))

    op.drop_table("forum_topic_timer")
    with op.batch_alter_table("forum_reaction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_reaction_person_id"))

    op.drop_table("forum_reaction")
    with op.batch_alter_table("forum_poll_option", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_poll_option_topic_id"))

    op.drop_table("forum_poll_option")
    with op.batch_alter_table("forum_moved_post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_moved_post_post_id"))
        batch_op.drop_index(batch_op.f("ix_forum_moved_post_act_id"))

    op.drop_table("forum_moved_post")
    with op.batch_alter_table("forum_bookmark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_bookmark_remind_at"))
        batch_op.drop_index(batch_op.f("ix_forum_bookmark_post_id"))
        batch_op.drop_index("ix_forum_bookmark_mine")

    op.drop_table("forum_bookmark")
    op.drop_table("writing_upload_use")
    with op.batch_alter_table("moderation_ruling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_ruling_undone_by_id"))
        batch_op.drop_index(batch_op.f("ix_moderation_ruling_subject"))
        batch_op.drop_index(batch_op.f("ix_moderation_ruling_case_id"))
        batch_op.drop_index(batch_op.f("ix_moderation_ruling_by_id"))
        batch_op.drop_index(batch_op.f("ix_moderation_ruling_author_id"))
        batch_op.drop_index(batch_op.f("ix_moderation_ruling_at"))
        batch_op.drop_index(batch_op.f("ix_moderation_ruling_answered_by_id"))

    op.drop_table("moderation_ruling")
    with op.batch_alter_table("moderation_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_report_ruling_id"))
        batch_op.drop_index(batch_op.f("ix_moderation_report_person_id"))
        batch_op.drop_index(batch_op.f("ix_moderation_report_case_id"))
        batch_op.drop_index(batch_op.f("ix_moderation_report_at"))

    op.drop_table("moderation_report")
    with op.batch_alter_table("moderation_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_note_case_id"))
        batch_op.drop_index(batch_op.f("ix_moderation_note_by_id"))

    op.drop_table("moderation_note")
    with op.batch_alter_table("forum_topic_views", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_topic_views_day"))

    op.drop_table("forum_topic_views")
    with op.batch_alter_table("forum_topic_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_topic_tag_topic_id"))

    op.drop_table("forum_topic_tag")
    with op.batch_alter_table("forum_topic_score", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_topic_score_topic_id"))
        batch_op.drop_index("ix_forum_topic_score_best")

    op.drop_table("forum_topic_score")
    with op.batch_alter_table("forum_topic_act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_topic_act_undone_by_id"))
        batch_op.drop_index(batch_op.f("ix_forum_topic_act_topic_id"))
        batch_op.drop_index(batch_op.f("ix_forum_topic_act_by_id"))

    op.drop_table("forum_topic_act")
    with op.batch_alter_table("forum_poll", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_poll_closes_at"))

    op.drop_table("forum_poll")
    with op.batch_alter_table("writing_upload", schema=None) as batch_op:
        batch_op.drop_index("ix_writing_upload_day")
        batch_op.drop_index(batch_op.f("ix_writing_upload_at"))

    op.drop_table("writing_upload")
    op.drop_table("writing_link_use")
    with op.batch_alter_table("writing_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_writing_draft_saved_at"))

    op.drop_table("writing_draft")
    with op.batch_alter_table("notifications_preference", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notifications_preference_digest_at"))

    op.drop_table("notifications_preference")
    with op.batch_alter_table("notifications_letter_note", schema=None) as batch_op:
        batch_op.drop_index("ix_notifications_letters_of")
        batch_op.drop_index(batch_op.f("ix_notifications_letter_note_letter_id"))
        batch_op.drop_index(batch_op.f("ix_notifications_letter_note_at"))

    op.drop_table("notifications_letter_note")
    with op.batch_alter_table("moderation_watched_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_watched_word_by_id"))

    op.drop_table("moderation_watched_word")
    with op.batch_alter_table("moderation_visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_visit_day"))

    op.drop_table("moderation_visit")
    op.drop_table("moderation_standing")
    with op.batch_alter_table("moderation_said", schema=None) as batch_op:
        batch_op.drop_index("ix_moderation_said_person_at")
        batch_op.drop_index(batch_op.f("ix_moderation_said_hash"))
        batch_op.drop_index(batch_op.f("ix_moderation_said_at"))

    op.drop_table("moderation_said")
    with op.batch_alter_table("moderation_ignore", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_ignore_ignored_id"))

    op.drop_table("moderation_ignore")
    with op.batch_alter_table("moderation_held", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_held_state"))
        batch_op.drop_index(batch_op.f("ix_moderation_held_person_id"))

    op.drop_table("moderation_held")
    with op.batch_alter_table("moderation_case", schema=None) as batch_op:
        batch_op.drop_index("ix_moderation_case_queue")
        batch_op.drop_index(batch_op.f("ix_moderation_case_claimed_by_id"))
        batch_op.drop_index(batch_op.f("ix_moderation_case_author_id"))

    op.drop_table("moderation_case")
    with op.batch_alter_table("forum_watch", schema=None) as batch_op:
        batch_op.drop_index("ix_forum_watch_thing")

    op.drop_table("forum_watch")
    with op.batch_alter_table("forum_category_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_category_grant_group_id"))

    op.drop_table("forum_category_grant")
    with op.batch_alter_table("writing_link_card", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_writing_link_card_state"))

    op.drop_table("writing_link_card")
    op.drop_table("notifications_errand")
    op.drop_table("kit_version")
    with op.batch_alter_table("forum_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_tag_topics_count"))

    op.drop_table("forum_tag")
