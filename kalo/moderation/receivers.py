"""What moderation does when another room speaks."""

from typing import Any

from kalo import signals
from kalo.accounts.models import Person
from kalo.moderation import actions
from kalo.moderation.models import Held, Ruling
from kalo.moderation.models.held import PUBLISHED
from kalo.moderation.models.rulings import KEEP
from kalo.moderation.queries.people import ignoring
from kalo.moderation.queries.rulings import person_by_id
from kalo.notifications.actions.telling import wants_no_news


@signals.person_visited.connect
def count_the_day(person_id: int, **_: Any) -> None:
    """Days on which people come count towards trust."""
    actions.note_visit(person_id)


@signals.person_left.connect
def let_go(person: Person, **_: Any) -> None:
    """What is personal goes; that something was reported and ruled on stays."""
    actions.forget_person(person)


@signals.held_settled.connect
def trust_who_waited(held: Held, **_: Any) -> None:
    """Somebody whose first text was published is known from now on, and not from tomorrow."""
    author = person_by_id(held.person_id)
    if author and held.state == PUBLISHED:
        actions.rise(author)


@signals.thing_ruled.connect
def trust_whose_text_is_fine(ruling: Ruling, **_: Any) -> None:
    """So is somebody whose first post was looked at and stays."""
    author = person_by_id(ruling.author_id)
    if author and ruling.verb == KEEP:
        actions.rise(author)


wants_no_news.append(ignoring)  # whoever ignores somebody hears nothing of them
