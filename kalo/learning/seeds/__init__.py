"""Sample life of learning: who follows what, and with whom."""

from kalo.accounts.models import Person
from kalo.learning.seeds import cohorts, paths


def seed(people: dict[str, Person]) -> None:
    """Fill the room; a second time changes nothing."""
    paths.seed(people)
    cohorts.seed(people)
