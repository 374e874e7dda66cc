"""Questions about what was done with a topic."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from kalo.accounts.models import Person
from kalo.forum.models import Topic, TopicAct, TopicTimer
from kalo.kit import clock
from kalo.kit.db import db, get_or_404

SHOWN = 60  # the acts that a topic's page repeats; all of them stand in their table
# Acts of one family replace each other: only the last can be taken back.
FAMILIES = {
    **{"closed": "door", "reopened": "door", "archived": "archive", "revived": "archive"},
    **{"pinned": "pin", "unpinned": "pin", "slowed": "pace", "shelved": "shelf"},
}
LASTING = {"raised", "taken", "undone"}


def notices_of(topic_id: int) -> list[dict[str, Any]]:
    """The last acts of a topic as its page shows them, in their order."""
    by, undone_by = aliased(Person), aliased(Person)
    acts = (
        select(TopicAct, by.name, by.handle, undone_by.name)
        .outerjoin(by, by.id == TopicAct.by_id)
        .outerjoin(undone_by, undone_by.id == TopicAct.undone_by_id)
        .where(TopicAct.topic_id == topic_id)
        .order_by(TopicAct.id.desc())
        .limit(SHOWN)
    )
    notices, seen = [], set()
    for act, name, handle, undone_name in db.session.execute(acts):
        family = FAMILIES.get(act.kind, str(act.id))
        last = act.undone_at is None and family not in seen and act.kind not in LASTING
        notices.append(_as_notice(act, name, handle, undone_name) | {"back": last})
        if act.undone_at is None:
            seen.add(family)
    return notices[::-1]


def _as_notice(act: TopicAct, name: str, handle: str, undone_name: str | None) -> dict[str, Any]:
    undone = act.undone_at is not None
    return {
        "id": act.id,
        "kind": act.kind,
        "after": act.after_number,
        "name": name or "",
        "handle": handle or "",
        "at": act.at.isoformat(),
        "details": act.details,
        "undone": undone,
        "undone_by": undone_name or "",
    }


def get_act(topic: Topic, act_id: int) -> TopicAct:
    """An act of a topic that was found for somebody; or 404."""
    found: TopicAct = get_or_404(
        select(TopicAct).where(TopicAct.id == act_id, TopicAct.topic_id == topic.id)
    )
    return found


def topics_arranged_by(person_id: int) -> list[Topic]:
    """The topics whose notices name somebody."""
    mine = select(TopicAct.topic_id).where(
        (TopicAct.by_id == person_id) | (TopicAct.undone_by_id == person_id)
    )
    return list(db.session.scalars(select(Topic).where(Topic.id.in_(mine)).order_by(Topic.id)))


def timers_of(topic: Topic) -> list[TopicTimer]:
    """What is still to happen with a topic, the nearest first."""
    mine = select(TopicTimer).where(TopicTimer.topic_id == topic.id)
    return list(db.session.scalars(mine.order_by(TopicTimer.at, TopicTimer.id)))


def timers_due() -> list[int]:
    """The ids of what should have happened by now."""
    due = select(TopicTimer.id).where(TopicTimer.at <= clock.now())
    return list(db.session.scalars(due.order_by(TopicTimer.at, TopicTimer.id).limit(100)))
