"""what was given to an address is found at once; tracks of agendas have a name in English too"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Where agendas are kept as they were published, and how they changed.
KEPT = (
    ("events_agenda_release", ("lines", "differences")),
    ("events_announcement", ("differences",)),
)


def upgrade() -> None:
    op.create_index("ix_events_registration_guest_email", "events_registration", ["guest_email"])
    op.execute("ALTER TABLE events_agenda_item RENAME COLUMN track TO track_el")
    track = sa.Column("track_en", sa.String(length=60), nullable=False, server_default="")
    op.add_column("events_agenda_item", track)
    _rewrite(_in_both)


def downgrade() -> None:
    _rewrite(_in_one)
    op.drop_column("events_agenda_item", "track_en")
    op.execute("ALTER TABLE events_agenda_item RENAME COLUMN track_el TO track")
    op.drop_index("ix_events_registration_guest_email", "events_registration")


def _rewrite(words: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    here = op.get_bind()
    for name, columns in KEPT:
        kept = sa.table(name, sa.column("id"), *(sa.column(each, sa.JSON) for each in columns))
        for row in here.execute(sa.select(kept).order_by(kept.c.id)).mappings().all():
            told = {each: _through(row[each], words) for each in columns}
            if any(told[each] != row[each] for each in columns):
                here.execute(sa.update(kept).where(kept.c.id == row["id"]).values(told))


def _through(value: Any, words: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_through(each, words) for each in value]
    if isinstance(value, dict):
        return {key: _through(each, words) for key, each in words(value).items()}
    return value


def _in_both(facts: dict[str, Any]) -> dict[str, Any]:
    if "track" not in facts:
        return facts
    kept = {key: value for key, value in facts.items() if key != "track"}
    return {**kept, "track_el": facts["track"], "track_en": ""}


def _in_one(facts: dict[str, Any]) -> dict[str, Any]:
    if "track_el" not in facts:
        return facts
    kept = {key: value for key, value in facts.items() if key not in {"track_el", "track_en"}}
    return {**kept, "track": facts["track_el"]}
