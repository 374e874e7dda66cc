"""Keeping posts for later, with a reminder if wished."""

from datetime import datetime

from sqlalchemy import delete, update

from kalo.accounts.models import Person
from kalo.forum.models import Bookmark, Post
from kalo.kit import clock
from kalo.kit.db import db, upsert


def keep_post(
    person: Person, post: Post, note: str | None = None, remind_at: datetime | None = None
) -> None:
    """A person keeps a post; without a note they keep what they had noted."""
    mine = {"person_id": person.id, "post_id": post.id, "kept_at": clock.now()}
    words = {"note": note or "", "remind_at": remind_at}
    upsert(
        Bookmark,
        [{**mine, **words}],
        key=("person_id", "post_id"),
        again=words if note is not None else None,
    )


def let_go_of_post(person: Person, post: Post) -> None:
    mine = Bookmark.person_id == person.id, Bookmark.post_id == post.id
    db.session.execute(delete(Bookmark).where(*mine))


def take_reminder(bookmark_id: int, now: datetime) -> bool:
    """Whether this reminder is still owed; whoever asks first tells it, and nobody again."""
    owed = update(Bookmark).where(Bookmark.id == bookmark_id, Bookmark.remind_at <= now)
    return bool(db.session.execute(owed.values(remind_at=None).returning(Bookmark.id)).all())


def forget_passed_reminders(now: datetime) -> None:
    """What was due and could not be told, because it is no longer there to be seen."""
    passed = update(Bookmark).where(Bookmark.remind_at <= now).values(remind_at=None)
    db.session.execute(passed.execution_options(synchronize_session=False))
