"""The questions the forum asks of the database."""

from kalo.forum.queries.acts import get_act, timers_due, timers_of, topics_arranged_by
from kalo.forum.queries.categories import (
    all_categories,
    categories_for,
    category_by_id,
    find_category,
    get_category,
    usual_category,
)
from kalo.forum.queries.history import edits_of, get_revision
from kalo.forum.queries.mine import mine_on
from kalo.forum.queries.moving import choosable_posts, chosen_posts, find_targets, place_moved_to
from kalo.forum.queries.polls import my_votes, polls_to_close, topics_voted_in, voters_of
from kalo.forum.queries.posts import (
    find_last_standing,
    get_post,
    miscounted_topics,
    nearest_number,
    page_of_posts,
    people_in,
    posts_after,
    posts_between,
    posts_by,
    replies_to,
)
from kalo.forum.queries.reactions import reactions_to
from kalo.forum.queries.similar import similar_topics
from kalo.forum.queries.topics import (
    get_topic,
    get_topic_to_read,
    highest_numbers,
    latest_topics,
    others_beside,
    topics_about,
    topics_by,
    visible_ids,
    visible_topics,
)

__all__ = [
    "all_categories",
    "categories_for",
    "category_by_id",
    "choosable_posts",
    "chosen_posts",
    "edits_of",
    "find_category",
    "find_last_standing",
    "find_targets",
    "get_act",
    "get_category",
    "get_post",
    "get_revision",
    "get_topic",
    "get_topic_to_read",
    "highest_numbers",
    "latest_topics",
    "mine_on",
    "miscounted_topics",
    "my_votes",
    "nearest_number",
    "others_beside",
    "page_of_posts",
    "people_in",
    "place_moved_to",
    "polls_to_close",
    "posts_after",
    "posts_between",
    "posts_by",
    "reactions_to",
    "replies_to",
    "similar_topics",
    "timers_due",
    "timers_of",
    "topics_about",
    "topics_arranged_by",
    "topics_by",
    "topics_voted_in",
    "usual_category",
    "visible_ids",
    "visible_topics",
    "voters_of",
]
