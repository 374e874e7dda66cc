"""Telling and writing letters, after the answer; each round takes up what a crash left."""

from kalo.kit.db import transaction
from kalo.kit.jobs import job, nudge, slow_job
from kalo.notifications import actions, queries


@job
def run_errand(errand_id: int) -> None:
    """Tell people of a thing."""
    actions.run_errand(errand_id)


@job
def write_letters(person_id: int) -> None:
    """Write what is due to a person."""
    actions.write_letters(person_id)


@job
def write_weekly(person_id: int) -> None:
    """Write a person's weekly letter."""
    actions.write_weekly(person_id)


def tell_soon(name: str, thing_id: int) -> None:
    """Owe people the news of a thing and have the worker tell them."""
    nudge(run_errand, actions.owe_telling(name, thing_id).id)


@slow_job
def write_owed_letters() -> None:
    """Each minute: what nobody told yet, the letters that are due, the weekly ones."""
    with transaction():
        for errand_id in queries.waiting_errands():
            nudge(run_errand, errand_id)
        for person_id in queries.awaiting_letters():
            nudge(write_letters, person_id)
        actions.begin_wishes(queries.people_without_wishes())
        for person_id in queries.awaiting_digest():
            nudge(write_weekly, person_id)


@job
def forget_letter_notes() -> None:
    """Let go of old notes about letters."""
    actions.forget_notes()
