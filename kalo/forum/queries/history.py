"""What a post said before, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.forum.models import Post, PostRevision, Topic
from kalo.forum.permissions import may_hide_revisions
from kalo.kit.db import db, get_or_404
from kalo.kit.text.differences import Change, differences

AROUND = 160  # letters shown beside a change


@dataclass(frozen=True)
class Edit:
    """One change of a post: who made it, when, why, and what is different since."""

    revision: int
    handle: str
    name: str
    at: datetime
    reason: str
    words: Sequence[Change] | None
    title: Sequence[Change] | None
    hidden: bool


def edits_of(post: Post, topic: Topic, viewer: Person | None) -> list[Edit]:
    """The changes of a post, the newest first; of texts that were hidden, nothing is shown."""
    kept = (
        select(PostRevision, Person.handle, Person.name)
        .join(Person, Person.id == PostRevision.editor_id)
        .where(PostRevision.post_id == post.id)
        .order_by(PostRevision.revision.desc())
    )
    everything, found = may_hide_revisions(viewer), []
    after, title, hidden_after = post.source, topic.title, False
    for row, handle, name in db.session.execute(kept):
        secret = not everything and (hidden_after or row.hidden_at is not None)
        words = None if secret else differences(row.source, after, AROUND)
        titles = differences(row.title, title) if row.title and not secret else None
        found.append(
            Edit(row.revision, handle, name, row.at, row.reason, words, titles, bool(row.hidden_at))
        )
        after, title, hidden_after = row.source, row.title or title, row.hidden_at is not None
    return found


def get_revision(post: Post, revision: int) -> PostRevision:
    """An earlier text of a post that was found for somebody; or 404."""
    found: PostRevision = get_or_404(
        select(PostRevision).where(
            PostRevision.post_id == post.id, PostRevision.revision == revision
        )
    )
    return found
