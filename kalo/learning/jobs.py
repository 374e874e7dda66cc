"""Slow work of learning: files that no work holds any more, attempts whose time is over."""

from kalo.kit import files
from kalo.kit.db import transaction
from kalo.kit.jobs import slow_job
from kalo.learning.actions.quizzes import hand_in_overdue
from kalo.learning.actions.tasks import sweep_files


@slow_job
def sweep_works() -> int:
    """Drop files of works that no draft and no version holds; answers how many."""
    with transaction():
        names = sweep_files()
    for name in names:
        files.remove(name)
    return len(names)


@slow_job
def close_attempts() -> int:
    """Hand in what nobody handed in before the time of the quiz was over; answers how many."""
    return hand_in_overdue()
