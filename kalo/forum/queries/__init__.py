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
    miscounted_topics,
    nearest_number,
    people_in,
    posts_after,
    posts_between,
    posts_by,
)
from kalo.forum.queries.topics import (
    get_topic,
    get_topic_to_read,
    latest_topics,
    latest_topics_slice,
    others_beside,
    topics_about,
    topics_by,
    topics_in,
    visible_ids,
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
    "miscounted_topics",
    "nearest_number",
    "others_beside",
    "people_in",
    "posts_after",
    "posts_between",
    "posts_by",
    "topics_about",
    "topics_by",
    "topics_in",
    "visible_ids",
    "visible_topics",
]
