"""What comes round: calls that end soon, marks of what no longer holds."""

from kalo.kit.jobs import job
from kalo.network.actions.calls import tell_of_endings
from kalo.network.actions.leaving import forget_old_letters
from kalo.network.actions.marks import drop_what_no_longer_holds


@job
def tell_of_ending_calls() -> None:
    """Tell the people of calls that end within days, once for each."""
    tell_of_endings()


@job
def sweep_marks() -> None:
    """A certificate that was revoked is shown by no organisation; no letter is kept for ever."""
    drop_what_no_longer_holds()
    forget_old_letters()
