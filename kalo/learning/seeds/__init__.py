"""Sample life of learning: who follows what, and with whom."""

from kalo.accounts.models import Person
from kalo.learning.seeds import paths


def seed(people: dict[str, Person]) -> None:
    """Fill the room; a second time changes nothing."""
    paths.seed(people)
