"""Marking topics with tags, and keeping the tags in order."""

import re
from collections import defaultdict
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import delete, func, select, update

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.forum.models import Category, Tag, Topic, TopicTag, Watch
from kalo.forum.models.categories import EVERYONE
from kalo.forum.permissions import may_moderate
from kalo.forum.permissions.tags import may_make_tags
from kalo.forum.queries.tags import tags_named, topics_marked
from kalo.kit import text
from kalo.kit.db import db, upsert
from kalo.kit.versions import bump
from kalo.kit.web import Refused

VERBS = (
    lazy_gettext("changed the tags of a discussion"),
    lazy_gettext("renamed a tag"),
    lazy_gettext("put two tags together"),
)
MOST, LONGEST = 5, 40
AT_ONCE = 400


def set_tags(topic: Topic, typed: str, by: Person) -> None:
    """Mark a topic with what was typed between commas, and with nothing else."""
    names = check_tags(typed, by)
    if list(names) == [slug for slug, _name in topic.tags]:
        return
    # Locked: two at once would leave rows that the topic does not repeat.
    db.session.refresh(topic, attribute_names=["tags"], with_for_update=True)
    before, said = set(_ids(topic.tags)), _said(topic)
    tags = _found_or_made(names)
    db.session.execute(delete(TopicTag).where(TopicTag.topic_id == topic.id))
    rows = [{"topic_id": topic.id, "tag_id": tag.id} for tag in tags]
    upsert(TopicTag, rows, key=("tag_id", "topic_id"))
    topic.tags = [[tag.slug, tag.name] for tag in tags]
    db.session.flush()
    recount_tags(before | {tag.id for tag in tags})
    if may_moderate(by) and by.id != topic.author_id:
        words = ("changed the tags of a discussion", topic.tag, topic.title)
        note_staff_act(by, *words, said, _said(topic))
    signals.thing_changed.send(topic.tag)
    bump(topic.tag, "forum")


def _said(topic: Topic) -> str:
    """The tags of a topic, for the log."""
    return ", ".join(name for _slug, name in topic.tags)


def check_tags(typed: str, by: Person) -> dict[str, str]:
    """What was typed, if this person may mark a topic with it."""
    names = names_in(typed)
    if len(names) > MOST:
        raise Refused(_("A discussion has up to %(most)d tags.", most=MOST))
    known = tags_named(list(names)) if names else {}
    fresh = [name for slug, name in names.items() if slug not in known]
    if fresh and not may_make_tags(by):
        words = ", ".join(fresh)
        raise Refused(_("Choose among the tags there are. These are new: %(words)s.", words=words))
    return names


def names_in(typed: str) -> dict[str, str]:
    """Slug and name of each tag that was typed, in order, each once."""
    parts = (" ".join(part.split()).lstrip("#") for part in re.split(r"[,;\n]", typed))
    named = ((text.slug(part, 60), part[:LONGEST]) for part in parts)
    found: dict[str, str] = {}
    for slug, name in named:
        if slug:
            found.setdefault(slug, name)
    return found


def _ids(tags: list[list[str]]) -> Iterable[int]:
    return [tag.id for tag in tags_named([slug for slug, _name in tags]).values()] if tags else []


def _found_or_made(names: dict[str, str]) -> list[Tag]:
    rows = [{"slug": slug, "name": name, "topics_count": 0} for slug, name in names.items()]
    upsert(Tag, rows, key=("slug",))
    known = tags_named(list(names)) if names else {}
    return [known[slug] for slug in names]


def recount_tags(ids: Iterable[int] | None = None) -> None:
    """Count anew the topics of these tags, or of all, that stand where everyone sees them."""
    count = (
        select(func.count())
        .select_from(TopicTag)
        .join(Topic, Topic.id == TopicTag.topic_id)
        .join(Category, Category.id == Topic.category_id)
        .where(TopicTag.tag_id == Tag.id, Topic.deleted_at.is_(None), Category.see == EVERYONE)
        .correlate(Tag)
    )
    these = update(Tag) if ids is None else update(Tag).where(Tag.id.in_(sorted(ids)))
    counted = these.values(topics_count=count.scalar_subquery())
    db.session.execute(counted.execution_options(synchronize_session=False))


def rename_tag(tag: Tag, name: str, by: Person) -> None:
    """Another word for a tag, everywhere."""
    slug, before = text.slug(name, 60), tag.name
    if not slug:
        raise Refused(_("A tag needs a letter or a number."))
    if slug != tag.slug and tags_named([slug]):
        raise Refused(_("There is a tag of this name already. Put the two together instead."))
    tag.slug, tag.name = slug, name[:LONGEST]
    db.session.flush()
    _write_again(topics_marked(tag.id))
    note_staff_act(by, "renamed a tag", f"tag:{tag.id}", "", before, tag.name)
    bump("forum")


def merge_tag(tag: Tag, into: Tag, by: Person) -> None:
    """What carried the one carries the other; whoever followed the one follows the other."""
    if tag.id == into.id:
        raise Refused(_("Choose another tag than this one."))
    topics = topics_marked(tag.id)
    rows = [{"topic_id": topic_id, "tag_id": into.id} for topic_id in topics]
    for start in range(0, len(rows), AT_ONCE):
        upsert(TopicTag, rows[start : start + AT_ONCE], key=("tag_id", "topic_id"))
    _carry_over_watches(tag, into)
    db.session.execute(delete(TopicTag).where(TopicTag.tag_id == tag.id))
    note_staff_act(by, "put two tags together", f"tag:{into.id}", "", tag.name, into.name)
    _write_again(topics)  # topics before tags, as whoever marks one
    db.session.execute(delete(Tag).where(Tag.id == tag.id))
    recount_tags([into.id])
    bump("forum")


def _carry_over_watches(tag: Tag, into: Tag) -> None:
    of_tag = Watch.kind == "tag", Watch.thing_id == tag.id
    followed = db.session.execute(select(Watch.person_id, Watch.level).where(*of_tag)).all()
    rows = [
        {"person_id": who, "kind": "tag", "thing_id": into.id, "level": n} for who, n in followed
    ]
    upsert(Watch, rows, key=("person_id", "kind", "thing_id"))
    db.session.execute(delete(Watch).where(*of_tag))


def _write_again(topic_ids: list[int]) -> None:
    """Repeat the tags of these topics where their pages read them."""
    for start in range(0, len(topic_ids), AT_ONCE):
        some = topic_ids[start : start + AT_ONCE]
        marked: dict[int, list[list[str]]] = defaultdict(list)
        rows = select(TopicTag.topic_id, Tag.slug, Tag.name).join(Tag, Tag.id == TopicTag.tag_id)
        for topic_id, slug, name in db.session.execute(
            rows.where(TopicTag.topic_id.in_(some)).order_by(Tag.name)
        ):
            marked[topic_id].append([slug, name])
        db.session.execute(
            update(Topic), [{"id": topic_id, "tags": marked[topic_id]} for topic_id in some]
        )
        for topic_id in some:
            signals.thing_changed.send(f"topic:{topic_id}")
            bump(f"topic:{topic_id}")
