"""A topic that is being read hears of what is written below."""

from kalo.accounts.models import Person
from kalo.forum import queries
from kalo.kit import shown


def _number(person: Person | None, topic_id: int) -> int | None:
    return next(iter(queries.visible_ids(person, [topic_id])), None)


shown.kinds["topic"] = shown.Showing(number=_number, states=queries.highest_numbers)
