"""the forum grows"""

import sqlalchemy as sa
from alembic import op


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
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

    with op.batch_alter_table("accounts_person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("suspended_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("silenced_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("trust", sa.Integer(), nullable=False, server_default="0"))

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
        batch_op.add_column(sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("forum_post_revision", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("reason", sa.String(length=200), nullable=False, server_default="")
        )

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
        batch_op.create_index(
            batch_op.f("ix_forum_topic_moved_to_id"), ["moved_to_id"], unique=False
        )
        batch_op.create_index(
            "ix_forum_topic_opened", ["deleted_at", "opened_at", "id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_forum_topic_moved_to_id"), "forum_topic", ["moved_to_id"], ["id"]
        )

    op.execute("UPDATE forum_category SET see = 'members' WHERE members_only")
    op.execute("UPDATE accounts_person SET trust = 1 WHERE confirmed_at IS NOT NULL")
    with op.batch_alter_table("forum_category", schema=None) as batch_op:
        batch_op.drop_column("members_only")


def downgrade() -> None:
    with op.batch_alter_table("forum_topic", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_forum_topic_moved_to_id"), type_="foreignkey")
        batch_op.drop_index("ix_forum_topic_opened")
        batch_op.drop_index(batch_op.f("ix_forum_topic_moved_to_id"))
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
        batch_op.drop_column("reason")

    with op.batch_alter_table("forum_post", schema=None) as batch_op:
        batch_op.drop_column("hidden_at")
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

    with op.batch_alter_table("accounts_person", schema=None) as batch_op:
        batch_op.drop_column("trust")
        batch_op.drop_column("silenced_until")
        batch_op.drop_column("suspended_until")

    with op.batch_alter_table("forum_reaction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_reaction_person_id"))

    op.drop_table("forum_reaction")
    with op.batch_alter_table("forum_topic_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_topic_tag_topic_id"))

    op.drop_table("forum_topic_tag")
    with op.batch_alter_table("forum_topic_act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_topic_act_undone_by_id"))
        batch_op.drop_index(batch_op.f("ix_forum_topic_act_topic_id"))
        batch_op.drop_index(batch_op.f("ix_forum_topic_act_by_id"))

    op.drop_table("forum_topic_act")
    with op.batch_alter_table("forum_category_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_category_grant_group_id"))

    op.drop_table("forum_category_grant")
    with op.batch_alter_table("forum_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forum_tag_topics_count"))

    op.drop_table("forum_tag")
