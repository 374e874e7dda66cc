"""Whom the forum tells, and of what. Writing owes the telling; a job finds everybody."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.forum.models import Post, PostRevision, Topic
from kalo.forum.models.reading import MUTED, TRACKING, WATCHING
from kalo.forum.queries import telling as queries
from kalo.forum.queries.telling import post_of
from kalo.forum.queries.watching import followers
from kalo.notifications.actions import move_news, notify, tell, tells
from kalo.notifications.jobs import tell_soon
from kalo.notifications.models import BELL, DAILY, ONCE, Kind
from kalo.notifications.subjects import fills_digest, tells_about
from kalo.writing.cooking import Written, cook

REMINDER = Kind(
    "forum.reminder",
    _("The day comes for which I asked to be reminded of a post"),
    _("You wanted to come back to “%(what)s”"),
    strength=95,
    way=ONCE,
)
TIMER = Kind(
    "forum.timer",
    _("The moment comes for which I set a reminder on a discussion"),
    _("You wanted to look at “%(what)s”"),
    strength=94,
    way=ONCE,
)
MENTION = Kind(
    "forum.mention",
    _("Somebody mentions me"),
    _("%(who)s mentions you in “%(what)s”"),
    strength=90,
    way=ONCE,
)
ANSWER = Kind(
    "forum.answer",
    _("My reply is accepted as the answer"),
    _("Your reply in “%(what)s” was accepted as the answer"),
    strength=80,
    way=ONCE,
)
TO_YOU = Kind(
    "forum.reply_to_you",
    _("Somebody replies to me"),
    _("%(who)s replies to you in “%(what)s”"),
    strength=70,
    way=ONCE,
)
QUOTE = Kind(
    "forum.quote",
    _("Somebody quotes me"),
    _("%(who)s quotes you in “%(what)s”"),
    strength=60,
    way=ONCE,
)
REPLY = Kind(
    "forum.reply",
    _("Somebody writes in a discussion that I watch"),
    _("%(n)s new in “%(what)s”"),
    strength=40,
    way=DAILY,
)
OPENED = Kind(
    "forum.opened",
    _("A discussion opens in a category or with a tag that I watch"),
    _("%(who)s opens “%(what)s”"),
    strength=40,
    way=DAILY,
)
GROUP = Kind(
    "forum.group_mention",
    _("Somebody mentions a group of mine"),
    _("%(who)s mentions your group in “%(what)s”"),
    strength=30,
    way=ONCE,
)
POLL = Kind(
    "forum.poll",
    _("A poll in a discussion that I follow closes"),
    _("The poll in “%(what)s” is closed: see the results"),
    strength=20,
    way=BELL,
)
CORRECTED = Kind(
    "forum.corrected",
    _("A moderator changes what I wrote"),
    _("The moderators changed what you wrote in “%(what)s”"),
    strength=75,
    way=ONCE,
)
REACTION = Kind(
    "forum.reaction",
    _("Somebody reacts to what I wrote"),
    _("%(who)s liked what you wrote in “%(what)s”"),
    strength=10,
    way=BELL,
)
Levels = dict[int, int]


@signals.reply_posted.connect
def owe_news_of_reply(post: Post, **_more: Any) -> None:
    """Written with the post itself; who is told, the job asks."""
    tell_soon("post", post.id)


@signals.topic_opened.connect
def owe_news_of_topic(topic: Topic, **_more: Any) -> None:
    """As for a reply."""
    tell_soon("topic", topic.id)


@signals.words_written.connect
def owe_news_of_edit(written: Written, **_more: Any) -> None:
    """A post that was edited and names somebody whom it did not name before."""
    kind, _colon, number = written.subject.partition(":")
    named = written.cooked.mentions - written.before
    if kind == "post" and named and written.draft.startswith("post-"):
        tell_soon("edited post", int(number))


@tells("post")
def tell_of_post(post_id: int) -> None:
    """Each person once, under what concerns them most."""
    if (post := queries.post_to_tell(post_id)) is None:
        return
    levels = followers(post.topic)
    whom = {id: REPLY for id, level in levels.items() if level >= WATCHING}
    direct = {**_named_in(post), **dict.fromkeys(_quoted(post), QUOTE)}
    if answered := queries.author_of(post.topic_id, post.reply_to):
        direct[answered] = TO_YOU
    direct |= dict.fromkeys(_mentioned(post), MENTION)
    _tell_unread(post, {**whom, **_allowed(post.topic, direct, levels)})


@tells("topic")
def tell_of_topic(topic_id: int) -> None:
    """Those who watch its category or one of its tags, and those it names."""
    if (post := queries.first_post_to_tell(topic_id)) is None:
        return
    levels = followers(post.topic)
    whom = {id: OPENED for id, level in levels.items() if level >= WATCHING}
    direct = {**_named_in(post), **dict.fromkeys(_mentioned(post), MENTION)}
    _tell_unread(post, {**whom, **_allowed(post.topic, direct, levels)})


@tells("split topic")
def tell_of_split(topic_id: int) -> None:
    """Those who watch its category or tags, but for who knew these posts where they stood."""
    if (post := queries.first_post_to_tell(topic_id)) is None:
        return
    knew = queries.followed_before(topic_id)
    levels = followers(post.topic).items()
    whom = [id for id, level in levels if level >= WATCHING and id not in knew]
    _tell_unread(post, dict.fromkeys(whom, OPENED))


@signals.topic_split.connect
def owe_news_of_split(topic: Topic, **_more: Any) -> None:
    """As for a topic that somebody opens."""
    tell_soon("split topic", topic.id)


@signals.posts_moved.connect
def take_news_along(source: Topic, target: Topic, **_more: Any) -> None:
    """What people have not read of moved posts they are told under the topic where these are."""
    for left, there in ((source, target), (target, source)):
        numbers = queries.numbers_in(there)

        def place(thing: str, there: Topic = there, numbers: Any = numbers) -> Any:
            number = numbers.get(post_of(thing))
            return (f"{there.path}{number}", number) if number else None

        def seeing(people: list[int], there: Topic = there) -> set[int]:
            return queries.who_may_see(there, people)

        move_news(left.tag, there.tag, there.title, place, seeing)


@tells("edited post")
def tell_of_edit(post_id: int) -> None:
    """Only those whom the earlier words did not name."""
    if (post := queries.post_to_tell(post_id)) is None:
        return
    earlier: PostRevision | None = queries.words_before(post)
    before = cook(earlier.source, post.author_id).mentions if earlier else frozenset()
    direct = dict.fromkeys(_mentioned(post) - before, MENTION)
    _tell(post, _allowed(post.topic, direct, followers(post.topic)))


def _tell_unread(post: Post, whom: dict[int, Kind]) -> None:
    read = queries.who_read(post)
    _tell(post, {id: kind for id, kind in whom.items() if id not in read}, post.created_at)


def _tell(post: Post, whom: dict[int, Kind], at: datetime | None = None) -> None:
    topic, path = post.topic, f"{post.topic.path}{post.number}"
    more: dict[str, Any] = {"thing": f"post:{post.id}", "place": post.number, "at": at}
    tell(whom, topic.tag, topic.title, path, post.author, **more)


def _mentioned(post: Post) -> frozenset[int]:
    return cook(post.source, post.author_id).mentions


def _named_in(post: Post) -> dict[int, Kind]:
    """The people of the groups that a post names."""
    groups = cook(post.source, post.author_id).groups
    return dict.fromkeys(queries.people_of_groups(groups), GROUP) if groups else {}


def _quoted(post: Post) -> list[int]:
    """Whose posts of this topic a post quotes."""
    numbers = queries.numbers_quoted(post.source, post.topic_id)
    return queries.authors_of(post.topic_id, numbers) if numbers else []


def _allowed(topic: Topic, direct: dict[int, Kind], levels: Levels) -> dict[int, Kind]:
    """Those who may see the topic and did not mute it; a watching person keeps the stronger."""
    here = queries.who_may_see(topic, direct)
    return {
        id: kind
        for id, kind in direct.items()
        if id in here
        and levels.get(id) != MUTED
        and not (levels.get(id, 1) >= WATCHING and kind.strength < REPLY.strength)
    }


@signals.post_reacted.connect
def tell_the_author_of_reaction(post: Post, by: Person, **_more: Any) -> None:
    """Gathered on the topic; a thing of its own for each who reacts."""
    _tell_author(post, REACTION, by, f"reaction:{post.id}-{by.id}")


@signals.answer_accepted.connect
def tell_the_author_of_answer(post: Post, by: Person, **_more: Any) -> None:
    """Whoever helped hears that it did."""
    _tell_author(post, ANSWER, by, f"answer:{post.id}")


@signals.post_corrected.connect
def tell_the_author_of_correction(post: Post, by: Person, **_more: Any) -> None:
    """Whoever wrote it reads what became of it, and why, in the history."""
    _tell_author(post, CORRECTED, by, f"corrected:{post.id}-{post.revision}", "/history")


def _tell_author(post: Post, kind: Kind, by: Person, thing: str, page: str = "") -> None:
    """If they may still see where it stands."""
    topic, path = post.topic, f"{post.topic.path}{post.number}{page}"
    whom = queries.who_may_see(topic, [post.author_id])
    notify(whom, kind, topic.tag, topic.title, path, by=by, thing=thing, place=post.number)


@signals.poll_closed.connect
def owe_news_of_poll(topic: Topic, **_more: Any) -> None:
    """Those who follow it may be many."""
    tell_soon("poll", topic.id)


@tells("poll")
def tell_of_poll(topic_id: int) -> None:
    """Those who follow the discussion; of a secret poll nobody keeps who voted."""
    if (post := queries.first_post_to_tell(topic_id)) is None:
        return
    topic = post.topic
    whom = [id for id, level in followers(topic).items() if level >= TRACKING]
    thing = f"poll:{topic_id}"
    notify(whom, POLL, topic.tag, topic.title, topic.path + "1", by=None, thing=thing, place=1)


def remind(person_id: int, topic: Topic, post_id: int, number: int) -> None:
    """Tell somebody of a post that they keep."""
    path, thing = f"{topic.path}{number}", f"bookmark:{post_id}"
    notify([person_id], REMINDER, topic.tag, topic.title, path, by=None, thing=thing, place=number)


@signals.topic_due.connect
def remind_of_topic(topic: Topic, person: Person, **_more: Any) -> None:
    """Whoever set a timer to be reminded is."""
    thing = f"timer:{topic.id}"
    notify([person.id], TIMER, topic.tag, topic.title, topic.path, by=None, thing=thing, place=1)


tells_about("topic", queries.unmuted_ids, queries.words_in, seen=queries.visible_ids)
fills_digest(queries.moving_for)
