"""The nouns of the toolbox, a file each."""

from kalo.toolbox.models.days import DayWish, PlannedDay
from kalo.toolbox.models.works import Comment, Link, Version, Work

__all__ = ["Comment", "DayWish", "Link", "PlannedDay", "Version", "Work"]
