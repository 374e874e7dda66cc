"""Slow work of learning: letting go of files that no work holds any more."""

from kalo.kit import files
from kalo.kit.db import transaction
from kalo.kit.jobs import slow_job
from kalo.learning.actions.tasks import sweep_files


@slow_job
def sweep_works() -> int:
    """Drop files of works that no draft and no version holds; answers how many."""
    with transaction():
        names = sweep_files()
    for name in names:
        files.remove(name)
    return len(names)
