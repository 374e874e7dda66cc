"""What comes round and what takes long: deadlines that are near."""

from kalo.kit.jobs import Round, job
from kalo.toolbox.tools.funding.notices import tell_of_deadlines


@job
def tell_of_funding_deadlines() -> None:
    """Once a day; whoever was told is not told again."""
    tell_of_deadlines()


ROUNDS = (Round(tell_of_funding_deadlines, minute="23", hour="5"),)
