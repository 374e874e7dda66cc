"""a programme names the words that it uses"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    terms = sa.Column("terms", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
    op.add_column("learning_programme", terms)


def downgrade() -> None:
    op.drop_column("learning_programme", "terms")
