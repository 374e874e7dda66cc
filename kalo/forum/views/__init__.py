"""The forum's doors: find, ask, do, answer."""

from kalo.forum.views import categories, posts, reading, topics, writing
from kalo.forum.views.room import bp

__all__ = ["bp", "categories", "posts", "reading", "topics", "writing"]
