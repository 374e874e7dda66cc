"""learning grows: blocks, quizzes, tasks, cohorts; certificates; attendance of events"""

import html

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "learning_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("term_el", sa.String(length=120), nullable=False),
        sa.Column("term_en", sa.String(length=120), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("html_el", sa.String(), nullable=False),
        sa.Column("html_en", sa.String(), nullable=False),
        sa.Column("legal", sa.Boolean(), nullable=False),
        sa.Column("sort_el", sa.String(length=160), nullable=False),
        sa.Column("sort_en", sa.String(length=160), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_term")),
        sa.UniqueConstraint("key", name=op.f("uq_learning_term_key")),
    )
    op.create_table(
        "certificates_certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("earned_on", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_how", sa.String(length=12), nullable=False),
        sa.Column("revoked_why", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_certificates_certificate_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_certificates_certificate_revoked_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_certificate_code")),
    )
    with op.batch_alter_table("certificates_certificate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_certificates_certificate_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_certificates_certificate_subject"), ["subject"], unique=False
        )
        batch_op.create_index(
            "uq_certificates_certificate_standing",
            ["person_id", "subject"],
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL AND person_id IS NOT NULL"),
            postgresql_where=sa.text("revoked_at IS NULL AND person_id IS NOT NULL"),
        )

    op.create_table(
        "learning_cohort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("name_el", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("places_taken", sa.Integer(), nullable=False),
        sa.Column("joining_until", sa.Date(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "capacity IS NULL OR places_taken <= capacity",
            name=op.f("ck_learning_cohort_never_one_too_many"),
        ),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_learning_cohort_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["accounts_person.id"], name=op.f("fk_learning_cohort_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["learning_programme.id"],
            name=op.f("fk_learning_cohort_programme_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_cohort")),
    )
    with op.batch_alter_table("learning_cohort", schema=None) as batch_op:
        batch_op.create_index(
            "ix_learning_cohort_programme", ["programme_id", "starts_on"], unique=False
        )

    op.create_table(
        "learning_completion",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(length=40), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("path_number", sa.Integer(), nullable=False),
        sa.Column("earned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_learning_completion_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_completion_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["learning_programme.id"],
            name=op.f("fk_learning_completion_programme_id"),
        ),
        sa.PrimaryKeyConstraint("person_id", "thing", name=op.f("pk_learning_completion")),
    )
    with op.batch_alter_table("learning_completion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learning_completion_programme_id"), ["programme_id"], unique=False
        )
        batch_op.create_index("ix_learning_completion_thing", ["thing"], unique=False)

    op.create_table(
        "learning_path_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["learning_programme.id"],
            name=op.f("fk_learning_path_version_programme_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_path_version")),
        sa.UniqueConstraint(
            "programme_id", "number", name=op.f("uq_learning_path_version_programme_id_number")
        ),
    )
    op.create_table(
        "learning_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("bank", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["learning_programme.id"],
            name=op.f("fk_learning_question_programme_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_question")),
        sa.UniqueConstraint("key", name=op.f("uq_learning_question_key")),
    )
    with op.batch_alter_table("learning_question", schema=None) as batch_op:
        batch_op.create_index("ix_learning_question_bank", ["programme_id", "bank"], unique=False)

    op.create_table(
        "learning_cohort_lead",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["learning_cohort.id"],
            name=op.f("fk_learning_cohort_lead_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_cohort_lead_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", name=op.f("pk_learning_cohort_lead")),
    )
    with op.batch_alter_table("learning_cohort_lead", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learning_cohort_lead_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "learning_cohort_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_learning_cohort_message_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["learning_cohort.id"],
            name=op.f("fk_learning_cohort_message_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_cohort_message")),
    )
    with op.batch_alter_table("learning_cohort_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learning_cohort_message_cohort_id"), ["cohort_id"], unique=False
        )

    op.create_table(
        "learning_deadline",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["learning_cohort.id"],
            name=op.f("fk_learning_deadline_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("cohort_id", "thing", name=op.f("pk_learning_deadline")),
    )
    op.create_table(
        "learning_place",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["learning_cohort.id"],
            name=op.f("fk_learning_place_cohort_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_place_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", name=op.f("pk_learning_place")),
    )
    with op.batch_alter_table("learning_place", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learning_place_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            "ix_learning_place_queue", ["cohort_id", "state", "asked_at"], unique=False
        )

    op.create_table(
        "learning_question_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["learning_question.id"],
            name=op.f("fk_learning_question_version_question_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_question_version")),
        sa.UniqueConstraint(
            "question_id", "number", name=op.f("uq_learning_question_version_question_id_number")
        ),
    )
    op.create_table(
        "learning_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["learning_lesson.id"], name=op.f("fk_learning_block_lesson_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_block")),
        sa.UniqueConstraint("key", name=op.f("uq_learning_block_key")),
    )
    with op.batch_alter_table("learning_block", schema=None) as batch_op:
        batch_op.create_index(
            "ix_learning_block_in_lesson", ["lesson_id", "position"], unique=False
        )

    op.create_table(
        "learning_bookmark",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["learning_lesson.id"], name=op.f("fk_learning_bookmark_lesson_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_bookmark_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "lesson_id", name=op.f("pk_learning_bookmark")),
    )
    op.create_table(
        "learning_cohort_message_to",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["learning_cohort_message.id"],
            name=op.f("fk_learning_cohort_message_to_message_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_cohort_message_to_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "message_id", "person_id", name=op.f("pk_learning_cohort_message_to")
        ),
    )
    with op.batch_alter_table("learning_cohort_message_to", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learning_cohort_message_to_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "learning_allowance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=True),
        sa.Column("extra_percent", sa.Integer(), nullable=False),
        sa.Column("extra_days", sa.Integer(), nullable=False),
        sa.Column("extra_attempts", sa.Integer(), nullable=False),
        sa.Column("excused", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["block_id"], ["learning_block.id"], name=op.f("fk_learning_allowance_block_id")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_learning_allowance_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_allowance_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["learning_programme.id"],
            name=op.f("fk_learning_allowance_programme_id"),
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_allowance_undone_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_allowance")),
    )
    with op.batch_alter_table("learning_allowance", schema=None) as batch_op:
        batch_op.create_index(
            "ix_learning_allowance_whose", ["person_id", "block_id"], unique=False
        )

    op.create_table(
        "learning_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submit_event_id", sa.Uuid(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("pass_percent", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("most", sa.Double(), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["block_id"], ["learning_block.id"], name=op.f("fk_learning_attempt_block_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_attempt_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_attempt")),
        sa.UniqueConstraint(
            "person_id",
            "block_id",
            "number",
            name=op.f("uq_learning_attempt_person_id_block_id_number"),
        ),
    )
    with op.batch_alter_table("learning_attempt", schema=None) as batch_op:
        batch_op.create_index(
            "ix_learning_attempt_queue", ["block_id", "state", "submitted_at"], unique=False
        )
        batch_op.create_index(
            "ix_learning_attempt_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )
        batch_op.create_index(
            "uq_learning_attempt_running",
            ["person_id", "block_id"],
            unique=True,
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )

    op.create_table(
        "learning_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_id"], ["learning_block.id"], name=op.f("fk_learning_note_block_id")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["learning_lesson.id"], name=op.f("fk_learning_note_lesson_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_note_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_note")),
    )
    with op.batch_alter_table("learning_note", schema=None) as batch_op:
        batch_op.create_index("ix_learning_note_lesson", ["person_id", "lesson_id"], unique=False)

    op.create_table(
        "learning_regrade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_id"], ["learning_block.id"], name=op.f("fk_learning_regrade_block_id")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_learning_regrade_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_regrade")),
    )
    with op.batch_alter_table("learning_regrade", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learning_regrade_block_id"), ["block_id"], unique=False
        )

    op.create_table(
        "learning_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_id"], ["learning_block.id"], name=op.f("fk_learning_work_block_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_work_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_work")),
        sa.UniqueConstraint(
            "person_id", "block_id", name=op.f("uq_learning_work_person_id_block_id")
        ),
    )
    with op.batch_alter_table("learning_work", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learning_work_block_id"), ["block_id"], unique=False)

    op.create_table(
        "learning_workshop_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("event_title_el", sa.String(length=120), nullable=False),
        sa.Column("event_title_en", sa.String(length=120), nullable=False),
        sa.Column("event_path", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_id"], ["learning_block.id"], name=op.f("fk_learning_workshop_seat_block_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_workshop_seat_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_workshop_seat")),
        sa.UniqueConstraint(
            "person_id",
            "block_id",
            "event_id",
            name=op.f("uq_learning_workshop_seat_person_id_block_id_event_id"),
        ),
    )
    with op.batch_alter_table("learning_workshop_seat", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learning_workshop_seat_block_id"), ["block_id"], unique=False
        )

    op.create_table(
        "learning_attempt_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["learning_attempt.id"],
            name=op.f("fk_learning_attempt_answer_attempt_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_attempt_answer")),
    )
    with op.batch_alter_table("learning_attempt_answer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_learning_attempt_answer_slot", ["attempt_id", "slot", "revision"], unique=False
        )

    op.create_table(
        "learning_attempt_slot",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("order", sa.JSON(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answer_event_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hints", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("marked_by_id", sa.Integer(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["learning_attempt.id"],
            name=op.f("fk_learning_attempt_slot_attempt_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["marked_by_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_attempt_slot_marked_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["learning_question_version.id"],
            name=op.f("fk_learning_attempt_slot_version_id"),
        ),
        sa.PrimaryKeyConstraint("attempt_id", "slot", name=op.f("pk_learning_attempt_slot")),
    )
    with op.batch_alter_table("learning_attempt_slot", schema=None) as batch_op:
        batch_op.create_index("ix_learning_attempt_slot_version", ["version_id"], unique=False)

    op.create_table(
        "learning_block_progress",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("right_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("excused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("best", sa.Integer(), nullable=True),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("answer_event_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Double(), nullable=True),
        sa.Column("position_event_id", sa.Uuid(), nullable=True),
        sa.Column("segments", sa.JSON(), nullable=False),
        sa.Column("watched", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_event_id"],
            ["learning_event.id"],
            name=op.f("fk_learning_block_progress_answer_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["block_id"], ["learning_block.id"], name=op.f("fk_learning_block_progress_block_id")
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["learning_lesson.id"], name=op.f("fk_learning_block_progress_lesson_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["accounts_person.id"],
            name=op.f("fk_learning_block_progress_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["position_event_id"],
            ["learning_event.id"],
            name=op.f("fk_learning_block_progress_position_event_id"),
        ),
        sa.PrimaryKeyConstraint("person_id", "block_id", name=op.f("pk_learning_block_progress")),
    )
    with op.batch_alter_table("learning_block_progress", schema=None) as batch_op:
        batch_op.create_index(
            "ix_learning_block_progress_lesson", ["lesson_id", "person_id"], unique=False
        )

    op.create_table(
        "learning_submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["work_id"],
            ["learning_work.id"],
            name=op.f("fk_learning_submission_work_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_submission")),
        sa.UniqueConstraint("event_id", name=op.f("uq_learning_submission_event_id")),
        sa.UniqueConstraint(
            "work_id", "number", name=op.f("uq_learning_submission_work_id_number")
        ),
    )
    with op.batch_alter_table("learning_submission", schema=None) as batch_op:
        batch_op.create_index("ix_learning_submission_queue", ["state", "made_at"], unique=False)

    op.create_table(
        "learning_work_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["work_id"],
            ["learning_work.id"],
            name=op.f("fk_learning_work_file_work_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_work_file")),
        sa.UniqueConstraint("name", name=op.f("uq_learning_work_file_name")),
    )
    with op.batch_alter_table("learning_work_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_learning_work_file_work_id"), ["work_id"], unique=False
        )

    op.create_table(
        "learning_submission_file",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["learning_work_file.id"],
            name=op.f("fk_learning_submission_file_file_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["learning_submission.id"],
            name=op.f("fk_learning_submission_file_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "submission_id", "file_id", name=op.f("pk_learning_submission_file")
        ),
    )
    op.create_table(
        "learning_verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_learning_verdict_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["learning_submission.id"],
            name=op.f("fk_learning_verdict_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_verdict")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_learning_verdict_submission_id")),
    )
    op.create_table(
        "learning_verdict_past",
        sa.Column("verdict_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_learning_verdict_past_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["verdict_id"],
            ["learning_verdict.id"],
            name=op.f("fk_learning_verdict_past_verdict_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("verdict_id", "revision", name=op.f("pk_learning_verdict_past")),
    )
    with op.batch_alter_table("events_event", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("serves", sa.String(length=40), nullable=False, server_default="")
        )
        batch_op.create_index(batch_op.f("ix_events_event_serves"), ["serves"], unique=False)

    with op.batch_alter_table("events_registration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("attended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("attended_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_events_registration_attended_by_id"),
            "accounts_person",
            ["attended_by_id"],
            ["id"],
        )

    with op.batch_alter_table("learning_enrolment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("path_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("paused_days", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("remind_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("told_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("met", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("required", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("percent", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("last_act_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("done_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_learning_enrolment_path_id"),
            "learning_path_version",
            ["path_id"],
            ["id"],
        )

    with op.batch_alter_table("learning_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("block_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("seq", sa.Integer(), nullable=True))
        batch_op.drop_index("ix_learning_event_fold")
        batch_op.create_index(
            "ix_learning_event_person", ["person_id", "made_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_learning_event_block", ["person_id", "block_id", "made_at"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_learning_event_block_id"), "learning_block", ["block_id"], ["id"]
        )

    _carry_texts_into_blocks()
    with op.batch_alter_table("learning_lesson", schema=None) as batch_op:
        batch_op.drop_column("html_en")
        batch_op.drop_column("question")
        batch_op.drop_column("html_el")

    with op.batch_alter_table("learning_lesson_progress", schema=None) as batch_op:
        batch_op.add_column(sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("read_event_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_learning_lesson_progress_read_event_id"),
            "learning_event",
            ["read_event_id"],
            ["id"],
        )
    op.execute(
        "UPDATE learning_lesson_progress SET read_at = done_at, read_event_id = done_event_id"
    )
    with op.batch_alter_table("learning_lesson_progress", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_learning_lesson_progress_answer_event_id"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_learning_lesson_progress_done_event_id"), type_="foreignkey"
        )
        batch_op.drop_column("right_at")
        batch_op.drop_column("tries")
        batch_op.drop_column("answer_event_id")
        batch_op.drop_column("done_event_id")


def downgrade() -> None:
    with op.batch_alter_table("learning_lesson_progress", schema=None) as batch_op:
        batch_op.add_column(sa.Column("done_event_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("answer_event_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("right_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(
            batch_op.f("fk_learning_lesson_progress_read_event_id"), type_="foreignkey"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_learning_lesson_progress_done_event_id"),
            "learning_event",
            ["done_event_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_learning_lesson_progress_answer_event_id"),
            "learning_event",
            ["answer_event_id"],
            ["id"],
        )
        batch_op.drop_column("read_event_id")
        batch_op.drop_column("read_at")

    with op.batch_alter_table("learning_lesson", schema=None) as batch_op:
        batch_op.add_column(sa.Column("html_el", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("question", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("html_en", sa.String(), nullable=False, server_default=""))

    with op.batch_alter_table("learning_event", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_learning_event_block_id"), type_="foreignkey")
        batch_op.drop_index("ix_learning_event_block")
        batch_op.drop_index("ix_learning_event_person")
        batch_op.create_index(
            "ix_learning_event_fold", ["person_id", "lesson_id", "kind", "made_at"], unique=False
        )
        batch_op.drop_column("seq")
        batch_op.drop_column("block_id")

    with op.batch_alter_table("learning_enrolment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_learning_enrolment_path_id"), type_="foreignkey")
        batch_op.drop_column("done_at")
        batch_op.drop_column("last_act_at")
        batch_op.drop_column("percent")
        batch_op.drop_column("required")
        batch_op.drop_column("met")
        batch_op.drop_column("told_on")
        batch_op.drop_column("remind_on")
        batch_op.drop_column("paused_days")
        batch_op.drop_column("paused_until")
        batch_op.drop_column("paused_at")
        batch_op.drop_column("path_id")

    with op.batch_alter_table("events_registration", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_events_registration_attended_by_id"), type_="foreignkey"
        )
        batch_op.drop_column("attended_by_id")
        batch_op.drop_column("attended_at")

    with op.batch_alter_table("events_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_event_serves"))
        batch_op.drop_column("serves")

    op.drop_table("learning_verdict_past")
    op.drop_table("learning_verdict")
    op.drop_table("learning_submission_file")
    with op.batch_alter_table("learning_work_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_work_file_work_id"))

    op.drop_table("learning_work_file")
    with op.batch_alter_table("learning_submission", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_submission_queue")

    op.drop_table("learning_submission")
    with op.batch_alter_table("learning_block_progress", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_block_progress_lesson")

    op.drop_table("learning_block_progress")
    with op.batch_alter_table("learning_attempt_slot", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_attempt_slot_version")

    op.drop_table("learning_attempt_slot")
    with op.batch_alter_table("learning_attempt_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_attempt_answer_slot")

    op.drop_table("learning_attempt_answer")
    with op.batch_alter_table("learning_workshop_seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_workshop_seat_block_id"))

    op.drop_table("learning_workshop_seat")
    with op.batch_alter_table("learning_work", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_work_block_id"))

    op.drop_table("learning_work")
    with op.batch_alter_table("learning_regrade", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_regrade_block_id"))

    op.drop_table("learning_regrade")
    with op.batch_alter_table("learning_note", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_note_lesson")

    op.drop_table("learning_note")
    with op.batch_alter_table("learning_attempt", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_learning_attempt_running",
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )
        batch_op.drop_index(
            "ix_learning_attempt_due",
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )
        batch_op.drop_index("ix_learning_attempt_queue")

    op.drop_table("learning_attempt")
    with op.batch_alter_table("learning_allowance", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_allowance_whose")

    op.drop_table("learning_allowance")
    with op.batch_alter_table("learning_cohort_message_to", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_cohort_message_to_person_id"))

    op.drop_table("learning_cohort_message_to")
    op.drop_table("learning_bookmark")
    with op.batch_alter_table("learning_block", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_block_in_lesson")

    op.drop_table("learning_block")
    op.drop_table("learning_question_version")
    with op.batch_alter_table("learning_place", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_place_queue")
        batch_op.drop_index(batch_op.f("ix_learning_place_person_id"))

    op.drop_table("learning_place")
    op.drop_table("learning_deadline")
    with op.batch_alter_table("learning_cohort_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_cohort_message_cohort_id"))

    op.drop_table("learning_cohort_message")
    with op.batch_alter_table("learning_cohort_lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learning_cohort_lead_person_id"))

    op.drop_table("learning_cohort_lead")
    with op.batch_alter_table("learning_question", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_question_bank")

    op.drop_table("learning_question")
    op.drop_table("learning_path_version")
    with op.batch_alter_table("learning_completion", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_completion_thing")
        batch_op.drop_index(batch_op.f("ix_learning_completion_programme_id"))

    op.drop_table("learning_completion")
    with op.batch_alter_table("learning_cohort", schema=None) as batch_op:
        batch_op.drop_index("ix_learning_cohort_programme")

    op.drop_table("learning_cohort")
    with op.batch_alter_table("certificates_certificate", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_certificates_certificate_standing",
            sqlite_where=sa.text("revoked_at IS NULL AND person_id IS NOT NULL"),
            postgresql_where=sa.text("revoked_at IS NULL AND person_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_certificates_certificate_subject"))
        batch_op.drop_index(batch_op.f("ix_certificates_certificate_person_id"))

    op.drop_table("certificates_certificate")
    op.drop_table("learning_term")


def _carry_texts_into_blocks() -> None:
    """What lessons said and asked becomes blocks; every answer that was given stays an answer."""
    bind = op.get_bind()
    lesson = sa.table(
        "learning_lesson",
        *(sa.column(n) for n in ("id", "key", "has_text", "content_version", "html_el", "html_en")),
        sa.column("question", sa.JSON()),
    )
    for row in bind.execute(sa.select(lesson).where(lesson.c.has_text)).all():
        said = {
            "el": {"html": row.html_el},
            **({"en": {"html": row.html_en}} if row.html_en else {}),
        }
        _lay_block(bind, row, "text-1", 1, "text", said, {})
        if row.question:
            check = _lay_block(bind, row, "check", 2, "question", *_as_question(row.question))
            _carry_answers(bind, row.id, check)


def _lay_block(bind, lesson, name, position, kind, said, made):  # type: ignore[no-untyped-def]
    block = sa.table(
        "learning_block",
        *(
            sa.column(n)
            for n in ("id", "key", "lesson_id", "position", "kind", "required", "version")
        ),
        sa.column("said", sa.JSON()),
        sa.column("made", sa.JSON()),
    )
    key = f"{lesson.key}/{name}"
    bind.execute(
        block.insert().values(
            key=key,
            lesson_id=lesson.id,
            position=position,
            kind=kind,
            required=False,
            version=lesson.content_version,
            said=said,
            made=made,
        )
    )
    return bind.scalar(sa.select(block.c.id).where(block.c.key == key))


def _as_question(question):  # type: ignore[no-untyped-def]
    said = {
        language: {
            "text": html.escape(asked["question"], quote=False),
            "options": [{n: o[n] for n in ("key", "text", "feedback")} for o in asked["options"]],
        }
        for language, asked in question.items()
    }
    right = next(o["key"] for o in question["el"]["options"] if o.get("right"))
    return said, {"kind": "single", "key": {"right": right}}


def _carry_answers(bind, lesson_id, block_id):  # type: ignore[no-untyped-def]
    whose = {"lesson": lesson_id, "block": block_id}
    bind.execute(
        sa.text(
            "UPDATE learning_event SET block_id = :block"
            " WHERE lesson_id = :lesson AND kind = 'answered'"
        ),
        whose,
    )
    bind.execute(
        sa.text(
            "INSERT INTO learning_block_progress (person_id, block_id, lesson_id, seen_at, done_at,"
            " right_at, tries, best, answer, answer_event_id, segments, watched)"
            " SELECT p.person_id, :block, p.lesson_id, f.at, f.at,"
            " p.right_at, p.tries, CASE WHEN p.right_at IS NULL THEN 0 ELSE 100 END,"
            " a.value, p.answer_event_id, '[]', 0"
            " FROM learning_lesson_progress p JOIN learning_event a ON a.id = p.answer_event_id"
            " JOIN (SELECT person_id, min(made_at) AS at FROM learning_event"
            "  WHERE lesson_id = :lesson AND kind = 'answered' GROUP BY person_id) f"
            " ON f.person_id = p.person_id"
            " WHERE p.lesson_id = :lesson"
        ),
        whose,
    )
