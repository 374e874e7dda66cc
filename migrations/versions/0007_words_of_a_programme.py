"""a programme names the words that it uses; rooms have guests, steps in their log, snapshots"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# What could happen in a room before the code alone said so.
KINDS = ("said", "asked", "voted", "unvoted", "answered", "hidden", "opened", "closed")


def upgrade() -> None:
    terms = sa.Column("terms", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
    op.add_column("learning_programme", terms)
    _make_guests()
    _make_snapshots()
    with op.batch_alter_table("live_entry") as table:
        table.drop_constraint(op.f("ck_live_entry_known_kind"), type_="check")
        table.alter_column("kind", existing_type=sa.String(10), type_=sa.String(24))
        table.alter_column("actor_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("guest_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("step", sa.Integer(), nullable=True))
        _belongs_to_guest(table, "live_entry")
    with op.batch_alter_table("live_presence") as table:
        table.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("guest_id", sa.Integer(), nullable=True))
        _belongs_to_guest(table, "live_presence")


def downgrade() -> None:
    op.execute("DELETE FROM live_presence WHERE person_id IS NULL")
    with op.batch_alter_table("live_presence") as table:
        _belonged_to_guest(table, "live_presence")
        table.alter_column("person_id", existing_type=sa.Integer(), nullable=False)
    op.execute(f"DELETE FROM live_entry WHERE actor_id IS NULL OR kind NOT IN {KINDS!r}")
    with op.batch_alter_table("live_entry") as table:
        _belonged_to_guest(table, "live_entry")
        table.drop_column("step")
        table.alter_column("actor_id", existing_type=sa.Integer(), nullable=False)
        table.alter_column("kind", existing_type=sa.String(24), type_=sa.String(10))
        table.create_check_constraint(op.f("ck_live_entry_known_kind"), f"kind IN {KINDS!r}")
    op.drop_table("live_snapshot")
    op.drop_table("live_guest")
    op.drop_column("learning_programme", "terms")


def _make_guests() -> None:
    op.create_table(
        "live_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["events_registration.id"],
            name=op.f("fk_live_guest_registration_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["live_room.id"], name=op.f("fk_live_guest_room_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_guest")),
        sa.UniqueConstraint(
            "room_id", "registration_id", name=op.f("uq_live_guest_room_id_registration_id")
        ),
    )
    op.create_index(op.f("ix_live_guest_registration_id"), "live_guest", ["registration_id"])


def _make_snapshots() -> None:
    op.create_table(
        "live_snapshot",
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("shape", sa.String(length=16), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"],
            ["live_room.id"],
            name=op.f("fk_live_snapshot_room_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("room_id", name=op.f("pk_live_snapshot")),
    )


def _belongs_to_guest(table: op.batch_alter_table, name: str) -> None:
    key = op.f(f"fk_{name}_guest_id")
    table.create_foreign_key(key, "live_guest", ["guest_id"], ["id"], ondelete="CASCADE")
    table.create_index(op.f(f"ix_{name}_guest_id"), ["guest_id"])


def _belonged_to_guest(table: op.batch_alter_table, name: str) -> None:
    table.drop_index(op.f(f"ix_{name}_guest_id"))
    table.drop_constraint(op.f(f"fk_{name}_guest_id"), type_="foreignkey")
    table.drop_column("guest_id")
