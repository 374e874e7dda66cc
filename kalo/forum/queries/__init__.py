"""The questions the forum asks of the database."""

from kalo.forum.queries.categories import (
    all_categories,
    categories_for,
    category_by_id,
    find_category,
    get_category,
)
from kalo.forum.queries.posts import (
    find_last_standing,
    get_post,
    nearest_number,
    people_in,
    posts_after,
    posts_between,
)
from kalo.forum.queries.topics import (
    get_topic,
    get_topic_to_read,
    latest_topics,
    latest_topics_slice,
    topics_about,
    topics_in,
    visible_topics,
)

__all__ = [
    "all_categories",
    "categories_for",
    "category_by_id",
    "find_category",
    "find_last_standing",
    "get_category",
    "get_post",
    "get_topic",
    "get_topic_to_read",
    "latest_topics",
    "latest_topics_slice",
    "nearest_number",
    "people_in",
    "posts_after",
    "posts_between",
    "topics_about",
    "topics_in",
    "visible_topics",
]
