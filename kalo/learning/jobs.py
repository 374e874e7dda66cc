"""Slow work of learning: files nobody holds, attempts whose time is over, the word of the day."""

from kalo.kit import files
from kalo.kit.db import transaction
from kalo.kit.jobs import slow_job
from kalo.learning.actions.checking import check_everybody
from kalo.learning.actions.quizzes import hand_in_overdue
from kalo.learning.actions.tasks import sweep_files
from kalo.learning.notices.digest import tell_learners


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


@slow_job
def tell_of_the_day() -> None:
    """Once a day for each learner: whether there is something worth a line in the daily letter."""
    while True:
        with transaction():
            if not tell_learners():
                return


@slow_job
def check_progress() -> str:
    """Every night: is progress what the log says, and is nobody stuck just before the end?"""
    found = check_everybody()
    counts = f"{len(found.mended)} mended, {len(found.stuck)} stuck, {found.broken} broken"
    return f"{found.learners} learners, {counts}"
