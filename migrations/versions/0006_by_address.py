"""what was given to an address is found at once"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_events_registration_guest_email", "events_registration", ["guest_email"])


def downgrade() -> None:
    op.drop_index("ix_events_registration_guest_email", "events_registration")
