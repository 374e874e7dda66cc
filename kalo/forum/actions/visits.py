"""How often topics were looked at: added up in bulk, said in round numbers."""

from sqlalchemy import update

from kalo.forum.models import Topic
from kalo.kit.db import db
from kalo.kit.versions import bump
from kalo.kit.visits import counts_visits

STEPS = (10, 20, 50)  # and their tenfolds: what pages say changes seldom, so they are kept long


@counts_visits("topic")
def add_visits(found: dict[int, int]) -> None:
    """Add what was counted in memory; pages change only where their words do."""
    for topic_id, times in sorted(found.items()):
        mine = update(Topic).where(Topic.id == topic_id)
        more = mine.values(views_count=Topic.views_count + times).returning(Topic.views_count)
        now = db.session.scalar(more.execution_options(synchronize_session=False))
        if now is not None and round_number(now) != round_number(now - times):
            bump(f"topic:{topic_id}", "forum")


def round_number(count: int) -> int:
    """The largest step that is reached: 10, 20, 50, 100, 200 …; 0 below the first."""
    reached, scale = 0, 1
    while STEPS[0] * scale <= count:
        reached = max(step * scale for step in STEPS if step * scale <= count)
        scale *= 10
    return reached
