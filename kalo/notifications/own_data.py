"""What notifications hold of a person."""

from typing import Any

from kalo.accounts.models import Person
from kalo.accounts.own_data import gives_own_data
from kalo.notifications.queries import all_news_of, wishes_of


@gives_own_data("notifications")
def collect(person: Person) -> dict[str, Any]:
    """The news this person was told, and how they want to be told."""
    wishes = wishes_of(person)
    return {
        "wishes": {
            "ways": wishes.ways,
            "hour": wishes.hour,
            "weekday": wishes.weekday,
            "quiet": [wishes.quiet_from, wishes.quiet_to],
            "digest": wishes.digest,
        },
        "news": [
            {
                "kind": row.kind,
                "about": row.what,
                "at": row.at.isoformat(),
                "read": bool(row.read_at),
            }
            for row in all_news_of(person)
        ],
    }
