"""The forum's nouns: categories, topics, the posts in them, and how far each person has read."""

from kalo.forum.models.categories import Category, CategoryGrant, Tag, TopicTag
from kalo.forum.models.posts import RENDER_VERSION, Post, PostRevision, Reaction
from kalo.forum.models.reading import Reader, ReadMark
from kalo.forum.models.topics import Topic, TopicAct

__all__ = [
    "RENDER_VERSION",
    "Category",
    "CategoryGrant",
    "Post",
    "PostRevision",
    "Reaction",
    "ReadMark",
    "Reader",
    "Tag",
    "Topic",
    "TopicAct",
    "TopicTag",
]
