"""What comes round and what takes long: deadlines that are near, plans whose deadlines moved."""

from kalo.kit.db import transaction
from kalo.kit.jobs import job, slow_job
from kalo.toolbox.actions.days import keep_days_of
from kalo.toolbox.tools.funding.notices import tell_of_deadlines


@job
def tell_of_funding_deadlines() -> None:
    """Once a day; whoever was told is not told again."""
    tell_of_deadlines()


@slow_job
def move_planned_deadlines() -> None:
    """Where facts moved deadlines, the days of kept plans move with them."""
    last = 0
    while True:
        with transaction():
            last = keep_days_of("funding", last)
        if not last:
            return
