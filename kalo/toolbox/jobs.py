"""Slow work of the toolbox."""

from kalo.kit.db import transaction
from kalo.kit.jobs import slow_job
from kalo.toolbox.notices.days import remind_of_days


@slow_job
def tell_planned_days() -> int:
    """Remind people of the days that their works plan; answers of how many."""
    told = 0
    while True:
        with transaction():
            found = remind_of_days()
        told += found
        if not found:
            return told
