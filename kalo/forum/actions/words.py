"""What is said becomes HTML once, and the rest of the house hears whom and what it names."""

from datetime import datetime

from sqlalchemy import select, update

from kalo import signals
from kalo.accounts.models import Person
from kalo.forum.models import RENDER_VERSION, Post, Topic
from kalo.kit.db import db
from kalo.writing.actions.drafts import Words, forget_draft, save_draft
from kalo.writing.actions.uploads import bind_uploads
from kalo.writing.cooking import Cooked, Written, cook
from kalo.writing.queries.drafts import find_draft


def tell_written(
    post: Post,
    topic: Topic,
    by: Person,
    cooked: Cooked,
    at: datetime,
    draft: str,
    before: frozenset[int] = frozenset(),
) -> None:
    """A post stands with new words; `draft` is the key of the draft that they began as, `before`
    whom the words named that they replaced."""
    path = f"{topic.path}{post.number}"
    written = Written(f"post:{post.id}", path, by, cooked, at, topic.tag, draft, before)
    signals.words_written.send(written)


def keep_held(held_id: int, by: Person, source: str, draft: str) -> None:
    """A text waits for moderators: its files wait with it, and it is no draft any more."""
    subject = f"held:{held_id}"
    bind_uploads(cook(source, by.id).uploads, by, subject, subject)
    forget_draft(by, draft)


def give_back(author: Person, key: str, path: str, words: str, title: str = "") -> str:
    """A text that moderators did not publish is its author's draft again, for the same form.

    What was begun there in the meantime stays, above it. Answers where one goes on.
    """
    begun = find_draft(author, key)
    body = f"{begun.body}\n\n{words}" if begun and begun.body.strip() else words
    kept = Words(body, (begun.title if begun else "") or title, path)
    save_draft(author, key, begun.seq + 1 if begun else 1, kept)
    return f"{path}?draft={key}"


def cook_again(post_ids: list[int]) -> None:
    """Render posts as the rules and the cards are now, unless somebody edits them meanwhile."""
    rows = select(Post.id, Post.source, Post.revision, Post.author_id, Topic.id)
    wanted = rows.join(Topic, Topic.id == Post.topic_id).where(Post.id.in_(post_ids))
    for post_id, source, revision, author_id, topic_id in db.session.execute(wanted).all():
        same = update(Post).where(Post.id == post_id, Post.revision == revision)
        html = cook(source, author_id).html
        db.session.execute(same.values(html=html, render_version=RENDER_VERSION))
        signals.thing_changed.send(f"topic:{topic_id}")
