"""What comes round: calls that end soon."""

from kalo.kit.jobs import job
from kalo.network.actions.calls import tell_of_endings


@job
def tell_of_ending_calls() -> None:
    """Tell the people of calls that end within days, once for each."""
    tell_of_endings()
