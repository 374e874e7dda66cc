"""The questions about news, wishes and letters."""

from kalo.notifications.queries.letters import (
    awaiting_digest,
    awaiting_letters,
    last_seen,
    letter_notes,
    letters_since,
    people_without_wishes,
    reader,
    unread_for_digest,
    waiting_errands,
)
from kalo.notifications.queries.news import (
    all_news_of,
    get_news,
    listeners,
    names_of,
    news_page,
    told_before,
    unread_by_person,
    unread_count,
)
from kalo.notifications.queries.wishes import person_here, wishes_of

__all__ = [
    "all_news_of",
    "awaiting_digest",
    "awaiting_letters",
    "get_news",
    "last_seen",
    "letter_notes",
    "letters_since",
    "listeners",
    "names_of",
    "news_page",
    "people_without_wishes",
    "person_here",
    "reader",
    "told_before",
    "unread_by_person",
    "unread_count",
    "unread_for_digest",
    "waiting_errands",
    "wishes_of",
]
