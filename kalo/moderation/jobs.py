"""Nightly work: trust follows what people did, suspensions end, what is old is forgotten."""

from kalo.accounts.actions import end_suspensions
from kalo.kit.db import transaction
from kalo.kit.jobs import slow_job
from kalo.moderation import actions
from kalo.moderation.queries.people import people_to_weigh


@slow_job
def weigh_everybody() -> int:
    """Let everybody's trust follow, in portions; answers how many moved."""
    moved, after = 0, 0
    while True:
        with transaction():
            people = people_to_weigh(after)
            if not people:
                return moved
            after = people[-1].id
            moved += actions.weigh_trust(list(people))


@slow_job
def let_suspended_in() -> None:
    """Suspensions whose end has passed are over, in every list."""
    with transaction():
        end_suspensions()


@slow_job
def forget() -> None:
    """Sweep up fingerprints and days."""
    with transaction():
        actions.forget_old()
