"""What a post said before, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.forum.models import Post, PostRevision, Topic
from kalo.forum.permissions import may_hide_revisions
from kalo.kit.db import db, get_or_404
from kalo.kit.pages import Slice
from kalo.kit.text.differences import Change, differences

A_PAGE = 10  # comparing long texts takes a while
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


def edits_of(
    post: Post, topic: Topic, viewer: Person | None, than: PostRevision | None = None
) -> Slice[Edit]:
    """A page of the changes of a post, the newest first, or of those earlier `than` one of them.

    Of texts that were hidden, nothing is shown.
    """
    everything, found = may_hide_revisions(viewer), []
    after, title, hidden_after = post.source, topic.title, False
    if than:
        after, hidden_after = than.source, than.hidden_at is not None
        title = _title_before(than) or title
    rows = _changes(post, than)
    for row, handle, name in rows[:A_PAGE]:
        secret = not everything and (hidden_after or row.hidden_at is not None)
        words = None if secret else differences(row.source, after, AROUND)
        titles = differences(row.title, title) if row.title and not secret else None
        found.append(
            Edit(row.revision, handle, name, row.at, row.reason, words, titles, bool(row.hidden_at))
        )
        after, title, hidden_after = row.source, row.title or title, row.hidden_at is not None
    more = len(rows) > A_PAGE
    return Slice(found, None, str(found[-1].revision) if more else None)


def _changes(post: Post, than: PostRevision | None) -> Sequence[Any]:
    """One more than a page of (revision, handle, name)."""
    kept = select(PostRevision, Person.handle, Person.name)
    kept = kept.join(Person, Person.id == PostRevision.editor_id)
    kept = kept.where(PostRevision.post_id == post.id)
    kept = kept.where(PostRevision.revision < than.revision) if than else kept
    return db.session.execute(kept.order_by(PostRevision.revision.desc()).limit(A_PAGE + 1)).all()


def _title_before(change: PostRevision) -> str | None:
    """The title that stood before a change, if it was changed then or later."""
    later = PostRevision.post_id == change.post_id, PostRevision.revision >= change.revision
    titles = select(PostRevision.title).where(*later, PostRevision.title.is_not(None))
    return db.session.scalar(titles.order_by(PostRevision.revision).limit(1))


def get_revision(post: Post, revision: int) -> PostRevision:
    """An earlier text of a post that was found for somebody; or 404."""
    found: PostRevision = get_or_404(
        select(PostRevision).where(
            PostRevision.post_id == post.id, PostRevision.revision == revision
        )
    )
    return found
