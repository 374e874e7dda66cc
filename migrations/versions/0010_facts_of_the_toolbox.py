"""facts of the toolbox and everything that they ever said"""

import sqlalchemy as sa
from alembic import op


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('toolbox_fact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('set_name', sa.String(length=60), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('leaf', sa.String(length=60), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text_el', sa.String(), nullable=False),
    sa.Column('text_en', sa.String(), nullable=False),
    sa.Column('value', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('unit_el', sa.String(length=80), nullable=False),
    sa.Column('unit_en', sa.String(length=80), nullable=False),
    sa.Column('source_title', sa.String(length=300), nullable=False),
    sa.Column('source_url', sa.String(length=500), nullable=False),
    sa.Column('checked', sa.Date(), nullable=False),
    sa.Column('mark', sa.String(length=10), nullable=False),
    sa.Column('expires', sa.Date(), nullable=True),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_hand', sa.Boolean(), nullable=False),
    sa.Column('file_mark', sa.String(length=32), nullable=False),
    sa.Column('waits', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('told_for', sa.Date(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_toolbox_fact')),
    sa.UniqueConstraint('set_name', 'key', name=op.f('uq_toolbox_fact_set_name_key'))
    )
    with op.batch_alter_table('toolbox_fact', schema=None) as batch_op:
        batch_op.create_index('ix_toolbox_fact_expires', ['expires', 'told_for'], unique=False)

    op.create_table('toolbox_fact_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fact_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('way', sa.String(length=10), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('what', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['accounts_person.id'], name=op.f('fk_toolbox_fact_version_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['fact_id'], ['toolbox_fact.id'], name=op.f('fk_toolbox_fact_version_fact_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_toolbox_fact_version')),
    sa.UniqueConstraint('fact_id', 'revision', name=op.f('uq_toolbox_fact_version_fact_id_revision'))
    )
    with op.batch_alter_table('toolbox_fact_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_toolbox_fact_version_by_id'), ['by_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('toolbox_fact_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_toolbox_fact_version_by_id'))

    op.drop_table('toolbox_fact_version')
    with op.batch_alter_table('toolbox_fact', schema=None) as batch_op:
        batch_op.drop_index('ix_toolbox_fact_expires')

    op.drop_table('toolbox_fact')
