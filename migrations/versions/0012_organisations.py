"""Organisations, their people, calls and messages"""

import sqlalchemy as sa
from alembic import op


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('network_organisation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('name_el', sa.String(length=160), nullable=False),
    sa.Column('name_en', sa.String(length=160), nullable=False),
    sa.Column('name_key', sa.String(length=320), nullable=False),
    sa.Column('form', sa.String(length=30), nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.Column('address', sa.String(length=200), nullable=False),
    sa.Column('sectors', sa.String(), nullable=False),
    sa.Column('services', sa.String(), nullable=False),
    sa.Column('needs', sa.String(), nullable=False),
    sa.Column('summary_el', sa.String(length=300), nullable=False),
    sa.Column('summary_en', sa.String(length=300), nullable=False),
    sa.Column('about_el', sa.String(), nullable=False),
    sa.Column('about_en', sa.String(), nullable=False),
    sa.Column('website', sa.String(length=200), nullable=False),
    sa.Column('founded', sa.Integer(), nullable=True),
    sa.Column('people', sa.Integer(), nullable=True),
    sa.Column('register', sa.String(length=120), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('found_by', sa.String(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('why', sa.String(length=400), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('listed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('hidden_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('sample', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['made_by_id'], ['accounts_person.id'], name=op.f('fk_network_organisation_made_by_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_network_organisation')),
    sa.UniqueConstraint('slug', name=op.f('uq_network_organisation_slug'))
    )
    with op.batch_alter_table('network_organisation', schema=None) as batch_op:
        batch_op.create_index('ix_network_organisation_listed', ['state', 'name_key', 'id'], unique=False)
        batch_op.create_index('ix_network_organisation_place', ['state', 'place'], unique=False)

    op.create_table('network_call',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=6), nullable=False),
    sa.Column('service', sa.String(length=20), nullable=False),
    sa.Column('sector', sa.String(length=20), nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('hidden_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['made_by_id'], ['accounts_person.id'], name=op.f('fk_network_call_made_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['network_organisation.id'], name=op.f('fk_network_call_organisation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_network_call'))
    )
    with op.batch_alter_table('network_call', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_network_call_ends_at'), ['ends_at'], unique=False)
        batch_op.create_index('ix_network_call_open', ['kind', 'service', 'ends_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_network_call_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('network_invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['accounts_person.id'], name=op.f('fk_network_invitation_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['network_organisation.id'], name=op.f('fk_network_invitation_organisation_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_network_invitation_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_network_invitation')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_network_invitation_token_hash'))
    )
    with op.batch_alter_table('network_invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_network_invitation_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('network_keeper',
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=6), nullable=False),
    sa.Column('words', sa.String(length=600), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('how', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['network_organisation.id'], name=op.f('fk_network_keeper_organisation_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_network_keeper_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('organisation_id', 'person_id', name=op.f('pk_network_keeper'))
    )
    with op.batch_alter_table('network_keeper', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_network_keeper_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_network_keeper_state'), ['state'], unique=False)

    op.create_table('network_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('title_el', sa.String(length=200), nullable=False),
    sa.Column('title_en', sa.String(length=200), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['accounts_person.id'], name=op.f('fk_network_mark_by_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['network_organisation.id'], name=op.f('fk_network_mark_organisation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_network_mark')),
    sa.UniqueConstraint('organisation_id', 'subject', name=op.f('uq_network_mark_organisation_id_subject'))
    )
    with op.batch_alter_table('network_mark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_network_mark_by_id'), ['by_id'], unique=False)

    op.create_table('network_version',
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['accounts_person.id'], name=op.f('fk_network_version_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['network_organisation.id'], name=op.f('fk_network_version_organisation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('organisation_id', 'revision', name=op.f('pk_network_version'))
    )
    op.create_table('network_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('thread_id', sa.Integer(), nullable=True),
    sa.Column('call_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('from_inside', sa.Boolean(), nullable=False),
    sa.Column('subject', sa.String(length=120), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('hidden_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['call_id'], ['network_call.id'], name=op.f('fk_network_message_call_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['network_organisation.id'], name=op.f('fk_network_message_organisation_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_network_message_person_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['thread_id'], ['network_message.id'], name=op.f('fk_network_message_thread_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_network_message'))
    )
    with op.batch_alter_table('network_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_network_message_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_network_message_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_network_message_thread', ['thread_id', 'id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('network_message', schema=None) as batch_op:
        batch_op.drop_index('ix_network_message_thread')
        batch_op.drop_index(batch_op.f('ix_network_message_person_id'))
        batch_op.drop_index(batch_op.f('ix_network_message_organisation_id'))

    op.drop_table('network_message')
    op.drop_table('network_version')
    with op.batch_alter_table('network_mark', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_network_mark_by_id'))

    op.drop_table('network_mark')
    with op.batch_alter_table('network_keeper', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_network_keeper_state'))
        batch_op.drop_index(batch_op.f('ix_network_keeper_person_id'))

    op.drop_table('network_keeper')
    with op.batch_alter_table('network_invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_network_invitation_organisation_id'))

    op.drop_table('network_invitation')
    with op.batch_alter_table('network_call', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_network_call_organisation_id'))
        batch_op.drop_index('ix_network_call_open')
        batch_op.drop_index(batch_op.f('ix_network_call_ends_at'))

    op.drop_table('network_call')
    with op.batch_alter_table('network_organisation', schema=None) as batch_op:
        batch_op.drop_index('ix_network_organisation_place')
        batch_op.drop_index('ix_network_organisation_listed')

    op.drop_table('network_organisation')
