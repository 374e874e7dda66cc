"""What the sample community did besides writing: reactions, an accepted answer, a poll."""

from kalo.accounts.models import Person
from kalo.forum import actions
from kalo.forum.actions.polls import Asked
from kalo.forum.models import REACTIONS, Post, Topic
from kalo.forum.models.polls import YES


def bring_to_life(
    topic: Topic, posts: list[Post], marks: set[str], people: dict[str, Person]
) -> None:
    """Some reactions everywhere; what the story's marks ask for where they stand."""
    for post in posts:
        for turn, (handle, person) in enumerate(sorted(people.items())):
            mine = (post.number * 5 + turn * 3 + len(topic.title)) % 11
            if mine == 0 and person.id != post.author_id and handle != "admin":
                actions.react(post, topic, person, REACTIONS[(post.number + turn) % 4])
    for mark in marks:
        what, _colon, words = mark.partition(": ")
        if what == "answer":
            actions.accept_answer(posts[int(words) - 1], topic, topic.author)
        elif what == "poll":
            _vote(topic, words.split(" | "), people)


def _vote(topic: Topic, words: list[str], people: dict[str, Person]) -> None:
    question, *options = words
    actions.add_poll(topic, Asked("one", options, question))
    ids = [option["id"] for option in (topic.poll or {})["options"]]
    for turn, handle in enumerate(("anna", "nikos", "despoina", "maria", "eleni")):
        actions.vote(topic, people[handle], {ids[turn % 2]: YES})
