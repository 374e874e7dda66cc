"""How lively topics were, counted by a job so that no page has to."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kalo.forum.models.topics import Topic
from kalo.kit.db import Model

PERIODS = {"day": 1, "week": 7, "month": 30, "year": 365, "all": None}


class TopicScore(Model):
    """How lively a topic was in a period: replies, different people, reactions, views."""

    __tablename__ = "forum_topic_score"
    __table_args__ = (Index("ix_forum_topic_score_best", "period", "score", "topic_id"),)

    period: Mapped[str] = mapped_column(String(5), primary_key=True)
    topic_id: Mapped[int] = mapped_column(
        ForeignKey(Topic.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    score: Mapped[int]
    at: Mapped[datetime]


class TopicViews(Model):
    """How often a topic had been looked at when a day began on which it moved."""

    __tablename__ = "forum_topic_views"

    topic_id: Mapped[int] = mapped_column(
        ForeignKey(Topic.id, ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    views: Mapped[int]
