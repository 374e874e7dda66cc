"""Noting how lively topics are."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete

from kalo.forum.models import TopicScore, TopicViews
from kalo.kit.db import db, upsert
from kalo.kit.versions import bump

AT_ONCE = 1000
KEPT = timedelta(days=370)


def write_scores(period: str, scores: list[tuple[int, int]], at: datetime) -> None:
    """The scores of a period, in the place of those of before."""
    db.session.execute(delete(TopicScore).where(TopicScore.period == period))
    rows = [{"period": period, "topic_id": id, "score": score, "at": at} for id, score in scores]
    for start in range(0, len(rows), AT_ONCE):
        upsert(TopicScore, rows[start : start + AT_ONCE], key=("period", "topic_id"))
    bump("forum")


def note_views(views: list[tuple[int, int]], day: date) -> None:
    """How often topics had been looked at by this day; what is older than a year is forgotten."""
    rows = [{"topic_id": id, "day": day, "views": count} for id, count in views]
    for start in range(0, len(rows), AT_ONCE):
        upsert(TopicViews, rows[start : start + AT_ONCE], key=("topic_id", "day"))
    db.session.execute(delete(TopicViews).where(TopicViews.day < day - KEPT))
