"""scores of the social impact tool that bodies let count, and the medians of them"""

import sqlalchemy as sa
from alembic import op


revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('toolbox_impact_median',
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('scores', sa.JSON(), nullable=False),
    sa.Column('bodies', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('kind', name=op.f('pk_toolbox_impact_median'))
    )
    op.create_table('toolbox_impact_contribution',
    sa.Column('work_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('scores', sa.JSON(), nullable=False),
    sa.Column('counted', sa.Boolean(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['accounts_person.id'], name=op.f('fk_toolbox_impact_contribution_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['work_id'], ['toolbox_work.id'], name=op.f('fk_toolbox_impact_contribution_work_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('work_id', name=op.f('pk_toolbox_impact_contribution')),
    sa.UniqueConstraint('person_id', 'kind', name=op.f('uq_toolbox_impact_contribution_person_id_kind'))
    )
    with op.batch_alter_table('toolbox_impact_contribution', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_toolbox_impact_contribution_kind'), ['kind'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('toolbox_impact_contribution', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_toolbox_impact_contribution_kind'))

    op.drop_table('toolbox_impact_contribution')
    op.drop_table('toolbox_impact_median')
