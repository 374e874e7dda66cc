"""The verbs of comments beside a work."""

from flask_babel import gettext
from sqlalchemy import func, select

from kalo import signals
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.toolbox.actions.works import Author
from kalo.toolbox.models.works import Comment, Work

MOST = 200  # comments beside one work


def say(work: Work, body: str, field: str, by: Author) -> Comment:
    """Say something beside a work, of one of its questions or of all of it."""
    here = select(func.count(Comment.id)).where(Comment.work_id == work.id)
    if (db.session.scalar(here) or 0) >= MOST:
        raise Refused(gettext("There are very many comments here: remove some that are settled."))
    person_id = by.person.id if by.person else None
    comment = Comment(work_id=work.id, field=field, person_id=person_id, name=by.name, body=body)
    comment.made_at = clock.now()
    db.session.add(comment)
    db.session.flush()
    signals.work_commented.send(comment, work=work, by=by.person)
    return comment


def settle(comment: Comment, settled: bool = True) -> None:
    """What it asked for is done, or open again."""
    comment.settled_at = clock.now() if settled else None


def remove(comment: Comment) -> None:
    """Take it away."""
    db.session.delete(comment)
