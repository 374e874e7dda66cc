"""Other words for a post: every earlier text is kept, except for quick corrections."""

from datetime import timedelta

from flask_babel import lazy_gettext
from sqlalchemy import select, update

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.forum.actions.topics import name_of
from kalo.forum.actions.words import tell_written
from kalo.forum.models import RENDER_VERSION, Post, PostRevision, Topic
from kalo.kit import clock
from kalo.kit.db import db
from kalo.writing.cooking import Cooked, cook

VERBS = (
    lazy_gettext("changed the words of a post"),
    lazy_gettext("hid an earlier text"),
    lazy_gettext("showed an earlier text again"),
    lazy_gettext("opened a post to everyone"),
    lazy_gettext("left a post to its author"),
)
# A correction this soon, by the same person, belongs to what it corrects; naming somebody is more.
QUICK = timedelta(minutes=5)


class Conflict(Exception):
    """Somebody saved this post after the form was opened; nothing was changed."""


def edit_post(
    post: Post,
    topic: Topic,
    by: Person,
    source: str,
    seen: int,
    title: str | None = None,
    reason: str = "",
) -> None:
    """Save new words and keep the earlier; `seen` is the revision they are based on."""
    renamed = title is not None and title != topic.title
    if post.revision != seen:
        raise Conflict
    if source == post.source and not renamed:
        return
    before, title_before = post.source, topic.title
    cooked = cook(source, by.id)
    named = cook(before, post.author_id).mentions if cooked.mentions else frozenset()
    quick = not reason and cooked.mentions <= named and _is_quick(post, by)
    _save(post, source, cooked, seen, quick)
    tell_written(post, topic, by, cooked, clock.now(), f"post-{post.id}-{seen}", named)
    if not quick:
        _keep(post, by, seen, before, title_before if renamed else None, reason)
    words = (before, source)
    if renamed and title:
        words = (f"{title_before}\n\n{before}", f"{title}\n\n{source}")
        topic.title, topic.slug = title, name_of(title)
    _tell(post, topic, by, words, reason)


def _is_quick(post: Post, by: Person) -> bool:
    """Whether the words that stand are this person's own, and still fresh."""
    if clock.now() - (post.edited_at or post.created_at) > QUICK:
        return False
    newest = PostRevision.revision.desc()
    last = select(PostRevision.editor_id).where(PostRevision.post_id == post.id).order_by(newest)
    writer = db.session.scalar(last.limit(1)) if post.edited_at else post.author_id
    return writer == by.id


def _keep(post: Post, by: Person, seen: int, source: str, title: str | None, reason: str) -> None:
    earlier = PostRevision(
        post_id=post.id,
        revision=seen,
        title=title,
        source=source,
        reason=reason,
        editor_id=by.id,
        at=clock.now(),
    )
    db.session.add(earlier)


def _save(post: Post, source: str, cooked: Cooked, seen: int, quick: bool) -> None:
    saved = (
        update(Post)
        .where(Post.id == post.id, Post.revision == seen)
        .values(
            source=source,
            html=cooked.html,
            render_version=RENDER_VERSION,
            revision=seen + 1,
            edited_at=post.edited_at if quick else clock.now(),
        )
        .returning(Post.id)
    )
    if not db.session.execute(saved).all():
        db.session.refresh(post)
        raise Conflict


def _tell(post: Post, topic: Topic, by: Person, words: tuple[str, str], reason: str) -> None:
    """What a moderator changed of another's words is in the log, and the author hears of it."""
    if by.id != post.author_id and not post.wiki:
        said = f"{topic.title} #{post.number}: {reason}"[:300]
        note_staff_act(by, "changed the words of a post", f"post:{post.id}", said, *words)
        signals.post_corrected.send(post, by=by, reason=reason)
    signals.thing_changed.send(topic.tag)


def bring_back_revision(
    revision: PostRevision, post: Post, topic: Topic, by: Person, reason: str
) -> None:
    """An earlier text stands again, as a new edit; what stood until now is kept."""
    edit_post(post, topic, by, revision.source, post.revision, revision.title, reason)


def hide_revision(revision: PostRevision, post: Post, by: Person) -> None:
    """Only moderators see an earlier text any more."""
    revision.hidden_at = clock.now()
    _note(by, "hid an earlier text", revision, post)


def show_revision(revision: PostRevision, post: Post, by: Person) -> None:
    revision.hidden_at = None
    _note(by, "showed an earlier text again", revision, post)


def _note(by: Person, verb: str, revision: PostRevision, post: Post) -> None:
    note_staff_act(by, verb, f"post:{post.id}", f"#{post.number}, {revision.revision}")


def make_wiki(post: Post, topic: Topic, by: Person) -> None:
    """Everyone who may reply may edit it from now on."""
    _set_wiki(post, topic, by, True)


def unmake_wiki(post: Post, topic: Topic, by: Person) -> None:
    """Only its author edits it again."""
    _set_wiki(post, topic, by, False)


def _set_wiki(post: Post, topic: Topic, by: Person, wiki: bool) -> None:
    db.session.execute(update(Post).where(Post.id == post.id).values(wiki=wiki))
    if by.id != post.author_id:
        verb = "opened a post to everyone" if wiki else "left a post to its author"
        note_staff_act(by, verb, f"post:{post.id}", f"{topic.title} #{post.number}")
    signals.thing_changed.send(topic.tag)
