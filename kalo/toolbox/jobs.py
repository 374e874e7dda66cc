"""Slow work of the toolbox."""

from kalo.kit.db import transaction
from kalo.kit.jobs import slow_job
from kalo.toolbox.actions.days import keep_days_of
from kalo.toolbox.actions.leaving import forget_old_works
from kalo.toolbox.notices.days import remind_of_days
from kalo.toolbox.notices.facts import tell_of_late_facts


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


@slow_job
def move_days_of(slug: str) -> None:
    """Facts of a tool have changed: the days of the works that people keep move with them."""
    last = 0
    while True:
        with transaction():
            last = keep_days_of(slug, last)
        if not last:
            return


@slow_job
def tell_editors() -> int:
    """Tell editors of facts whose day has passed; answers of how many."""
    told = 0
    while True:
        with transaction():
            found = tell_of_late_facts()
        told += found
        if not found:
            return told


@slow_job
def sweep_kept_works() -> None:
    """Forget works that were thrown away, and guests' that nobody touched for a year."""
    with transaction():
        forget_old_works()
