"""first slice"""

import sqlalchemy as sa
from alembic import op


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('about', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_group')),
    sa.UniqueConstraint('slug', name=op.f('uq_accounts_group_slug'))
    )
    op.create_table('accounts_newcomer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('password_hash', sa.String(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('path', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_newcomer'))
    )
    with op.batch_alter_table('accounts_newcomer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_newcomer_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_accounts_newcomer_email'), ['email'], unique=False)

    op.create_table('accounts_person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('handle', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('name_key', sa.String(length=160), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('password_hash', sa.String(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('suspended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('roles', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('theme', sa.String(length=5), nullable=False),
    sa.Column('letters', sa.Boolean(), nullable=False),
    sa.Column('picture', sa.String(), nullable=True),
    sa.Column('about', sa.String(), nullable=False),
    sa.Column('about_html', sa.String(), nullable=False),
    sa.Column('organisation', sa.String(length=120), nullable=False),
    sa.Column('speaks', sa.String(), nullable=False),
    sa.Column('sample', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_person')),
    sa.UniqueConstraint('email', name=op.f('uq_accounts_person_email')),
    sa.UniqueConstraint('handle', name=op.f('uq_accounts_person_handle'))
    )
    with op.batch_alter_table('accounts_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_person_name_key'), ['name_key'], unique=False)

    op.create_table('accounts_setting',
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_accounts_setting'))
    )
    op.create_table('forum_category',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('title_el', sa.String(length=80), nullable=False),
    sa.Column('title_en', sa.String(length=80), nullable=False),
    sa.Column('about_el', sa.String(), nullable=False),
    sa.Column('about_en', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('members_only', sa.Boolean(), nullable=False),
    sa.Column('topics_count', sa.Integer(), nullable=False),
    sa.Column('posts_count', sa.Integer(), nullable=False),
    sa.Column('last_post_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forum_category')),
    sa.UniqueConstraint('slug', name=op.f('uq_forum_category_slug'))
    )
    with op.batch_alter_table('forum_category', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_forum_category_position'), ['position'], unique=False)

    op.create_table('kit_letter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('recipient', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('html', sa.String(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kit_letter')),
    sa.UniqueConstraint('message_id', name=op.f('uq_kit_letter_message_id'))
    )
    with op.batch_alter_table('kit_letter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kit_letter_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_kit_letter_sent_at'), ['sent_at'], unique=False)

    op.create_table('kit_submission',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_kit_submission'))
    )
    with op.batch_alter_table('kit_submission', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kit_submission_at'), ['at'], unique=False)

    op.create_table('learning_programme',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('hours', sa.Integer(), nullable=False),
    sa.Column('title_el', sa.String(), nullable=False),
    sa.Column('title_en', sa.String(), nullable=False),
    sa.Column('aim_el', sa.String(), nullable=False),
    sa.Column('aim_en', sa.String(), nullable=False),
    sa.Column('summary_el', sa.String(), nullable=False),
    sa.Column('summary_en', sa.String(), nullable=False),
    sa.Column('outcomes', sa.JSON(), nullable=False),
    sa.Column('prerequisites_el', sa.String(), nullable=False),
    sa.Column('prerequisites_en', sa.String(), nullable=False),
    sa.Column('task_el', sa.String(), nullable=False),
    sa.Column('task_en', sa.String(), nullable=False),
    sa.Column('workshop_el', sa.String(), nullable=False),
    sa.Column('workshop_en', sa.String(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_learning_programme')),
    sa.UniqueConstraint('key', name=op.f('uq_learning_programme_key'))
    )
    with op.batch_alter_table('learning_programme', schema=None) as batch_op:
        batch_op.create_index('uq_learning_programme_slug', ['slug'], unique=True, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))

    op.create_table('search_owed',
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('subject', name=op.f('pk_search_owed'))
    )
    op.create_table('shelves_leaf',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('room', sa.String(length=20), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('shelf', sa.String(length=40), nullable=False),
    sa.Column('parent', sa.String(length=60), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title_el', sa.String(), nullable=False),
    sa.Column('title_en', sa.String(), nullable=False),
    sa.Column('summary_el', sa.String(), nullable=False),
    sa.Column('summary_en', sa.String(), nullable=False),
    sa.Column('html_el', sa.String(), nullable=False),
    sa.Column('html_en', sa.String(), nullable=False),
    sa.Column('legal', sa.Boolean(), nullable=False),
    sa.Column('updated', sa.Date(), nullable=False),
    sa.Column('sources', sa.JSON(), nullable=False),
    sa.Column('related', sa.JSON(), nullable=False),
    sa.Column('version', sa.String(length=32), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shelves_leaf')),
    sa.UniqueConstraint('room', 'slug', name=op.f('uq_shelves_leaf_room_slug'))
    )
    op.create_table('shelves_shelf',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('room', sa.String(length=20), nullable=False),
    sa.Column('slug', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title_el', sa.String(), nullable=False),
    sa.Column('title_en', sa.String(), nullable=False),
    sa.Column('about_el', sa.String(), nullable=False),
    sa.Column('about_en', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shelves_shelf')),
    sa.UniqueConstraint('room', 'slug', name=op.f('uq_shelves_shelf_room_slug'))
    )
    op.create_table('accounts_membership',
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('owner', sa.Boolean(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['accounts_group.id'], name=op.f('fk_accounts_membership_group_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_accounts_membership_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('group_id', 'person_id', name=op.f('pk_accounts_membership'))
    )
    with op.batch_alter_table('accounts_membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_membership_person_id'), ['person_id'], unique=False)

    op.create_table('accounts_sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('device', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_accounts_sign_in_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_sign_in')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_accounts_sign_in_token_hash'))
    )
    with op.batch_alter_table('accounts_sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_sign_in_person_id'), ['person_id'], unique=False)

    op.create_table('accounts_staff_act',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('verb', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('detail', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_accounts_staff_act_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_staff_act'))
    )
    with op.batch_alter_table('accounts_staff_act', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_staff_act_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_accounts_staff_act_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_accounts_staff_act_subject'), ['subject'], unique=False)

    op.create_table('accounts_token',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('purpose', sa.String(length=20), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('newcomer_id', sa.Integer(), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('path', sa.String(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['newcomer_id'], ['accounts_newcomer.id'], name=op.f('fk_accounts_token_newcomer_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_accounts_token_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts_token')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_accounts_token_token_hash'))
    )
    with op.batch_alter_table('accounts_token', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accounts_token_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_accounts_token_newcomer_id'), ['newcomer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_accounts_token_person_id'), ['person_id'], unique=False)

    op.create_table('events_calendar_token',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('feed', sa.String(length=20), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_client', sa.String(length=40), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_events_calendar_token_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_calendar_token')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_events_calendar_token_token_hash'))
    )
    with op.batch_alter_table('events_calendar_token', schema=None) as batch_op:
        batch_op.create_index('uq_events_calendar_token_in_use', ['person_id', 'feed'], unique=True, sqlite_where=sa.text('retired_at IS NULL'), postgresql_where=sa.text('retired_at IS NULL'))

    op.create_table('events_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('title_el', sa.String(length=120), nullable=False),
    sa.Column('title_en', sa.String(length=120), nullable=False),
    sa.Column('summary_el', sa.String(length=300), nullable=False),
    sa.Column('summary_en', sa.String(length=300), nullable=False),
    sa.Column('about_el', sa.String(), nullable=False),
    sa.Column('about_en', sa.String(), nullable=False),
    sa.Column('html_el', sa.String(), nullable=False),
    sa.Column('html_en', sa.String(), nullable=False),
    sa.Column('start_wall', sa.DateTime(), nullable=False),
    sa.Column('end_wall', sa.DateTime(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('mode', sa.String(length=12), nullable=False),
    sa.Column('place', sa.String(length=120), nullable=False),
    sa.Column('address', sa.String(length=200), nullable=False),
    sa.Column('online_link', sa.String(length=500), nullable=False),
    sa.Column('organiser', sa.String(length=120), nullable=False),
    sa.Column('facilitator_id', sa.Integer(), nullable=True),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('seats_taken', sa.Integer(), nullable=False),
    sa.Column('has_room', sa.Boolean(), nullable=False),
    sa.Column('sample', sa.Boolean(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('ical_sequence', sa.Integer(), nullable=False),
    sa.Column('ical_stamp', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('moved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.CheckConstraint('capacity IS NULL OR seats_taken <= capacity', name=op.f('ck_events_event_never_one_too_many')),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_events_event_ends_after_start')),
    sa.CheckConstraint('seats_taken >= 0', name=op.f('ck_events_event_no_less_than_none')),
    sa.ForeignKeyConstraint(['facilitator_id'], ['accounts_person.id'], name=op.f('fk_events_event_facilitator_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['accounts_person.id'], name=op.f('fk_events_event_made_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_event')),
    sa.UniqueConstraint('uid', name=op.f('uq_events_event_uid'))
    )
    with op.batch_alter_table('events_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_event_ends_at'), ['ends_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_event_facilitator_id'), ['facilitator_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_event_starts_at'), ['starts_at'], unique=False)
        batch_op.create_index('ix_events_event_state_starts', ['state', 'starts_at'], unique=False)

    op.create_table('forum_reader',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('all_read_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_forum_reader_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_forum_reader'))
    )
    op.create_table('forum_topic',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=140), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('posts_count', sa.Integer(), nullable=False),
    sa.Column('highest_number', sa.Integer(), nullable=False),
    sa.Column('last_number', sa.Integer(), nullable=False),
    sa.Column('last_post_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_author_id', sa.Integer(), nullable=False),
    sa.Column('pinned', sa.Boolean(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('deleted_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['accounts_person.id'], name=op.f('fk_forum_topic_author_id')),
    sa.ForeignKeyConstraint(['category_id'], ['forum_category.id'], name=op.f('fk_forum_topic_category_id')),
    sa.ForeignKeyConstraint(['deleted_by_id'], ['accounts_person.id'], name=op.f('fk_forum_topic_deleted_by_id')),
    sa.ForeignKeyConstraint(['last_author_id'], ['accounts_person.id'], name=op.f('fk_forum_topic_last_author_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forum_topic'))
    )
    with op.batch_alter_table('forum_topic', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_forum_topic_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_forum_topic_deleted_by_id'), ['deleted_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_forum_topic_last_author_id'), ['last_author_id'], unique=False)
        batch_op.create_index('ix_forum_topic_latest', ['deleted_at', 'last_post_at', 'id'], unique=False)
        batch_op.create_index('ix_forum_topic_shelf', ['category_id', 'deleted_at', 'pinned', 'last_post_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_forum_topic_subject'), ['subject'], unique=False)

    op.create_table('learning_enrolment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('programme_id', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_learning_enrolment_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['programme_id'], ['learning_programme.id'], name=op.f('fk_learning_enrolment_programme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_learning_enrolment')),
    sa.UniqueConstraint('person_id', 'programme_id', name=op.f('uq_learning_enrolment_person_id_programme_id'))
    )
    with op.batch_alter_table('learning_enrolment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_learning_enrolment_programme_id'), ['programme_id'], unique=False)

    op.create_table('learning_module',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('programme_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title_el', sa.String(), nullable=False),
    sa.Column('title_en', sa.String(), nullable=False),
    sa.Column('about_el', sa.String(), nullable=False),
    sa.Column('about_en', sa.String(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['programme_id'], ['learning_programme.id'], name=op.f('fk_learning_module_programme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_learning_module')),
    sa.UniqueConstraint('key', name=op.f('uq_learning_module_key'))
    )
    with op.batch_alter_table('learning_module', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_learning_module_programme_id'), ['programme_id'], unique=False)

    op.create_table('notifications_notification',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('path', sa.String(), nullable=False),
    sa.Column('unread', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_notifications_notification_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notifications_notification')),
    sa.UniqueConstraint('person_id', 'kind', 'subject', name=op.f('uq_notifications_notification_person_id_kind_subject'))
    )
    with op.batch_alter_table('notifications_notification', schema=None) as batch_op:
        batch_op.create_index('ix_notifications_unread', ['person_id', 'read_at', 'at'], unique=False)

    op.create_table('events_announcement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('news', sa.String(length=12), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events_event.id'], name=op.f('fk_events_announcement_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_announcement'))
    )
    with op.batch_alter_table('events_announcement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_announcement_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_announcement_told_at'), ['told_at'], unique=False)

    op.create_table('events_registration',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('given_up_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events_event.id'], name=op.f('fk_events_registration_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_events_registration_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_registration')),
    sa.UniqueConstraint('event_id', 'person_id', name=op.f('uq_events_registration_event_id_person_id'))
    )
    with op.batch_alter_table('events_registration', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_registration_person_id'), ['person_id'], unique=False)

    op.create_table('forum_post',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('topic_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('html', sa.String(), nullable=False),
    sa.Column('render_version', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('reply_to', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('edited_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('deleted_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['accounts_person.id'], name=op.f('fk_forum_post_author_id')),
    sa.ForeignKeyConstraint(['deleted_by_id'], ['accounts_person.id'], name=op.f('fk_forum_post_deleted_by_id')),
    sa.ForeignKeyConstraint(['topic_id'], ['forum_topic.id'], name=op.f('fk_forum_post_topic_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forum_post')),
    sa.UniqueConstraint('topic_id', 'number', name=op.f('uq_forum_post_topic_id_number'))
    )
    with op.batch_alter_table('forum_post', schema=None) as batch_op:
        batch_op.create_index('ix_forum_post_author', ['author_id', 'created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_forum_post_deleted_by_id'), ['deleted_by_id'], unique=False)
        batch_op.create_index('ix_forum_post_people', ['topic_id', 'author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_forum_post_render_version'), ['render_version'], unique=False)

    op.create_table('forum_read_mark',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('topic_id', sa.Integer(), nullable=False),
    sa.Column('last_read', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_forum_read_mark_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['topic_id'], ['forum_topic.id'], name=op.f('fk_forum_read_mark_topic_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'topic_id', name=op.f('pk_forum_read_mark'))
    )
    with op.batch_alter_table('forum_read_mark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_forum_read_mark_topic_id'), ['topic_id'], unique=False)

    op.create_table('learning_lesson',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('programme_id', sa.Integer(), nullable=False),
    sa.Column('module_id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('title_el', sa.String(), nullable=False),
    sa.Column('title_en', sa.String(), nullable=False),
    sa.Column('has_text', sa.Boolean(), nullable=False),
    sa.Column('content_version', sa.String(length=16), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('goal_el', sa.String(), nullable=False),
    sa.Column('goal_en', sa.String(), nullable=False),
    sa.Column('html_el', sa.String(), nullable=False),
    sa.Column('html_en', sa.String(), nullable=False),
    sa.Column('question', sa.JSON(), nullable=False),
    sa.Column('try_it_el', sa.String(), nullable=False),
    sa.Column('try_it_en', sa.String(), nullable=False),
    sa.Column('discuss_el', sa.String(), nullable=False),
    sa.Column('discuss_en', sa.String(), nullable=False),
    sa.Column('sources', sa.JSON(), nullable=False),
    sa.Column('legal', sa.Boolean(), nullable=False),
    sa.Column('updated', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['module_id'], ['learning_module.id'], name=op.f('fk_learning_lesson_module_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['learning_programme.id'], name=op.f('fk_learning_lesson_programme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_learning_lesson')),
    sa.UniqueConstraint('key', name=op.f('uq_learning_lesson_key'))
    )
    with op.batch_alter_table('learning_lesson', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_learning_lesson_module_id'), ['module_id'], unique=False)
        batch_op.create_index('uq_learning_lesson_address', ['programme_id', 'slug'], unique=True, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))

    op.create_table('live_room',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('last_seq', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events_event.id'], name=op.f('fk_live_room_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_live_room')),
    sa.UniqueConstraint('event_id', name=op.f('uq_live_room_event_id'))
    )
    op.create_table('forum_post_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('post_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=140), nullable=True),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('editor_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['editor_id'], ['accounts_person.id'], name=op.f('fk_forum_post_revision_editor_id')),
    sa.ForeignKeyConstraint(['post_id'], ['forum_post.id'], name=op.f('fk_forum_post_revision_post_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forum_post_revision')),
    sa.UniqueConstraint('post_id', 'revision', name=op.f('uq_forum_post_revision_post_id_revision'))
    )
    with op.batch_alter_table('forum_post_revision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_forum_post_revision_editor_id'), ['editor_id'], unique=False)

    op.create_table('learning_event',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('lesson_id', sa.Integer(), nullable=False),
    sa.Column('lesson_version', sa.String(length=16), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('value', sa.JSON(), nullable=False),
    sa.Column('right', sa.Boolean(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['lesson_id'], ['learning_lesson.id'], name=op.f('fk_learning_event_lesson_id')),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_learning_event_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_learning_event'))
    )
    with op.batch_alter_table('learning_event', schema=None) as batch_op:
        batch_op.create_index('ix_learning_event_fold', ['person_id', 'lesson_id', 'kind', 'made_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_learning_event_lesson_id'), ['lesson_id'], unique=False)

    op.create_table('live_entry',
    sa.Column('room_id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('client_id', sa.String(length=36), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('about', sa.Integer(), nullable=True),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('said', 'asked', 'voted', 'unvoted', 'answered', 'hidden', 'opened', 'closed')", name=op.f('ck_live_entry_known_kind')),
    sa.ForeignKeyConstraint(['actor_id'], ['accounts_person.id'], name=op.f('fk_live_entry_actor_id')),
    sa.ForeignKeyConstraint(['room_id'], ['live_room.id'], name=op.f('fk_live_entry_room_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('room_id', 'seq', name=op.f('pk_live_entry')),
    sa.UniqueConstraint('room_id', 'client_id', name=op.f('uq_live_entry_room_id_client_id'))
    )
    with op.batch_alter_table('live_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_live_entry_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index('ix_live_entry_room_kind', ['room_id', 'kind', 'seq'], unique=False)

    op.create_table('live_presence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('device', sa.String(length=36), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_seen', sa.DateTime(timezone=True), nullable=False),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_live_presence_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['room_id'], ['live_room.id'], name=op.f('fk_live_presence_room_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_live_presence'))
    )
    with op.batch_alter_table('live_presence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_live_presence_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_live_presence_room_person', ['room_id', 'person_id'], unique=False)
        batch_op.create_index('ix_live_presence_room_seen', ['room_id', 'last_seen'], unique=False)

    op.create_table('learning_lesson_progress',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('lesson_id', sa.Integer(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('right_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('done_event_id', sa.Uuid(), nullable=True),
    sa.Column('answer_event_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['answer_event_id'], ['learning_event.id'], name=op.f('fk_learning_lesson_progress_answer_event_id')),
    sa.ForeignKeyConstraint(['done_event_id'], ['learning_event.id'], name=op.f('fk_learning_lesson_progress_done_event_id')),
    sa.ForeignKeyConstraint(['lesson_id'], ['learning_lesson.id'], name=op.f('fk_learning_lesson_progress_lesson_id')),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_learning_lesson_progress_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'lesson_id', name=op.f('pk_learning_lesson_progress'))
    )
    with op.batch_alter_table('learning_lesson_progress', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_learning_lesson_progress_lesson_id'), ['lesson_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('learning_lesson_progress', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_learning_lesson_progress_lesson_id'))

    op.drop_table('learning_lesson_progress')
    with op.batch_alter_table('live_presence', schema=None) as batch_op:
        batch_op.drop_index('ix_live_presence_room_seen')
        batch_op.drop_index('ix_live_presence_room_person')
        batch_op.drop_index(batch_op.f('ix_live_presence_person_id'))

    op.drop_table('live_presence')
    with op.batch_alter_table('live_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_live_entry_room_kind')
        batch_op.drop_index(batch_op.f('ix_live_entry_actor_id'))

    op.drop_table('live_entry')
    with op.batch_alter_table('learning_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_learning_event_lesson_id'))
        batch_op.drop_index('ix_learning_event_fold')

    op.drop_table('learning_event')
    with op.batch_alter_table('forum_post_revision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_forum_post_revision_editor_id'))

    op.drop_table('forum_post_revision')
    op.drop_table('live_room')
    with op.batch_alter_table('learning_lesson', schema=None) as batch_op:
        batch_op.drop_index('uq_learning_lesson_address', sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_learning_lesson_module_id'))

    op.drop_table('learning_lesson')
    with op.batch_alter_table('forum_read_mark', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_forum_read_mark_topic_id'))

    op.drop_table('forum_read_mark')
    with op.batch_alter_table('forum_post', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_forum_post_render_version'))
        batch_op.drop_index('ix_forum_post_people')
        batch_op.drop_index(batch_op.f('ix_forum_post_deleted_by_id'))
        batch_op.drop_index('ix_forum_post_author')

    op.drop_table('forum_post')
    with op.batch_alter_table('events_registration', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_events_registration_person_id'))

    op.drop_table('events_registration')
    with op.batch_alter_table('events_announcement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_events_announcement_told_at'))
        batch_op.drop_index(batch_op.f('ix_events_announcement_event_id'))

    op.drop_table('events_announcement')
    with op.batch_alter_table('notifications_notification', schema=None) as batch_op:
        batch_op.drop_index('ix_notifications_unread')

    op.drop_table('notifications_notification')
    with op.batch_alter_table('learning_module', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_learning_module_programme_id'))

    op.drop_table('learning_module')
    with op.batch_alter_table('learning_enrolment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_learning_enrolment_programme_id'))

    op.drop_table('learning_enrolment')
    with op.batch_alter_table('forum_topic', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_forum_topic_subject'))
        batch_op.drop_index('ix_forum_topic_shelf')
        batch_op.drop_index('ix_forum_topic_latest')
        batch_op.drop_index(batch_op.f('ix_forum_topic_last_author_id'))
        batch_op.drop_index(batch_op.f('ix_forum_topic_deleted_by_id'))
        batch_op.drop_index(batch_op.f('ix_forum_topic_author_id'))

    op.drop_table('forum_topic')
    op.drop_table('forum_reader')
    with op.batch_alter_table('events_event', schema=None) as batch_op:
        batch_op.drop_index('ix_events_event_state_starts')
        batch_op.drop_index(batch_op.f('ix_events_event_starts_at'))
        batch_op.drop_index(batch_op.f('ix_events_event_facilitator_id'))
        batch_op.drop_index(batch_op.f('ix_events_event_ends_at'))

    op.drop_table('events_event')
    with op.batch_alter_table('events_calendar_token', schema=None) as batch_op:
        batch_op.drop_index('uq_events_calendar_token_in_use', sqlite_where=sa.text('retired_at IS NULL'), postgresql_where=sa.text('retired_at IS NULL'))

    op.drop_table('events_calendar_token')
    with op.batch_alter_table('accounts_token', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_token_person_id'))
        batch_op.drop_index(batch_op.f('ix_accounts_token_newcomer_id'))
        batch_op.drop_index(batch_op.f('ix_accounts_token_expires_at'))

    op.drop_table('accounts_token')
    with op.batch_alter_table('accounts_staff_act', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_staff_act_subject'))
        batch_op.drop_index(batch_op.f('ix_accounts_staff_act_person_id'))
        batch_op.drop_index(batch_op.f('ix_accounts_staff_act_at'))

    op.drop_table('accounts_staff_act')
    with op.batch_alter_table('accounts_sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_sign_in_person_id'))

    op.drop_table('accounts_sign_in')
    with op.batch_alter_table('accounts_membership', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_membership_person_id'))

    op.drop_table('accounts_membership')
    op.drop_table('shelves_shelf')
    op.drop_table('shelves_leaf')
    op.drop_table('search_owed')
    with op.batch_alter_table('learning_programme', schema=None) as batch_op:
        batch_op.drop_index('uq_learning_programme_slug', sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))

    op.drop_table('learning_programme')
    with op.batch_alter_table('kit_submission', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kit_submission_at'))

    op.drop_table('kit_submission')
    with op.batch_alter_table('kit_letter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kit_letter_sent_at'))
        batch_op.drop_index(batch_op.f('ix_kit_letter_due_at'))

    op.drop_table('kit_letter')
    with op.batch_alter_table('forum_category', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_forum_category_position'))

    op.drop_table('forum_category')
    op.drop_table('accounts_setting')
    with op.batch_alter_table('accounts_person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_person_name_key'))

    op.drop_table('accounts_person')
    with op.batch_alter_table('accounts_newcomer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_accounts_newcomer_email'))
        batch_op.drop_index(batch_op.f('ix_accounts_newcomer_at'))

    op.drop_table('accounts_newcomer')
    op.drop_table('accounts_group')
