"""The forum's nouns: categories, topics, the posts in them, and how far each person has read."""

from kalo.forum.models.arranging import MovedPost, TopicTimer
from kalo.forum.models.categories import Category, CategoryGrant, Tag, TopicTag
from kalo.forum.models.polls import Poll, PollOption, PollVote
from kalo.forum.models.posts import REACTIONS, RENDER_VERSION, Post, PostRevision, Reaction
from kalo.forum.models.reading import Reader, ReadMark
from kalo.forum.models.scores import PERIODS, TopicScore, TopicViews
from kalo.forum.models.topics import Topic, TopicAct
from kalo.forum.models.watching import Bookmark, Watch

__all__ = [
    "PERIODS",
    "REACTIONS",
    "RENDER_VERSION",
    "Bookmark",
    "Category",
    "CategoryGrant",
    "MovedPost",
    "Poll",
    "PollOption",
    "PollVote",
    "Post",
    "PostRevision",
    "Reaction",
    "ReadMark",
    "Reader",
    "Tag",
    "Topic",
    "TopicAct",
    "TopicScore",
    "TopicTag",
    "TopicTimer",
    "TopicViews",
    "Watch",
]
