"""The forum's doors: find, ask, do, answer."""

from kalo.forum.views import (
    arranging,
    bookmarks,
    categories,
    editing,
    lists,
    moving,
    polls,
    posts,
    publishing,
    reactions,
    reading,
    similar,
    tags,
    timeline,
    topics,
    watching,
    writing,
)
from kalo.forum.views.room import bp

__all__ = [
    "arranging",
    "bookmarks",
    "bp",
    "categories",
    "editing",
    "lists",
    "moving",
    "polls",
    "posts",
    "publishing",
    "reactions",
    "reading",
    "similar",
    "tags",
    "timeline",
    "topics",
    "watching",
    "writing",
]
