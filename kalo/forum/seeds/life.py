"""What the sample community did besides writing, as the marks of a story ask for it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from kalo.accounts.models import Person
from kalo.forum import actions
from kalo.forum.actions.bookmarks import keep_post
from kalo.forum.actions.polls import Asked
from kalo.forum.actions.watching import follow_thing
from kalo.forum.models import REACTIONS, Post, Topic
from kalo.forum.models.polls import IF_NEED_BE, YES
from kalo.forum.models.reading import WATCHING
from kalo.forum.queries import find_category
from kalo.forum.queries.tags import tags_named
from kalo.kit import clock, text
from kalo.kit.db import db
from kalo.moderation.actions import hold, report, rule
from kalo.moderation.actions.rulings import Decision
from kalo.moderation.models import Case
from kalo.moderation.models.rulings import HIDE
from kalo.moderation.things import find_thing

People = dict[str, Person]
Mark = Callable[[Topic, list[Post], People, list[str]], None]
QUIET = {"admin", "katerina"}  # who does not react
WATCHED = {"maria": "κοινωνική ρήτρα", "nikos": "μέλη"}
VOTERS = ("anna", "nikos", "despoina", "maria", "eleni")
POLLS: dict[str, dict[str, Any]] = {
    "poll": {"kind": "one"},
    "poll several": {"kind": "several", "most": 2, "secret": False, "results": "voted"},
    "poll date": {"kind": "date", "secret": False},
}


def lay_subcategory(people: People) -> None:
    """A category within another, which says that it belongs to the sample."""
    parent = find_category("idrysi-koinsep")
    if parent is None or find_category("katastatika"):
        return
    actions.add_category(
        people["admin"],
        parent_id=parent.id,
        title_el="Καταστατικά",
        title_en="Statutes",
        about_el="Άρθρα του καταστατικού, λέξη προς λέξη. Η κατηγορία ανήκει στο δείγμα.",
        about_en="Articles of the statutes, word by word. The category belongs to the sample.",
        asks=True,
    )


def bring_to_life(topic: Topic, posts: list[Post], marks: list[str], people: People) -> None:
    """Some reactions everywhere; what the story's marks ask for where they stand."""
    for post in posts:
        _react(topic, post, people)
    _do(AT_ONCE, topic, posts, marks, people)


def live_on(topic: Topic, posts: list[Post], marks: list[str], people: People) -> None:
    """What happened when everything had been said."""
    _do(LATER, topic, posts, marks, people)


def watch_tags(people: People) -> None:
    """Some follow a tag."""
    for handle, name in WATCHED.items():
        for tag in tags_named([text.slug(name, 60)]).values():
            follow_thing(people[handle], "tag", tag.id, WATCHING)


def _do(
    verbs: dict[str, Mark], topic: Topic, posts: list[Post], marks: list[str], people: People
) -> None:
    for mark in marks:
        what, _colon, words = mark.partition(": ")
        if what in verbs:
            verbs[what](topic, posts, people, [what, *words.split(" | ")])


def _react(topic: Topic, post: Post, people: People) -> None:
    for turn, handle in enumerate(sorted(set(people) - QUIET)):
        mine = (post.number * 5 + turn * 3 + len(topic.title)) % 11
        if mine == 0 and people[handle].id != post.author_id:
            actions.react(post, topic, people[handle], REACTIONS[(post.number + turn) % 4])


def _answer(topic: Topic, posts: list[Post], people: People, said: list[str]) -> None:
    actions.accept_answer(posts[int(said[1]) - 1], topic, topic.author)


def _poll(topic: Topic, posts: list[Post], people: People, said: list[str]) -> None:
    what, question, *options = said
    moments = what == "poll date"
    closes_at = clock.now() + timedelta(days=5) if what == "poll several" else None
    choices = [_moment(each) if moments else each for each in options]
    actions.add_poll(
        topic, Asked(question=question, options=choices, closes_at=closes_at, **POLLS[what])
    )
    ids = [option["id"] for option in (topic.poll or {})["options"]]
    for turn, handle in enumerate(VOTERS):
        mine = {ids[turn % 2]: YES}
        if moments:
            mine[ids[(turn + 1) % len(ids)]] = IF_NEED_BE
        actions.vote(topic, people[handle], mine)


def _moment(said: str) -> Any:
    """`6 18:00` is that hour in six days, in Athens."""
    days, hour, minute = said.replace(":", " ").split()
    day = clock.athens(clock.now()) + timedelta(days=int(days))
    return day.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)


def _tags(topic: Topic, posts: list[Post], people: People, said: list[str]) -> None:
    actions.set_tags(topic, said[1], people["anna"])


def _wiki(topic: Topic, posts: list[Post], people: People, said: list[str]) -> None:
    actions.make_wiki(posts[int(said[1]) - 1], topic, topic.author)


def _edit(topic: Topic, posts: list[Post], people: People, said: list[str]) -> None:
    _what, number, reason, old, new = said
    post = posts[int(number) - 1]
    words = post.source.replace(old, new)
    actions.edit_post(post, topic, post.author, words, post.revision, reason=reason)


def _kept(topic: Topic, posts: list[Post], people: People, said: list[str]) -> None:
    _what, number, who, days, note = said
    again = clock.now() + timedelta(days=int(days))
    keep_post(people[who], posts[int(number) - 1], note, again)


def _moved(topic: Topic, posts: list[Post], people: People, said: list[str]) -> None:
    _what, number, title = said
    there = db.session.query(Topic).filter_by(title=title).one()
    actions.move_posts(topic, there, [int(number)], people["anna"])


def _reported(topic: Topic, posts: list[Post], people: People, said: list[str]) -> None:
    _report(posts, people, said)


def _ruled(topic: Topic, posts: list[Post], people: People, said: list[str]) -> None:
    case, message = _report(posts, people, said), said[5]
    decision = Decision(HIDE, reason=said[3], words=message)
    rule(case, case.version, people["anna"], find_thing(case.subject), decision)


def _report(posts: list[Post], people: People, said: list[str]) -> Case:
    _what, number, who, reason, words, *_more = said
    thing = find_thing(f"post:{posts[int(number) - 1].id}")
    if thing is None:
        raise LookupError(f"the story has no post {number} to report")
    row = report(thing, people[who], reason, words, "el")
    return db.session.get_one(Case, row.case_id)


def _waits(topic: Topic, posts: list[Post], people: People, said: list[str]) -> None:
    _what, who, words = said
    if who in people:
        values = {"topic": topic.id, "source": words, "reply_to": None}
        hold(people[who], "forum.reply", topic.title, topic.path, "first", values)


AT_ONCE: dict[str, Mark] = {
    **dict.fromkeys(POLLS, _poll),
    **{"answer": _answer, "tags": _tags, "wiki": _wiki, "edit": _edit},
}
LATER: dict[str, Mark] = {
    **{"kept": _kept, "moved": _moved, "reported": _reported, "ruled": _ruled, "waits": _waits},
}
