"""funding tools as they are looked through, kept searches, and what people were told of them"""

import sqlalchemy as sa
from alembic import op


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('toolbox_funding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fact_id', sa.Integer(), nullable=False),
    sa.Column('set', sa.String(length=60), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('family', sa.String(length=20), nullable=False),
    sa.Column('forms', sa.Integer(), nullable=False),
    sa.Column('stages', sa.Integer(), nullable=False),
    sa.Column('legal_forms', sa.Integer(), nullable=False),
    sa.Column('areas', sa.Integer(), nullable=False),
    sa.Column('least', sa.Integer(), nullable=True),
    sa.Column('most', sa.Integer(), nullable=True),
    sa.Column('opens', sa.Date(), nullable=True),
    sa.Column('closes', sa.Date(), nullable=True),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('checked', sa.Date(), nullable=False),
    sa.Column('mark', sa.String(length=10), nullable=False),
    sa.Column('expires', sa.Date(), nullable=True),
    sa.Column('digest', sa.String(length=32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('moves', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('source_title', sa.String(), nullable=False),
    sa.Column('source_url', sa.String(), nullable=False),
    sa.Column('text_el', sa.String(), nullable=False),
    sa.Column('text_en', sa.String(), nullable=False),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['fact_id'], ['toolbox_fact.id'], name=op.f('fk_toolbox_funding_fact_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_toolbox_funding')),
    sa.UniqueConstraint('set', 'key', name=op.f('uq_toolbox_funding_set_key'))
    )
    with op.batch_alter_table('toolbox_funding', schema=None) as batch_op:
        batch_op.create_index('ix_toolbox_funding_closes', ['closes'], unique=False)
        batch_op.create_index(batch_op.f('ix_toolbox_funding_fact_id'), ['fact_id'], unique=False)
        batch_op.create_index('ix_toolbox_funding_looked_for', ['withdrawn_at', 'family', 'forms', 'stages', 'legal_forms', 'areas', 'least', 'most', 'opens', 'closes', 'state', 'mark', 'expires'], unique=False)

    op.create_table('toolbox_funding_search',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('tells', sa.Boolean(), nullable=False),
    sa.Column('in_calendar', sa.Boolean(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_toolbox_funding_search_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_toolbox_funding_search'))
    )
    with op.batch_alter_table('toolbox_funding_search', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_toolbox_funding_search_person_id'), ['person_id'], unique=False)

    op.create_table('toolbox_funding_told',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('funding_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['funding_id'], ['toolbox_funding.id'], name=op.f('fk_toolbox_funding_told_funding_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_toolbox_funding_told_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_toolbox_funding_told')),
    sa.UniqueConstraint('funding_id', 'person_id', 'what', name=op.f('uq_toolbox_funding_told_funding_id_person_id_what'))
    )
    with op.batch_alter_table('toolbox_funding_told', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_toolbox_funding_told_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    for table in ('toolbox_funding_told', 'toolbox_funding_search', 'toolbox_funding'):
        op.drop_table(table)
