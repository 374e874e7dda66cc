"""events grow: plans, seats and waiting, agendas, letters, attendance, calendars"""

import secrets

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('events_feed_fetch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('feed', sa.String(length=80), nullable=False),
    sa.Column('client', sa.String(length=40), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_feed_fetch')),
    sa.UniqueConstraint('feed', 'client', name=op.f('uq_events_feed_fetch_feed_client'))
    )
    op.create_table('events_series',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('title_el', sa.String(length=120), nullable=False),
    sa.Column('title_en', sa.String(length=120), nullable=False),
    sa.Column('about_el', sa.String(length=600), nullable=False),
    sa.Column('about_en', sa.String(length=600), nullable=False),
    sa.Column('planned', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sample', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_series')),
    sa.UniqueConstraint('slug', name=op.f('uq_events_series_slug'))
    )
    op.create_table('events_theme',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('name_el', sa.String(length=80), nullable=False),
    sa.Column('name_en', sa.String(length=80), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_theme')),
    sa.UniqueConstraint('slug', name=op.f('uq_events_theme_slug'))
    )
    op.create_table('events_venue',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('name_el', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.Column('area_el', sa.String(length=80), nullable=False),
    sa.Column('area_en', sa.String(length=80), nullable=False),
    sa.Column('address', sa.String(length=200), nullable=False),
    sa.Column('access_el', sa.String(length=600), nullable=False),
    sa.Column('access_en', sa.String(length=600), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sample', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_venue')),
    sa.UniqueConstraint('slug', name=op.f('uq_events_venue_slug'))
    )
    op.create_table('events_venue_room',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('venue_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name_el', sa.String(length=80), nullable=False),
    sa.Column('name_en', sa.String(length=80), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('access_el', sa.String(length=300), nullable=False),
    sa.Column('access_en', sa.String(length=300), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['venue_id'], ['events_venue.id'], name=op.f('fk_events_venue_room_venue_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_venue_room'))
    )
    with op.batch_alter_table('events_venue_room', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_venue_room_venue_id'), ['venue_id'], unique=False)

    op.create_table('events_agenda_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=36), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('start_wall', sa.DateTime(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('track', sa.String(length=60), nullable=False),
    sa.Column('venue_room_id', sa.Integer(), nullable=True),
    sa.Column('title_el', sa.String(length=160), nullable=False),
    sa.Column('title_en', sa.String(length=160), nullable=False),
    sa.Column('about_el', sa.String(length=2000), nullable=False),
    sa.Column('about_en', sa.String(length=2000), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.CheckConstraint('minutes > 0', name=op.f('ck_events_agenda_item_takes_time')),
    sa.ForeignKeyConstraint(['event_id'], ['events_event.id'], name=op.f('fk_events_agenda_item_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['venue_room_id'], ['events_venue_room.id'], name=op.f('fk_events_agenda_item_venue_room_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_agenda_item'))
    )
    with op.batch_alter_table('events_agenda_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_agenda_item_event_id'), ['event_id'], unique=False)

    op.create_table('events_agenda_release',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('lines', sa.JSON(), nullable=False),
    sa.Column('differences', sa.JSON(), nullable=False),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['accounts_person.id'], name=op.f('fk_events_agenda_release_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['events_event.id'], name=op.f('fk_events_agenda_release_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_agenda_release')),
    sa.UniqueConstraint('event_id', 'number', name=op.f('uq_events_agenda_release_event_id_number'))
    )
    op.create_table('events_guide_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('question_el', sa.String(length=400), nullable=False),
    sa.Column('question_en', sa.String(length=400), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('probes_el', sa.String(length=2000), nullable=False),
    sa.Column('probes_en', sa.String(length=2000), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.CheckConstraint('minutes >= 0', name=op.f('ck_events_guide_step_no_time_back')),
    sa.ForeignKeyConstraint(['event_id'], ['events_event.id'], name=op.f('fk_events_guide_step_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_guide_step'))
    )
    with op.batch_alter_table('events_guide_step', schema=None) as batch_op:
        batch_op.create_index('ix_events_guide_step_event', ['event_id', 'position'], unique=False)

    op.create_table('events_mailing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('audience', sa.JSON(), nullable=False),
    sa.Column('subject', sa.String(length=160), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('recipients', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['accounts_person.id'], name=op.f('fk_events_mailing_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['events_event.id'], name=op.f('fk_events_mailing_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_mailing'))
    )
    with op.batch_alter_table('events_mailing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_mailing_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_mailing_told_at'), ['told_at'], unique=False)

    op.create_table('events_material',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('item_key', sa.String(length=36), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('title_el', sa.String(length=160), nullable=False),
    sa.Column('title_en', sa.String(length=160), nullable=False),
    sa.Column('url', sa.String(length=500), nullable=False),
    sa.Column('file', sa.String(length=160), nullable=False),
    sa.Column('file_name', sa.String(length=160), nullable=False),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=True),
    sa.Column('audience', sa.String(length=12), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("url != '' OR file != ''", name=op.f('ck_events_material_leads_somewhere')),
    sa.ForeignKeyConstraint(['by_id'], ['accounts_person.id'], name=op.f('fk_events_material_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['events_event.id'], name=op.f('fk_events_material_event_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_material'))
    )
    with op.batch_alter_table('events_material', schema=None) as batch_op:
        batch_op.create_index('ix_events_material_event', ['event_id', 'position'], unique=False)

    op.create_table('events_role',
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=12), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("role IN ('organiser', 'facilitator', 'note-taker', 'check-in', 'observer')", name=op.f('ck_events_role_known_role')),
    sa.ForeignKeyConstraint(['event_id'], ['events_event.id'], name=op.f('fk_events_role_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_events_role_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('event_id', 'person_id', 'role', name=op.f('pk_events_role'))
    )
    with op.batch_alter_table('events_role', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_role_person_id'), ['person_id'], unique=False)

    op.create_table('events_speaker',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('known_as_el', sa.String(length=160), nullable=False),
    sa.Column('known_as_en', sa.String(length=160), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events_event.id'], name=op.f('fk_events_speaker_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_events_speaker_person_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_speaker'))
    )
    with op.batch_alter_table('events_speaker', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_speaker_event_id'), ['event_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_speaker_person_id'), ['person_id'], unique=False)

    op.create_table('events_attendance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('client_id', sa.String(length=36), nullable=False),
    sa.Column('way', sa.String(length=8), nullable=False),
    sa.Column('from_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('noted_by_id', sa.Integer(), nullable=True),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("way IN ('ticket', 'list', 'code', 'live')", name=op.f('ck_events_attendance_known_way')),
    sa.CheckConstraint('until_at IS NULL OR until_at >= from_at', name=op.f('ck_events_attendance_forward_in_time')),
    sa.ForeignKeyConstraint(['event_id'], ['events_event.id'], name=op.f('fk_events_attendance_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['noted_by_id'], ['accounts_person.id'], name=op.f('fk_events_attendance_noted_by_id')),
    sa.ForeignKeyConstraint(['registration_id'], ['events_registration.id'], name=op.f('fk_events_attendance_registration_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_attendance')),
    sa.UniqueConstraint('event_id', 'client_id', name=op.f('uq_events_attendance_event_id_client_id'))
    )
    with op.batch_alter_table('events_attendance', schema=None) as batch_op:
        batch_op.create_index('ix_events_attendance_registration', ['registration_id', 'from_at'], unique=False)

    op.create_table('events_item_speaker',
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('speaker_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['events_agenda_item.id'], name=op.f('fk_events_item_speaker_item_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['speaker_id'], ['events_speaker.id'], name=op.f('fk_events_item_speaker_speaker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('item_id', 'speaker_id', name=op.f('pk_events_item_speaker'))
    )
    with op.batch_alter_table('events_item_speaker', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_item_speaker_speaker_id'), ['speaker_id'], unique=False)

    op.create_table('events_mail_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('news', sa.String(length=16), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('mailing_id', sa.Integer(), nullable=True),
    sa.Column('letter_id', sa.Integer(), nullable=True),
    sa.Column('skipped', sa.String(length=12), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['events_event.id'], name=op.f('fk_events_mail_line_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['mailing_id'], ['events_mailing.id'], name=op.f('fk_events_mail_line_mailing_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['events_registration.id'], name=op.f('fk_events_mail_line_registration_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_events_mail_line')),
    sa.UniqueConstraint('registration_id', 'key', name=op.f('uq_events_mail_line_registration_id_key'))
    )
    with op.batch_alter_table('events_mail_line', schema=None) as batch_op:
        batch_op.create_index('ix_events_mail_line_event', ['event_id', 'id'], unique=False)

    with op.batch_alter_table('events_announcement', schema=None) as batch_op:
        batch_op.add_column(sa.Column('differences', sa.JSON(), nullable=False, server_default='[]'))

    with op.batch_alter_table('events_calendar_token', schema=None) as batch_op:
        batch_op.add_column(sa.Column('label', sa.String(length=40), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('alarm_minutes', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('shows_titles', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('leaked', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('last_entries', sa.Integer(), nullable=True))
        batch_op.drop_index(batch_op.f('uq_events_calendar_token_in_use'), sqlite_where=sa.text('retired_at IS NULL'))
        batch_op.create_index('uq_events_calendar_token_in_use', ['person_id', 'feed', 'label'], unique=True, sqlite_where=sa.text('retired_at IS NULL'), postgresql_where=sa.text('retired_at IS NULL'))

    with op.batch_alter_table('events_event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('venue_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('venue_room_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('spoken', sa.String(length=8), nullable=False, server_default='el'))
        batch_op.add_column(sa.Column('theme_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('series_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('series_number', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('seats_held', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('entry', sa.String(length=12), nullable=False, server_default='free'))
        batch_op.add_column(sa.Column('entry_opens_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('entry_closes_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('has_waiting_list', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('takes_guests', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('offer_hours', sa.Integer(), nullable=False, server_default='24'))
        batch_op.add_column(sa.Column('reminders', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('reported_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('minutes_el', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('minutes_en', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('minutes_html_el', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('minutes_html_en', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('minutes_revision', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('door_code', sa.String(length=8), nullable=False, server_default=''))
        batch_op.drop_constraint('never_one_too_many', type_='check')
        batch_op.create_check_constraint('never_one_too_many',
            'capacity IS NULL OR seats_taken + seats_held <= capacity')
        batch_op.create_check_constraint('no_less_held_than_none', 'seats_held >= 0')
        batch_op.create_index('ix_events_event_room_starts', ['venue_room_id', 'starts_at'], unique=False)
        batch_op.create_index('ix_events_event_kind_starts', ['kind', 'starts_at'], unique=False)
        batch_op.create_index('ix_events_event_series_starts', ['series_id', 'starts_at'], unique=False)
        batch_op.create_index('ix_events_event_theme_starts', ['theme_id', 'starts_at'], unique=False)
        batch_op.create_index('ix_events_event_venue_starts', ['venue_id', 'starts_at'], unique=False)
        batch_op.create_index('ix_events_event_done', ['starts_at', 'ends_at', 'kind', 'state', 'seats_taken'], unique=False)
        batch_op.create_index(batch_op.f('ix_events_event_published_at'), ['published_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_events_event_theme_id'), 'events_theme', ['theme_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_events_event_venue_room_id'), 'events_venue_room', ['venue_room_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_events_event_series_id'), 'events_series', ['series_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_events_event_venue_id'), 'events_venue', ['venue_id'], ['id'])

    with op.batch_alter_table('events_registration', schema=None) as batch_op:
        batch_op.add_column(sa.Column('guest_name', sa.String(length=120), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('guest_email', sa.String(length=254), nullable=True))
        batch_op.add_column(sa.Column('guest_language', sa.String(length=2), nullable=False, server_default='el'))
        batch_op.add_column(sa.Column('ticket', sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column('words', sa.String(length=500), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('answer', sa.String(length=500), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('made_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('queued_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('offered_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('offer_ends_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('asked_again_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('comes_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('presence', sa.String(length=8), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('excuse', sa.String(length=300), nullable=False, server_default=''))
        batch_op.alter_column('person_id',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.alter_column('taken_at',
               existing_type=sa.DATETIME(),
               nullable=True)
        batch_op.create_index('ix_events_registration_offers', ['state', 'offer_ends_at'], unique=False)
        batch_op.create_index('ix_events_registration_queue', ['event_id', 'state', 'queued_at', 'id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_events_registration_event_id_guest_email'), ['event_id', 'guest_email'])
        batch_op.create_unique_constraint(batch_op.f('uq_events_registration_ticket'), ['ticket'])

    op.execute("UPDATE events_registration SET made_at = taken_at,"
        " changed_at = COALESCE(given_up_at, taken_at)")
    op.execute("UPDATE events_registration SET presence = 'present' WHERE attended_at IS NOT NULL")
    _give_tickets()
    with op.batch_alter_table('events_registration', schema=None) as batch_op:
        batch_op.alter_column('made_at', existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column('changed_at', existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.create_check_constraint('somebody', "person_id IS NOT NULL OR guest_name != ''")

    with op.batch_alter_table('kit_letter', schema=None) as batch_op:
        batch_op.add_column(sa.Column('calendar', sa.String(), nullable=False, server_default=''))



def _give_tickets() -> None:
    """Whoever has a seat already gets the code that new seats get."""
    letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
    seats = sa.table("events_registration", sa.column("id"), sa.column("state"), sa.column("ticket"))
    here, given = op.get_bind(), set()
    for (number,) in here.execute(sa.select(seats.c.id).where(seats.c.state == "seat")).all():
        while (code := "".join(secrets.choice(letters) for _ in range(8))) in given:
            pass
        given.add(code)
        ticket = f"{code[:4]}-{code[4:]}"
        here.execute(sa.update(seats).where(seats.c.id == number).values(ticket=ticket))


def downgrade() -> None:
    with op.batch_alter_table('kit_letter', schema=None) as batch_op:
        batch_op.drop_column('calendar')

    op.execute("DELETE FROM events_registration WHERE person_id IS NULL OR taken_at IS NULL")
    with op.batch_alter_table('events_registration', schema=None) as batch_op:
        batch_op.drop_constraint('somebody', type_='check')
        batch_op.drop_constraint(batch_op.f('uq_events_registration_ticket'), type_='unique')
        batch_op.drop_constraint(batch_op.f('uq_events_registration_event_id_guest_email'), type_='unique')
        batch_op.drop_index('ix_events_registration_queue')
        batch_op.drop_index('ix_events_registration_offers')
        batch_op.alter_column('taken_at',
               existing_type=sa.DATETIME(),
               nullable=False)
        batch_op.alter_column('person_id',
               existing_type=sa.INTEGER(),
               nullable=False)
        batch_op.drop_column('excuse')
        batch_op.drop_column('presence')
        batch_op.drop_column('comes_at')
        batch_op.drop_column('asked_again_at')
        batch_op.drop_column('changed_at')
        batch_op.drop_column('offer_ends_at')
        batch_op.drop_column('offered_at')
        batch_op.drop_column('queued_at')
        batch_op.drop_column('made_at')
        batch_op.drop_column('answer')
        batch_op.drop_column('words')
        batch_op.drop_column('ticket')
        batch_op.drop_column('guest_language')
        batch_op.drop_column('guest_email')
        batch_op.drop_column('guest_name')

    with op.batch_alter_table('events_event', schema=None) as batch_op:
        batch_op.drop_constraint('no_less_held_than_none', type_='check')
        batch_op.drop_constraint('never_one_too_many', type_='check')
        batch_op.create_check_constraint('never_one_too_many',
            'capacity IS NULL OR seats_taken <= capacity')
        batch_op.drop_constraint(batch_op.f('fk_events_event_venue_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_events_event_series_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_events_event_venue_room_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_events_event_theme_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_events_event_published_at'))
        batch_op.drop_index('ix_events_event_done')
        batch_op.drop_index('ix_events_event_venue_starts')
        batch_op.drop_index('ix_events_event_theme_starts')
        batch_op.drop_index('ix_events_event_series_starts')
        batch_op.drop_index('ix_events_event_kind_starts')
        batch_op.drop_index('ix_events_event_room_starts')
        batch_op.drop_column('door_code')
        batch_op.drop_column('minutes_revision')
        batch_op.drop_column('minutes_html_en')
        batch_op.drop_column('minutes_html_el')
        batch_op.drop_column('minutes_en')
        batch_op.drop_column('minutes_el')
        batch_op.drop_column('reported_at')
        batch_op.drop_column('reminders')
        batch_op.drop_column('offer_hours')
        batch_op.drop_column('takes_guests')
        batch_op.drop_column('has_waiting_list')
        batch_op.drop_column('entry_closes_at')
        batch_op.drop_column('entry_opens_at')
        batch_op.drop_column('entry')
        batch_op.drop_column('seats_held')
        batch_op.drop_column('series_number')
        batch_op.drop_column('series_id')
        batch_op.drop_column('theme_id')
        batch_op.drop_column('spoken')
        batch_op.drop_column('venue_room_id')
        batch_op.drop_column('venue_id')

    with op.batch_alter_table('events_calendar_token', schema=None) as batch_op:
        batch_op.drop_index('uq_events_calendar_token_in_use', sqlite_where=sa.text('retired_at IS NULL'), postgresql_where=sa.text('retired_at IS NULL'))
        batch_op.create_index(batch_op.f('uq_events_calendar_token_in_use'), ['person_id', 'feed'], unique=True, sqlite_where=sa.text('retired_at IS NULL'), postgresql_where=sa.text('retired_at IS NULL'))
        batch_op.drop_column('last_entries')
        batch_op.drop_column('leaked')
        batch_op.drop_column('shows_titles')
        batch_op.drop_column('alarm_minutes')
        batch_op.drop_column('label')

    with op.batch_alter_table('events_announcement', schema=None) as batch_op:
        batch_op.drop_column('differences')

    with op.batch_alter_table('events_mail_line', schema=None) as batch_op:
        batch_op.drop_index('ix_events_mail_line_event')

    op.drop_table('events_mail_line')
    with op.batch_alter_table('events_item_speaker', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_events_item_speaker_speaker_id'))

    op.drop_table('events_item_speaker')
    with op.batch_alter_table('events_attendance', schema=None) as batch_op:
        batch_op.drop_index('ix_events_attendance_registration')

    op.drop_table('events_attendance')
    with op.batch_alter_table('events_speaker', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_events_speaker_person_id'))
        batch_op.drop_index(batch_op.f('ix_events_speaker_event_id'))

    op.drop_table('events_speaker')
    with op.batch_alter_table('events_role', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_events_role_person_id'))

    op.drop_table('events_role')
    with op.batch_alter_table('events_material', schema=None) as batch_op:
        batch_op.drop_index('ix_events_material_event')

    op.drop_table('events_material')
    with op.batch_alter_table('events_mailing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_events_mailing_told_at'))
        batch_op.drop_index(batch_op.f('ix_events_mailing_event_id'))

    op.drop_table('events_mailing')
    with op.batch_alter_table('events_guide_step', schema=None) as batch_op:
        batch_op.drop_index('ix_events_guide_step_event')

    op.drop_table('events_guide_step')
    op.drop_table('events_agenda_release')
    with op.batch_alter_table('events_agenda_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_events_agenda_item_event_id'))

    op.drop_table('events_agenda_item')
    with op.batch_alter_table('events_venue_room', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_events_venue_room_venue_id'))

    op.drop_table('events_venue_room')
    op.drop_table('events_venue')
    op.drop_table('events_theme')
    op.drop_table('events_series')
    op.drop_table('events_feed_fetch')
