"""What moderation does when another room speaks."""

from typing import Any

from kalo import signals
from kalo.accounts.models import Person
from kalo.moderation import actions
from kalo.moderation.queries.people import ignoring
from kalo.notifications.actions.telling import wants_no_news


@signals.person_visited.connect
def count_the_day(person_id: int, **_: Any) -> None:
    """Days on which people come count towards trust."""
    actions.note_visit(person_id)


@signals.person_left.connect
def let_go(person: Person, **_: Any) -> None:
    """What is personal goes; that something was reported and ruled on stays."""
    actions.forget_person(person)


wants_no_news.append(ignoring)  # whoever ignores somebody hears nothing of them
