"""The sample life of the forum, read from its stories: fixed people, dated back from now."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from kalo.accounts.models import Person
from kalo.forum import actions
from kalo.forum.models import Post, Topic
from kalo.forum.queries import find_category, get_post, latest_topics
from kalo.forum.seeds.categories import lay_categories
from kalo.forum.seeds.life import bring_to_life, lay_subcategory, live_on, watch_tags
from kalo.kit import clock

STORIES = tuple(Path(__file__).with_name(name) for name in ("story.md", "ways.md"))
HEAD = re.compile(r"@(\w+) (\d+)([dhm])(?: (\d\d):(\d\d))?(?: >(\d+))?")


@dataclass
class Told:
    """A post of the story."""

    handle: str
    at: datetime
    reply_to: int | None
    lines: list[str] = field(default_factory=list)

    @property
    def source(self) -> str:
        """What was typed."""
        return "\n".join(self.lines).strip()


@dataclass
class Story:
    """A topic of the story."""

    title: str
    category: str = ""
    language: str = "el"
    marks: list[str] = field(default_factory=list)
    posts: list[Told] = field(default_factory=list)


def seed(people: dict[str, Person]) -> None:
    """Tell the story once; where there are topics already, do nothing."""
    lay_categories()
    if latest_topics(people["anna"], 1, Topic.subject.is_(None)):
        return
    lay_subcategory(people)
    stories = sorted(read_story(), key=lambda story: story.posts[0].at)
    told = [(*_tell(story, people), story.marks) for story in stories]
    for topic, posts, marks in told:
        live_on(topic, posts, marks, people)
    watch_tags(people)


def read_story() -> list[Story]:
    """The topics of the stories, each with its posts."""
    stories: list[Story] = []
    for file in STORIES:
        for line in file.read_text(encoding="utf-8").splitlines():
            _read_line(line, stories)
    return stories


def _read_line(line: str, stories: list[Story]) -> None:
    if line.startswith("## "):
        stories.append(Story(line[3:]))
    elif head := HEAD.fullmatch(line):
        number = int(head[6]) if head[6] else None
        posts = stories[-1].posts
        posts.append(Told(head[1], _in_order(_moment(head), posts), number))
    elif stories[-1].posts:
        stories[-1].posts[-1].lines.append(line)
    elif line.startswith(("category: ", "language: ")):
        name, _colon, words = line.partition(": ")
        setattr(stories[-1], name, words)
    elif line:
        stories[-1].marks.append(line)


def _moment(head: re.Match[str]) -> datetime:
    """`12d 09:40` is that hour of that day in Athens; `3h`, `20m` count back from now."""
    count = int(head[2])
    if head[3] == "d":
        day = clock.athens(clock.now()) - timedelta(days=count)
        return day.replace(hour=int(head[4]), minute=int(head[5]), second=0, microsecond=0)
    return clock.now() - (timedelta(hours=count) if head[3] == "h" else timedelta(minutes=count))


def _in_order(at: datetime, before: list[Told]) -> datetime:
    """Never before the post above it: "20h" may be earlier than "1d 21:00"."""
    earliest = before[-1].at + timedelta(minutes=3) if before else at
    return min(clock.now(), max(at, earliest))


def _tell(story: Story, people: dict[str, Person]) -> tuple[Topic, list[Post]]:
    category = find_category(story.category)
    if category is None:
        raise LookupError(f"the story knows no category {story.category}")
    first = story.posts[0]
    author = people[first.handle]
    said = (story.title, first.source, None, story.language)
    topic = actions.open_topic(category, author, *said, at=first.at)
    posts = [get_post(topic, 1)] + [
        actions.post_reply(topic, people[post.handle], post.source, post.reply_to, at=post.at)
        for post in story.posts[1:]
    ]
    bring_to_life(topic, posts, story.marks, people)
    _arrange(topic, story.marks, people["anna"])
    return topic, posts


def _arrange(topic: Topic, marks: list[str], moderator: Person) -> None:
    if "pinned" in marks:
        actions.pin_topic(topic, moderator)
    if "closed" in marks:
        actions.close_topic(topic, moderator)
