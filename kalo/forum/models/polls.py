"""Questions that are answered by choosing: the poll of a topic, its options, who chose what."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kalo.accounts.models import Person
from kalo.forum.models.topics import Topic
from kalo.kit.db import Model

# What is asked: one of the options, several of them, or which of some dates suit.
ONE, SEVERAL, DATE = "one", "several", "date"
# When the results are shown: always, to whoever has voted, or once it is closed.
ALWAYS, VOTED, CLOSED = "always", "voted", "closed"
# What a person said to an option; a choice is a yes, and only dates know the other two.
NO, IF_NEED_BE, YES = 0, 1, 2


class Poll(Model):
    """The poll of a topic's first post. `Topic.poll` repeats it with its options for the page.

    Of a secret poll nobody is shown who chose what, and once it closes the votes are erased:
    only the counters stay.
    """

    __tablename__ = "forum_poll"

    topic_id: Mapped[int] = mapped_column(
        ForeignKey(Topic.id, ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(10))
    question: Mapped[str] = mapped_column(String(140), default="")
    most: Mapped[int] = mapped_column(default=1)
    secret: Mapped[bool] = mapped_column(default=True)
    results: Mapped[str] = mapped_column(String(10), default=ALWAYS)
    closes_at: Mapped[datetime | None] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]
    voters_count: Mapped[int] = mapped_column(default=0)


class PollOption(Model):
    """Something to choose, and how many chose it: `yes` counts choices, `maybe` "if need be"."""

    __tablename__ = "forum_poll_option"

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey(Poll.topic_id, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(140))
    # The moment that a date option names.
    moment: Mapped[datetime | None]
    yes: Mapped[int] = mapped_column(default=0)
    maybe: Mapped[int] = mapped_column(default=0)


class PollVote(Model):
    """What a person said to an option."""

    __tablename__ = "forum_poll_vote"

    option_id: Mapped[int] = mapped_column(
        ForeignKey(PollOption.id, ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    topic_id: Mapped[int] = mapped_column(ForeignKey(Poll.topic_id, ondelete="CASCADE"), index=True)
    value: Mapped[int] = mapped_column(default=YES)
    at: Mapped[datetime]
