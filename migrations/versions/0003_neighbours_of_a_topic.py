"""what moves in a category, in the order in which it moves"""

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("forum_topic", schema=None) as batch_op:
        batch_op.create_index(
            "ix_forum_topic_beside",
            ["category_id", "last_post_at", "id"],
            unique=False,
            postgresql_where=sa.text("deleted_at IS NULL"),
            sqlite_where=sa.text("deleted_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("forum_topic", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_forum_topic_beside",
            postgresql_where=sa.text("deleted_at IS NULL"),
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
