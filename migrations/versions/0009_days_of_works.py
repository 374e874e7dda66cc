"""days that works of the toolbox plan, and who wants them in their calendar"""

import sqlalchemy as sa
from alembic import op


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('toolbox_day',
    sa.Column('work_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('title_el', sa.String(length=300), nullable=False),
    sa.Column('title_en', sa.String(length=300), nullable=False),
    sa.Column('about_el', sa.String(), nullable=False),
    sa.Column('about_en', sa.String(), nullable=False),
    sa.Column('done', sa.Boolean(), nullable=False),
    sa.Column('remind_on', sa.Date(), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['work_id'], ['toolbox_work.id'], name=op.f('fk_toolbox_day_work_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('work_id', 'key', name=op.f('pk_toolbox_day'))
    )
    with op.batch_alter_table('toolbox_day', schema=None) as batch_op:
        batch_op.create_index('ix_toolbox_day_owed', ['remind_on', 'reminded_at'], unique=False)

    op.create_table('toolbox_day_wish',
    sa.Column('work_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('wants', sa.Boolean(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_toolbox_day_wish_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['work_id'], ['toolbox_work.id'], name=op.f('fk_toolbox_day_wish_work_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('work_id', 'person_id', name=op.f('pk_toolbox_day_wish'))
    )
    with op.batch_alter_table('toolbox_day_wish', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_toolbox_day_wish_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('toolbox_day_wish', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_toolbox_day_wish_person_id'))

    op.drop_table('toolbox_day_wish')
    with op.batch_alter_table('toolbox_day', schema=None) as batch_op:
        batch_op.drop_index('ix_toolbox_day_owed')

    op.drop_table('toolbox_day')
