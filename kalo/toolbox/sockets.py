"""A work that is open hears at once when somebody has saved it."""

from kalo.accounts.models import Person
from kalo.kit import shown
from kalo.toolbox.queries import works as queries


def _number(person: Person | None, work_id: int) -> int | None:
    seen = queries.seen_works(person, [work_id]) if person else set()
    return next(iter(seen), None)


shown.kinds["toolbox-work"] = shown.Showing(number=_number, states=queries.states_of)
